//! What each amount of a report is.
//!
//! The words for people are made elsewhere, one for each label.

mod dynamic;
mod grid;
mod option;

pub use dynamic::{DynamicLabel, Way};
pub use grid::GridLabel;
pub use option::OptionLabel;

use crate::id::{HoldingId, OrderId, PositionId};
use crate::report::{GroupKey, Level};
use crate::rules::liquidation::Party;
use serde::Serialize;

/// What an amount is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Label {
    /// Collateral plus unrealised profit of a group.
    Equity(GroupKey),
    /// The whole portfolio's equity.
    TotalEquity,
    /// What a group's equity counts for.
    Counted(GroupKey),
    /// What the whole portfolio's equity counts for.
    TotalCounted,
    /// What a group must cover.
    Requirement(GroupKey, Level),
    /// What all groups must cover.
    TotalRequirement(Level),
    /// What counts beyond the requirement.
    Excess(Level),
    /// What must stay when collateral is taken out.
    Withdrawal(GroupKey),
    /// Where a backstop takes over.
    Backstop(GroupKey),
    /// A holding's value.
    HoldingValue(HoldingId),
    /// What a holding counts for.
    HoldingCounted(HoldingId),
    /// The part of a holding's value within one band of a tiered haircut.
    HoldingSlice(HoldingId),
    /// What that part counts for.
    HoldingSliceCounted(HoldingId),
    /// What was set aside for an isolated position.
    SetAside(PositionId),
    /// A position's unrealised profit.
    Unrealised(PositionId),
    /// The size of a position, or of several that net, in dollars.
    Notional(PositionId),
    /// What a position, or several that net, must cover.
    PositionRequirement(PositionId, Level),
    /// What one side of a hedge-mode pair must cover.
    SideRequirement(PositionId, Level),
    /// What a position must keep when collateral is taken out.
    PositionWithdrawal(PositionId),
    /// The share of its notional that must stay at least; also that of one side of a hedge-mode pair.
    WithdrawalFloor(PositionId),
    /// Units held, or contracts.
    Quantity,
    /// Units of the underlying in one contract, or its face value.
    Multiplier,
    /// The spot reference price.
    IndexPrice,
    /// The price that positions are valued at.
    MarkPrice,
    /// The average opening price.
    EntryPrice,
    /// An option's premium, in dollars or in the coin that it settles in.
    OptionPrice,
    /// What an option is worth.
    OptionValue(PositionId),
    /// Price now less price at entry.
    PriceChange,
    /// One over the price at entry.
    PerEntry,
    /// One over the price now.
    PerMark,
    /// One over entry less one over now.
    PerPriceChange,
    /// What is left after the haircut, as a share.
    AfterHaircut,
    /// A holding's value at the price that its terms name, of no more units than may count.
    HoldingValued(HoldingId),
    /// What a holding counts for before a cap.
    BeforeCap(HoldingId),
    /// What a debt requires.
    DebtRequirement(HoldingId, Level),
    /// What a dollar of a debt requires.
    DebtWeight,
    /// The price that an asset or a debt is valued at.
    ValuedPrice,
    /// The most dollars that may count.
    MostCounted,
    /// How the venue's totals tighten the terms, as a factor.
    Crowding,
    /// A bound on the venue's totals.
    CrowdingBound,
    /// Dollars that all of the venue's users hold or owe.
    VenueTotal,
    /// The haircut that grows in proportion to size.
    Haircut,
    /// The least haircut.
    LeastHaircut,
    /// The greatest haircut.
    MostHaircut,
    /// What is left after the least haircut.
    AfterLeastHaircut,
    /// What is left after a haircut that grows.
    AfterGrownHaircut,
    /// The share that the formula of a growing haircut divides.
    Numerator,
    /// What the formula of a growing haircut divides by.
    Divisor,
    /// What the price may lose while an asset is sold, as a share.
    PriceRisk,
    /// What selling costs, as a share.
    SaleCost,
    /// How many standard deviations are covered.
    Deviations,
    /// A volatility per square root of a year.
    Volatility,
    /// The time a sale takes, in years.
    SaleYears,
    /// The square root of that time.
    SaleYearsRoot,
    /// Dollars that rest near the price.
    Depth,
    /// The value as a multiple of what rests near the price.
    DepthsSold,
    /// The square root of that.
    DepthsSoldRoot,
    /// The share of the price that selling one depth's worth costs.
    Impact,
    /// A size that a rate or a haircut grows with.
    Size,
    /// A power of that size.
    SizePower,
    /// A power.
    Exponent,
    /// How fast a rate or a haircut grows.
    GrowthFactor,
    /// What a rate grows by.
    Growth,
    /// Where a rate's growth begins.
    GrowthStart,
    /// A rate before it grows.
    BaseRate,
    /// A rate after it has grown.
    GrownRate,
    /// A share of a rate.
    RateShare,
    /// The quantity that counts as one whole market.
    SkewScale,
    /// A size as a share of one whole market.
    SkewShare,
    /// Dollars of open interest.
    OpenInterest,
    /// How far open interest has gone from its lower bound to its upper one.
    OpenInterestShare,
    /// The initial rate that the trader's leverage or own wish implies.
    ChosenRate,
    /// What is set aside for closing.
    ClosingFee,
    /// What closing costs, as a share of notional.
    FeeRate,
    /// The requirement at the rate, before what is added.
    AtRate,
    /// Dollars that a position requires at least.
    Floor,
    /// Dollars added for each position.
    FixedRequirement,
    /// The requirement before it is rounded.
    BeforeRounding,
    /// What is rounded up to.
    RoundingStep,
    /// With all buys filled.
    WithBuys(Level),
    /// With all sells filled.
    WithSells(Level),
    /// What resting orders require when there is no position.
    OrdersRequirement(OrderId, Level),
    /// The size that resting orders would have where there is no position.
    OrdersNotional(OrderId),
    /// Dollars for resting orders, by their number.
    OrderFees(GroupKey),
    /// Dollars for each order.
    OrderFee,
    /// How many orders rest.
    OrderCount,
    /// What the account requires beside positions and debts.
    AccountRequirement(GroupKey),
    /// What is set aside for whoever liquidates the account.
    KeeperReward(GroupKey),
    /// What that is before its bounds.
    KeeperShares(GroupKey),
    /// A contract's part of it.
    KeeperPart(PositionId),
    /// The least of it.
    LeastKeeper,
    /// The most of it.
    MostKeeper,
    /// Funding and borrowing not settled yet.
    Accrued(PositionId),
    /// What a position's profit counts for.
    ProfitCounted(PositionId),
    /// The most that one position's profit counts for.
    MostProfit,
    /// What contracts and the balance that they settle in are worth together.
    SettlementNet(GroupKey),
    /// What that counts for, where it is positive.
    SettlementCounted(GroupKey),
    /// What that requires, where it is negative.
    SettlementRequired(GroupKey),
    /// What a contract's positions have gained, with what has accrued.
    ContractGain(PositionId),
    /// A contract's worth at its weight.
    ContractWorth(PositionId),
    /// That worth, of which a surplus counts in part.
    ContractSettled(PositionId),
    /// What a dollar of a surplus counts for.
    SurplusWeight,
    /// The dollars of both sides of a spread.
    SpreadSides,
    /// The share of them that a spread is relieved of.
    SpreadRelieved,
    /// What a spread is relieved of.
    SpreadRelief(HoldingId),
    /// Nothing: zero.
    Nothing,
    /// The share of what counts that may be required before the account is liquidated.
    TriggerShare,
    /// What counts towards staying afloat.
    Afloat,
    /// What somebody receives in a liquidation.
    PaidTo(Party),
    /// The share of something that somebody receives.
    ShareOf(Party),
    /// A charge for a liquidation.
    LiquidationFee,
    /// A charge as a share of what it is taken on.
    LiquidationRate,
    /// What closing brings above the price that leaves nothing.
    Surplus,
    /// What whoever takes something over gains against its mark or index.
    Premium,
    /// The size of what is closed, in dollars.
    ClosedNotional,
    /// What is closed must cover to be kept.
    ClosedMaintenance,
    /// The price at which a position is closed.
    FillPrice,
    /// One over that price.
    PerFill,
    /// Mark less the price at which a position is closed.
    FillDifference,
    /// What is closed, as a share of the position.
    ClosedShare,
    /// What is taken for a debt.
    CollateralTaken,
    /// What is repaid of a debt.
    Repaid,
    /// What is lost beyond what the trader has.
    Loss,
    /// The initial rate: one over the leverage.
    InitialRate,
    /// The maintenance rate of the tier.
    MaintenanceRate,
    /// Notional times the maintenance rate, before the tier's deduction.
    AtTierRate,
    /// What lower tiers' lower rates take off.
    TierDeduction,
    /// The least share of notional that must stay.
    WithdrawalShare,
    /// The share of maintenance at which a backstop takes over.
    BackstopShare,
    /// All positions' notionals together.
    GrossNotional,
    /// Gross notional as a multiple of equity.
    EffectiveLeverage,
    /// The initial requirement as a share of gross notional.
    RequirementToNotional,
    /// The initial requirements of all positions, each alone.
    Standalone,
    /// The initial requirement as a share of what the positions require each alone.
    RequirementToStandalone,
    /// What margining together saves, as a share.
    Saving,
    /// The initial excess as a share of what counts.
    Idle,
    /// An amount of the formula that options are margined by.
    Option(OptionLabel),
    /// All of something, as a share of it: 1.
    Whole,
    /// An amount of a grid of scenarios.
    Grid(GridLabel),
    /// An amount of a requirement that follows volatility, liquidity and latency.
    Dynamic(DynamicLabel),
}
