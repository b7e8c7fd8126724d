//! The venue's own totals of an account, as `getUserAccountData` and the venue's library give them.

use super::reserve::amount;
use crate::node::{Fields, Node};
use crate::problem::Problems;

/// Dollars are whole numbers of this part.
const BASE: f64 = 1e8;

/// Health factors are whole numbers of this part.
const WAD: f64 = 1e18;

/// A health factor above this is none: nothing is owed.
const LARGEST: f64 = 1e15;

/// Totals in dollars.
#[derive(Clone, Copy, Debug)]
pub(super) struct Totals {
    pub(super) collateral: f64,
    pub(super) owed: f64,
    /// What counts before liquidation, divided by what is owed; absent where nothing is owed.
    pub(super) health: Option<f64>,
}

/// Reads a document of totals.
pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Totals> {
    of(&node.object(problems)?, problems)
}

/// Totals among these fields.
pub(super) fn of(fields: &Fields, problems: &mut Problems) -> Option<Totals> {
    let mut first = |whole: &str, dollars: &str, unit: f64| {
        let whole = fields.optional(whole).and_then(|node| amount(&node, problems)).map(|number| number / unit);
        whole.or_else(|| fields.optional(dollars).and_then(|node| amount(&node, problems)))
    };
    let collateral = first("totalCollateralBase", "totalCollateralUSD", BASE);
    let owed = first("totalDebtBase", "totalBorrowsUSD", BASE);
    let health = fields.optional("healthFactor").and_then(|node| amount(&node, problems));
    let health = health.map(|health| if health > 1e9 { health / WAD } else { health });
    let health = health.filter(|health| (0.0..LARGEST).contains(health));
    Some(Totals { collateral: collateral?, owed: owed?, health })
}
