//! Options made of liquidity in a range of prices, backed by a pool that lends: what their legs require.
//!
//! Amounts are units of the token that a leg moves: the underlying for a call, what it is quoted in for a put. A tick is
//! a factor of 1.0001; a range of w ticks reaches from strike ÷ f to strike × f, f = 1.0001^(w ÷ 2).

use crate::instrument::Right;
use crate::units::{Price, Quantity, Ratio};
use serde::{Deserialize, Serialize};

/// The factor of price from one tick to the next.
const TICK: f64 = 1.0001;

/// The ticks of width that add one unit of loss to a unit of a calendar spread: about 8 ÷ ln 1.0001, the first term of
/// the difference of two ranges' worth.
const CALENDAR_TICKS: f64 = 80_000.0;

/// A ratio that follows the utilisation of a pool: `base` up to `target`, from there in proportion to `full` at
/// `saturated`, and `full` beyond.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Ramp {
    /// The ratio while the pool is little used.
    pub base: Ratio,
    /// The utilisation from which the ratio changes.
    pub target: Ratio,
    /// The ratio when the pool is used up.
    pub full: Ratio,
    /// The utilisation at which the pool counts as used up.
    pub saturated: Ratio,
}

/// One leg.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leg {
    /// Call or put.
    pub right: Right,
    /// Units of the token that it moves, without a sign.
    pub amount: Quantity,
    /// The middle of its range.
    pub strike: Price,
    /// How far its range reaches from there, as a factor of price: [`range_factor`].
    pub reach: Ratio,
}

/// The factor f of price from the middle of a range to its ends.
pub fn range_factor(width_ticks: f64) -> Ratio {
    Ratio::new(libm::pow(TICK, width_ticks / 2.0))
}

/// The ratio at a utilisation.
///
/// ```
/// # use margin_core::{range_option::{Ramp, at_utilisation}, units::Ratio};
/// let [base, target, full, saturated] = [0.1, 0.5, 0.05, 0.9].map(Ratio::new);
/// let buyer = Ramp { base, target, full, saturated };
/// assert_eq!(at_utilisation(&buyer, Ratio::new(0.8)), Ratio::new(0.0625));
/// ```
pub fn at_utilisation(ramp: &Ramp, utilisation: Ratio) -> Ratio {
    let Ramp { base, target, full, saturated } = *ramp;
    if utilisation <= target {
        return base;
    }
    if utilisation >= saturated {
        return full;
    }
    let part = (utilisation - target).get() / (saturated - target).get();
    Ratio::new(base.get() + (full - base).get() * part)
}

/// The ramp of each leg of a strangle, of which only one can be in the money: half of the base.
pub fn of_strangle(ramp: &Ramp) -> Ramp {
    Ramp { base: Ratio::new(ramp.base.get() / 2.0), ..*ramp }
}

/// What a short leg requires at a seller's ratio s: the most of
/// amount × s ÷ 2, amount × (1 − (1 − s) × m) and, within its range, amount × ((1 − s) × (f − m) ÷ (f + 1) + s ÷ 2);
/// m = price ÷ strike of a put, strike ÷ price of a call.
pub fn short_requirement(leg: Leg, price: Price, seller: Ratio) -> Quantity {
    let (ratio, reach, seller) = (moneyness(leg, price), leg.reach.get(), seller.get());
    let least = seller / 2.0;
    let in_the_money = 1.0 - (1.0 - seller) * ratio;
    let across = if in_range(leg, price) { (1.0 - seller) * (reach - ratio) / (reach + 1.0) + least } else { least };
    Quantity::new(leg.amount.get() * in_the_money.max(across).max(least))
}

/// What a long leg requires at a buyer's ratio: amount × ratio ÷ (x × e^x), no more than amount × ratio;
/// x = |ln(price ÷ strike)| ÷ (2 × ln f), the distance from the strike in widths of the range, at least a half.
pub fn long_requirement(leg: Leg, price: Price, buyer: Ratio) -> Quantity {
    let base = leg.amount.get() * buyer.get();
    let distance = libm::log(price.get() / leg.strike.get()).abs() / (2.0 * libm::log(leg.reach.get()));
    let distance = distance.max(0.5);
    Quantity::new((base / (distance * libm::exp(distance))).min(base))
}

/// What a leg without width requires, a loan: amount × (1 + rate).
pub fn loan_requirement(amount: Quantity, rate: Ratio) -> Quantity {
    Quantity::new(amount.get() * (1.0 + rate.get()))
}

/// The most that a short and a long leg of the same right and as many contracts can lose, where both are counted in
/// contracts: contracts × |notional − other| ÷ the larger of the two.
pub fn vertical_loss(contracts: Quantity, notional: Quantity, other: Quantity) -> Quantity {
    let larger = if other > notional { other } else { notional };
    Quantity::new(contracts.get() * (notional - other).abs().get() / larger.get())
}

/// What a spread requires: both legs on their own or, where that is less, its greatest loss + amount × the difference of
/// its legs' widths in ticks ÷ 80,000.
pub fn spread_requirement(separate: Quantity, loss: Quantity, amount: Quantity, width_difference: f64) -> Quantity {
    let together = loss + Quantity::new(amount.get() * width_difference.abs() / CALENDAR_TICKS);
    if together < separate { together } else { separate }
}

fn moneyness(leg: Leg, price: Price) -> f64 {
    match leg.right {
        Right::Put => price.get() / leg.strike.get(),
        Right::Call => leg.strike.get() / price.get(),
    }
}

fn in_range(leg: Leg, price: Price) -> bool {
    let (strike, reach) = (leg.strike.get(), leg.reach.get());
    price.get() >= strike / reach && price.get() < strike * reach
}
