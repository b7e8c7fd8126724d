//! Rates that grow with size, and what else a contract requires.

use crate::report::Levels;
use crate::rules::{Measure, Rate, TierTable};
use crate::units::{Quantity, Ratio, Usd};
use serde::{Deserialize, Serialize};

/// How a contract's requirement follows its size.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub enum Schedule {
    /// By tiers of notional.
    Tiers(TierTable),
    /// By rates that may grow, with what is added to them.
    Rates(Rates),
}

/// requirement = the larger of `floor` and notional × rate, plus `fixed`, plus notional × `fee`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Rates {
    /// The initial rate.
    pub initial: SizedRate,
    /// The maintenance rate.
    pub maintenance: MaintenanceRate,
    /// Dollars added for each position.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fixed: Option<Levels<Usd>>,
    /// Dollars that a position requires at least.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<Levels<Usd>>,
    /// The share of notional that closing costs, set aside at both levels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<Ratio>,
    /// The share of notional that whoever liquidates the position is paid, which is set aside too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keeper: Option<Ratio>,
}

/// The maintenance rate.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub enum MaintenanceRate {
    /// A rate of its own.
    Own(SizedRate),
    /// A share of the initial rate as it has grown.
    OfInitial(Ratio),
    /// A share of the initial rate before it grows.
    OfBase(Ratio),
}

/// A share of an amount that may grow with size.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct SizedRate {
    /// The least rate.
    pub base: Rate,
    /// How it grows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub growth: Option<Growth>,
}

/// How a rate grows from its base.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub enum Growth {
    /// rate = the larger of base and base × `share` + `factor` × size^`exponent`.
    Power {
        /// What size is counted in.
        measure: Measure,
        /// How fast it grows.
        factor: Ratio,
        /// The power of size: one half is the square root.
        exponent: Ratio,
        /// The share of the base that growth begins from.
        #[serde(default)]
        share: Ratio,
    },
    /// rate = base + `factor` × quantity ÷ `scale`.
    Skew {
        /// The quantity that counts as one whole market.
        scale: Quantity,
        /// What is added at one whole market.
        factor: Ratio,
    },
    /// rate = base up to `lower` dollars of open interest, 1 from `upper` on, in proportion between.
    OpenInterest {
        /// Where it begins to rise.
        lower: Usd,
        /// Where it reaches 1.
        upper: Usd,
    },
    /// rate = the larger of base and `factor` × dollars of open interest on the position's side.
    OpenInterestShare {
        /// The rate per dollar.
        factor: Ratio,
    },
}

impl SizedRate {
    /// A rate that does not grow.
    pub fn flat(share: Ratio) -> Self {
        Self { base: Rate::Share(share), growth: None }
    }
}

impl Schedule {
    /// The greatest leverage that a small position is allowed; nothing where the schedule is empty.
    pub fn greatest_leverage(&self) -> Option<Ratio> {
        match self {
            Self::Tiers(tiers) => tiers.0.first().map(|tier| tier.initial.leverage()),
            Self::Rates(rates) => Some(rates.initial.base.leverage()),
        }
    }
}
