//! Lines of a grid of scenarios in English.

use margin_core::report::{GridLabel, Level};

/// What an amount is, without what it is about.
#[expect(clippy::too_many_lines, reason = "one table, so that the compiler names the label that has no word")]
pub(super) fn what(label: GridLabel) -> &'static str {
    match label {
        GridLabel::Required(_, Level::Initial) | GridLabel::RequiredHeld(_, Level::Initial) => {
            "Initial of the underlying"
        }
        GridLabel::Required(_, Level::Maintenance) | GridLabel::RequiredHeld(_, Level::Maintenance) => {
            "Maintenance of the underlying"
        }
        GridLabel::Scaled => "Loss times its scale",
        GridLabel::Scale => "Scale",
        GridLabel::OwnScale => "Scale at the peg",
        GridLabel::PegScale => "More while off the peg",
        GridLabel::PegThreshold => "Price from which it is at its peg",
        GridLabel::PegPrice => "Price of what is settled in",
        GridLabel::PegShortfall => "Short of that price",
        GridLabel::PegFactor => "For each dollar short",
        GridLabel::LossOrFloor => "Loss, or the least",
        GridLabel::LossWithAddOns => "Loss with what is scaled beside it",
        GridLabel::Worst => "Worst loss",
        GridLabel::Loss(_) => "loses",
        GridLabel::Profit(_) => "gains",
        GridLabel::Unweighted(_) => "gains before its weight",
        GridLabel::Undampened(_) => "gains before it is dampened",
        GridLabel::LinearPart => "Contracts that settle in dollars gain",
        GridLabel::CoinPart => "Contracts that settle in coins gain",
        GridLabel::PartCounted => "Gain that counts",
        GridLabel::GainShare => "Share of a gain that counts",
        GridLabel::MostGain => "Most gain that may count",
        GridLabel::Weight => "Weight",
        GridLabel::Dampener => "Dampener",
        GridLabel::Change(_) | GridLabel::HoldingChange(_) => "Changes by",
        GridLabel::ExpiryChange(_) => "Options of the expiry change by",
        GridLabel::ExpiryPart(_) => "Change that counts",
        GridLabel::OptionShare => "Share of options' changes that counts",
        GridLabel::ExpiryTurn(_) => "The size of the expiry's change is lost",
        GridLabel::WorthAfter(_) => "Worth after the shock",
        GridLabel::WorthNow(_) => "Worth now, by the formula",
        GridLabel::ShockDiscount => "Discount after the shock",
        GridLabel::Move => "Move of the price",
        GridLabel::CoinMove => "Move ÷ (1 + move)",
        GridLabel::Basis => "Expiries moving away from the index lose",
        GridLabel::ExpiryBasis(_) => "The expiry's basis",
        GridLabel::WorseMove(_) => "The worse of its moves",
        GridLabel::LossUp(_) => "Lost when its forward rises",
        GridLabel::LossDown(_) => "Lost when its forward falls",
        GridLabel::BasisFactor => "Share by time to expiry",
        GridLabel::ForLinear => "For contracts that are no options",
        GridLabel::ForHoldings => "For holdings in the grid",
        GridLabel::ForNakedShorts => "For short options without a long one",
        GridLabel::ForRoll => "For expiries moving away from the index",
        GridLabel::ForNetDelta => "For the net delta",
        GridLabel::ForCertainty => "For unsure feeds",
        GridLabel::ForHoldingCertainty(_) => "For an unsure feed",
        GridLabel::ForMonths => "For deltas in different expiries",
        GridLabel::PartOf(_) | GridLabel::HeldPartOf(_) => "Part",
        GridLabel::Share => "Share",
        GridLabel::NakedShorts => "Short without a long one",
        GridLabel::Units => "Units of the underlying",
        GridLabel::Delta => "Delta",
        GridLabel::HedgedDelta => "Hedged delta",
        GridLabel::Pairs => "Pairs of deltas",
        GridLabel::Each => "For each",
        GridLabel::CertaintyLacking => "Certainty lacking",
        GridLabel::CertaintyFactor => "For each whole of it",
        GridLabel::DeltaFloor => "At least, for the delta",
        GridLabel::Unhedged => "For what is not hedged",
        GridLabel::Hedged => "For what is hedged",
        GridLabel::NetDeltaFloor => "At least, for the net delta",
        GridLabel::ShortOptionFloor => "At least, for short options",
        GridLabel::OptionFloor => "At least, for options",
    }
}

/// What a scenario is called, by its place from 0.
pub(crate) fn scenario(place: u32) -> String {
    format!("Scenario {}", place + 1)
}
