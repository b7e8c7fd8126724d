//! Parameters of the model that takes the worst loss over a grid of shocks.
//!
//! For each underlying: loss = the worst of the scenarios' losses, each the change of all its contracts' values times the
//! scenario's weight; requirement = scale × (loss + add-ons that are scaled), no less than a floor, + the other add-ons.

use crate::id::{AssetId, TableId};
use crate::report::Levels;
use crate::rules::{CertaintyRule, PegRule};
use crate::units::{Ratio, Usd, Volatility};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The worst loss of each underlying's contracts over a grid of shocks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ScenarioLoss {
    /// The grid of each underlying.
    pub underlyings: BTreeMap<AssetId, TableId>,
    /// The grids.
    pub grids: BTreeMap<TableId, Grid>,
    /// How contracts are valued.
    #[serde(default)]
    pub pricing: Pricing,
}

/// How contracts are valued.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Pricing {
    /// Which price a contract that is no option changes by in a scenario.
    #[serde(default)]
    pub linear: LinearPrice,
    /// Whether options' marks are discounted.
    #[serde(default)]
    pub discount: MarkDiscount,
    /// Whether what is held of the underlying itself is shocked with the contracts on it.
    #[serde(default)]
    pub holdings: HoldingsInGrid,
}

/// Which price a contract that is no option changes by in a scenario.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LinearPrice {
    /// Its mark.
    #[default]
    Mark,
    /// The index of its underlying.
    Index,
}

/// Whether options' marks are discounted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum MarkDiscount {
    /// They are not.
    #[default]
    None,
    /// At the expiry's rate, or at zero where it is negative.
    AtRate,
}

/// Whether what is held of the underlying is in the grid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum HoldingsInGrid {
    /// It is not: it counts after its haircut and is left alone.
    #[default]
    Apart,
    /// It gains and loses with the contracts.
    Shocked,
}

/// What contracts on an underlying are shocked by, and what is added to the worst loss.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Grid {
    /// The scenarios, in the venue's order.
    pub scenarios: Vec<Scenario>,
    /// What a volatility rises by; the shock that raises it most counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub up: Vec<VolatilityShock>,
    /// What a volatility falls by; the shock that lowers it most counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub down: Vec<VolatilityShock>,
    /// The turns of the smile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skew: Option<SkewShocks>,
    /// What an expiry's value after a shock is multiplied by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discount: Option<ShockDiscounts>,
    /// How much of a scenario's gains in one part of the unit offsets losses in another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gains: Option<Gains>,
    /// What the extreme scenarios' losses are reduced by, towards nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dampener: Option<Usd>,
    /// A loss of each expiry's own, which competes with the scenarios.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<BasisShock>,
    /// What is required beside the worst loss.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub add_ons: Vec<AddOn>,
    /// What is required at least, of the loss with the add-ons that are scaled.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub floors: Vec<Floor>,
    /// What the loss with the add-ons that are scaled is multiplied by.
    pub scale: Levels<Ratio>,
    /// What the initial scale rises by while the asset that accounts settle in is worth less than a dollar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub peg: Option<PegRule>,
}

/// One set of shocks.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Scenario {
    /// What kind of scenario it is.
    #[serde(default)]
    pub set: ScenarioSet,
    /// The move of the price: 0.1 is 10 % up.
    pub price: Ratio,
    /// What happens to volatilities.
    #[serde(default)]
    pub volatility: VolatilityMove,
    /// What its profit and loss is multiplied by.
    #[serde(default = "whole", skip_serializing_if = "is_whole")]
    pub weight: Ratio,
    /// The move that contracts which are no options make instead, where it is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub linear: Option<Ratio>,
}

/// What kind of scenario one is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ScenarioSet {
    /// Within the usual range of moves.
    #[default]
    Regular,
    /// Far beyond it, at a low weight.
    Tail,
    /// Far beyond it; a dampener reduces its loss.
    Extended,
    /// A turn of the smile: each expiry loses, whichever way it turns.
    Skew,
}

/// What happens to volatilities in a scenario.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum VolatilityMove {
    /// They stay.
    #[default]
    None,
    /// They rise.
    Up,
    /// They fall.
    Down,
    /// The smile turns about the forward.
    Linear,
    /// Both wings of the smile rise or fall.
    Absolute,
}

/// What a volatility rises or falls by.
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
    /// The least that a volatility that rises rises to.
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

/// (pivot ÷ days) to a power, where the days are no fewer than a floor.
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

/// What an expiry's value after a shock is multiplied by, by its sign.
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

/// How much of gains offsets losses.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Gains {
    /// The share of a gain that counts.
    pub share: Ratio,
    /// The most that counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<Usd>,
}

/// For each expiry the worse of a price move up and down, at most nothing, × (base + growth × years).
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

/// Something that is required beside the worst loss.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AddOn {
    /// What it is for.
    pub of: AddOnOf,
    /// Whether it is multiplied by the grid's scale.
    pub place: AddOnPlace,
}

/// Whether an add-on is multiplied by the grid's scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AddOnPlace {
    /// It is added to the worst loss, and scaled with it.
    Scaled,
    /// It is added to what is scaled.
    Beside,
}

/// What an add-on is for.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub enum AddOnOf {
    /// A share of the size of contracts that are no options, at the index.
    Linear(Levels<Ratio>),
    /// A share of what is held of the underlying.
    Holdings(Levels<Ratio>),
    /// A share of the index for each option that is short without a long one of its strike and expiry against it.
    NakedShorts(Levels<Ratio>),
    /// A share of the size of each expiring contract, by its time to expiry: no less than `least`, else `yearly` × years.
    Roll {
        /// Whatever the time is.
        least: Ratio,
        /// For each year.
        yearly: Ratio,
    },
    /// A share of the size of the delta of all contracts together.
    NetDelta(Levels<Ratio>),
    /// What unsure feeds of perpetuals, expiries and holdings require, to open.
    Certainty(CertaintyRule),
    /// A charge for each pair of deltas in different months.
    Months {
        /// Dollars for a pair.
        each: Usd,
    },
}

/// What is required at least.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub enum Floor {
    /// Shares of the delta that is not hedged, and of that which is, at the index.
    Delta {
        /// Of the net delta.
        unhedged: Ratio,
        /// Of half of what the gross delta is beyond the net.
        hedged: Ratio,
    },
    /// A share of the size of the net delta.
    NetDelta(Ratio),
    /// Dollars for each option that is short.
    ShortOption(Usd),
    /// Dollars for each option.
    Option(Usd),
}

fn whole() -> Ratio {
    Ratio::new(1.0)
}

fn is_whole(weight: &Ratio) -> bool {
    *weight == whole()
}
