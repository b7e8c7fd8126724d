//! Dutch auctions: how a price falls until somebody takes it, and how much of an account may be bought at it.
//!
//! Times are the seconds since an auction began. A factor is a share of the price or value that is auctioned.

use crate::instrument::Right;
use crate::rules::liquidation::{AccountAuction, Auction};
use crate::units::{Price, Quantity, Ratio, Usd};

/// An account that is auctioned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Auctioned {
    /// What it is worth at marks.
    pub value: Usd,
    /// What counts less its maintenance requirement: negative.
    pub excess: Usd,
    /// What earlier bidders have paid and nobody buys.
    pub reserved: Usd,
}

/// The factor of the price at a time since an auction began.
///
/// ```
/// # use margin_core::{liquidation::auction, rules::liquidation::Auction, units::Ratio};
/// let [start, end, kept] = [130.0, 0.0, 0.99].map(Ratio::new);
/// let stepped = Auction::Stepped { start, end, kept, step_seconds: 90.0 };
/// assert_eq!(auction::factor(stepped, 179.0), Ratio::new(128.7));
/// ```
pub fn factor(auction: Auction, elapsed: f64) -> Ratio {
    let elapsed = elapsed.max(0.0);
    match auction {
        Auction::Linear { start, end, seconds } => linear([start, end], elapsed, seconds),
        Auction::Exponential { start, end, kept } => kept_for(start, end, kept, elapsed),
        Auction::Stepped { start, end, kept, step_seconds } => {
            kept_for(start, end, kept, libm::floor(elapsed / step_seconds))
        }
        Auction::FastThenSlow { start, turn, fast_seconds, .. } if elapsed < fast_seconds => {
            linear([start, turn], elapsed, fast_seconds)
        }
        Auction::FastThenSlow { turn, end, fast_seconds, slow_seconds, .. } => {
            linear([turn, end], elapsed - fast_seconds, slow_seconds)
        }
    }
}

/// Whether nobody may buy any more until an auction is begun anew: after `tail` seconds, or below the share `cusp` of
/// the factor that it began at.
pub fn stale(auction: Auction, elapsed: f64, tail: f64, cusp: Ratio) -> bool {
    let first = factor(auction, 0.0);
    elapsed > tail || factor(auction, elapsed).get() < cusp.get() * first.get()
}

/// What must be restored: excess + `buffer` × (excess − value). The difference is the maintenance requirement, negative.
pub fn buffered_excess(auctioned: Auctioned, buffer: Ratio) -> Usd {
    auctioned.excess + (auctioned.excess - auctioned.value) * buffer
}

/// The most of an account that may be bought at a factor of its value: what restores the buffered excess B,
/// B ÷ (B − factor × value − (1 − factor) × reserved); all of a small one, and nothing where nothing is missing.
pub fn most_share(rule: &AccountAuction, auctioned: Auctioned, factor: Ratio) -> Ratio {
    let missing = buffered_excess(auctioned, rule.buffer);
    if missing >= Usd::ZERO {
        return Ratio::ZERO;
    }
    let kept = auctioned.reserved * Ratio::new(1.0 - factor.get());
    let share = missing.share_of(missing - auctioned.value * factor - kept);
    match share {
        Some(share) if auctioned.value >= rule.whole_below && share >= Ratio::ZERO && share < whole() => share,
        _ => whole(),
    }
}

/// What is paid for a share of an account: share × factor × (value − reserved).
pub fn bid(auctioned: Auctioned, factor: Ratio, share: Ratio) -> Usd {
    (auctioned.value - auctioned.reserved) * factor * share
}

/// What the insurance fund gets when an auction begins: fee × the share that would restore the account at its full value
/// × that value.
pub fn opening_fee(rule: &AccountAuction, auctioned: Auctioned) -> Usd {
    let auctioned = Auctioned { reserved: Usd::ZERO, ..auctioned };
    auctioned.value.abs() * most_share(rule, auctioned, whole()) * rule.fee
}

/// What the insurance fund pays whoever takes all of an account that cannot be sold: from what the account is worth less
/// than nothing at first to its whole shortage, in proportion to time.
pub fn insolvent_payment(rule: &AccountAuction, auctioned: Auctioned, elapsed: f64) -> Usd {
    let first = if auctioned.value < Usd::ZERO { -auctioned.value } else { Usd::ZERO };
    let last = -auctioned.excess;
    Usd::new(between([first.get(), last.get()], elapsed.max(0.0), rule.insolvent_seconds))
}

/// Units of collateral that are paid for one option at first: what it would pay at expiry at today's price less
/// `deviation` × spot, no less than nothing; dollars for a put, units of the underlying for a call.
pub fn first_payment(right: Right, cash_value: Price, spot: Price, deviation: Ratio) -> Quantity {
    let dollars = (cash_value.get() - spot.get() * deviation.get()).max(0.0);
    Quantity::new(match right {
        Right::Put => dollars,
        Right::Call => dollars / spot.get(),
    })
}

/// Units of collateral that are paid for one option at a time: from `first` to all collateral ÷ options owed, in
/// proportion to time, never more.
pub fn rising_payment(first: Quantity, collateral: Quantity, owed: Quantity, elapsed: f64, seconds: f64) -> Quantity {
    let last = collateral.get() / owed.get();
    if first.get() > last {
        return Quantity::new(last);
    }
    Quantity::new(between([first.get(), last], elapsed.max(0.0), seconds))
}

fn linear(ends: [Ratio; 2], elapsed: f64, seconds: f64) -> Ratio {
    Ratio::new(between(ends.map(Ratio::get), elapsed, seconds))
}

/// The way from one number to the other in proportion to time.
fn between([first, last]: [f64; 2], elapsed: f64, seconds: f64) -> f64 {
    if seconds <= 0.0 || elapsed >= seconds { last } else { first - elapsed * (first - last) / seconds }
}

fn kept_for(start: Ratio, end: Ratio, kept: Ratio, times: f64) -> Ratio {
    let left = Ratio::new(start.get() * libm::pow(kept.get(), times));
    if left < end { end } else { left }
}

fn whole() -> Ratio {
    Ratio::new(1.0)
}
