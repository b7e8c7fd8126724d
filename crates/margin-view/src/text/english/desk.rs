//! The desk in English.

use super::{move_together, moves, together, uncapitalised, what};
use crate::text::keys::{
    AssumptionText, CellText, ChartText, FactText, HoldingText, LadderText, NameText, PositionText,
};
use crate::working::Measure;
use margin_core::report::Label;
use margin_core::rules::Pairs;

pub(in crate::text) fn name(text: NameText) -> String {
    match text {
        NameText::Spot { asset } => format!("{asset} spot"),
        NameText::Perpetual { asset } => format!("{asset} perpetual"),
        NameText::Future { asset, date } => format!("{asset} future {date}"),
        NameText::Call { asset, strike, date } => format!("{asset} {strike} call {date}"),
        NameText::Put { asset, strike, date } => format!("{asset} {strike} put {date}"),
        NameText::CoinSettled { name } => format!("{name}, coin-settled"),
        NameText::Long { name } => format!("{name}, long"),
        NameText::Short { name } => format!("{name}, short"),
        NameText::UnknownPosition { number } => format!("Position {number}"),
        NameText::UnknownHolding { number } => format!("Holding {number}"),
        NameText::UnknownOrder { number } => format!("Order {number}"),
        NameText::Cross => "Cross".into(),
        NameText::Isolated { name } => format!("{name}, isolated"),
        NameText::AllPrices => "All prices".into(),
        NameText::Of { name, what } => format!("{name}: {}", uncapitalised(what)),
    }
}

pub(in crate::text) fn holding(text: HoldingText) -> String {
    match text {
        HoldingText::Debt => "a debt, counts in full".into(),
        HoldingText::DebtRequired => "a debt".into(),
        HoldingText::NotAccepted { asset } => format!("{asset} is not collateral here"),
        HoldingText::ByTier => "grows with the value held".into(),
        HoldingText::BySize => "grows with what is held".into(),
        HoldingText::ByLiquidity => "follows volatility, and how fast and dearly it sells".into(),
    }
}

pub(in crate::text) fn position(text: PositionText) -> String {
    match text {
        PositionText::Cross { leverage } => format!("cross · {leverage}"),
        PositionText::Isolated { leverage } => format!("isolated · {leverage}"),
        PositionText::Together => "cross · margined together".into(),
        PositionText::Premium { premium, coin } => format!("{premium} {coin}"),
        PositionText::Option { worth } => format!("cross · worth {worth}"),
        PositionText::Beside { detail, pairs, others } => {
            let others = if others == 1 { "1 other".into() } else { format!("{others} others") };
            match pairs {
                Pairs::Netted => format!("{detail} · nets with {others}"),
                Pairs::EachSide | Pairs::LargerSide => format!("{detail} · with {others}, {}", together(pairs)),
            }
        }
    }
}

pub(in crate::text) fn cell(text: CellText) -> String {
    match text {
        CellText::Now => "now".into(),
        CellText::Never { group, asset } => {
            format!("{group}: at no price of {asset} alone does it count less than it must keep.")
        }
        CellText::Pegged { asset } => format!("{asset} is tied to the dollar, so its price is held."),
        CellText::Under { group, short, asset } => {
            format!("{group}: under water, counts {short} less than it must keep; no price of {asset} alone mends it.")
        }
        CellText::UnderUntil { group, short, there } => {
            format!("{group}: under water, counts {short} less than it must keep; afloat again if {}.", moves(there))
        }
        CellText::AlsoUnder { price, distance } => format!("also at {price} ({distance})"),
        CellText::Recovers { price, distance } => format!("afloat again at {price} ({distance})"),
    }
}

pub(in crate::text) fn ladder(text: LadderText) -> String {
    match text {
        LadderText::GoesUnder(there) => format!("Goes under if {}", moves(there)),
        LadderText::Recovers(there) => format!("Afloat again if {}", moves(there)),
        LadderText::TogetherUnder { reach, distance } => {
            format!("Goes under if {}", move_together(reach, distance))
        }
        LadderText::TogetherRecovers { reach, distance } => {
            format!("Afloat again if {}", move_together(reach, distance))
        }
        LadderText::NeverAlone { asset } => format!("No price of {asset} alone takes it under"),
        LadderText::NeverTogether => "No move of all prices together takes it under".into(),
        LadderText::Under { short } => format!("Under water: counts {short} less than it must keep"),
    }
}

pub(in crate::text) fn fact(text: FactText) -> (String, String) {
    let of = |name: &str, group: Option<&str>| group.map_or(name.to_owned(), |group| format!("{name}: {group}"));
    match text {
        FactText::Measure(measure) => self::measure(measure),
        FactText::Withdrawable { group } => {
            (of("Can be taken out", group), "What counts less what must stay when collateral is taken out.".into())
        }
        FactText::Backstop { group } => {
            (of("Backstop", group), "A backstop takes the positions over when less than this counts.".into())
        }
    }
}

/// A measure's name, as its working has it, and what it means.
fn measure(measure: Measure) -> (String, String) {
    let (label, explanation) = match measure {
        Measure::GrossNotional => (Label::GrossNotional, "The sizes of all positions, added without signs."),
        Measure::EffectiveLeverage => (Label::EffectiveLeverage, "Gross notional ÷ equity."),
        Measure::RequirementToNotional => (Label::RequirementToNotional, "Initial requirement ÷ gross notional."),
        Measure::Saving => (Label::Saving, "1 − initial requirement ÷ what the positions would require each alone."),
        Measure::Idle => (Label::Idle, "Freeboard ÷ what counts: collateral that carries nothing."),
    };
    (what(label).into(), explanation.into())
}

#[expect(clippy::too_many_lines, reason = "one table, so that the compiler names what has no words")]
pub(in crate::text) fn assumption(text: AssumptionText) -> String {
    match text {
        AssumptionText::NotAccepted { asset } => {
            format!("{asset} is not accepted as collateral under these rules, so it counts for nothing.")
        }
        AssumptionText::LeverageCapped { name, used } => {
            format!("{name}: the leverage that was set is more than the rules allow at this size, so {used} is used.")
        }
        AssumptionText::LowestLeverage { name, used } => {
            format!("{name}: positions in one contract have different leverages, so the lowest, {used}, is used.")
        }
        AssumptionText::AssetFigureUnknown { asset, figure } => format!(
            "{asset}: the market does not say this: {}. What depends on it is left out.",
            super::label::figure(figure)
        ),
        AssumptionText::InstrumentFigureUnknown { name, figure } => format!(
            "{name}: the market does not say this: {}. The rate that it would raise is left at its base.",
            super::label::figure(figure)
        ),
        AssumptionText::CategoryWithoutMeaning { category } => {
            format!("These rules have no categories of collateral, so {category} does nothing.")
        }
        AssumptionText::OrdersIgnored => {
            "Resting orders do nothing: these rules do not let them count, or what they require is not known.".into()
        }
        AssumptionText::OtherPricesHeld => {
            "A liquidation price moves one asset and holds every other; funding and fees to come are left out.".into()
        }
        AssumptionText::VolatilityUnknown { name } => {
            format!("{name}: no volatility fits its price, so it is valued as if prices stood still.")
        }
        AssumptionText::VolatilityInterpolated { name } => {
            format!("{name}: the market has no volatility for it, so one is taken between other expiries' smiles.")
        }
        AssumptionText::ForwardInterpolated { name } => {
            format!("{name}: the market has no forward for its expiry, so one is taken between other expiries'.")
        }
        AssumptionText::ForwardUnknown { name } => {
            format!("{name}: the market has no forward for its expiry, so the index is used.")
        }
        AssumptionText::RulesFigureUsed { asset, figure } => {
            format!(
                "The market does not say {asset}'s {}, so the rules' own figure is used.",
                super::label::figure(figure)
            )
        }
        AssumptionText::SurfaceUnknown { asset } => {
            format!("The market has no volatility of options on {asset}, so only that of past returns is used.")
        }
        AssumptionText::CorrelationUnknown { first, second } => {
            format!("The market does not say how {first} and {second} move together, so nothing is credited for it.")
        }
    }
}

pub(in crate::text) fn chart(text: ChartText) -> String {
    match text {
        ChartText::Crossings { asset, now, crossings } => format!("{asset} is at {now}: {crossings}."),
        ChartText::NoCrossing { asset, now, from, to } => {
            format!("{asset} is at {now}; nothing goes under between {from} and {to}.")
        }
        ChartText::UnderAt { price } => format!("goes under at {price}"),
        ChartText::RecoversAt { price } => format!("afloat again at {price}"),
    }
}
