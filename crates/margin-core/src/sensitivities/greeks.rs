//! The figures, with their units, and their sums.

use crate::units::{Quantity, QuantityPerPrice, Usd};
use serde::Serialize;
use std::iter::Sum;
use std::ops::Add;

/// How a worth changes, in units of one underlying and in dollars.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Greeks {
    /// In units of the underlying.
    pub units: UnitGreeks,
    /// In dollars.
    pub dollars: DollarGreeks,
}

/// How a worth changes, in units of the underlying.
///
/// The price is the contract's own: an option's forward as far as it is not settled, or else the mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UnitGreeks {
    /// The change of a linear contract's worth in dollars for a dollar of its price. Of a coin-settled contract, the
    /// change of its worth in dollars for all prices, the coin's among them, over the index: of an option at its formula's
    /// price that is its formula's delta in money, too.
    pub delta: Quantity,
    /// What to sell so that a worth in coins does not move: of a coin-settled contract, its delta less its worth in coins;
    /// of a linear contract, its delta.
    pub net_delta: Quantity,
    /// The change of `delta` for a dollar of the price.
    pub gamma: QuantityPerPrice,
    /// The change of `delta` for 1 % of the price.
    pub gamma_percent: Quantity,
    /// The change of `delta` for a volatility point, 0.01.
    pub vanna: Quantity,
}

/// How a worth changes, in dollars. A price moves by shares, so 1 % gains `delta ÷ 100 + gamma ÷ 200`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DollarGreeks {
    /// For prices of twice as much, were the gain in proportion.
    pub delta: Usd,
    /// The change of `delta` for 1 %.
    pub gamma: Usd,
    /// For a volatility point, 0.01.
    pub vega: Usd,
    /// For a day, with prices, forwards and volatilities held.
    pub theta: Usd,
    /// The change of `delta` for a volatility point, and of `vega` for prices of twice as much.
    pub vanna: Usd,
    /// The change of `vega` for a volatility point.
    pub volga: Usd,
    /// For a rate that is 0.01 a year higher, with forwards held: nothing where the rules do not discount options.
    pub rho: Usd,
}

impl Greeks {
    /// What has a delta and nothing else, such as what is held of an asset.
    pub fn of_delta(units: Quantity, dollars: Usd) -> Self {
        Self {
            units: UnitGreeks { delta: units, net_delta: units, ..UnitGreeks::default() },
            dollars: DollarGreeks { delta: dollars, ..DollarGreeks::default() },
        }
    }
}

impl Add for Greeks {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { units: self.units + other.units, dollars: self.dollars + other.dollars }
    }
}

impl Add for UnitGreeks {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            delta: self.delta + other.delta,
            net_delta: self.net_delta + other.net_delta,
            gamma: self.gamma + other.gamma,
            gamma_percent: self.gamma_percent + other.gamma_percent,
            vanna: self.vanna + other.vanna,
        }
    }
}

impl Add for DollarGreeks {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            delta: self.delta + other.delta,
            gamma: self.gamma + other.gamma,
            vega: self.vega + other.vega,
            theta: self.theta + other.theta,
            vanna: self.vanna + other.vanna,
            volga: self.volga + other.volga,
            rho: self.rho + other.rho,
        }
    }
}

impl Sum for Greeks {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        parts.fold(Self::default(), Add::add)
    }
}

impl Sum for DollarGreeks {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        parts.fold(Self::default(), Add::add)
    }
}
