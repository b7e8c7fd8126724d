//! What each amount is that a formula of an option makes.

use crate::id::{HoldingId, PositionId};
use crate::report::Level;
use serde::Serialize;

/// What an amount is, of options that are margined by a formula each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum OptionLabel {
    /// The strike of an option.
    StrikePrice,
    /// The price agreed for the day of expiry.
    ForwardPrice,
    /// A price at which options may settle.
    SettlementPrice,
    /// What an option gives at a price.
    Intrinsic,
    /// How far an option is out of the money.
    OutOfTheMoney,
    /// The same as a share of the underlying.
    OutOfTheMoneyShare,
    /// A share of an option's underlying, of its strike or of what it is worth.
    OptionShare,
    /// Such a share less what the option is out of the money.
    ShareLessOutOfTheMoney,
    /// What a short option requires beside what is owed for it.
    OptionAmount,
    /// A share of the underlying in dollars.
    OfUnderlying,
    /// The same, less what the option is out of the money.
    OfUnderlyingLessOutOfTheMoney,
    /// A share of the strike in dollars.
    OfStrike,
    /// A share of what an option is worth.
    OfWorth,
    /// What an option must keep with what is owed for it.
    KeptWithOwed,
    /// A share of that.
    OfKept,
    /// That share less what is owed.
    OfMaintenance,
    /// An option's contracts at its strike.
    StrikeValue,
    /// The strike as a share of the underlying.
    StrikeShare,
    /// What is owed for a short option.
    OptionOwed(PositionId),
    /// What a short option requires with what is owed for it.
    WithOwed(PositionId, Level),
    /// What is required beyond what is owed.
    BesideOwed,
    /// What a price is multiplied by for a shock.
    PriceShock,
    /// Dollars after that shock.
    Shocked,
    /// What an option can still lose once the shock has come.
    LeftAfterShock,
    /// A share by time to expiry.
    TimedShare,
    /// That share of what can still be lost.
    BeyondShock,
    /// What an option loses up to the shock.
    LossToShock,
    /// What the options of one expiry require, named by the first of them.
    ExpiryRequirement(PositionId, Level),
    /// What they require if each stood alone.
    EachOption(PositionId, Level),
    /// What they require by the most that they can lose together.
    LossRequirement,
    /// The most that they can lose together at expiry, no less than nothing.
    LargestLoss,
    /// What they lose together at one price.
    LossAtExpiry,
    /// What one option loses at a price.
    OptionLoss(PositionId),
    /// What calls that are short without a long one require.
    UnpairedCalls,
    /// What they require as strategies.
    Strategies,
    /// What a spread requires.
    SpreadLoss,
    /// What an option requires that the underlying covers.
    CoveredOption(PositionId),
    /// What a short call and a short put require together, named by the greater side.
    ShortPair(PositionId),
    /// What a contract requires while its feeds are unsure.
    UnsureContract(PositionId),
    /// What an asset requires while its feed is unsure.
    UnsureHolding(HoldingId),
    /// How sure a feed is.
    Certainty,
    /// What it is short of being sure.
    Doubt,
    /// What a doubt or a shortfall is multiplied by.
    ContingencyFactor,
    /// What a contract requires while what accounts settle in is worth less than a dollar.
    Unpegged(PositionId),
    /// The price below which that begins.
    PegThreshold,
    /// The price of what accounts settle in.
    PegPrice,
    /// How far it is below.
    PegShortfall,
}
