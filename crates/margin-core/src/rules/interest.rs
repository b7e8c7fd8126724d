//! Parameters of what a debt costs and a deposit earns; [`crate::interest`] has the formulas.

use crate::units::Ratio;
use serde::{Deserialize, Serialize};

/// How an asset's yearly rates follow how much of it is lent out.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct InterestRule {
    /// What a debt costs.
    pub borrow: RateCurve,
    /// What a deposit earns.
    pub supply: SupplyRate,
}

/// rate = `base` + `below` × the smaller of utilisation and `kink` + `above` × what utilisation has beyond `kink`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct RateCurve {
    /// The rate a year when nothing is lent out.
    pub base: Ratio,
    /// The utilisation at which it turns.
    pub kink: Ratio,
    /// What the rate rises by for each unit of utilisation up to there.
    pub below: Ratio,
    /// And beyond.
    pub above: Ratio,
}

/// What a deposit earns.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub enum SupplyRate {
    /// What debts pay, spread over all deposits: the borrow rate × utilisation × (1 − `cut`).
    OfBorrow {
        /// The share of the interest that the venue keeps.
        cut: Ratio,
    },
    /// A curve of its own.
    Curve(RateCurve),
}
