//! What somebody holds: collateral, and positions in contracts.

use crate::id::{AssetId, CategoryId, HoldingId, OrderId, PositionId};
use crate::instrument::Instrument;
use crate::units::{Price, Quantity, Ratio, Usd};
use serde::{Deserialize, Serialize};

/// Holdings and positions that one trader has at one venue.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Portfolio {
    /// Amounts of collateral assets.
    #[serde(default)]
    pub holdings: Vec<Holding>,
    /// Signed quantities of instruments.
    #[serde(default)]
    pub positions: Vec<Position>,
    /// Orders that rest in the venue's book.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orders: Vec<Order>,
    /// The category of collateral that the trader chose for the account, where the venue has some.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<CategoryId>,
    /// A higher initial rate that the trader asked the venue to hold them to, for every contract and debt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_initial: Option<Ratio>,
}

/// An amount of one collateral asset; a negative quantity is a debt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Holding {
    /// The holding's number.
    pub id: HoldingId,
    /// What is held.
    pub asset: AssetId,
    /// How many units of it.
    pub quantity: Quantity,
}

/// A signed quantity of an instrument and how it is margined. A long and a short of the same instrument are two
/// positions, a hedge-mode pair; the venue's rules say whether they net.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Position {
    /// The position's number.
    pub id: PositionId,
    /// The contract.
    pub instrument: Instrument,
    /// Contracts held: positive long, negative short.
    pub quantity: Quantity,
    /// The average price at which they were opened.
    pub entry: Price,
    /// What stands behind the position.
    #[serde(default)]
    pub mode: MarginMode,
    /// The leverage that the trader set.
    #[serde(default)]
    pub leverage: Leverage,
    /// Funding and borrowing that have accrued and are not settled yet: positive when they are owed to the trader.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub accrued: Usd,
}

/// An order that rests in the venue's book.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Order {
    /// The order's number.
    pub id: OrderId,
    /// The contract.
    pub instrument: Instrument,
    /// Contracts that are not filled yet: positive to buy, negative to sell.
    pub quantity: Quantity,
    /// The price at which it would fill.
    pub price: Price,
}

/// What stands behind a position.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub enum MarginMode {
    /// The whole account's collateral and profit.
    #[default]
    Cross,
    /// Only what was set aside for this position, and its own profit.
    Isolated {
        /// Dollars set aside, before the position's unrealised profit.
        collateral: Usd,
    },
}

/// The leverage that the trader set for a position; it decides the initial requirement, never the maintenance one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub enum Leverage {
    /// As much as the venue allows at the position's size.
    #[default]
    VenueMaximum,
    /// A multiple of the margin, at least 1.
    Chosen(Ratio),
}

fn is_nothing(amount: &Usd) -> bool {
    *amount == Usd::ZERO
}
