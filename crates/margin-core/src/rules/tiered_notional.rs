//! Parameters of the model that takes a share of each contract's notional.

use crate::id::{InstrumentId, TableId};
use crate::report::Levels;
use crate::rules::{Haircut, Schedule};
use crate::units::{Ratio, Usd};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Parameters of the model that takes a share of notional.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct TieredNotional {
    /// How requirements follow size, by name.
    pub tables: BTreeMap<TableId, Schedule>,
    /// The contracts that the venue lists.
    pub listings: BTreeMap<InstrumentId, Listing>,
    /// Which price a position's size is taken at.
    #[serde(default)]
    pub basis: Basis,
    /// What resting orders require.
    #[serde(default)]
    pub orders: Orders,
    /// What unrealised profit counts for; a loss always counts in full.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profit: Option<Levels<Profit>>,
    /// Dollars that an account with positions or debts requires beside what they require.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<Levels<Usd>>,
    /// What the account sets aside for whoever liquidates it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keeper: Option<Keeper>,
    /// To what each contract's requirement is rounded up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round_up_to: Option<Usd>,
}

/// How the venue lists one contract.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Listing {
    /// Its table.
    pub table: TableId,
    /// Which margin modes the venue offers on it.
    #[serde(default)]
    pub modes: Modes,
}

/// Which margin modes a venue offers on a contract.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Modes {
    /// Cross and isolated.
    #[default]
    CrossOrIsolated,
    /// Isolated only.
    IsolatedOnly,
    /// Cross only.
    CrossOnly,
}

/// Which price a position's size is taken at, by what stands behind it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Basis {
    /// Of cross positions.
    pub cross: SizedAt,
    /// Of isolated positions.
    pub isolated: SizedAt,
}

/// A price that a size is taken at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SizedAt {
    /// The mark: the size moves with the price.
    #[default]
    Mark,
    /// The entry price: the size stays as it was opened.
    Entry,
}

/// What resting orders require.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Orders {
    /// How they enter a contract's requirement.
    pub counted: Levels<OrderRule>,
    /// Dollars for each order, at both levels.
    pub each: Usd,
}

/// How resting orders enter a contract's requirement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum OrderRule {
    /// They do not.
    #[default]
    Ignored,
    /// The larger of what the position would be with all buys filled and with all sells filled.
    WorseSide,
}

/// What unrealised profit counts for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Profit {
    /// What is taken off a position's profit; sizes are in dollars of profit.
    pub haircut: Haircut,
    /// The most dollars that one position's profit may count for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<Usd>,
}

/// What an account sets aside for whoever liquidates it: the sum over its positions of notional × the schedule's share,
/// within bounds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Keeper {
    /// The least, beside what the transaction costs.
    pub least: Usd,
    /// The most.
    pub most: Usd,
    /// The least profit, as a share of what the transaction costs.
    #[serde(default)]
    pub profit: Ratio,
    /// The most as a share of what counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_share: Option<Ratio>,
}
