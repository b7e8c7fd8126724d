//! What is taken off collateral before it counts.

use crate::id::AssetId;
use crate::units::{Ratio, Usd};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The haircut of each asset that a venue accepts; an asset that is not here counts for nothing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Collateral(pub BTreeMap<AssetId, Haircut>);

/// What is taken off the value of one asset.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub enum Haircut {
    /// The same share of every dollar.
    Flat(Ratio),
    /// A share that depends on how many dollars there are: each tier's applies to the dollars within it.
    Tiered(Vec<HaircutTier>),
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
