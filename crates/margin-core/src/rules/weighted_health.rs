//! Parameters of the model that weighs assets against liabilities.

use crate::id::{AssetId, InstrumentId};
use crate::report::Levels;
use crate::units::Ratio;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Parameters of the model that weighs assets against liabilities: what a position is worth at its weight joins the
/// balance of the asset that it settles in, before that asset's own weight.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct WeightedHealth {
    /// The contracts that the venue lists; none at a venue for lending only.
    #[serde(default)]
    pub contracts: BTreeMap<InstrumentId, ContractWeights>,
    /// The asset that contracts settle in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settlement: Option<AssetId>,
    /// What a contract against a holding of its underlying is relieved of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spread: Option<Spread>,
}

/// What a contract weighs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ContractWeights {
    /// What a dollar of a long position counts for; 1 or less.
    pub long: Levels<Ratio>,
    /// What a dollar of a short position requires; 1 or more.
    pub short: Levels<Ratio>,
    /// What a dollar of a position's positive worth counts for; 1 or less.
    pub surplus: Levels<Ratio>,
}

/// What a perpetual against a holding of its underlying is relieved of: the smaller of the two amounts is margined at
/// `penalty` of the contract's own long weight shortfall instead of at both weights.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Spread {
    /// The share of the contract's weight shortfall that the spread is margined at.
    pub penalty: Ratio,
}
