//! At what price positions pass, and to whom.

use super::{Auction, Party, Remainder, is_default};
use crate::units::Ratio;
use serde::{Deserialize, Serialize};

/// At what price positions are closed, and who takes them. What the buyer gains against the mark is the premium.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
pub struct Fill {
    /// The price.
    #[serde(skip_serializing_if = "is_default")]
    pub price: FillPrice,
    /// Who buys from a long and sells to a short; a negative premium is their loss.
    pub to: Party,
    /// The share of a positive premium that the insurance fund gets.
    #[serde(skip_serializing_if = "is_default")]
    pub insurance: Ratio,
}

/// The price at which a position is closed. The upper sign is for a long, the lower for a short; the better price is the
/// higher for a long, the lower for a short.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum FillPrice {
    /// The mark.
    #[default]
    Mark,
    /// mark × (1 ∓ this).
    Discount(Ratio),
    /// mark × (1 ∓ `spread` × maintenance rate × a), a = `adjustment` × (1 − counted ÷ maintenance), from 0 to 1.
    Fillable {
        /// The spread.
        spread: Ratio,
        /// How fast it opens as what counts falls.
        adjustment: Ratio,
    },
    /// mark × (1 ∓ this × maintenance rate).
    MaintenanceShare(Ratio),
    /// The better of mark × (1 ∓ this × maintenance rate) and the bankruptcy price; the mark for a group that has less
    /// than nothing.
    MaintenanceShareOrBankruptcy(Ratio),
    /// The price that leaves the group nothing; its equity is shared out by maintenance requirements.
    Bankruptcy,
    /// mark × a factor that falls (rises, for a short) with time since the liquidation began.
    Auction(Auction),
}

/// How a backstop takes a group over: all positions pass to it at the mark.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
pub struct Takeover {
    /// Who takes over.
    pub by: Party,
    /// Who keeps what is left of the group's equity.
    pub remainder: Remainder,
}

impl Default for Fill {
    fn default() -> Self {
        Self { price: FillPrice::Mark, to: Party::Market, insurance: Ratio::ZERO }
    }
}

impl Default for Takeover {
    fn default() -> Self {
        Self { by: Party::Backstop, remainder: Remainder::To(Party::Backstop) }
    }
}
