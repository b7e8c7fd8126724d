//! What liquidation costs.

use super::{Party, is_default};
use crate::units::{Ratio, Usd};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One charge on what is closed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Fee {
    /// How much it is.
    pub amount: FeeAmount,
    /// What it may not exceed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cap: FeeCap,
    /// Who gets it, by shares that add up to 1.
    pub to: BTreeMap<Party, Ratio>,
}

/// How much a charge is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum FeeAmount {
    /// A share of the notional that is closed.
    OfNotional(Ratio),
    /// A share of the maintenance requirement of what is closed.
    OfMaintenance(Ratio),
    /// Dollars, for each round.
    Fixed(Usd),
    /// A share of the notional that grows: `base`, from `grace_seconds` on `base` + `per_second` × all the seconds since
    /// the liquidation began, no more than `most`.
    Growing {
        /// The share at first.
        base: Ratio,
        /// The seconds before it grows.
        grace_seconds: f64,
        /// What each second adds.
        per_second: Ratio,
        /// The greatest share.
        most: Ratio,
    },
    /// A share of the notional that leaves room for the shortage: `scale` × (maintenance rate − the shares of the
    /// charges before this one − shortage ÷ notional), from 0 to `most`.
    OfRoom {
        /// The part of the room that is taken.
        scale: Ratio,
        /// The greatest share.
        most: Ratio,
    },
    /// What the model sets aside for whoever liquidates, [`crate::rules::Keeper`]; once for each liquidation.
    Keeper,
}

/// What a charge may not exceed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum FeeCap {
    /// Nothing: what the trader does not have is owed.
    #[default]
    None,
    /// What closing brings above the bankruptcy price: the closed part's share of the group's equity, by maintenance
    /// requirements.
    Surplus,
}
