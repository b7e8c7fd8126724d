//! Where a rule comes from, and how well it is known.

use crate::time::Date;
use serde::{Deserialize, Serialize};

/// The rules that the engine follows, each cited by a venue that uses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RuleKey {
    /// What an account's equity is made of.
    Equity,
    /// What a position's unrealised profit is.
    Unrealised,
    /// What collateral counts for.
    Haircut,
    /// What an isolated position's equity is made of.
    Isolated,
    /// What an option is worth.
    OptionValue,
    /// How options of one expiry relieve each other.
    Relief,
    /// What prices and volatilities are shocked by, and what is added to the worst loss.
    Scenarios,
    /// The size of a position that requirements are taken on.
    Notional,
    /// The requirement to open or increase.
    Initial,
    /// The requirement to keep.
    Maintenance,
    /// The tiers of size that both follow.
    Tiers,
    /// What must stay behind when collateral is taken out.
    Withdrawal,
    /// When and how positions are liquidated.
    Liquidation,
    /// Who takes over an account that falls further.
    Backstop,
    /// How funding is set and paid.
    Funding,
    /// What debts cost and deposits earn in time.
    Interest,
    /// What a debt requires, and what can be borrowed.
    Debt,
    /// Which price assets and debts are valued at.
    Prices,
    /// Better terms for assets that move together.
    Category,
    /// How the venue's own totals, and caps, limit what counts.
    Crowding,
    /// What unrealised profit counts for.
    Profit,
    /// What resting orders require.
    Orders,
    /// What an account requires beside what its positions and debts do.
    Account,
    /// What is set aside for whoever liquidates the account.
    Keeper,
    /// How contracts join the balance that they settle in.
    Settlement,
    /// What a contract against a holding of its underlying is relieved of.
    Spread,
    /// What liquidation costs, and who gets it.
    LiquidationFee,
    /// Who bears what is lost beyond what the trader has.
    BadDebt,
}

impl RuleKey {
    /// Every key.
    pub const ALL: [Self; 28] = [
        Self::Equity,
        Self::Unrealised,
        Self::Haircut,
        Self::Isolated,
        Self::OptionValue,
        Self::Relief,
        Self::Scenarios,
        Self::Notional,
        Self::Initial,
        Self::Maintenance,
        Self::Tiers,
        Self::Withdrawal,
        Self::Liquidation,
        Self::Backstop,
        Self::Funding,
        Self::Interest,
        Self::Debt,
        Self::Prices,
        Self::Category,
        Self::Crowding,
        Self::Profit,
        Self::Orders,
        Self::Account,
        Self::Keeper,
        Self::Settlement,
        Self::Spread,
        Self::LiquidationFee,
        Self::BadDebt,
    ];
}

/// Where a rule comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Citation {
    /// The rule in one sentence, in our words.
    pub says: String,
    /// Who published it and where: a document's name, or an address.
    pub source: String,
    /// The day on which it was read there.
    pub date: Date,
    /// How well it is established.
    pub grade: Grade,
}

/// How well a rule is established.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// Our figures equal figures that the venue's own system gave for real accounts.
    MatchedLive,
    /// Our figures equal the venue's published worked examples or its own tests.
    MatchedExample,
    /// The venue publishes the formula; no figure of its own was at hand to compare.
    Published,
    /// Known only from third parties, or inferred.
    Uncertain,
    /// No venue's: parameters that it covers were set by whoever uses the rules.
    YourOwn,
}
