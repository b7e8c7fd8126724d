//! What collateral counts for, and what debts weigh.

use crate::id::{AssetId, CategoryId};
use crate::report::Levels;
use crate::rules::{Haircut, SizedRate};
use crate::units::{Quantity, Ratio, Usd};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The terms of each asset that a venue accepts; an asset that is not here counts for nothing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Collateral {
    /// Each asset's terms.
    pub assets: BTreeMap<AssetId, AssetTerms>,
    /// What a debt does.
    #[serde(default)]
    pub debts: Debts,
    /// Which price assets and debts are valued at.
    #[serde(default)]
    pub prices: Levels<PriceRule>,
    /// Better terms for assets that move together.
    #[serde(default)]
    pub categories: Categories,
    /// What resting orders to buy or sell the assets themselves do.
    #[serde(default, skip_serializing_if = "SpotOrders::are_ignored")]
    pub spot_orders: SpotOrders,
}

/// What resting orders to buy or sell an asset itself do. Their prices are in dollars; what they are paid for with is
/// `quote`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum SpotOrders {
    /// Nothing.
    #[default]
    Ignored,
    /// All buys or all sells of an asset are taken to fill at their prices, whichever leaves less beyond the requirement.
    /// What orders sell and pay with stays among the holdings until they fill.
    Filled {
        /// What they are paid for with.
        quote: AssetId,
    },
    /// What orders sell and pay with is no longer among the holdings. All that the orders on an asset hold back counts as
    /// that asset or as `quote`, whichever adds less to the greatest balance that all orders could leave; at the orders'
    /// prices or at the index, whichever gives less.
    Reserved {
        /// What they are paid for with.
        quote: AssetId,
    },
}

impl SpotOrders {
    /// What orders are paid for with, where they do anything.
    pub fn quote(&self) -> Option<&AssetId> {
        match self {
            Self::Ignored => None,
            Self::Filled { quote } | Self::Reserved { quote } => Some(quote),
        }
    }

    fn are_ignored(&self) -> bool {
        *self == Self::Ignored
    }
}

/// The terms of one asset.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AssetTerms {
    /// What is taken off the value of what is held.
    pub haircut: Levels<Haircut>,
    /// What a dollar of debt requires; nothing where the asset cannot be borrowed. 1 and above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub debt: Option<Levels<SizedRate>>,
    /// The most units that count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_units: Option<Quantity>,
    /// The most dollars that the asset may count for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_counted: Option<Usd>,
    /// How the venue's own totals tighten the initial terms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crowding: Option<Crowding>,
}

/// How the totals that all users hold and owe tighten the initial terms.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Crowding {
    /// Dollars of all deposits above which what counts is multiplied by this bound ÷ all deposits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deposits_above: Option<Usd>,
    /// Dollars of all debts, at the price that a debt is valued at, above which what a debt requires is multiplied by all
    /// debts ÷ this bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub debts_above: Option<Usd>,
}

/// What a debt, a holding of a negative quantity, does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Debts {
    /// It is taken off what counts, in full.
    #[default]
    Subtracted,
    /// It is required, at its weight; an asset without a weight cannot be borrowed.
    Required,
}

/// Which price assets and debts are valued at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub enum PriceRule {
    /// The index.
    #[default]
    Index,
    /// The worse of the index and the market's reference price: the lower for an asset, the higher for a debt.
    WorseOfReference,
    /// The index less, for an asset, and plus, for a debt, the oracle's confidence interval times `multiple`, by no
    /// more than `most` of the index.
    Confidence {
        /// How many confidence intervals.
        multiple: Ratio,
        /// The greatest part of the index that it may be moved by.
        most: Ratio,
    },
}

/// Better terms for assets that move together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub enum Categories {
    /// There are none.
    #[default]
    None,
    /// The trader chooses one for the whole account, and may then borrow only what it allows.
    Chosen(BTreeMap<CategoryId, Category>),
    /// They follow from what is borrowed: for each asset that may be borrowed, the haircuts of what it may be borrowed
    /// against. With several debts the greatest of their haircuts applies, and never a greater one than the asset's own.
    ByDebt(BTreeMap<AssetId, BTreeMap<AssetId, Levels<Haircut>>>),
}

/// Terms that replace an asset's own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Category {
    /// What the venue calls it.
    pub label: String,
    /// The haircuts of the assets that it is for.
    pub haircuts: BTreeMap<AssetId, Levels<Haircut>>,
    /// What may be borrowed in it.
    pub debts: BTreeSet<AssetId>,
    /// What a liquidator gains in it, as a share of what is repaid, where it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bonus: Option<Ratio>,
}
