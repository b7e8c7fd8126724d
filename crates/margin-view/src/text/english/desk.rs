//! The desk in English.

use crate::text::keys::{
    AssumptionText, ChartText, FactText, HoldingText, LadderText, LineText, NameText, PositionText,
};
use margin_core::rules::Pairs;
use margin_core::solve::Reach;

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
        NameText::UnknownPosition { number } => format!("position {number}"),
        NameText::UnknownHolding { number } => format!("holding {number}"),
        NameText::Cross => "Cross".into(),
        NameText::Isolated { name } => format!("{name}, isolated"),
        NameText::AllPrices => "All prices".into(),
    }
}

pub(in crate::text) fn holding(text: HoldingText) -> String {
    match text {
        HoldingText::Debt => "A debt counts in full.".into(),
        HoldingText::NotAccepted { asset } => format!("{asset} is not accepted here as collateral."),
        HoldingText::ByTier => "The haircut grows with the value held.".into(),
    }
}

pub(in crate::text) fn position(text: PositionText) -> String {
    match text {
        PositionText::CrossDetail => "cross".into(),
        PositionText::IsolatedDetail { collateral } => format!("isolated with {collateral}"),
        PositionText::Leverage { multiple } => multiple.into(),
        PositionText::GreatestLeverage => "greatest leverage".into(),
        PositionText::Long => "long".into(),
        PositionText::Short => "short".into(),
        PositionText::Beside { pairs, others } => beside(pairs, others),
        PositionText::NoLiquidation => "none".into(),
        PositionText::WhyNone { name, asset, group } => {
            format!("No price of {asset} alone takes {group} under, whichever way {name} goes.")
        }
        PositionText::WhyNonePegged { asset } => format!("{asset} is tied to the dollar, so its price is held."),
        PositionText::Now => "now".into(),
        PositionText::WhyNow { group, short } => {
            format!("{group}: under water, counts {short} less than it must keep.")
        }
        PositionText::WhyNowRecovers { group, short, asset, price, distance } => format!(
            "{group}: under water, counts {short} less than it must keep; afloat again with {asset} at {price} ({distance})."
        ),
        PositionText::AlsoUnder { price, distance } => format!("also at {price} ({distance})"),
        PositionText::Recovers { price, distance } => format!("afloat again at {price} ({distance})"),
    }
}

fn beside(pairs: Pairs, others: usize) -> String {
    let positions = if others == 1 { "1 other".into() } else { format!("{others} others") };
    match pairs {
        Pairs::Netted => format!("nets with {positions}"),
        Pairs::EachSide => format!("beside {positions}, each side in full"),
        Pairs::LargerSide => format!("beside {positions}, the larger side counts"),
    }
}

fn moves(reach: Reach) -> &'static str {
    match reach {
        Reach::Falls => "falls",
        Reach::Rises => "rises",
    }
}

fn move_together(reach: Reach) -> &'static str {
    match reach {
        Reach::Falls => "fall",
        Reach::Rises => "rise",
    }
}

/// A clause that begins with a group's name where there are several.
fn of(group: Option<&str>, clause: &str) -> String {
    match group {
        None => capitalised(clause),
        Some(group) => format!("{group}: {clause}"),
    }
}

fn capitalised(clause: &str) -> String {
    let mut letters = clause.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

pub(in crate::text) fn line(text: LineText) -> String {
    match text {
        LineText::Freeboard => "Freeboard".into(),
        LineText::BelowInitial => "Below initial".into(),
        LineText::UnderWater => "Under water".into(),
        LineText::PartUnderWater { group } => format!("Freeboard, with {group}, under water"),
        LineText::FreeShare { share } => format!("{share} of what counts is free"),
        LineText::NothingFree => "nothing is free".into(),
        LineText::NothingCounts => "nothing counts yet".into(),
        LineText::First { group, asset, reach, distance, price } => {
            of(group, &format!("goes under first if {asset} {} {distance} to {price}", moves(reach)))
        }
        LineText::Also { group, asset, reach, distance, price } => {
            of(group, &format!("also if {asset} {} {distance} to {price}", moves(reach)))
        }
        LineText::Together { group, reach, distance } => {
            of(group, &format!("if all prices {} together, it takes {distance}", move_together(reach)))
        }
        LineText::Never { group } => of(group, "no price of one asset alone takes it under"),
        LineText::Under { group, short } => of(group, &format!("under water: counts {short} less than it must keep")),
        LineText::AfloatAgain { asset, reach, distance, price } => {
            format!("Afloat again if {asset} {} {distance} to {price}", moves(reach))
        }
        LineText::ShortOfInitial { group, short } => {
            of(group, &format!("counts {short} less than initial: positions can be kept, not added to"))
        }
        LineText::NothingRequired => "Nothing is required: no position is open".into(),
        LineText::Empty => "Nothing here yet: add a holding and a position".into(),
        LineText::SummaryAfloat { .. } | LineText::SummaryUnder { .. } => summary(text),
    }
}

fn summary(text: LineText) -> String {
    match text {
        LineText::SummaryAfloat { counted, initial, maintenance, first } => {
            format!("Counts {counted}; initial requires {initial}, maintenance {maintenance}. {first}.")
        }
        LineText::SummaryUnder { counted, maintenance, first } => {
            format!("Counts {counted}; maintenance requires {maintenance}. {first}.")
        }
        _ => String::new(),
    }
}

pub(in crate::text) fn ladder(text: LadderText) -> String {
    match text {
        LadderText::NoPrice => "none".into(),
        LadderText::GoesUnder { asset, reach, distance, price } => {
            format!("Goes under if {asset} {} {distance} to {price}", moves(reach))
        }
        LadderText::Recovers { asset, reach, distance, price } => {
            format!("Afloat again if {asset} {} {distance} to {price}", moves(reach))
        }
        LadderText::TogetherUnder { reach, distance } => {
            format!("Goes under if all prices {} {distance} together", move_together(reach))
        }
        LadderText::TogetherRecovers { reach, distance } => {
            format!("Afloat again if all prices {} {distance} together", move_together(reach))
        }
        LadderText::NeverAlone { asset } => format!("No price of {asset} alone takes it under"),
        LadderText::NeverTogether => "No move of all prices together takes it under".into(),
    }
}

pub(in crate::text) fn assumption(text: AssumptionText) -> String {
    match text {
        AssumptionText::NotAccepted { asset } => {
            format!("{asset} is not accepted here as collateral, so it counts for nothing.")
        }
        AssumptionText::LeverageCapped { name, used } => {
            format!("{name}: the leverage set is more than is allowed at this size; {used} is used.")
        }
        AssumptionText::LowestLeverage { name, used } => {
            format!("{name}: positions that net have different leverages; the lowest, {used}, is used.")
        }
        AssumptionText::OtherPricesHeld => {
            "Each liquidation price moves one asset and holds all others; funding and fees to come are left out.".into()
        }
        AssumptionText::Unspecified => "Something was taken as given that has no words yet.".into(),
    }
}

pub(in crate::text) fn fact(text: FactText) -> (String, String) {
    let said = |name: &str, explanation: &str| (name.to_owned(), explanation.to_owned());
    match text {
        FactText::GrossNotional => {
            said("Gross notional", "The sizes of all positions in dollars, added without signs.")
        }
        FactText::EffectiveLeverage => said("Leverage", "Gross notional ÷ equity."),
        FactText::RequirementToNotional => said("Requires of notional", "Initial requirement ÷ gross notional."),
        FactText::Saving => {
            said("Netting saves", "1 − initial requirement together ÷ what the positions would require each alone.")
        }
        FactText::Idle => said("Idle", "Freeboard ÷ what counts: collateral that carries nothing."),
        FactText::Withdrawable { group } => {
            let name = group.map_or("Can be taken out".into(), |group| format!("Can be taken out of {group}"));
            (name, "What counts beyond what must stay when collateral is taken out.".into())
        }
        FactText::Backstop { group } => {
            let name = group.map_or("Backstop".into(), |group| format!("Backstop of {group}"));
            (name, "What counts when a backstop takes the positions over, below maintenance.".into())
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
