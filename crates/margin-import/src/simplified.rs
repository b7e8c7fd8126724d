//! Where a portfolio can say less than a venue's documents do, and what was said instead.

use margin_core::id::{AssetId, InstrumentId};
use margin_core::units::Usd;
use serde::Serialize;

/// Something that was simplified, because a portfolio has no words for it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Simplified {
    /// The venue margins what settles in each of these assets apart; here they stand behind each other.
    PoolsTogether(Vec<AssetId>),
    /// What was set aside for so many isolated positions is in coins; it was taken at today's dollars, which do not move.
    CoinsSetAside {
        /// How many positions.
        count: usize,
    },
    /// The one position is isolated with coins set aside; it was read as an account with these coins as collateral.
    LoneIsolated(InstrumentId),
    /// The venue's tiers of so many contracts are in coins; their bounds were taken at today's prices.
    TiersInCoins {
        /// How many contracts.
        count: usize,
    },
    /// The tiers of so many contracts are of whole sizes; the tier of the size that is held was taken for any size.
    TierOfSize {
        /// How many contracts.
        count: usize,
    },
    /// This contract differs from another on the same underlying by what it settles in; its underlying was taken for
    /// another asset, so that the two prices move apart.
    SettledApart(InstrumentId),
    /// The size of so many contracts was not handed in; it was taken from what the venue says that positions are worth.
    ContractSizes {
        /// How many contracts.
        count: usize,
    },
    /// Neither the documents nor the project have the requirements of these contracts; the venue's figures were kept, and
    /// there is nothing to compare them with.
    NoRequirement(Vec<InstrumentId>),
    /// The venue margins the account as a whole in this way; rates of single contracts stand for it.
    MarginedAs(String),
    /// The venue holds this much back for resting orders, which were not handed in.
    HeldForOrders(Usd),
    /// So many positions' marks were not handed in; they were taken from the profit or the size that the venue states.
    MarksFromFigures {
        /// How many positions.
        count: usize,
    },
    /// The venue requires more in some hours than in others; what it required when it answered was taken.
    HoursOfDay,
    /// The maintenance of the only cross position was taken from that of the account.
    RateOfAccount(InstrumentId),
    /// What was set aside for so many isolated positions is not stated; their sizes at entry ÷ their leverages were taken.
    SetAsideFromLeverage {
        /// How many positions.
        count: usize,
    },
    /// The documents do not say how much of these assets counts; all of it was taken.
    CountedInFull(Vec<AssetId>),
    /// These tiers were scaled for this account; they were taken as they stand.
    ScaledTiers(String),
}
