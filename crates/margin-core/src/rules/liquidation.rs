//! What a venue does with an account that no longer meets its requirement, and how it sets funding.

use crate::units::{Ratio, Usd};
use serde::{Deserialize, Serialize};

/// A liquidation policy. An account is liquidated when what counts falls below its maintenance requirement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Liquidation {
    /// The share of the maintenance requirement below which a backstop takes the account over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backstop: Option<Ratio>,
    /// How large positions are sold in parts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partial: Option<PartialLiquidation>,
}

/// How a large position is sold in parts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct PartialLiquidation {
    /// The notional above which only a part is sold at first.
    pub above: Usd,
    /// The part that is sold at first.
    pub share: Ratio,
    /// The seconds until the rest may be sold.
    pub cooldown_seconds: f64,
}

/// The parameters of premium-based funding; [`crate::funding`] has the formula.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct FundingRule {
    /// The interest that the rate is drawn towards over one full period.
    pub interest: Ratio,
    /// How far the premium may pull it from there.
    pub band: Ratio,
    /// How many payments one full period is split into.
    pub payments: f64,
    /// The most that one payment may be, either way.
    pub cap: Ratio,
    /// The hours between payments.
    pub interval_hours: f64,
}
