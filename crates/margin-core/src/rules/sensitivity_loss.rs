//! Parameters of the model whose shocks follow volatility, liquidity and latency.
//!
//! For each underlying: loss = the worst within its price range; maintenance = the losses together less a share of what
//! they would not lose together + add-ons; initial = maintenance + a buffer that is drawn on in stress. The formulas
//! stand in `docs/models/reference.md`.

use crate::id::AssetId;
use crate::units::{Ratio, Usd, Volatility};
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
    /// How far prices are moved.
    pub ranges: Ranges,
    /// How far volatilities are moved.
    pub shocks: VolatilityRange,
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
    /// What a dollar of delta loses to jumps of the price in a year, on average.
    pub jumps: Ratio,
}

/// How long it takes until a position can be closed at all, in seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Latency {
    /// Until the price that the venue sees is the market's.
    pub oracle_seconds: f64,
    /// Until an order is filled.
    pub execution_seconds: f64,
    /// Until what was traded is settled.
    pub settlement_seconds: f64,
}

/// How far prices are moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Ranges {
    /// Standard deviations of price over the horizon.
    pub quantile: Ratio,
    /// The share of a day's volume that can be traded without moving the price.
    pub participation: Ratio,
    /// The weight of the stressed volatility beside the current one.
    pub stress_weight: Ratio,
    /// The distance between two prices at which losses are calculated, as a share of the price.
    pub step: Ratio,
    /// The most that prices are moved by, as a share of the price.
    pub most: Ratio,
}

/// How far volatilities are moved: up × (1 + share), down ÷ (1 + share), where share = `share` × (`pivot_days` ÷ days to
/// expiry)^`power`, with no fewer days than `least_days`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct VolatilityRange {
    /// The share that volatilities of the pivot's expiry rise by.
    pub share: Ratio,
    /// The days to expiry at which volatilities rise by that share.
    pub pivot_days: f64,
    /// The power of pivot ÷ days that shorter and longer expiries move by.
    pub power: Ratio,
    /// The fewest days to expiry that count.
    pub least_days: f64,
}

/// What of the offset between underlyings is credited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Offset {
    /// The share that is credited of what losses are less together than added up; at most one half, so that a larger loss
    /// never makes the requirement smaller.
    pub credit: Ratio,
    /// How far correlations are moved to their mean, because they were measured.
    pub shrinkage: Ratio,
}

/// What is required beside for positions that are large for their market: size × the smaller of `most` and `rate` × the
/// days' volumes of the size beyond `free_days`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Concentration {
    /// Days' volume up to which nothing is required.
    pub free_days: Ratio,
    /// What is required of the size for each day's volume beyond.
    pub rate: Ratio,
    /// The most that is required of the size.
    pub most: Ratio,
}

/// What initial is more than maintenance: `share` × maintenance, less the smaller of that and `drawn` × what maintenance
/// is more than it would be were no current volatility above `drawn_from` × its floor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Buffer {
    /// The share of maintenance that is added in calm times.
    pub share: Ratio,
    /// The current volatility, as a multiple of the floor, beyond which the buffer is drawn on.
    pub drawn_from: Ratio,
    /// The share of what maintenance is more by such volatility that the buffer bears, as long as it lasts.
    pub drawn: Ratio,
}
