//! Parameters of the model that margins each option by a formula of its own.

use crate::id::AssetId;
use crate::report::Levels;
use crate::rules::TieredNotional;
use crate::units::{Price, Ratio};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A formula for each option, and relief for options of one expiry that limit each other's loss.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct OptionFormula {
    /// What contracts that are not options require.
    #[serde(default)]
    pub linear: TieredNotional,
    /// What options require, by their underlying.
    pub options: BTreeMap<AssetId, OptionRates>,
    /// Whether what options are worth counts towards what they require.
    #[serde(default)]
    pub worth: Worth,
    /// How options of one underlying and expiry relieve each other.
    #[serde(default)]
    pub relief: Relief,
    /// What is required beside while the venue's feeds are unsure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certainty: Option<CertaintyRule>,
    /// What is required beside while the asset that accounts settle in is worth less than a dollar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub peg: Option<PegRule>,
}

/// Whether what options are worth counts towards requirements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Worth {
    /// It does: a long option's worth is collateral, and a short one's is owed already.
    #[default]
    Counted,
    /// It does not: what a short option requires holds its worth, and a long one counts for nothing.
    Required,
}

/// What options on one underlying require.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct OptionRates {
    /// Which price of the underlying shares are taken of.
    #[serde(default)]
    pub underlying: UnderlyingPrice,
    /// What a long option requires.
    pub long: Levels<LongRule>,
    /// What a short call requires.
    pub call: Levels<ShortRule>,
    /// What a short put requires.
    pub put: Levels<ShortRule>,
}

/// A price of an option's underlying.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum UnderlyingPrice {
    /// The index.
    #[default]
    Index,
    /// The forward of the option's expiry.
    Forward,
}

/// What a long option requires, beside what was paid for it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub enum LongRule {
    /// Nothing.
    Nothing,
    /// All that it is worth: it counts for nothing.
    Worth,
    /// What it is worth, but no more than this share of its underlying.
    WorthUpTo(Ratio),
}

/// What a short option requires, as shares of its underlying unless said otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub enum ShortRule {
    /// The largest of several amounts.
    Share(ShortShare),
    /// The loss if the price moved against it by a shock, and beyond that a share by time to expiry.
    Shocked(ShortShocked),
}

/// The largest of several amounts; those that are not there do not count.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ShortShare {
    /// Of the underlying, less what the option is out of the money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub less_out_of_the_money: Option<Ratio>,
    /// Of the underlying.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub underlying: Option<Ratio>,
    /// Of the strike.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strike: Option<Ratio>,
    /// Of what the option is worth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worth: Option<Ratio>,
    /// Of what it requires to be kept, what is owed for it included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maintenance: Option<Ratio>,
}

/// A share by time to expiry of the underlying or the strike after a shock, and the whole loss up to the shock.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ShortShocked {
    /// What the price of the underlying is multiplied by for a put, and the strike for a call.
    pub shock: Ratio,
    /// Shares by time to expiry: that of the first bound that is not before it, and of the last beyond all.
    pub shares: Vec<TimedShare>,
}

impl ShortShocked {
    /// The share at so many days to expiry; nothing without shares.
    pub fn at(&self, days: f64) -> Ratio {
        let bound = self.shares.iter().find(|timed| timed.days >= days).or(self.shares.last());
        bound.map_or(Ratio::ZERO, |timed| timed.share)
    }
}

/// A share up to a time to expiry.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct TimedShare {
    /// Days to expiry up to which it holds.
    pub days: f64,
    /// The share.
    pub share: Ratio,
}

/// How options of one underlying and expiry relieve each other.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub enum Relief {
    /// They do not.
    #[default]
    None,
    /// No more is required than the largest loss at expiry, of all prices, with what calls short without a long one
    /// require beside.
    LargestLoss(Unpaired),
    /// The strategies of listed options: spreads by their largest loss, and of a short call and put the greater side
    /// with the worth of the other.
    Strategies,
}

/// What calls that are short without a long one require beside the largest loss at the strikes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Unpaired {
    /// A share of the forward for each.
    pub forward: Levels<Ratio>,
}

/// What is required to open while a feed's certainty is below a threshold: (1 - certainty) × factor × underlying price for
/// each contract.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct CertaintyRule {
    /// The certainty at and above which nothing is required.
    pub threshold: Ratio,
    /// What the shortfall of certainty is multiplied by.
    pub factor: Ratio,
}

/// What is required to open while an asset is worth less than a threshold: (threshold - its price) × factor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct PegRule {
    /// The asset that accounts settle in; its price is the market's reference price, or the index without one.
    pub asset: AssetId,
    /// The price below which it matters.
    pub threshold: Price,
    /// What the shortfall is multiplied by.
    pub factor: Ratio,
}
