//! What to set aside for a position so that it is liquidated at a chosen price.

use crate::id::PositionId;
use crate::portfolio::{MarginMode, Portfolio};
use crate::problem::{Place, ProblemKind, Problems};
use crate::report::{GroupKey, Level};
use crate::solve::answer::{Bound, Found, Inputs, WhyNoAnswer, answer, room};
use crate::solve::edge::{Edge, edge};
use crate::solve::quantity::under_before;
use crate::units::{Price, Ratio, Usd};
use serde::Serialize;

/// What to set aside, and the leverage that it is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SetAside {
    /// Dollars to set aside.
    pub collateral: Usd,
    /// Notional ÷ (what is set aside + unrealised profit), at today's price; nothing when there is no equity.
    pub leverage: Option<Ratio>,
}

/// The dollars that a search begins with and ends at.
const FIRST: f64 = 1.0;
const MOST: f64 = 1e15;

/// What to set aside for a position, isolated, so that it first goes under at a mark price of its contract, when the
/// underlying moves there alone.
///
/// # Errors
/// All that is wrong with the inputs, as [`crate::evaluate()`] does, and a price that is none.
pub fn leverage_for_liquidation(inputs: Inputs, id: PositionId, price: Price) -> Result<Found<SetAside>, Problems> {
    let (portfolio, market, rules) = inputs;
    let Some(position) = portfolio.positions.iter().find(|position| position.id == id) else {
        return Ok(Found::None(WhyNoAnswer::NoPosition(id)));
    };
    let (instrument, asset) = (position.instrument.id(), position.instrument.underlying.clone());
    let missing = || Problems::one(Place::Request, ProblemKind::MissingMark(instrument.clone()));
    let factor = price.get() / market.mark(&instrument).ok_or_else(missing)?.get();
    if !(factor.is_finite() && factor > 0.0) {
        return Err(Problems::one(Place::Request, ProblemKind::NotPositive));
    }
    let (group, mut trial) = (GroupKey::Isolated(id), portfolio.clone());
    let mut room_with = |dollars: f64, level: Level, factor: f64| {
        set_aside(&mut trial, id, dollars);
        let room = room((&trial, market, rules), group, Bound::Requirement(level), Some((&asset, factor)))?;
        Ok(room.unwrap_or(f64::NEG_INFINITY))
    };
    if room_with(0.0, Level::Maintenance, factor)? >= 0.0 {
        return Ok(Found::None(WhyNoAnswer::AfloatWithNothing));
    }
    let dollars = match edge(FIRST, MOST, |dollars| Ok(room_with(dollars, Level::Maintenance, factor)? < 0.0))? {
        Edge::Nowhere => return Ok(Found::None(WhyNoAnswer::NeverEnough)),
        Edge::BelowAll(_) => return Ok(Found::None(WhyNoAnswer::NoRoom)),
        Edge::Between { after, .. } => after,
    };
    for level in Level::ALL {
        if room_with(dollars, level, 1.0)? < 0.0 {
            return Ok(Found::None(WhyNoAnswer::Unmet(level)));
        }
    }
    set_aside(&mut trial, id, dollars);
    if let Some(before) = under_before(&trial, inputs, id, factor)? {
        return Ok(Found::None(WhyNoAnswer::UnderBefore(before)));
    }
    let found = answer(SetAside { collateral: Usd::new(dollars), leverage: None }, trial, inputs)?;
    Ok(match found {
        Found::At(mut answer) => {
            let notional = answer.report.position(id).map(|position| position.notional.usd());
            let equity = answer.report.group(group).map(|group| group.figures.equity.usd());
            answer.value.leverage = notional.zip(equity).and_then(|(notional, equity)| notional.share_of(equity));
            Found::At(answer)
        }
        none @ Found::None(_) => none,
    })
}

fn set_aside(portfolio: &mut Portfolio, id: PositionId, dollars: f64) {
    let collateral = Usd::new(dollars);
    for position in portfolio.positions.iter_mut().filter(|position| position.id == id) {
        position.mode = MarginMode::Isolated { collateral };
    }
}
