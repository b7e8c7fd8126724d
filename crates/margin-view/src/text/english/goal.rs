//! Goals in English.

use crate::text::keys::goal::{ApplyText, AtText, FoundText, PurseText, WhyText};
use margin_core::report::Level;
use margin_core::solve::{Direction, Landing};

pub(in crate::text) fn found(text: FoundText) -> String {
    match text {
        FoundText::Quantity { quantity, name, direction, notional } => format!(
            "{quantity} of {name} is the most that can be {}: {notional} dollars, with the initial requirement just met.",
            done(direction)
        ),
        FoundText::QuantityFor { quantity, name, direction, price } => {
            format!("With {quantity} of {name} {}, its group first goes under at {price}.", done(direction))
        }
        FoundText::Add { amount, what, level } => {
            format!("{amount} more {what} meets the {} requirement.", self::level(level))
        }
        FoundText::Remove { amount, what, level } => {
            format!("{amount} {what} can be taken out, with the {} requirement just met.", self::level(level))
        }
        FoundText::SetAside { collateral, name, price, leverage } => format!(
            "With {collateral} dollars set aside, {name} first goes under at {price}: a leverage of {leverage}."
        ),
        FoundText::Prices { asset, ratio, level, group, prices } => {
            format!("{group}: what counts is {ratio} the {} requirement with {asset} at {prices}.", self::level(level))
        }
        FoundText::NoPrice { asset, ratio, level, group } => format!(
            "{group}: at no price of {asset} alone is what counts {ratio} the {} requirement.",
            self::level(level)
        ),
    }
}

pub(in crate::text) fn at(text: AtText) -> String {
    match text {
        AtText::Price { price, change, landing: Landing::On } => format!("{price} ({change})"),
        AtText::Price { price, change, landing: Landing::Across } => {
            format!("{price} ({change}, where it jumps past it)")
        }
    }
}

pub(in crate::text) fn purse(text: PurseText) -> String {
    match text {
        PurseText::Holdings { asset } => asset.into(),
        PurseText::SetAside { name } => format!("dollars set aside for {name}"),
    }
}

pub(in crate::text) fn why(text: WhyText) -> String {
    match text {
        WhyText::AlreadyUnder { level } => {
            format!("None: the {} requirement is not met as it is.", self::level(level))
        }
        WhyText::AlreadyMet { level } => {
            format!("Nothing is needed: the {} requirement is met as it is.", self::level(level))
        }
        WhyText::NoRoom => "None: the requirement is only just met, so there is room for nothing.".into(),
        WhyText::NoBound => "There is no bound: however much it is, the requirement stays met.".into(),
        WhyText::NeverEnough => "None: however much it is, the requirement is not met. It may not count here.".into(),
        WhyText::NotHeld { asset } => format!("None: no {asset} is held."),
        WhyText::NotIsolated { name } => format!("None: {name} is not isolated, so nothing is set aside for it alone."),
        WhyText::NoPosition { name } => format!("None: {name} is not in the portfolio."),
        WhyText::UnderThere => "None: at that price the group is under water whatever is opened.".into(),
        WhyText::AfloatWithNothing => "None: with nothing set aside the position is still afloat at that price.".into(),
        WhyText::Unmet { level } => format!(
            "None: what would go under at that price does not meet the {} requirement at today\u{2019}s prices.",
            self::level(level)
        ),
        WhyText::UnderBefore { price } => {
            format!("None: the group goes under before that price is reached, at {price}.")
        }
    }
}

pub(in crate::text) fn apply(text: ApplyText) -> String {
    match text {
        ApplyText::Open { quantity, name, direction: Direction::Long } => format!("Buy {quantity} of {name}"),
        ApplyText::Open { quantity, name, direction: Direction::Short } => format!("Sell {quantity} of {name}"),
        ApplyText::Add { amount, what } => format!("Add {amount} {what}"),
        ApplyText::Remove { amount, what } => format!("Take out {amount} {what}"),
        ApplyText::SetAside { collateral, name } => format!("Set {collateral} dollars aside for {name}"),
    }
}

fn done(direction: Direction) -> &'static str {
    match direction {
        Direction::Long => "bought",
        Direction::Short => "sold",
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Initial => "initial",
        Level::Maintenance => "maintenance",
    }
}
