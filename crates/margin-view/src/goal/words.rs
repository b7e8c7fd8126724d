//! What is said of what was found.

use crate::desk::Subject;
use crate::goal::Sought;
use crate::name;
use crate::number::{self, Locale, Toward};
use crate::text;
use crate::text::goal::{ApplyText, AtText, FoundText, PurseText, WhyText};
use margin_core::report::MarginReport;
use margin_core::solve::{Amount, Answer, Found, Opening, Purse, SetAside, TargetPrice, WhyNoAnswer};
use margin_core::units::{Price, Quantity, Ratio, Usd};

/// Significant digits of quantities that were found; never more than there is room for, never less than is needed.
const DIGITS: i32 = 7;

pub(super) fn says(sought: &Sought, subject: &Subject, locale: &Locale) -> String {
    match sought {
        Sought::Quantity { opening, price, found } => match found {
            Found::At(answer) => quantity(opening, *price, answer, locale),
            Found::None(reason) => why(reason, subject, locale),
        },
        Sought::Add { level, purse, found } => match found {
            Found::At(answer) => {
                let amount = &amount(answer.value, Toward::Up, locale);
                FoundText::Add { amount, what: &self::purse(purse, subject, locale), level: *level }.say()
            }
            Found::None(reason) => why(reason, subject, locale),
        },
        Sought::Remove { level, purse, found } => match found {
            Found::At(answer) => {
                let amount = &amount(answer.value, Toward::Down, locale);
                FoundText::Remove { amount, what: &self::purse(purse, subject, locale), level: *level }.say()
            }
            Found::None(reason) => why(reason, subject, locale),
        },
        Sought::SetAside { position, price, found } => match found {
            Found::At(answer) => {
                let name = &name::position(subject.portfolio, *position, locale);
                FoundText::SetAside {
                    collateral: &dollars(answer.value.collateral, locale),
                    name,
                    price: &number::price(*price, locale),
                    leverage: &leverage(answer.value, locale),
                }
                .say()
            }
            Found::None(reason) => why(reason, subject, locale),
        },
        Sought::Prices { asset, target, prices: found } => {
            let (ratio, level) = (&number::leverage(target.ratio, locale), target.level);
            let group = &name::group(subject.portfolio, target.group, locale);
            let asset = asset.as_str();
            match prices(found, locale) {
                None => FoundText::NoPrice { asset, ratio, level, group }.say(),
                Some(prices) => FoundText::Prices { asset, ratio, level, group, prices: &prices }.say(),
            }
        }
    }
}

/// What making the edit is called.
pub(super) fn apply(sought: &Sought, subject: &Subject, locale: &Locale) -> Option<String> {
    sought.edit()?;
    let text = match sought {
        Sought::Quantity { opening, found, .. } => {
            let quantity = &units(*found.value()?, Toward::Down, locale);
            let name = &name::instrument(&opening.instrument, locale);
            ApplyText::Open { quantity, name, direction: opening.direction }.say()
        }
        Sought::Add { purse, found, .. } => {
            let amount = &amount(*found.value()?, Toward::Up, locale);
            ApplyText::Add { amount, what: &self::purse(purse, subject, locale) }.say()
        }
        Sought::Remove { purse, found, .. } => {
            let amount = &amount(*found.value()?, Toward::Down, locale);
            ApplyText::Remove { amount, what: &self::purse(purse, subject, locale) }.say()
        }
        Sought::SetAside { position, found, .. } => {
            let collateral = &dollars(found.value()?.collateral, locale);
            ApplyText::SetAside { collateral, name: &name::position(subject.portfolio, *position, locale) }.say()
        }
        Sought::Prices { .. } => return None,
    };
    Some(text)
}

fn quantity(opening: &Opening, price: Option<Price>, answer: &Answer<Quantity>, locale: &Locale) -> String {
    let quantity = &units(answer.value, Toward::Down, locale);
    let name = &name::instrument(&opening.instrument, locale);
    let direction = opening.direction;
    match price {
        Some(price) => {
            let price = &number::price(price, locale);
            FoundText::QuantityFor { quantity, name, direction, price }.say()
        }
        None => {
            let notional = &number::usd(opened(&answer.report), Toward::Down, locale);
            FoundText::Quantity { quantity, name, direction, notional }.say()
        }
    }
}

/// The size of the position that was opened: the last one.
fn opened(report: &MarginReport) -> Usd {
    report.positions.last().map_or(Usd::new(f64::NAN), |position| position.notional.usd())
}

fn units(quantity: Quantity, toward: Toward, locale: &Locale) -> String {
    number::significant(quantity.get(), DIGITS, toward, locale)
}

fn amount(amount: Amount, toward: Toward, locale: &Locale) -> String {
    match amount {
        Amount::Units(quantity) => units(quantity, toward, locale),
        Amount::Dollars(dollars) => number::usd(dollars, toward, locale),
    }
}

fn dollars(amount: Usd, locale: &Locale) -> String {
    number::usd(amount, Toward::Up, locale)
}

fn leverage(found: SetAside, locale: &Locale) -> String {
    found.leverage.map_or_else(|| text::NONE.into(), |leverage| number::leverage(leverage, locale))
}

fn purse(purse: &Purse, subject: &Subject, locale: &Locale) -> String {
    match purse {
        Purse::Holdings(asset) => PurseText::Holdings { asset: asset.as_str() }.say(),
        Purse::SetAside(id) => PurseText::SetAside { name: &name::position(subject.portfolio, *id, locale) }.say(),
    }
}

fn prices(found: &[TargetPrice], locale: &Locale) -> Option<String> {
    let each = found.iter().map(|found| {
        let change = &number::change(found.factor - Ratio::new(1.0), 1, Toward::Nearest, locale);
        AtText::Price { price: &number::price(found.index, locale), change, landing: found.landing }.say()
    });
    Some(each.collect::<Vec<_>>().join(", ")).filter(|prices| !prices.is_empty())
}

fn why(reason: &WhyNoAnswer, subject: &Subject, locale: &Locale) -> String {
    let position = |id| name::position(subject.portfolio, id, locale);
    match reason {
        WhyNoAnswer::AlreadyUnder(level) => WhyText::AlreadyUnder { level: *level }.say(),
        WhyNoAnswer::AlreadyMet(level) => WhyText::AlreadyMet { level: *level }.say(),
        WhyNoAnswer::NoRoom => WhyText::NoRoom.say(),
        WhyNoAnswer::NoBound => WhyText::NoBound.say(),
        WhyNoAnswer::NeverEnough => WhyText::NeverEnough.say(),
        WhyNoAnswer::NotHeld(asset) => WhyText::NotHeld { asset: asset.as_str() }.say(),
        WhyNoAnswer::NotIsolated(id) => WhyText::NotIsolated { name: &position(*id) }.say(),
        WhyNoAnswer::NoPosition(id) => WhyText::NoPosition { name: &position(*id) }.say(),
        WhyNoAnswer::UnderThere => WhyText::UnderThere.say(),
        WhyNoAnswer::AfloatWithNothing => WhyText::AfloatWithNothing.say(),
        WhyNoAnswer::Unmet(level) => WhyText::Unmet { level: *level }.say(),
        WhyNoAnswer::UnderBefore(price) => WhyText::UnderBefore { price: &number::price(*price, locale) }.say(),
    }
}
