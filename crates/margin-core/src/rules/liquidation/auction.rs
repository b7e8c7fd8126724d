//! How auctions' prices fall, and how whole accounts are auctioned. [`crate::liquidation::auction`] has the formulas.

use crate::units::{Ratio, Usd};
use serde::{Deserialize, Serialize};

/// A Dutch auction: how the factor of a price falls with the seconds since it began, no lower than `end`. For what is
/// bought back the factor is 2 − that.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Auction {
    /// In proportion to time: `start` − time × (`start` − `end`) ÷ `seconds`.
    Linear {
        /// The factor of the price at first.
        start: Ratio,
        /// The factor that it falls to.
        end: Ratio,
        /// The seconds in which it falls there.
        seconds: f64,
    },
    /// By the same share in every second: `start` × `kept`^time.
    Exponential {
        /// The factor of the price at first.
        start: Ratio,
        /// The least factor.
        end: Ratio,
        /// What a second leaves of the factor.
        kept: Ratio,
    },
    /// By the same share at every step: `start` × `kept`^⌊time ÷ `step_seconds`⌋.
    Stepped {
        /// The factor of the price at first.
        start: Ratio,
        /// The least factor.
        end: Ratio,
        /// What a step leaves of the factor.
        kept: Ratio,
        /// The seconds from one step to the next.
        step_seconds: f64,
    },
    /// In proportion to time twice: from `start` to `turn` in `fast_seconds`, and on to `end` in `slow_seconds`.
    FastThenSlow {
        /// The factor of the price at first.
        start: Ratio,
        /// The factor at which it turns slow.
        turn: Ratio,
        /// The factor that it falls to.
        end: Ratio,
        /// The seconds from the start to the turn.
        fast_seconds: f64,
        /// The seconds from the turn to the end.
        slow_seconds: f64,
    },
}

/// How whole accounts, or shares of them, are auctioned.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AccountAuction {
    /// How the share of its value at which an account is sold falls.
    pub price: Auction,
    /// What an auction must restore beyond the maintenance requirement, as a share of it.
    pub buffer: Ratio,
    /// The value of an account below which all of it may be bought at once.
    pub whole_below: Usd,
    /// What the insurance fund gets at the start, as a share of the value of what would restore the account.
    pub fee: Ratio,
    /// The seconds in which the payment for taking an account that is worth less than nothing grows to all of its
    /// shortage.
    pub insolvent_seconds: f64,
}
