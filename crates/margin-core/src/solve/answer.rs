//! What a search for a number found: the number with the evaluation that it leads to, or why there is none.

use crate::book::Move;
use crate::check;
use crate::evaluate::evaluate;
use crate::id::{AssetId, PositionId};
use crate::market::Market;
use crate::portfolio::Portfolio;
use crate::problem::Problems;
use crate::report::{Bare, Figure, GroupKey, Level, MarginReport};
use crate::rules::VenueRules;
use crate::units::Price;
use serde::Serialize;

/// What everything is evaluated from.
pub type Inputs<'a> = (&'a Portfolio, &'a Market, &'a VenueRules);

/// What a search found.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Found<T> {
    /// A number.
    At(Box<Answer<T>>),
    /// There is none.
    None(WhyNoAnswer),
}

/// A number, and what it leads to.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Answer<T> {
    /// The number.
    pub value: T,
    /// The portfolio that it leads to.
    pub portfolio: Portfolio,
    /// The evaluation of that portfolio.
    pub report: MarginReport,
}

/// Why there is no number.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum WhyNoAnswer {
    /// The requirement is not met as it is.
    AlreadyUnder(Level),
    /// The requirement is met as it is.
    AlreadyMet(Level),
    /// The requirement is only just met: there is room for nothing.
    NoRoom,
    /// However much it is, the requirement stays met.
    NoBound,
    /// However much it is, the requirement is not met.
    NeverEnough,
    /// The asset is not held.
    NotHeld(AssetId),
    /// The portfolio has no such isolated position.
    NotIsolated(PositionId),
    /// The portfolio has no such position.
    NoPosition(PositionId),
    /// At that price the group is under whatever is opened.
    UnderThere,
    /// With nothing set aside the position is afloat at that price.
    AfloatWithNothing,
    /// What leads there does not meet a requirement at today's prices.
    Unmet(Level),
    /// The group goes under before that price is reached: here.
    UnderBefore(Price),
}

impl<T> Found<T> {
    /// The number, where there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::At(answer) => Some(&answer.value),
            Self::None(_) => None,
        }
    }
}

/// The number with the evaluation of the portfolio that it leads to.
pub(super) fn answer<T>(value: T, portfolio: Portfolio, (_, market, rules): Inputs) -> Result<Found<T>, Problems> {
    let report = evaluate(&portfolio, market, rules)?;
    Ok(Found::At(Box::new(Answer { value, portfolio, report })))
}

/// What must be met.
#[derive(Clone, Copy, Debug)]
pub(super) enum Bound {
    /// A requirement: the initial one to open, the maintenance one, with the venue's trigger, to stay afloat.
    Requirement(Level),
    /// The requirement, and at the initial level also what must stay when collateral is taken out.
    TakingOut(Level),
}

/// How far above a bound a group is, by the one calculation; nothing when there is no such group. `change` moves prices.
pub(super) fn room(
    (portfolio, market, rules): Inputs,
    key: GroupKey,
    bound: Bound,
    change: Option<(&AssetId, f64)>,
) -> Result<Option<f64>, Problems> {
    let book = check::book(portfolio, market, rules)?;
    let Some(group) = book.groups.iter().find(|group| group.key == key) else { return Ok(None) };
    let change = match change {
        None => Move::None,
        Some((asset, factor)) => match book.assets.iter().position(|known| known.id == asset) {
            None => Move::None,
            Some(asset) => Move::One { asset, factor },
        },
    };
    let (Bound::Requirement(level) | Bound::TakingOut(level)) = bound;
    Ok(Some(match (level, bound) {
        (Level::Maintenance, _) => group.margin_of_safety(&book, change).value(),
        (Level::Initial, _) => {
            let counted: Bare = group.counted(&book, level, change);
            let required: Bare = group.requirement(&book, level, change);
            let room = counted.value() - required.value();
            match bound {
                Bound::Requirement(_) => room,
                Bound::TakingOut(_) => {
                    let stays: Bare = group.withdrawal(&book);
                    let above = counted.value() - stays.value();
                    if above < room { above } else { room }
                }
            }
        }
    }))
}
