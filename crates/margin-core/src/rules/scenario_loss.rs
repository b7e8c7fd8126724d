//! Parameters of the model that takes the worst loss over a grid of shocks.
//!
//! For each underlying: loss = the worst of the scenarios' losses, each the change of all its contracts' values times the
//! scenario's weight; requirement = scale × (the larger of loss + add-ons that are scaled and the floors) + the other
//! add-ons. `docs/models/scenario-loss.md` has every formula.
//!
//! A venue that needs another kind of add-on, floor or term of a shock adds a variant here; the compiler lists the places.

mod add_on;
mod shock;

pub use add_on::{AddOn, AddOnOf, AddOnPlace, Floor, RollOf};
pub use shock::{
    BasisShock, Gain, Gains, PowerTerm, ShockDiscount, ShockDiscounts, SkewCap, SkewShocks, Term, TermNode,
    VolatilityMeasure, VolatilityShock,
};

use crate::id::{AssetId, TableId};
use crate::report::Levels;
use crate::rules::PegRule;
use crate::units::{Ratio, Usd};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

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
    /// Assets whose holdings gain and lose with an underlying in its grid, where [`HoldingsInGrid::Shocked`] holds: each
    /// asset and the underlying. An underlying itself need not be here.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub stand_ins: BTreeMap<AssetId, AssetId>,
    /// What holdings require to open while feeds of prices are unsure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certainty: Option<HoldingsCertainty>,
}

/// What holdings require to open while feeds are unsure: (1 - certainty) × factor × value, where the certainty is the least
/// of the asset's own and those of the indexes of all underlyings that the account has a part in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct HoldingsCertainty {
    /// The certainty at and above which nothing is required.
    pub threshold: Ratio,
    /// What the shortfall of certainty is multiplied by.
    pub factor: Ratio,
    /// Assets that no feed values, such as what accounts settle in.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub except: BTreeSet<AssetId>,
}

/// How contracts are valued.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Pricing {
    /// Which price a contract that is no option changes by in a scenario.
    #[serde(default)]
    pub linear: LinearPrice,
    /// Which price the deltas of such contracts are valued at.
    #[serde(default)]
    pub delta: DeltaPrice,
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

/// Which price the delta of a contract that is no option is valued at; that of an option is valued at the index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DeltaPrice {
    /// The index of its underlying.
    #[default]
    Index,
    /// Its mark: a delta is then as many units as its dollars buy at the index.
    Mark,
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
    /// What an expiry's value after a shock is multiplied by, before the value today is taken off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discount: Option<ShockDiscounts>,
    /// How much of what one part of the underlying's contracts gains in a scenario offsets what the other loses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gains: Option<Gains>,
    /// What the losses and gains of extended scenarios are reduced by, towards nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dampener: Option<Usd>,
    /// A loss of each expiry's own; their sum competes with the scenarios' losses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<BasisShock>,
    /// What is required beside the worst loss.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub add_ons: Vec<AddOn>,
    /// What the loss with the add-ons that are scaled is no less than, each.
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
    /// The move that contracts which are no options, and holdings, make instead, where it is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub linear: Option<Ratio>,
    /// What the changes of options are multiplied by, before anything else is done with them.
    #[serde(default = "whole", skip_serializing_if = "is_whole")]
    pub options: Ratio,
    /// The days that pass: options are worth what they will be worth then.
    #[serde(default, skip_serializing_if = "is_no_time")]
    pub days: f64,
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
    /// A turn of the smile, at a price that stays: each expiry loses the size of its change, whichever its sign.
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

fn whole() -> Ratio {
    Ratio::new(1.0)
}

fn is_whole(weight: &Ratio) -> bool {
    *weight == whole()
}

fn is_no_time(days: &f64) -> bool {
    *days == 0.0
}
