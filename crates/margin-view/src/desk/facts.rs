//! How hard the capital works, and what was taken as given.

use crate::desk::reach::group_name;
use crate::desk::{Fact, Shown, Subject};
use crate::name;
use crate::number::{self, Locale, Toward};
use crate::text::{self, AssumptionText, FactText};
use crate::working::FigureRef;
use margin_core::efficiency::efficiency;
use margin_core::id::InstrumentId;
use margin_core::report::{Assumption, GroupKey, GroupReport};
use margin_core::units::{Ratio, Usd};

pub(super) fn facts(subject: &Subject, locale: &Locale) -> Vec<Fact> {
    let found = efficiency(subject.report);
    let share = |value: Option<Ratio>, toward| shown(value, locale, |value| number::percent(value, 1, toward, locale));
    let mut facts = vec![
        fact(FactText::GrossNotional, Shown::usd(Some(found.gross_notional), Toward::Nearest, None, locale)),
        fact(FactText::EffectiveLeverage, leverage(subject, locale)),
        fact(FactText::RequirementToNotional, share(found.requirement_to_notional, Toward::Up)),
        fact(FactText::Saving, share(found.saving, Toward::Down)),
        fact(FactText::Idle, share(found.idle, Toward::Down)),
    ];
    let groups = || subject.report.groups.iter().filter(|group| holds(subject, group.key));
    facts.extend(groups().map(|group| withdrawable(subject, group, locale)));
    facts.extend(groups().filter_map(|group| backstop(subject, group, locale)));
    facts
}

/// Gross notional over equity.
pub(super) fn leverage(subject: &Subject, locale: &Locale) -> Shown {
    let leverage = efficiency(subject.report).effective_leverage;
    shown(leverage, locale, |value| number::multiple(value, locale))
}

fn shown(value: Option<Ratio>, locale: &Locale, write: impl FnOnce(Ratio) -> String) -> Shown {
    match value {
        Some(value) => Shown { text: write(value), full: number::full(value.get(), locale), figure: None },
        None => Shown::words(text::UNKNOWN.into(), None),
    }
}

fn fact(text: FactText, value: Shown) -> Fact {
    let said = text.say();
    Fact { name: said.name, value, explanation: said.explanation }
}

/// Whether there is anything in a group.
fn holds(subject: &Subject, key: GroupKey) -> bool {
    let cross = key == GroupKey::Cross && !subject.portfolio.holdings.is_empty();
    cross || subject.report.positions.iter().any(|position| position.group == key)
}

fn named(subject: &Subject, key: GroupKey, locale: &Locale) -> Option<String> {
    match key {
        GroupKey::Cross => None,
        GroupKey::Isolated(_) => Some(group_name(subject, key, locale)),
    }
}

fn withdrawable(subject: &Subject, group: &GroupReport, locale: &Locale) -> Fact {
    let beyond = group.figures.counted.usd() - group.withdrawal.usd();
    let free = if beyond < Usd::ZERO { Usd::ZERO } else { beyond };
    let value = Shown::usd(Some(free), Toward::Down, FigureRef::Withdrawal(group.key), locale);
    let named = named(subject, group.key, locale);
    fact(FactText::Withdrawable { group: named.as_deref() }, value)
}

fn backstop(subject: &Subject, group: &GroupReport, locale: &Locale) -> Option<Fact> {
    let found = group.backstop.as_ref()?;
    let value = Shown::usd(Some(found.usd()), Toward::Up, FigureRef::Backstop(group.key), locale);
    let named = named(subject, group.key, locale);
    Some(fact(FactText::Backstop { group: named.as_deref() }, value))
}

pub(super) fn assumptions(subject: &Subject, locale: &Locale) -> Vec<String> {
    let found = subject.report.assumptions.iter().map(|assumption| assumed(subject, assumption, locale));
    let always = (!subject.portfolio.positions.is_empty()).then(|| AssumptionText::OtherPricesHeld.say());
    found.chain(always).collect()
}

fn assumed(subject: &Subject, assumption: &Assumption, locale: &Locale) -> String {
    match assumption {
        Assumption::NotAccepted(asset) => AssumptionText::NotAccepted { asset: asset.as_str() }.say(),
        Assumption::LeverageCapped { position, used } => AssumptionText::LeverageCapped {
            name: &name::position(subject.portfolio, *position, locale),
            used: &number::multiple(*used, locale),
        }
        .say(),
        Assumption::LowestLeverage { instrument, used } => AssumptionText::LowestLeverage {
            name: &contract(subject, instrument, locale),
            used: &number::multiple(*used, locale),
        }
        .say(),
        _ => AssumptionText::Unspecified.say(),
    }
}

fn contract(subject: &Subject, id: &InstrumentId, locale: &Locale) -> String {
    let found = subject.portfolio.positions.iter().find(|position| position.instrument.id() == *id);
    found.map_or_else(|| id.to_string(), |position| name::instrument(&position.instrument, locale))
}
