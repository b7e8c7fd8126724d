//! What liquidation costs, as shares of notional and as dollars.

use crate::units::{Ratio, Usd};

/// A fee that grows with time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Growing {
    /// The share at first.
    pub base: Ratio,
    /// The time before it grows, in the unit of the time that passes: seconds or slots.
    pub grace: f64,
    /// What each unit of time adds.
    pub each: Ratio,
    /// The greatest share.
    pub most: Ratio,
}

/// What a perpetual's insurance fee is taken from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    /// The requirement as a share of notional.
    pub rate: Ratio,
    /// The charges before this one as a share of notional.
    pub fee: Ratio,
    /// What is missing.
    pub shortage: Usd,
    /// The notional of the position.
    pub notional: Usd,
}

/// What a debt's insurance fee is taken from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DebtRoom {
    /// What a dollar of debt requires; 1 and above.
    pub debt_weight: Ratio,
    /// What a dollar of collateral counts for; 1 and below.
    pub asset_weight: Ratio,
    /// Dollars of collateral that are taken for a dollar repaid.
    pub exchange: Ratio,
    /// What is missing.
    pub shortage: Usd,
    /// The debt's value.
    pub value: Usd,
}

/// The share of a fee that grows: `base` until the grace time has passed, then base + each × all of the time, no more
/// than `most`.
pub fn growing(fee: Growing, elapsed: f64) -> Ratio {
    let Growing { base, grace, each, most } = fee;
    let grown = if elapsed < grace { base.get() } else { base.get() + each.get() * elapsed };
    Ratio::new(grown.min(most.get()))
}

/// The share that a perpetual's shortage leaves room for: scale × (rate − fee − shortage ÷ notional), from 0 to `most`.
pub fn of_room(room: Room, scale: Ratio, most: Ratio) -> Ratio {
    let missing = room.shortage.share_of(room.notional).map_or(f64::INFINITY, Ratio::get);
    let left = (room.rate.get() - room.fee.get() - missing).max(0.0);
    Ratio::new((scale.get() * left).min(most.get()))
}

/// The share that a debt's shortage leaves room for: (debt weight − asset weight × exchange − shortage ÷ value) ÷ debt
/// weight, from 0 to `most`.
pub fn of_debt_room(room: DebtRoom, most: Ratio) -> Ratio {
    let missing = room.shortage.share_of(room.value).map_or(f64::INFINITY, Ratio::get);
    let left = room.debt_weight.get() - room.asset_weight.get() * room.exchange.get() - missing;
    Ratio::new((left / room.debt_weight.get()).max(0.0).min(most.get()))
}

/// What a fund gets of a fill: the fee, a share of what was traded, but no more than the fill brought above the
/// bankruptcy value; where it brought less the fund pays the difference, and the amount is negative.
pub fn of_surplus(most: Ratio, received: Usd, bankruptcy: Usd) -> Usd {
    let (surplus, fee) = (received - bankruptcy, received.abs() * most);
    if fee < surplus { fee } else { surplus }
}

/// The penalty for closing a share of a group: share × rate × its maintenance requirement.
pub fn of_maintenance(share: Ratio, rate: Ratio, maintenance: Usd) -> Usd {
    maintenance * rate * share
}
