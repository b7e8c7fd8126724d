//! What is required beside the worst loss, and at least.

use crate::report::Levels;
use crate::rules::CertaintyRule;
use crate::units::{Ratio, Usd};
use serde::{Deserialize, Serialize};

/// Something that is required beside the worst loss.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AddOn {
    /// What it is for.
    pub of: AddOnOf,
    /// Whether it is multiplied by the grid's scale.
    pub place: AddOnPlace,
}

/// Whether an add-on is multiplied by the grid's scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AddOnPlace {
    /// It is added to the worst loss, and scaled with it.
    Scaled,
    /// It is added to what is scaled.
    Beside,
}

/// What an add-on is for. Each is an amount of one underlying's contracts and holdings.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub enum AddOnOf {
    /// A share of the size of each contract that is no option, its positions netted, at the index.
    Linear(Levels<Ratio>),
    /// A share of the size of each holding that is in the grid.
    Holdings(Levels<Ratio>),
    /// A share of the index for each unit of the options of one strike and expiry, calls and puts together, that is short
    /// without a long one against it.
    NakedShorts(Levels<Ratio>),
    /// A share of the size of the delta of each expiry, by its time: no less than `least`, else `yearly` × years. Contracts
    /// without an expiry are one with no time left.
    Roll {
        /// Whatever the time is.
        least: Ratio,
        /// For each year.
        yearly: Ratio,
        /// Of what contracts.
        #[serde(default)]
        of: RollOf,
    },
    /// A share of the size of the delta of all contracts together, at the index.
    NetDelta(Levels<Ratio>),
    /// To open, while feeds are unsure: (1 - certainty) × factor × index for each unit of a contract. The certainty is the
    /// least of the index's, of those of contracts without an expiry that are held and, for an expiry, of its own.
    Certainty(CertaintyRule),
    /// A charge for each pair of deltas, one long and one short, in different expiries: half of what the sizes of the
    /// expiries' deltas are beyond that of their sum.
    Months {
        /// Dollars for a pair.
        each: Usd,
    },
}

/// Which contracts' deltas one roll is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RollOf {
    /// All.
    #[default]
    All,
    /// Those that settle in dollars.
    Linear,
    /// Those that settle in coins.
    Coin,
}

/// What the loss with the add-ons that are scaled is no less than. A unit is one of the underlying: an option on 100 shares
/// is 100 units.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub enum Floor {
    /// Shares of the delta that is not hedged, and of that which is, at the index.
    Delta {
        /// Of the net delta.
        unhedged: Ratio,
        /// Of half of what the contracts' deltas without signs are beyond the net.
        hedged: Ratio,
    },
    /// A share of the size of the net delta, at the index.
    NetDelta(Ratio),
    /// Dollars for each unit of an option that is short.
    ShortOption(Usd),
    /// Dollars for each unit of an option, long or short.
    Option(Usd),
}
