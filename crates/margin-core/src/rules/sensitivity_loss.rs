//! Parameters of the model whose shocks follow volatility, liquidity and latency.

use crate::id::AssetId;
use crate::units::{Ratio, Usd, Volatility, Years};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Requirements from each underlying's own risk, added up through correlations.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct SensitivityLoss {
    /// What each underlying's risk is measured by.
    pub underlyings: BTreeMap<AssetId, RiskTerms>,
    /// How long it takes until a position can be closed at all.
    pub latency: Latency,
    /// How far prices and volatilities are moved.
    pub ranges: Ranges,
    /// What of the offset between underlyings is credited.
    pub offset: Offset,
    /// What is required beside for positions that are large for their market.
    pub concentration: Concentration,
    /// What initial is more than maintenance.
    pub buffer: Buffer,
}

/// What one underlying's risk is measured by.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct RiskTerms {
    /// The volatility below which margins never assume it, from a long history.
    pub floor: Volatility,
    /// The volatility in a stressed time.
    pub stressed: Volatility,
    /// The dollars of it traded in a day, where the market does not say.
    pub daily_volume: Usd,
}

/// How long it takes until a position can be closed at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Latency {
    /// Until the price that the venue sees is the market's.
    pub oracle: Years,
    /// Until an order is filled.
    pub execution: Years,
    /// Until what was traded is settled.
    pub settlement: Years,
}

/// How far prices and volatilities are moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Ranges {
    /// Standard deviations of price over the horizon.
    pub quantile: Ratio,
    /// The share of a day's volume that can be traded without moving the price.
    pub participation: Ratio,
    /// The least horizon.
    pub least_horizon: Years,
    /// The weight of the stressed volatility.
    pub stress_weight: Ratio,
    /// The share that volatilities of the pivot's expiry rise and fall by.
    pub volatility: Ratio,
    /// The days to expiry at which volatilities move by that share.
    pub pivot_days: f64,
    /// The power of pivot ÷ days that shorter and longer expiries move by.
    pub power: Ratio,
    /// How many prices, from the lowest to the highest: odd.
    pub prices: u32,
}

/// What of the offset between underlyings is credited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Offset {
    /// The share of correlations that counts.
    pub credit: Ratio,
}

/// What is required beside for positions that are large for their market.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Concentration {
    /// Days' volume up to which nothing is required.
    pub free: Ratio,
    /// What is required of the size for each day's volume beyond.
    pub rate: Ratio,
}

/// What initial is more than maintenance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Buffer {
    /// The share of maintenance that is added.
    pub share: Ratio,
    /// The volatility, as a multiple of the floor, from which the buffer begins to be drawn.
    pub drawn_from: Ratio,
    /// The multiple at which it is drawn whole.
    pub drawn_at: Ratio,
}
