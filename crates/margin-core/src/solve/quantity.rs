//! How much of a contract can be opened: with what is free, or for a liquidation price.

use crate::id::PositionId;
use crate::instrument::{Instrument, Settlement};
use crate::market::Market;
use crate::portfolio::{Leverage, MarginMode, Portfolio, Position};
use crate::problem::{Place, PositionField, ProblemKind, Problems};
use crate::report::{GroupKey, Level};
use crate::solve::answer::{Bound, Found, Inputs, WhyNoAnswer, answer, room};
use crate::solve::edge::{Edge, edge};
use crate::solve::liquidation::{Turn, liquidation_prices};
use crate::units::{Price, Quantity, Usd};
use serde::{Deserialize, Serialize};

/// A position to be opened at the mark, beside those that there are; the venue's rules say whether it nets with them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Opening {
    /// The contract.
    pub instrument: Instrument,
    /// Which way.
    pub direction: Direction,
    /// What stands behind it; what is set aside is brought in for it and not taken from the holdings.
    #[serde(default)]
    pub mode: MarginMode,
    /// The leverage that it is opened with.
    #[serde(default)]
    pub leverage: Leverage,
}

/// Which way a position is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Direction {
    /// Bought.
    Long,
    /// Sold.
    Short,
}

/// The notionals in dollars that a search begins with and ends at.
const FIRST: f64 = 1.0;
const MOST: f64 = 1e15;

/// The largest quantity that can be opened with what is free: the initial requirement is met there, and with a little
/// more it is not.
///
/// # Errors
/// All that is wrong with the inputs, as [`crate::evaluate()`] does; what is wrong with the opening is at the position
/// that it would be, which has the number after the greatest.
pub fn largest_quantity(inputs: Inputs, opening: &Opening) -> Result<Found<Quantity>, Problems> {
    let mut trial = Trial::new(inputs, opening)?;
    let bound = Bound::Requirement(Level::Initial);
    if trial.room(0.0, bound, 1.0)? < 0.0 {
        return Ok(Found::None(WhyNoAnswer::AlreadyUnder(Level::Initial)));
    }
    let [first, most] = trial.reach();
    match edge(first, most, |quantity| Ok(trial.room(quantity, bound, 1.0)? >= 0.0))? {
        Edge::Nowhere => Ok(Found::None(WhyNoAnswer::NoBound)),
        Edge::BelowAll(_) => Ok(Found::None(WhyNoAnswer::NoRoom)),
        Edge::Between { before, .. } => trial.answer(before),
    }
}

/// The quantity with which the position's group first goes under at a mark price of the contract, when the underlying
/// moves there alone from today's prices.
///
/// # Errors
/// As [`largest_quantity`], and a price that is none.
pub fn quantity_for_liquidation(inputs: Inputs, opening: &Opening, price: Price) -> Result<Found<Quantity>, Problems> {
    let mut trial = Trial::new(inputs, opening)?;
    let factor = price.get() / trial.mark.get();
    if !(factor.is_finite() && factor > 0.0) {
        return Err(Problems::one(Place::Request, ProblemKind::NotPositive));
    }
    let bound = Bound::Requirement(Level::Maintenance);
    if trial.room(0.0, bound, factor)? < 0.0 {
        return Ok(Found::None(WhyNoAnswer::UnderThere));
    }
    let [first, most] = trial.reach();
    let quantity = match edge(first, most, |quantity| Ok(trial.room(quantity, bound, factor)? >= 0.0))? {
        Edge::Nowhere => return Ok(Found::None(WhyNoAnswer::NoBound)),
        Edge::BelowAll(_) => return Ok(Found::None(WhyNoAnswer::NoRoom)),
        Edge::Between { before, .. } => before,
    };
    for level in Level::ALL {
        if trial.room(quantity, Bound::Requirement(level), 1.0)? < 0.0 {
            return Ok(Found::None(WhyNoAnswer::Unmet(level)));
        }
    }
    match under_before(&trial.portfolio, inputs, trial.id, factor)? {
        Some(before) => Ok(Found::None(WhyNoAnswer::UnderBefore(before))),
        None => trial.answer(quantity),
    }
}

/// The mark price at which a position's group goes under on the way from today's price to `factor` of it, where that is
/// before the way's end.
pub(super) fn under_before(
    portfolio: &Portfolio,
    (_, market, rules): Inputs,
    id: PositionId,
    factor: f64,
) -> Result<Option<Price>, Problems> {
    /// How much nearer a crossing must be to be another one.
    const NEARER: f64 = 1e-6;
    let found = liquidation_prices(portfolio, market, rules)?;
    let way = libm::log(factor);
    let crossings = found.position(id).map(|position| position.crossings.as_slice()).unwrap_or_default();
    let before = crossings.iter().find(|at| {
        let there = libm::log(at.crossing.factor.get());
        at.crossing.turn == Turn::GoesUnder && there * way > 0.0 && there.abs() < way.abs() * (1.0 - NEARER)
    });
    Ok(before.map(|at| at.price))
}

/// A portfolio with a position that is tried in many quantities.
struct Trial<'a> {
    inputs: Inputs<'a>,
    portfolio: Portfolio,
    id: PositionId,
    group: GroupKey,
    sign: f64,
    mark: Price,
    /// Dollars of one contract at the mark.
    of_one: f64,
}

impl<'a> Trial<'a> {
    fn new(inputs: Inputs<'a>, opening: &Opening) -> Result<Self, Problems> {
        let (before, market, _) = inputs;
        let id = before.positions.iter().map(|position| position.id.0).max().map_or(0, |last| last.wrapping_add(1));
        let id = PositionId(id);
        let Opening { instrument, direction, mode, leverage } = opening.clone();
        let missing = ProblemKind::MissingMark(instrument.id());
        let mark = market.mark(&instrument.id());
        let mark = mark.ok_or_else(|| Problems::one(Place::Position(id, PositionField::Instrument), missing))?;
        let of_one = of_one(market, &instrument, mark);
        let mut portfolio = before.clone();
        let quantity = Quantity::ZERO;
        portfolio.positions.push(Position {
            id,
            instrument,
            quantity,
            entry: mark,
            mode,
            leverage,
            accrued: Usd::ZERO,
        });
        let group = match mode {
            MarginMode::Cross => GroupKey::Cross,
            MarginMode::Isolated { .. } => GroupKey::Isolated(id),
        };
        let sign = match direction {
            Direction::Long => 1.0,
            Direction::Short => -1.0,
        };
        Ok(Self { inputs, portfolio, id, group, sign, mark, of_one })
    }

    /// The quantities that a search begins with and ends at.
    fn reach(&self) -> [f64; 2] {
        [FIRST / self.of_one, MOST / self.of_one]
    }

    fn set(&mut self, quantity: f64) {
        if let Some(position) = self.portfolio.positions.last_mut() {
            position.quantity = Quantity::new(self.sign * quantity);
        }
    }

    /// How far above a bound the group is with so much opened and the underlying's price multiplied by a factor.
    fn room(&mut self, quantity: f64, bound: Bound, factor: f64) -> Result<f64, Problems> {
        self.set(quantity);
        let (_, market, rules) = self.inputs;
        let asset = self.portfolio.positions.last().map(|position| (&position.instrument.underlying, factor));
        let room = room((&self.portfolio, market, rules), self.group, bound, asset)?;
        Ok(room.unwrap_or(f64::NEG_INFINITY))
    }

    fn answer(mut self, quantity: f64) -> Result<Found<Quantity>, Problems> {
        self.set(quantity);
        answer(Quantity::new(quantity), self.portfolio, self.inputs)
    }
}

/// Dollars of one contract; a contract whose terms are no numbers is found wrong by the evaluation.
fn of_one(market: &Market, instrument: &Instrument, mark: Price) -> f64 {
    let multiplier = instrument.multiplier.get();
    let index = market.index(&instrument.underlying).unwrap_or(mark);
    let dollars = match instrument.settlement {
        Settlement::Linear => multiplier * mark.get(),
        Settlement::Coin => multiplier * index.get() / mark.get(),
    };
    if dollars.is_finite() && dollars > 0.0 { dollars } else { 1.0 }
}
