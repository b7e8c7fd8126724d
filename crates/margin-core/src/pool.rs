//! What trading against a pool of liquidity costs: price impact from the imbalance of longs and shorts, and profits that
//! the pool can only pay in part.
//!
//! impact = improving factor × (before^e − after^e) where the imbalance shrinks, worsening factor × (before^e − after^e)
//! where it grows; where it changes sides the way to balance improves and the rest worsens. Amounts are in dollars.

use crate::units::{Price, Quantity, Ratio, Usd};

/// The dollars of all longs and of all shorts in a market.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OpenInterest {
    /// Longs.
    pub long: Usd,
    /// Shorts.
    pub short: Usd,
}

/// How strongly imbalance moves the price.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ImpactFactors {
    /// What a trade that shrinks the imbalance gains.
    pub improving: f64,
    /// What a trade that grows it pays.
    pub worsening: f64,
    /// The power of the imbalance.
    pub exponent: f64,
}

/// Dollars that a trade gains, or pays when negative, by moving open interest from one state to another.
pub fn price_impact(before: OpenInterest, after: OpenInterest, factors: ImpactFactors) -> Usd {
    let (first, last) = (before.long - before.short, after.long - after.short);
    let power = |imbalance: Usd| libm::pow(imbalance.abs().get(), factors.exponent);
    let (from, to) = (power(first), power(last));
    let same_side = (first > Usd::ZERO) == (last > Usd::ZERO);
    Usd::new(match same_side {
        true if last.abs() < first.abs() => factors.improving * (from - to),
        true => factors.worsening * (from - to),
        false => factors.improving * from - factors.worsening * to,
    })
}

/// A gain from impact, no more than the pool that pays for it holds; what is paid stays as it is.
pub fn capped_by_pool(impact: Usd, pool: Usd) -> Usd {
    if impact > pool { pool } else { impact }
}

/// What impact counts for in a liquidation: no gain, and no more than a share of the position's size paid.
pub fn impact_in_liquidation(impact: Usd, size: Usd, most: Ratio) -> Usd {
    Usd::new(impact.get().min(0.0).max(-(size * most).get()))
}

/// The price at which `size` dollars are opened, negative for a short: size ÷ ((size + impact) ÷ price).
pub fn execution_price(size: Usd, price: Price, impact: Usd) -> Price {
    let contracts = (size + impact).get() / price.get();
    Price::new(size.get() / contracts)
}

/// A position's profit where a pool pays all profits together only up to a share of what it holds: a loss stays, and a
/// profit is multiplied by what the pool pays ÷ all profits, if that is less than 1.
pub fn capped_profit(profit: Usd, all_profits: Usd, pool: Usd, most: Ratio) -> Usd {
    let payable = pool * most;
    if profit <= Usd::ZERO || all_profits <= payable {
        return profit;
    }
    Usd::new(profit.get() * payable.get() / all_profits.get())
}

/// All profits of a market as they are compared with the pool: the positive ones of each kind of collateral added.
pub fn all_profits(by_collateral: impl IntoIterator<Item = Usd>) -> Usd {
    by_collateral.into_iter().filter(|profit| *profit > Usd::ZERO).sum()
}

/// The price at which a trade fills in a market that charges for its skew: price × (1 + the mean of skew ÷ `scale` before
/// and after the trade).
///
/// ```
/// # use margin_core::pool::price_at_skew;
/// # use margin_core::units::{Price, Quantity};
/// let [skew, sold, scale] = [0.0, -2.0, 100.0].map(Quantity::new);
/// assert_eq!(price_at_skew(Price::new(30_000.0), skew, sold, scale), Price::new(29_700.0));
/// ```
pub fn price_at_skew(price: Price, skew: Quantity, traded: Quantity, scale: Quantity) -> Price {
    let mean = (skew.get() + traded.get() / 2.0) / scale.get();
    price * Ratio::new(1.0 + mean)
}
