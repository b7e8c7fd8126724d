//! What becomes of debts and of the collateral behind them.

use super::{Auction, Target, is_default};
use crate::id::AssetId;
use crate::units::{Ratio, Usd};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What becomes of debts and of the collateral behind them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum DebtLiquidation {
    /// Whoever liquidates repays a part of a debt and takes collateral for it.
    Repay(Repay),
    /// The venue takes all collateral, pays all debts and credits or bears the difference.
    Absorb(Absorb),
}

/// Repaying debts for collateral.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Repay {
    /// How much may be repaid at a time.
    #[serde(default, skip_serializing_if = "is_default")]
    pub close: CloseFactor,
    /// What is taken for what is repaid.
    pub exchange: Exchange,
    /// Which debt and which collateral is first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub pick: DebtPick,
}

/// Which debt is repaid first, and which collateral is taken first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DebtPick {
    /// Those of the greatest value: what a liquidator who wants the most would choose.
    #[default]
    Largest,
    /// In the order of the assets' names.
    ByName,
}

/// How much of a debt may be repaid at a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum CloseFactor {
    /// All of it.
    #[default]
    All,
    /// A share of all debts together, no more than the one debt.
    Share {
        /// The share.
        share: Ratio,
        /// What counts ÷ maintenance, at or below which all of the debt may be repaid.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        all_below: Option<Ratio>,
        /// Dollars of either side below which all of the debt may be repaid.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        small: Option<Usd>,
        /// Dollars below which nothing may be left on either side: then all is repaid or taken.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        dust: Option<Usd>,
    },
    /// As much as meets the target.
    Restoring(Target),
}

/// What is taken for what is repaid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Exchange {
    /// Collateral worth what is repaid × (1 + `bonus`).
    Bonus {
        /// The bonus, by the collateral that is taken.
        bonus: ByAsset,
        /// The share of the bonus that the venue keeps.
        #[serde(default, skip_serializing_if = "is_default")]
        to_protocol: Ratio,
    },
    /// The liquidator pays the collateral's value × (1 − `liquidator`); the debt falls by the value × (1 − `liquidator` −
    /// `insurance`), and the insurance fund gets the difference.
    Discount {
        /// The liquidator's discount.
        liquidator: Ratio,
        /// The insurance fund's part.
        insurance: Ratio,
    },
    /// The collateral is sold for what is repaid at its index × a factor that falls with time since the liquidation
    /// began.
    Auction(Auction),
}

/// Taking all collateral at a share of its value and paying all debts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Absorb {
    /// The share of each asset's value that is credited.
    pub credited: ByAsset,
    /// The part of what is not credited that whoever buys the collateral from the venue is given.
    #[serde(default, skip_serializing_if = "is_default")]
    pub store_front: Ratio,
}

/// A share for each asset.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ByAsset {
    /// For every asset that is not named.
    #[serde(default)]
    pub otherwise: Ratio,
    /// For these.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub assets: BTreeMap<AssetId, Ratio>,
}

impl ByAsset {
    /// The share for an asset.
    pub fn of(&self, asset: &AssetId) -> Ratio {
        self.assets.get(asset).copied().unwrap_or(self.otherwise)
    }
}
