//! What is taken off the value of an asset before it counts.

use crate::units::{Ratio, Usd};
use serde::{Deserialize, Serialize};

/// What is taken off the value of one asset.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub enum Haircut {
    /// The same share of every dollar.
    Flat(Ratio),
    /// A share that depends on how many dollars there are: each tier's applies to the dollars within it.
    Tiered(Vec<HaircutTier>),
    /// A share that rises in proportion to size, between two bounds.
    Proportional(ProportionalHaircut),
    /// A share that rises with a root or a power of size.
    Sized(SizedHaircut),
    /// A share that follows the asset's volatility and how long and how dearly it could be sold.
    Dynamic(DynamicHaircut),
}

/// A band of value with its haircut.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct HaircutTier {
    /// The value at which the band begins; the first is zero.
    pub from: Usd,
    /// The share taken off the value within the band.
    pub haircut: Ratio,
}

/// What a size is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Measure {
    /// Units of the asset, or of the contract's underlying.
    Quantity,
    /// Dollars.
    Value,
}

/// haircut = factor × size, no less than `least` and no more than `most`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ProportionalHaircut {
    /// The least haircut.
    pub least: Ratio,
    /// The greatest haircut; at most one half, so that more of an asset never counts for less.
    pub most: Ratio,
    /// The haircut per unit of size.
    pub factor: Ratio,
    /// What size is counted in.
    pub measure: Measure,
}

/// 1 − haircut = numerator ÷ (1 + factor × size^exponent), no more than 1 − `least`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct SizedHaircut {
    /// The haircut of a small amount.
    pub least: Ratio,
    /// What the share that counts is of at no size; 1 or more.
    pub numerator: Ratio,
    /// How fast the haircut grows.
    pub factor: Ratio,
    /// The power of size that it grows with: one half is the square root; at most 1.
    pub exponent: Ratio,
    /// What size is counted in.
    pub measure: Measure,
}

/// 1 − haircut = 1 ÷ (1 + risk + cost), no more than 1 − `least`, where
/// risk = `deviations` × volatility × √(days ÷ 365), days = `latency_days` + value ÷ (`participation` × daily volume),
/// cost = `impact` × √(value ÷ depth).
///
/// Our own definition, and no venue's: to be sure of a dollar, one dollar and what its sale may lose must be held.
/// It lies within 0 and 1, rises with size and volatility, falls with volume and depth; what counts never falls when
/// more is held, because risk and cost grow with the square root of the value at most.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct DynamicHaircut {
    /// The least haircut.
    pub least: Ratio,
    /// How many standard deviations of the price over the time of the sale are covered.
    pub deviations: Ratio,
    /// The days that pass before the sale begins.
    pub latency_days: f64,
    /// The share of the daily volume that can be sold.
    pub participation: Ratio,
    /// The share of the price that selling one depth's worth costs.
    pub impact: Ratio,
}
