//! How prices go: a list of moments, each with what every asset's prices are multiplied by since the start.

use crate::id::AssetId;
use crate::instrument::Instrument;
use crate::market::Market;
use crate::portfolio::Portfolio;
use crate::problem::{Place, Problem, ProblemKind, Problems};
use crate::rules::VenueRules;
use crate::scenario::Shock;
use crate::solve::{Shocked, shocked};
use crate::units::Ratio;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How prices go. Between two steps they stay as they are; after the last one, too.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Path(pub Vec<PathStep>);

/// A moment of a path.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct PathStep {
    /// Seconds since the start.
    pub seconds: f64,
    /// What each asset's index, and the marks of all contracts on it, are multiplied by, against the market that the path
    /// starts from; an asset that is not named stays.
    pub factors: BTreeMap<AssetId, Ratio>,
}

/// The largest factor, and one over the smallest.
const FARTHEST: f64 = 1_152_921_504_606_846_976.0;

impl Path {
    /// One moment: an asset's prices multiplied by a factor at once.
    pub fn jump(asset: AssetId, factor: Ratio) -> Self {
        Self(vec![PathStep { seconds: 0.0, factors: BTreeMap::from([(asset, factor)]) }])
    }

    /// Finds times that do not rise from zero and factors that are no positive numbers.
    pub(super) fn check(&self) -> Result<(), Problems> {
        let mut problems = Vec::new();
        let mut last = 0.0;
        for step in &self.0 {
            if !step.seconds.is_finite() || step.seconds < last {
                problems.push(wrong());
            }
            last = step.seconds;
            let reach = Ratio::new(FARTHEST.recip())..=Ratio::new(FARTHEST);
            problems.extend(step.factors.values().filter(|factor| !reach.contains(factor)).map(|_| wrong()));
        }
        Problems::none_or(problems, ())
    }
}

impl PathStep {
    /// The market as it is at this moment. Slower prices and oracles' confidence move with the index, as in a search.
    ///
    /// # Errors
    /// All that is wrong with a portfolio that has options.
    pub(super) fn market(&self, start: &Market, portfolio: &Portfolio, rules: &VenueRules) -> Result<Market, Problems> {
        if portfolio.positions.iter().any(|position| position.instrument.is_option()) {
            let mut market = start.clone();
            for (asset, factor) in &self.factors {
                let shock = Shock::of_price(*factor);
                market = shocked((portfolio, &market, rules), &Shocked::One(asset.clone()), &shock)?;
            }
            return Ok(market);
        }
        let mut market = start.clone();
        for (asset, factor) in &self.factors {
            if let Some(quote) = market.assets.get_mut(asset) {
                quote.index = quote.index * *factor;
                quote.reference = quote.reference.map(|reference| reference * *factor);
                quote.confidence = quote.confidence.map(|confidence| confidence * *factor);
            }
        }
        let mut moved = BTreeSet::new();
        for instrument in instruments(portfolio) {
            let id = instrument.id();
            if let (Some(factor), Some(quote)) =
                (self.factors.get(&instrument.underlying), market.instruments.get_mut(&id))
                && moved.insert(id)
            {
                quote.mark = quote.mark * *factor;
            }
        }
        Ok(market)
    }
}

/// The contracts that a portfolio has positions or orders in.
fn instruments(portfolio: &Portfolio) -> impl Iterator<Item = &Instrument> {
    let positions = portfolio.positions.iter().map(|position| &position.instrument);
    positions.chain(portfolio.orders.iter().map(|order| &order.instrument))
}

fn wrong() -> Problem {
    Problem { at: Place::Request, kind: ProblemKind::OutOfRange }
}
