//! What the amounts of a grid of scenarios are.

use crate::id::{HoldingId, PositionId};
use crate::report::Level;
use serde::Serialize;

/// What an amount of a grid of scenarios is. A position names its contract, its expiry or its underlying.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum GridLabel {
    /// What the contracts on a position's underlying must cover.
    Required(PositionId, Level),
    /// The same where nothing but holdings is in the grid.
    RequiredHeld(HoldingId, Level),
    /// What is multiplied by the scale, and the scale.
    Scaled,
    /// The scale.
    Scale,
    /// The scale's own part.
    OwnScale,
    /// What the scale rises by while what accounts settle in is off its peg.
    PegScale,
    /// The price below which that matters.
    PegThreshold,
    /// The price that is compared with it.
    PegPrice,
    /// How far below it is.
    PegShortfall,
    /// What that is multiplied by.
    PegFactor,
    /// The loss with the add-ons that are scaled, or a floor.
    LossOrFloor,
    /// The loss with the add-ons that are scaled.
    LossWithAddOns,
    /// The worst loss of all scenarios.
    Worst,
    /// What is lost in a scenario, by its number from 0; negative when it gains.
    Loss(u32),
    /// What is gained in a scenario; negative when it loses.
    Profit(u32),
    /// The same before it is weighted.
    Unweighted(u32),
    /// The same before the dampener.
    Undampened(u32),
    /// What the contracts that settle in dollars gain together.
    LinearPart,
    /// What the contracts that settle in coins, and holdings, gain together.
    CoinPart,
    /// What counts of such a gain.
    PartCounted,
    /// The share of it that counts.
    GainShare,
    /// The most of it that counts.
    MostGain,
    /// A scenario's weight.
    Weight,
    /// What a loss is reduced by.
    Dampener,
    /// What a contract gains.
    Change(PositionId),
    /// What a holding gains.
    HoldingChange(HoldingId),
    /// What options of an expiry gain together.
    ExpiryChange(PositionId),
    /// What counts of that in a scenario far away.
    ExpiryPart(PositionId),
    /// The share of it that counts.
    OptionShare,
    /// What the size of that change loses.
    ExpiryTurn(PositionId),
    /// What an option is worth after the shock.
    WorthAfter(PositionId),
    /// What it is worth now, by the same formula.
    WorthNow(PositionId),
    /// What values after the shock are multiplied by.
    ShockDiscount,
    /// The move of the price.
    Move,
    /// The move that a coin-settled contract's profit follows: move ÷ (1 + move).
    CoinMove,
    /// What all expiries lose when their forwards move away from the index.
    Basis,
    /// One expiry's loss of that kind.
    ExpiryBasis(PositionId),
    /// The worse of its moves up and down.
    WorseMove(PositionId),
    /// What options lose when the forward rises.
    LossUp(PositionId),
    /// What options lose when it falls.
    LossDown(PositionId),
    /// What that is multiplied by.
    BasisFactor,
    /// Required for contracts that are no options.
    ForLinear,
    /// Required for holdings in the grid.
    ForHoldings,
    /// Required for options that are short without a long one.
    ForNakedShorts,
    /// Required for the difference between expiries and the index.
    ForRoll,
    /// Required for the delta of all contracts together.
    ForNetDelta,
    /// Required while feeds of contracts are unsure.
    ForCertainty,
    /// Required while feeds of a holding are unsure.
    ForHoldingCertainty(HoldingId),
    /// Required for deltas in different expiries.
    ForMonths,
    /// One contract's or expiry's part of an add-on.
    PartOf(PositionId),
    /// One holding's part of an add-on.
    HeldPartOf(HoldingId),
    /// The share that an add-on or a floor takes.
    Share,
    /// Options that are short without a long one, in units of the underlying.
    NakedShorts,
    /// Units of the underlying, without a sign.
    Units,
    /// Delta, in units of the underlying and without a sign.
    Delta,
    /// Delta that is hedged.
    HedgedDelta,
    /// Pairs of deltas.
    Pairs,
    /// Dollars for each.
    Each,
    /// What certainty lacks.
    CertaintyLacking,
    /// What that is multiplied by.
    CertaintyFactor,
    /// At least for the delta, hedged and not.
    DeltaFloor,
    /// The part of it that is not hedged.
    Unhedged,
    /// The part of it that is.
    Hedged,
    /// At least for the net delta.
    NetDeltaFloor,
    /// At least for options that are short.
    ShortOptionFloor,
    /// At least for options.
    OptionFloor,
}

impl GridLabel {
    /// The position that an amount is about.
    pub fn position(self) -> Option<PositionId> {
        match self {
            Self::Required(id, _)
            | Self::Change(id)
            | Self::ExpiryChange(id)
            | Self::ExpiryPart(id)
            | Self::ExpiryTurn(id)
            | Self::WorthAfter(id)
            | Self::WorthNow(id)
            | Self::ExpiryBasis(id)
            | Self::WorseMove(id)
            | Self::LossUp(id)
            | Self::LossDown(id)
            | Self::PartOf(id) => Some(id),
            _ => None,
        }
    }

    /// The holding that an amount is about.
    pub fn holding(self) -> Option<HoldingId> {
        match self {
            Self::RequiredHeld(id, _)
            | Self::HoldingChange(id)
            | Self::ForHoldingCertainty(id)
            | Self::HeldPartOf(id) => Some(id),
            _ => None,
        }
    }
}
