//! What a venue does with an account that no longer meets its requirement, and how it sets funding.
//!
//! A policy is a choice from a few closed lists: when (trigger), what first (selection), how much (size, limits), at
//! what price and to whom (fill), what it costs (fees), what becomes of debts, and who bears what is lost (waterfall).
//! `{}` is a policy, too: everything is closed at the mark as soon as maintenance is not met, and no fee is known.
//! [`crate::liquidation`] has the formulas.

mod auction;
mod debt;
mod fee;
mod fill;
mod size;

pub use auction::{AccountAuction, Auction};
pub use debt::{Absorb, ByAsset, CloseFactor, DebtLiquidation, DebtPick, Exchange, Repay};
pub use fee::{Fee, FeeAmount, FeeCap};
pub use fill::{Fill, FillPrice, Takeover};
pub use size::{Limits, PartialLiquidation, Selection, Size, Target, Window};

use crate::report::Level;
use crate::units::{Ratio, Usd};
use serde::{Deserialize, Serialize};

/// A liquidation policy. An account is liquidated when `trigger` × what counts falls below its maintenance requirement.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
pub struct Liquidation {
    /// The share of what counts that may be required; 1 where it is absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trigger: Option<Ratio>,
    /// What happens at exactly the trigger.
    #[serde(skip_serializing_if = "is_default")]
    pub at_trigger: AtTrigger,
    /// The ratios at which the venue warns, from the highest to the lowest.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<MarginCall>,
    /// Which position is closed first.
    #[serde(skip_serializing_if = "is_default")]
    pub selection: Selection,
    /// How much is closed at a time.
    #[serde(skip_serializing_if = "is_default")]
    pub size: Size,
    /// How large positions are sold in parts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partial: Option<PartialLiquidation>,
    /// What bounds one round.
    #[serde(skip_serializing_if = "is_default")]
    pub limits: Limits,
    /// At what price positions are closed, and who takes them.
    #[serde(skip_serializing_if = "is_default")]
    pub fill: Fill,
    /// What liquidation costs, and who gets it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fees: Vec<Fee>,
    /// What becomes of debts and of the collateral behind them, where assets are borrowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub debts: Option<DebtLiquidation>,
    /// The share of the maintenance requirement below which a backstop takes the account over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backstop: Option<Ratio>,
    /// How the backstop takes it over.
    #[serde(skip_serializing_if = "is_default")]
    pub takeover: Takeover,
    /// Who keeps what is left of a group when all of its positions have been closed.
    #[serde(skip_serializing_if = "is_default")]
    pub remainder: Remainder,
    /// Who bears what is lost beyond what the trader has, in this order; the rest falls to somebody whom the rules do not
    /// name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub waterfall: Vec<Cover>,
}

/// What happens to an account of which exactly what may be required is required.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AtTrigger {
    /// It is safe: the comparison is strict.
    #[default]
    Safe,
    /// It is liquidated.
    Liquidated,
}

/// A ratio at which a venue warns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct MarginCall {
    /// What the venue calls it.
    pub name: String,
    /// What counts ÷ the requirement, below which it is made.
    pub ratio: Ratio,
    /// Which requirement is meant.
    #[serde(default = "maintenance")]
    pub level: Level,
}

/// Somebody who pays or receives something in a liquidation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Party {
    /// Whose account it is.
    Trader,
    /// Whoever trades in the venue's order book.
    Market,
    /// Whoever liquidates: a bot, a keeper, a liquidator that was admitted.
    Liquidator,
    /// Who takes accounts over: a vault or a provider of last resort.
    Backstop,
    /// The insurance fund.
    Insurance,
    /// The venue or its treasury.
    Protocol,
    /// The pool of liquidity that is every trader's counterparty.
    Pool,
    /// Traders on the other side whose positions are closed against their will.
    Counterparties,
    /// Everybody else who has something at the venue: depositors and lenders.
    Depositors,
    /// Somebody whom the rules do not name.
    Unnamed,
}

/// Who keeps what is left when all positions of a group have been closed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Remainder {
    /// The trader.
    #[default]
    Trader,
    /// Somebody else.
    To(Party),
}

/// Who bears what is lost beyond what the trader has.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Cover {
    /// The insurance fund, to its limit for one account where it has one.
    Insurance {
        /// The most dollars that it pays.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        most: Option<Usd>,
    },
    /// Traders on the other side, whose positions are closed at the price that leaves the trader nothing.
    Deleverage,
    /// Everybody, in proportion to what they have.
    Socialise,
    /// The pool of liquidity that is every trader's counterparty.
    Pool,
    /// The venue itself.
    Protocol,
}

impl Liquidation {
    /// The share of what counts that may be required.
    pub fn trigger_share(&self) -> Ratio {
        self.trigger.unwrap_or(Ratio::new(1.0))
    }
}

fn maintenance() -> Level {
    Level::Maintenance
}

fn one() -> Ratio {
    Ratio::new(1.0)
}

fn is_one(share: &Ratio) -> bool {
    *share == one()
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
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
