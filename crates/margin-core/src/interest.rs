//! What time alone does to a portfolio: funding and interest.
//!
//! Utilisation = debts ÷ deposits; rules::RateCurve has the formula of a rate. A year has 8,760 hours, and interest is
//! compounded each hour: quantity × (1 + rate ÷ 8,760)^hours. Funding is spread evenly over its interval, because a
//! market does not say when the next payment is.

use crate::funding;
use crate::id::{AssetId, InstrumentId};
use crate::instrument::{Kind, Settlement};
use crate::market::{AssetQuote, Market};
use crate::portfolio::{Holding, Portfolio, Position};
use crate::problem::{Place, Problem, ProblemKind, Problems};
use crate::rules::{InterestRule, RateCurve, SupplyRate, VenueRules};
use crate::units::{Price, Quantity, Ratio, Usd};
use serde::Serialize;

const HOURS_A_YEAR: f64 = 8760.0;

/// A portfolio after some time at unchanged prices and rates.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Accrued {
    /// The portfolio: positions have accrued funding, holdings have grown.
    pub portfolio: Portfolio,
    /// What was left as it was because nobody says what it costs.
    pub unknown: Vec<UnknownRate>,
}

/// A rate that neither the market nor the rules decide.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum UnknownRate {
    /// A perpetual's funding, or how often it is paid.
    Funding(InstrumentId),
    /// What a debt in the asset costs.
    Borrow(AssetId),
    /// What a deposit of the asset earns.
    Supply(AssetId),
}

/// The share of what is deposited that is lent out; nothing where nothing is deposited.
pub fn utilisation(deposits: Quantity, debts: Quantity) -> Option<Ratio> {
    (deposits > Quantity::ZERO).then(|| Ratio::new(debts.get() / deposits.get()))
}

/// The yearly rate at a utilisation.
///
/// ```
/// # use margin_core::{interest, rules::RateCurve, units::Ratio};
/// let curve = RateCurve {
///     base: Ratio::new(0.015),
///     kink: Ratio::new(0.8),
///     below: Ratio::new(0.035),
///     above: Ratio::new(0.25),
/// };
/// assert!((interest::rate(&curve, Ratio::new(0.9)).get() - 0.068).abs() < 1e-12);
/// ```
pub fn rate(curve: &RateCurve, utilisation: Ratio) -> Ratio {
    let (used, kink) = (utilisation.get(), curve.kink.get());
    let (below, above) = if used > kink { (kink, used - kink) } else { (used, 0.0) };
    Ratio::new(curve.base.get() + curve.below.get() * below + curve.above.get() * above)
}

/// What a debt costs a year at a utilisation.
pub fn borrow_rate(rule: &InterestRule, utilisation: Ratio) -> Ratio {
    rate(&rule.borrow, utilisation)
}

/// What a deposit earns a year at a utilisation.
pub fn supply_rate(rule: &InterestRule, utilisation: Ratio) -> Ratio {
    match &rule.supply {
        SupplyRate::OfBorrow { cut } => earned(borrow_rate(rule, utilisation), utilisation, *cut),
        SupplyRate::Curve(curve) => rate(curve, utilisation),
    }
}

/// What a deposit earns a year when debts pay `borrow` and the venue keeps `cut` of it.
pub fn earned(borrow: Ratio, utilisation: Ratio, cut: Ratio) -> Ratio {
    Ratio::new(borrow.get() * utilisation.get() * (1.0 - cut.get()))
}

/// The portfolio after `hours` at the market's prices and rates. A rate that the market does not quote is taken from the
/// venue's rules at the market's utilisation.
///
/// # Errors
/// When `hours` is not a number from zero on, or funding is paid on an index price that the market does not have.
pub fn accrue(portfolio: &Portfolio, market: &Market, rules: &VenueRules, hours: f64) -> Result<Accrued, Problems> {
    let mut accrual = Accrual { market, rules, hours, unknown: Vec::new(), problems: Vec::new() };
    if !(hours.is_finite() && hours >= 0.0) {
        return Err(Problems::one(Place::Request, ProblemKind::OutOfRange));
    }
    let mut after = portfolio.clone();
    after.positions.iter_mut().for_each(|position| accrual.fund(position));
    after.holdings.iter_mut().for_each(|holding| accrual.grow(holding));
    let Accrual { mut unknown, problems, .. } = accrual;
    unknown.sort();
    unknown.dedup();
    Problems::none_or(problems, Accrued { portfolio: after, unknown })
}

struct Accrual<'a> {
    market: &'a Market,
    rules: &'a VenueRules,
    hours: f64,
    unknown: Vec<UnknownRate>,
    problems: Vec<Problem>,
}

/// What an asset's holdings may do in time.
enum Growth {
    At(Ratio),
    Still,
    Unknown,
}

impl Accrual<'_> {
    fn fund(&mut self, position: &mut Position) {
        if position.instrument.kind != Kind::Perpetual {
            return;
        }
        let id = position.instrument.id();
        let quoted = self.market.instruments.get(&id).and_then(|quote| quote.funding);
        let (Some(rate), Some(rule)) = (quoted, self.rules.funding) else {
            self.unknown.push(UnknownRate::Funding(id));
            return;
        };
        let underlying = &position.instrument.underlying;
        let Some(index) = self.market.index(underlying) else {
            let kind = ProblemKind::MissingIndex(underlying.clone());
            self.problems.push(Problem { at: Place::Asset(underlying.clone()), kind });
            return;
        };
        let payments = Ratio::new(self.hours / rule.interval_hours);
        position.accrued = position.accrued - paid(position, index, rate) * payments;
    }

    fn grow(&mut self, holding: &mut Holding) {
        let owes = holding.quantity < Quantity::ZERO;
        let growth = if owes { self.borrowing(&holding.asset) } else { self.supplying(&holding.asset) };
        match growth {
            Growth::At(rate) => {
                let factor = libm::pow(1.0 + rate.get() / HOURS_A_YEAR, self.hours);
                holding.quantity = Quantity::new(holding.quantity.get() * factor);
            }
            Growth::Still => {}
            Growth::Unknown if owes => self.unknown.push(UnknownRate::Borrow(holding.asset.clone())),
            Growth::Unknown => self.unknown.push(UnknownRate::Supply(holding.asset.clone())),
        }
    }

    /// A debt always costs something.
    fn borrowing(&self, asset: &AssetId) -> Growth {
        let quoted = self.quote(asset).and_then(|quote| quote.borrow_rate);
        quoted.or_else(|| self.ruled(asset, borrow_rate)).map_or(Growth::Unknown, Growth::At)
    }

    /// What is held earns nothing where the venue neither lends it nor quotes a rate.
    fn supplying(&self, asset: &AssetId) -> Growth {
        let quoted = self.quote(asset).and_then(|quote| quote.supply_rate);
        match quoted.or_else(|| self.ruled(asset, supply_rate)) {
            Some(rate) => Growth::At(rate),
            None if self.rules.interest.contains_key(asset) => Growth::Unknown,
            None => Growth::Still,
        }
    }

    fn ruled(&self, asset: &AssetId, rate: fn(&InterestRule, Ratio) -> Ratio) -> Option<Ratio> {
        let (rule, quote) = (self.rules.interest.get(asset)?, self.quote(asset)?);
        Some(rate(rule, utilisation(quote.deposits?, quote.debts?)?))
    }

    fn quote(&self, asset: &AssetId) -> Option<&AssetQuote> {
        self.market.assets.get(asset)
    }
}

/// What a position pays at one payment. A coin-settled contract's face value is in dollars whatever the index is.
fn paid(position: &Position, index: Price, rate: Ratio) -> Usd {
    let units = Quantity::new(position.quantity.get() * position.instrument.multiplier.get());
    match position.instrument.settlement {
        Settlement::Linear => funding::payment(units, index, rate),
        Settlement::Coin => funding::payment(units, Price::new(1.0), rate),
    }
}
