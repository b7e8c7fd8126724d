//! Which positions are closed first, how much of them, and what bounds one round.

use super::{is_default, is_one, maintenance, one};
use crate::report::Level;
use crate::units::{Ratio, Usd};
use serde::{Deserialize, Serialize};

/// Which position of a group is closed first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Selection {
    /// All of them alike, each by the same share.
    #[default]
    ProRata,
    /// The one with the greatest notional.
    Largest,
    /// The one that loses most.
    GreatestLoss,
    /// In the order of their contracts' names: for venues that say no order, or draw lots.
    ByName,
}

/// How much is closed in one round, of what the selection reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Size {
    /// All positions.
    #[default]
    All,
    /// All of one position, then the next, until the target is met.
    OneByOne(Target),
    /// A share of the group's notional, or everything where it is far under or small.
    Share {
        /// The share.
        share: Ratio,
        /// What counts ÷ maintenance, below which everything is closed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        all_below: Option<Ratio>,
        /// The notional below which everything is closed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        small: Option<Usd>,
    },
    /// The smallest multiple of a step, as a share of the group's notional, after which the target is met.
    Multiple {
        /// The step.
        step: Ratio,
        /// What must be met.
        target: Target,
    },
    /// As much as meets the target.
    Restoring(Target),
    /// As much as makes up a part of the shortage that grows with time since the liquidation began: `initial` + time ÷
    /// `seconds`, or all of it where the shortage is small.
    Growing {
        /// The part at first.
        initial: Ratio,
        /// The seconds in which the part would grow from nothing to everything.
        seconds: f64,
        /// The shortage in dollars below which everything is made up at once.
        small: Usd,
        /// What must be met in the end.
        target: Target,
    },
}

/// What ends a liquidation: `share` × what counts ≥ the requirement at `level` + `buffer` × gross notional.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Target {
    /// Which requirement must be met.
    #[serde(default = "maintenance")]
    pub level: Level,
    /// The share of what counts that may be required.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub share: Ratio,
    /// What must be met beyond it, as a share of notional.
    #[serde(default, skip_serializing_if = "is_default")]
    pub buffer: Ratio,
}

/// What bounds one round, and how often rounds are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
pub struct Limits {
    /// The seconds from one round to the next; 0 when nothing but the size decides.
    #[serde(skip_serializing_if = "is_default")]
    pub round_seconds: f64,
    /// The largest part of one position.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most_share: Option<Ratio>,
    /// The most dollars of notional.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most_notional: Option<Usd>,
    /// The notional of one position that may be closed whatever the largest part says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least_notional: Option<Usd>,
    /// The most contracts of one market within a window of time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
}

/// Contracts that may be closed within a window: (`maker` + `taker`) × the market's skew scale × `multiplier` ×
/// `seconds`. The scale is that of the contract's rates, [`crate::rules::Growth::Skew`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Window {
    /// The maker's fee.
    pub maker: Ratio,
    /// The taker's fee.
    pub taker: Ratio,
    /// The multiplier.
    pub multiplier: Ratio,
    /// The length of the window.
    pub seconds: f64,
}

/// How a large position is sold in parts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct PartialLiquidation {
    /// The notional above which only a part is sold at first.
    pub above: Usd,
    /// The part that is sold at first.
    pub share: Ratio,
    /// The seconds until the rest may be sold.
    pub cooldown_seconds: f64,
}

impl Default for Target {
    fn default() -> Self {
        Self { level: Level::Maintenance, share: one(), buffer: Ratio::ZERO }
    }
}
