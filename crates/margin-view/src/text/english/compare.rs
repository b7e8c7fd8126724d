//! Venues beside each other, in English.

use crate::compare::Column;
use crate::text::keys::compare::{BestText, CompareText, GivenText, SplitText};
use margin_core::compare::Criterion;
use margin_core::report::Level;
use margin_core::rules::Grade;

pub(in crate::text) fn compare(text: CompareText) -> String {
    match text {
        CompareText::Title { venue, product } => format!("{venue} · {product}"),
        CompareText::RulesOf { date } => format!("rules of {date}"),
        CompareText::Column(column) => title(column).into(),
        CompareText::Explained(column) => explained(column).into(),
        CompareText::Now { grade } => format!("now · {grade}"),
        CompareText::Closed { grade } => format!("closed · {grade}"),
        CompareText::Reference { grade } => format!("no venue · {grade}"),
        CompareText::HasClosed { venue } => {
            format!("{venue} has closed, or these rules have been replaced: they are kept for reference.")
        }
        CompareText::Established { date, grade } => format!("These rules hold from {date}; {grade}."),
        CompareText::Without { count, of } => format!("a part only: without {count} of {of}"),
        CompareText::LeftOut { name, why } => format!("{name} is left out: {why}"),
        CompareText::NotAccepted => "The venue does not accept it as collateral.".into(),
        CompareText::NothingTaken => "It takes none of the positions and debts.".into(),
        CompareText::ShortOfDollars { needed, held } => {
            format!("Each alone would need {needed} set aside, and there are {held} in assets tied to the dollar.")
        }
        CompareText::NoDollarAsset => {
            "It accepts no asset tied to the dollar that what was set aside could be held in.".into()
        }
        CompareText::NoBest { of: 0 } => "No venue that trades takes the whole portfolio.".into(),
        CompareText::NoBest { of } => format!("Of the {of} venues that take the whole portfolio none has this figure."),
        CompareText::Listed { names, more: 0 } => match names {
            [] => String::new(),
            [one] => (*one).into(),
            [first @ .., last] => format!("{} and {last}", first.join(", ")),
        },
        CompareText::Listed { names, more } => format!("{} and {more} more", names.join(", ")),
        CompareText::UnderNow => "now".into(),
        CompareText::Reach { asset, change } => format!("{asset} {change}"),
        CompareText::Counts { name } => format!("{name}, counts"),
        CompareText::Requires { name } => format!("{name}, required for the debt"),
        CompareText::Alone { name, level } => format!("{name}, {} alone", requirement(level)),
        CompareText::Together { level } => format!("All cross together, {}", requirement(level)),
    }
}

fn requirement(level: Level) -> &'static str {
    match level {
        Level::Initial => "initial",
        Level::Maintenance => "maintenance",
    }
}

fn title(column: Column) -> &'static str {
    match column {
        Column::Initial => "Initial",
        Column::Maintenance => "Maintenance",
        Column::Counts => "Counts",
        Column::Freeboard => "Freeboard",
        Column::Liquidation => "Goes under",
        Column::Cost => "Lost there",
        Column::Saving => "Netting saves",
        Column::Idle => "Idle",
    }
}

fn explained(column: Column) -> &'static str {
    match column {
        Column::Initial => "What must be covered to open or increase.",
        Column::Maintenance => "What must be covered to keep.",
        Column::Counts => "What is left of equity after haircuts, towards opening.",
        Column::Freeboard => "What counts less the initial requirement.",
        Column::Liquidation => "The nearest move of one asset that takes a group under, every other price held.",
        Column::Cost => "What the trader loses of what is left where it goes under first.",
        Column::Saving => "How much less is required together than each alone.",
        Column::Idle => "Freeboard ÷ what counts: collateral that carries nothing.",
    }
}

pub(in crate::text) fn best(text: BestText) -> String {
    let BestText { names, count, of, figure, criterion } = text;
    let one = count == 1;
    let verb = |single: &str, several: &str| if one { single.to_owned() } else { several.to_owned() };
    let says = match criterion {
        Criterion::LeastInitial => format!("{} least to open: {figure}", verb("requires", "require")),
        Criterion::LeastMaintenance => format!("{} least to keep: {figure}", verb("requires", "require")),
        Criterion::FarthestLiquidation if figure == super::NONE => {
            format!("{} under at no price of one asset alone", verb("goes", "go"))
        }
        Criterion::FarthestLiquidation => format!("{} under last: {figure}", verb("goes", "go")),
        Criterion::LeastIdle => format!("{} least idle: {figure}", verb("leaves", "leave")),
        Criterion::LeastCost => format!("{} least when it goes under: {figure}", verb("takes", "take")),
    };
    let among = if of == 1 { "the only one that takes".into() } else { format!("of {of} that take") };
    format!("{names} {says} ({among} the whole portfolio).")
}

pub(in crate::text) fn given(text: GivenText) -> String {
    match text {
        GivenText::SameMarket => {
            "Every venue is put at the same prices and figures: those of the desk\u{2019}s market.".into()
        }
        GivenText::SetAside { name, dollars } => format!("{name}: {dollars} is set aside for it."),
        GivenText::Joined { asset, dollars } => {
            format!("{dollars} that had been set aside joins the holdings as {asset}.")
        }
        GivenText::LeverageLowered { name, maximum } => {
            format!("{name}: the leverage that was set is more than the venue allows, so {maximum} is used.")
        }
        GivenText::Exchanged { from, to } => {
            format!("The venue does not take {from}; it is put as {to}, exchanged at the market\u{2019}s prices.")
        }
        GivenText::WithoutCategory { category } => {
            format!("The venue does not have the category {category}, so none is chosen.")
        }
    }
}

pub(in crate::text) fn split(text: SplitText) -> String {
    match text {
        SplitText::HeldAt { venue } => format!("Held at {venue}"),
        SplitText::AllAt { venue } => format!("Everything at {venue}"),
        SplitText::Cost => "The transfer costs".into(),
        SplitText::Buffer => "Held beside for the time on the way".into(),
        SplitText::Total => "In all".into(),
        SplitText::NotAll => "does not take everything".into(),
        SplitText::Saves { saved, share } => {
            format!("Split as below, {saved} less is held ({share}) than with everything at the better of the two.")
        }
        SplitText::NothingSaved => "No split holds less than everything at the better of the two.".into(),
        SplitText::NeitherTakesAll => "Neither venue takes everything; this is the split that holds the least.".into(),
        SplitText::OnlyAt { venue } => format!("only {venue} takes it"),
        SplitText::NotTaken { names } => format!("Neither venue takes {names}."),
        SplitText::VolatilityUnknown { asset } => {
            format!("The market does not say the volatility of {asset}, which the time on the way is covered by.")
        }
        SplitText::TransferOutside => "What a transfer costs and takes cannot be less than nothing.".into(),
    }
}

/// How well a rule is established, in few words.
pub(crate) fn grade_short(grade: Grade) -> &'static str {
    match grade {
        Grade::MatchedLive => "equals live figures",
        Grade::MatchedExample => "equals examples",
        Grade::Published => "as published",
        Grade::Uncertain => "uncertain",
        Grade::YourOwn => "changed by you",
    }
}
