//! What the amounts of a requirement that follows volatility, liquidity and latency are.

use crate::id::PositionId;
use serde::Serialize;

/// Which way a price or volatilities go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Way {
    /// They rise.
    Up,
    /// They stay.
    Still,
    /// They fall.
    Down,
}

/// What an amount of a dynamic requirement is. A position names its contract, or its underlying where it is the first on
/// it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum DynamicLabel {
    /// What the losses of all underlyings require together.
    Net,
    /// All losses, added up.
    Losses,
    /// What is credited because they do not all come together.
    Offsets,
    /// What is credited for two underlyings, of which the first names it.
    Offset(PositionId, PositionId),
    /// The share that is credited.
    Credit,
    /// The loss of one of two underlyings.
    OneLoss(PositionId),
    /// Twice the other's loss as a share of all losses, added up and taken together.
    OtherShare(PositionId),
    /// Nothing: zero.
    Nothing,
    /// All of something: 1.
    Whole,
    /// One less the correlation of the two losses.
    Unalike,
    /// The correlation of the two losses: that of the prices, or its opposite where the prices go opposite ways.
    LossCorrelation,
    /// The worst loss on an underlying within its price range.
    Loss(PositionId),
    /// The worst loss up to the last whole step within the range, and the way that prices and volatilities go for it.
    LossWithin(Way, Way),
    /// The worst loss up to the next step.
    LossBeyond(Way, Way),
    /// What the range's part of the next step adds.
    LossInPart,
    /// What the next step would add.
    LossInStep,
    /// The loss that has been counted.
    LossCounted,
    /// The price range in steps.
    RangeInSteps,
    /// The whole steps in it.
    WholeSteps,
    /// The part of the next step.
    PartOfStep,
    /// The distance between two prices.
    Step,
    /// What a contract loses.
    ContractLoss(PositionId),
    /// What it gains when the price doubles at its present pace, in dollars.
    ContractDelta(PositionId),
    /// How far the price falls: negative when it rises.
    PriceFall,
    /// What an option is worth now.
    WorthNow(PositionId),
    /// What it is worth in the scenario.
    WorthThen(PositionId),
    /// How far the price of an underlying may go.
    Range(PositionId),
    /// The most that prices are moved by.
    MostRange,
    /// Standard deviations × volatility × root of the horizon.
    RangeByVolatility,
    /// Standard deviations that are covered.
    Quantile,
    /// The volatility that counts.
    VolatilityCounted,
    /// The volatility below which none is assumed.
    VolatilityFloor,
    /// The larger of the realised and the implied volatility.
    CurrentVolatility,
    /// The standard deviation of past returns, recent ones weighing most.
    RealisedVolatility,
    /// What options at the money imply for the horizon.
    SurfaceVolatility,
    /// The current volatility no higher than that from which the buffer is drawn on.
    CalmVolatility,
    /// Where the buffer begins to be drawn on.
    DrawnFrom,
    /// Current and stressed volatility, by their weights.
    BlendedVolatility,
    /// The current one's part of it.
    CurrentPart,
    /// The stressed one's part of it.
    StressedPart,
    /// A weight of a volatility.
    VolatilityWeight,
    /// The volatility of a stressed time.
    StressedVolatility,
    /// The time until a position is closed, in days.
    Horizon(PositionId),
    /// Until the venue sees the market's price, in days.
    OracleLatency,
    /// Until an order is filled, in days.
    ExecutionLatency,
    /// Until what was traded is settled, in days.
    SettlementLatency,
    /// The time that closing takes, in days.
    ClosingTime,
    /// The days of a year.
    DaysPerYear,
    /// The horizon in years.
    HorizonYears,
    /// Its square root.
    HorizonRoot,
    /// What the contracts on an underlying gain together when the price doubles at their present pace, without a sign.
    NetDelta(PositionId),
    /// The same, each contract without a sign.
    GrossDelta(PositionId),
    /// What can be traded in a day without moving the price.
    TradableDaily,
    /// Dollars traded in a day.
    DailyVolume,
    /// The share of it that can be.
    Participation,
    /// What is required because positions are large for their market.
    Concentration(PositionId),
    /// The share of the size that is.
    ConcentrationShare,
    /// That share before its bound.
    ConcentrationGrown,
    /// The most of it.
    MostConcentration,
    /// What is required for each day's volume.
    ConcentrationRate,
    /// Days' volumes beyond what is free.
    DaysBeyond,
    /// The size in days' volumes, less what is free.
    DaysLessFree,
    /// The size in days' volumes.
    DaysOfVolume,
    /// Days' volumes that are free.
    FreeDays,
    /// What is required because the price may jump while nothing can be done.
    LatencyCharge(PositionId),
    /// The share of delta that is lost to jumps within that time.
    JumpLoss,
    /// The same within a year.
    JumpsPerYear,
    /// The time in which nothing can be done, in years.
    LatencyYears,
    /// That time in days.
    LatencyDays,
    /// What initial is more than maintenance.
    Buffer,
    /// The buffer before it is drawn on.
    FullBuffer,
    /// The share of maintenance that it is.
    BufferShare,
    /// The maintenance requirement by this model.
    Maintenance,
    /// What it would be in calm times.
    CalmMaintenance,
    /// What it is more.
    AboveCalm,
    /// What is drawn of the buffer.
    Drawn,
    /// The share that the buffer bears of what maintenance is more.
    DrawnPart,
    /// That part.
    DrawnShare,
}

impl DynamicLabel {
    /// The position that an amount is about.
    pub fn position(self) -> Option<PositionId> {
        match self {
            Self::Offset(id, _)
            | Self::OneLoss(id)
            | Self::OtherShare(id)
            | Self::Loss(id)
            | Self::ContractLoss(id)
            | Self::ContractDelta(id)
            | Self::WorthNow(id)
            | Self::WorthThen(id)
            | Self::Range(id)
            | Self::Horizon(id)
            | Self::NetDelta(id)
            | Self::GrossDelta(id)
            | Self::Concentration(id)
            | Self::LatencyCharge(id) => Some(id),
            _ => None,
        }
    }
}
