//! One venue's parameters on one date, every one with its source.
//!
//! Rules are inert: they hold numbers and choices, and the models hold the formulas. Each choice is cited under a
//! [`RuleKey`], so that every line of a report can say which published rule it follows.

mod citation;
mod collateral;
mod haircut;
mod interest;
pub mod liquidation;
mod option_formula;
mod rates;
mod scenario_loss;
mod sensitivity_loss;
mod tier;
mod tiered_notional;
mod weighted_health;

pub use citation::{Citation, Grade, RuleKey};
pub use collateral::{AssetTerms, Categories, Category, Collateral, Crowding, Debts, PriceRule, SpotOrders};
pub use haircut::{DynamicHaircut, Haircut, HaircutTier, Measure, ProportionalHaircut, SizedHaircut};
pub use interest::{InterestRule, RateCurve, SupplyRate};
pub use liquidation::{FundingRule, Liquidation, PartialLiquidation};
pub use option_formula::{
    CertaintyRule, LongRule, OptionFormula, OptionRates, PegRule, Relief, ShortRule, ShortShare, ShortShocked,
    TimedShare, UnderlyingPrice, Unpaired, Worth,
};
pub use rates::{Growth, MaintenanceRate, Rates, Schedule, SizedRate};
pub use scenario_loss::{
    AddOn, AddOnOf, AddOnPlace, BasisShock, DeltaPrice, Floor, Gain, Gains, Grid, HoldingsCertainty, HoldingsInGrid,
    LinearPrice, MarkDiscount, PowerTerm, Pricing, RollOf, Scenario, ScenarioLoss, ScenarioSet, ShockDiscount,
    ShockDiscounts, SkewCap, SkewShocks, Term, TermNode, VolatilityMeasure, VolatilityMove, VolatilityShock,
};
pub use sensitivity_loss::{
    Buffer, Concentration, Latency, Offset, Ranges, RiskTerms, SensitivityLoss, VolatilityRange,
};
pub use tier::{Band, Rate, Tier, TierTable};
pub use tiered_notional::{Basis, Keeper, Listing, Modes, OrderRule, Orders, Profit, SizedAt, TieredNotional};
pub use weighted_health::{ContractWeights, Spread, WeightedHealth};

use crate::id::AssetId;
use crate::instrument::Instrument;
use crate::time::Date;
use crate::units::Ratio;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The version of the written form of [`VenueRules`].
pub const SCHEMA: u32 = 2;

/// A venue's margin rules as they stood on a date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct VenueRules {
    /// The version of this written form, [`SCHEMA`].
    pub schema: u32,
    /// The venue's name, as it writes it.
    pub venue: String,
    /// Which of its products or account kinds these rules are for.
    pub product: String,
    /// Whether the venue still trades.
    pub status: Status,
    /// The first day on which these parameters are known to hold.
    pub effective: Date,
    /// Where each rule comes from.
    pub citations: BTreeMap<RuleKey, Citation>,
    /// What collateral counts for.
    pub collateral: Collateral,
    /// How a long and a short of the same contract are margined together.
    pub pairs: Pairs,
    /// How requirements are calculated.
    pub model: Model,
    /// What limits taking collateral out, where it is more than the initial requirement.
    #[serde(default)]
    pub withdrawal: Withdrawal,
    /// What happens to an account that falls below its maintenance requirement.
    pub liquidation: Liquidation,
    /// How funding is set, where contracts have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub funding: Option<FundingRule>,
    /// How what debts cost and deposits earn is set, for each asset that the venue lends.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub interest: BTreeMap<AssetId, InterestRule>,
    /// What is uncertain or out of the ordinary about these rules, in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// Whether a venue still trades.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Status {
    /// It does.
    Live,
    /// It has closed, or these rules have been replaced; they are kept for reference.
    Closed,
}

/// How a hedge-mode pair, a long and a short of one contract, is margined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Pairs {
    /// Only the difference needs margin.
    Netted,
    /// Both sides need margin in full.
    EachSide,
    /// Only the larger side needs margin.
    LargerSide,
}

/// A kind of margin calculation, with its parameters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[allow(clippy::large_enum_variant, reason = "a set of rules has one model, so nothing is gained by a box")]
pub enum Model {
    /// A share of each contract's notional, by size.
    TieredNotional(TieredNotional),
    /// Weighted assets against weighted liabilities.
    WeightedHealth(WeightedHealth),
    /// A formula for each option, and relief for options that limit each other's loss.
    OptionFormula(OptionFormula),
    /// The worst loss of each underlying's contracts over a grid of shocks.
    ScenarioLoss(ScenarioLoss),
    /// Shocks that follow volatility, liquidity and latency, added up through correlations.
    SensitivityLoss(SensitivityLoss),
}

impl Model {
    /// The schedules of contracts that require a share of their size each, where the model has some.
    pub fn linear(&self) -> Option<&TieredNotional> {
        match self {
            Self::TieredNotional(model) => Some(model),
            Self::OptionFormula(model) => Some(&model.linear),
            Self::WeightedHealth(_) | Self::ScenarioLoss(_) | Self::SensitivityLoss(_) => None,
        }
    }

    /// Whether a contract's requirement is its own, at a leverage, rather than one of all contracts together.
    pub fn takes_leverage(&self, instrument: &Instrument) -> bool {
        match self {
            Self::TieredNotional(_) | Self::WeightedHealth(_) => true,
            Self::OptionFormula(_) => !instrument.is_option(),
            Self::ScenarioLoss(_) | Self::SensitivityLoss(_) => false,
        }
    }

    /// The modes in which a contract is offered; nothing where it is not listed.
    pub fn modes(&self, instrument: &Instrument) -> Option<Modes> {
        let underlying = &instrument.underlying;
        let together = |listed: bool| listed.then_some(Modes::CrossOnly);
        match self {
            Self::WeightedHealth(model) => together(model.contracts.contains_key(&instrument.id())),
            Self::OptionFormula(model) if instrument.is_option() => together(model.options.contains_key(underlying)),
            Self::TieredNotional(model) | Self::OptionFormula(OptionFormula { linear: model, .. }) => {
                model.listings.get(&instrument.id()).map(|listing| listing.modes)
            }
            Self::ScenarioLoss(model) => together(model.underlyings.contains_key(underlying)),
            Self::SensitivityLoss(model) => together(model.underlyings.contains_key(underlying)),
        }
    }
}

/// What must stay behind when collateral is taken out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub enum Withdrawal {
    /// The initial requirement.
    #[default]
    Initial,
    /// The initial requirement, and for each position at least this share of its notional.
    InitialOrShareOfNotional(Ratio),
}
