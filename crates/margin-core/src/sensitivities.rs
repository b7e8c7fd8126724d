//! How a portfolio's worth changes with prices, volatilities, time and rates, by position, expiry and underlying.
//!
//! Every figure is a derivative of the worth in dollars that [`crate::evaluate()`] counts as equity, along the moves of
//! [`crate::scenario::Shock`]: a coin-settled contract's delta so has the coins' own move in it, and its net delta has
//! not. Where a worth has a kink, at the strike of an option without time or volatility, its curvature counts as none.

mod derivatives;
mod greeks;

pub use greeks::{DollarGreeks, Greeks, UnitGreeks};

use crate::book::{Book, Contract, Leg};
use crate::check;
use crate::id::{AssetId, PositionId};
use crate::instrument::Kind;
use crate::market::{Market, Peg};
use crate::portfolio::Portfolio;
use crate::problem::Problems;
use crate::rules::VenueRules;
use crate::time::Timestamp;
use crate::units::{Quantity, Usd};
use derivatives::Derivatives;
use serde::Serialize;
use std::collections::BTreeMap;

/// The sensitivities of a portfolio, each sum over the same positions.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Sensitivities {
    /// Each position, by its number.
    pub positions: Vec<PositionSensitivities>,
    /// Each underlying, by its name.
    pub underlyings: Vec<UnderlyingSensitivities>,
    /// All positions together. Units of different underlyings do not add up, dollars do.
    pub positions_together: DollarGreeks,
    /// All positions and all holdings together.
    pub whole: DollarGreeks,
}

/// The sensitivities of one position.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PositionSensitivities {
    /// Which position it is.
    pub id: PositionId,
    /// Its figures.
    pub greeks: Greeks,
}

/// The sensitivities of all that moves with one asset.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UnderlyingSensitivities {
    /// The asset.
    pub asset: AssetId,
    /// Its positions by expiry, those without one first.
    pub expiries: Vec<ExpirySensitivities>,
    /// All its positions.
    pub positions: Greeks,
    /// What is held of the asset itself: delta and nothing else. None of an asset that is pegged, which does not move.
    pub holdings: Delta,
}

/// The sensitivities of the positions of one expiry on one asset.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExpirySensitivities {
    /// The moment of expiry; nothing of contracts without one.
    pub expiry: Option<Timestamp>,
    /// Their figures.
    pub greeks: Greeks,
}

/// A delta, in both its units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Delta {
    /// Units of the asset.
    pub units: Quantity,
    /// Dollars gained for a price of twice as much, were the gain in proportion: a hundredth of it is for 1 %.
    pub dollars: Usd,
}

/// What a sum over an underlying takes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The positions.
    Positions,
    /// The positions, and what is held of the underlying itself.
    PositionsAndHoldings,
}

impl UnderlyingSensitivities {
    /// The figures of the positions, with or without what is held of the underlying.
    pub fn greeks(&self, scope: Scope) -> Greeks {
        match scope {
            Scope::Positions => self.positions,
            Scope::PositionsAndHoldings => {
                self.positions + Greeks::of_delta(self.holdings.units, self.holdings.dollars)
            }
        }
    }
}

impl Sensitivities {
    /// The figures of one position.
    pub fn position(&self, id: PositionId) -> Option<&Greeks> {
        self.positions.iter().find(|position| position.id == id).map(|position| &position.greeks)
    }

    /// The figures of one underlying.
    pub fn underlying(&self, asset: &AssetId) -> Option<&UnderlyingSensitivities> {
        self.underlyings.iter().find(|underlying| underlying.asset == *asset)
    }
}

/// Differentiates what a portfolio is worth.
///
/// # Errors
/// All that is wrong with the three inputs, as [`crate::evaluate()`] does.
pub fn sensitivities(portfolio: &Portfolio, market: &Market, rules: &VenueRules) -> Result<Sensitivities, Problems> {
    let book = check::book(portfolio, market, rules)?;
    let mut positions = BTreeMap::new();
    let mut underlyings: BTreeMap<&AssetId, Gathered> = BTreeMap::new();
    for contract in book.groups.iter().flat_map(|group| &group.contracts) {
        for leg in &contract.legs {
            let greeks = of_leg(contract, *leg);
            positions.insert(leg.position, greeks);
            let gathered = underlyings.entry(&contract.instrument.underlying).or_default();
            let expiry = gathered.expiries.entry(expiry(contract)).or_default();
            *expiry = *expiry + greeks;
        }
    }
    for (asset, delta) in held(&book) {
        let gathered = underlyings.entry(asset).or_default();
        gathered.held.units = gathered.held.units + delta.units;
        gathered.held.dollars = gathered.held.dollars + delta.dollars;
    }
    Ok(Sensitivities::gathered(positions, underlyings))
}

/// An underlying's sums in the making.
#[derive(Default)]
struct Gathered {
    expiries: BTreeMap<Option<Timestamp>, Greeks>,
    held: Delta,
}

impl Sensitivities {
    fn gathered(positions: BTreeMap<PositionId, Greeks>, underlyings: BTreeMap<&AssetId, Gathered>) -> Self {
        let positions = positions.into_iter().map(|(id, greeks)| PositionSensitivities { id, greeks }).collect();
        let underlyings: Vec<_> = underlyings
            .into_iter()
            .map(|(asset, gathered)| UnderlyingSensitivities {
                asset: asset.clone(),
                positions: gathered.expiries.values().copied().sum(),
                expiries: gathered
                    .expiries
                    .into_iter()
                    .map(|(expiry, greeks)| ExpirySensitivities { expiry, greeks })
                    .collect(),
                holdings: gathered.held,
            })
            .collect();
        let together = |scope| underlyings.iter().map(|underlying| underlying.greeks(scope).dollars).sum();
        let (positions_together, whole) = (together(Scope::Positions), together(Scope::PositionsAndHoldings));
        Self { positions, underlyings, positions_together, whole }
    }
}

fn of_leg(contract: &Contract, leg: Leg) -> Greeks {
    let derivatives = Derivatives::of(contract, leg);
    derivatives.greeks()
}

fn expiry(contract: &Contract) -> Option<Timestamp> {
    match contract.instrument.kind {
        Kind::Spot | Kind::Perpetual => None,
        Kind::Future { expiry } | Kind::Option { expiry, .. } => Some(expiry),
    }
}

/// The deltas of what is held of assets that are not pegged.
fn held<'b>(book: &'b Book) -> impl Iterator<Item = (&'b AssetId, Delta)> {
    book.groups.iter().flat_map(|group| &group.holdings).filter_map(|held| {
        let asset = book.assets.get(held.asset).filter(|asset| asset.peg == Peg::Floating)?;
        Some((asset.id, Delta { units: held.quantity, dollars: held.quantity * held.index }))
    })
}
