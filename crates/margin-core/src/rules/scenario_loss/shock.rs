//! What happens to volatilities and values in a scenario.

use crate::units::{Ratio, Usd, Volatility};
use serde::{Deserialize, Serialize};

/// What a volatility rises or falls by: a share of it or points, times the term's factor at the option's time to expiry. One
/// that falls does not fall below nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct VolatilityShock {
    /// Of what the size is.
    pub measure: VolatilityMeasure,
    /// How much, at the pivot of the term.
    pub size: Ratio,
    /// How the size depends on the time to expiry.
    #[serde(default)]
    pub term: Term,
    /// The least that a volatility that rises rises to; one that falls has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<Volatility>,
}

/// Of what a volatility's shock is a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum VolatilityMeasure {
    /// A share of the volatility.
    Share,
    /// Points of volatility: 0.5 is 50 percentage points.
    Points,
}

/// How a volatility's shock depends on the time to expiry.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub enum Term {
    /// It does not.
    #[default]
    Flat,
    /// (pivot ÷ days) to a power.
    Power(PowerTerm),
    /// Factors at days to expiry, linear between them and flat beyond.
    Nodes(Vec<TermNode>),
}

/// (pivot ÷ days) to a power, where the days are no fewer than a floor; up to the pivot and at it to the short power.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct PowerTerm {
    /// The days to expiry at which the factor is 1.
    pub pivot_days: f64,
    /// The power up to the pivot.
    pub short: Ratio,
    /// The power beyond it.
    pub long: Ratio,
    /// The fewest days that count.
    pub floor_days: f64,
}

/// A factor at a number of days to expiry.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct TermNode {
    /// Days to expiry.
    pub days: f64,
    /// What the size is multiplied by.
    pub factor: Ratio,
}

/// The turns of the smile: a volatility is multiplied by `1 + k × cap ÷ k*`, and by no less than `1 - cap` and no more than
/// `1 + cap`, where `k` is the logarithm of strike over forward, `cap = base + growth √years` and
/// `k* = √years × width × (volatility + √years × volatility growth)`, no less than `least`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct SkewShocks {
    /// Of the turn about the forward.
    pub linear: SkewCap,
    /// Of the turn of both wings.
    pub absolute: SkewCap,
    /// The least `k*`.
    pub least: Ratio,
    /// In standard deviations.
    pub width: Ratio,
    /// The volatility that the width is measured by.
    pub volatility: Volatility,
    /// What it grows by with the root of the time to expiry.
    pub volatility_growth: Ratio,
}

/// The most that a volatility is turned by.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct SkewCap {
    /// At expiry.
    pub base: Ratio,
    /// What it grows by with the root of the time to expiry.
    pub growth: Ratio,
}

/// What an expiry's value after a shock is multiplied by, by its sign. A rate below nothing counts as nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ShockDiscounts {
    /// A value that is positive: base × exp(-years × (rate × multiple + spread)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub positive: Option<ShockDiscount>,
    /// A value that is negative: base × exp(years × (rate × multiple + spread)), and no more than one over the discount
    /// of the expiry's mark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub negative: Option<ShockDiscount>,
}

/// A discount.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ShockDiscount {
    /// Whatever the time to expiry is.
    pub base: Ratio,
    /// What the expiry's rate is multiplied by.
    pub multiple: Ratio,
    /// What is added to it, per year.
    pub spread: Ratio,
}

/// How much of gains offsets losses, for contracts that settle in dollars and, with holdings, for those that settle in coins.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Gains {
    /// Of contracts that settle in dollars, together.
    pub linear: Gain,
    /// Of contracts that settle in coins, and of what is held, together.
    pub coin: Gain,
}

/// What counts of a gain.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Gain {
    /// The share of a gain that counts.
    pub share: Ratio,
    /// The most that counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<Usd>,
}

/// For each expiry's options what the worse of a price move up and down loses, no less than nothing, × (base + growth ×
/// years). Neither discounted nor weighted.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct BasisShock {
    /// The move up.
    pub up: Ratio,
    /// The move down, negative.
    pub down: Ratio,
    /// Whatever the time to expiry is.
    pub base: Ratio,
    /// For each year to expiry.
    pub growth: Ratio,
}
