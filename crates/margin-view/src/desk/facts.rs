//! How hard the capital works, and what was taken as given.

use crate::desk::{Fact, Shown, Subject};
use crate::name;
use crate::number::{self, Locale, Toward};
use crate::text::{self, AssumptionText, FactText, LineText};
use crate::working::FigureRef;
use margin_core::efficiency::{Efficiency, efficiency};
use margin_core::report::{Assumption, GroupKey, GroupReport};
use margin_core::units::{Ratio, Usd};

pub(super) fn facts(subject: &Subject, locale: &Locale) -> Vec<Fact> {
    let measures = efficiency(subject.report);
    let share = |value: Option<Ratio>, toward| shown(value, locale, |value| number::percent(value, 1, toward, locale));
    let mut facts = vec![
        fact(FactText::GrossNotional, Shown::usd(Some(measures.gross_notional), Toward::Nearest, None, locale)),
        fact(FactText::EffectiveLeverage, leverage(subject, &measures, locale)),
        fact(FactText::RequirementToNotional, share(measures.requirement_to_notional, Toward::Up)),
        fact(FactText::Saving, share(measures.saving, Toward::Down)),
        fact(FactText::Idle, share(measures.idle, Toward::Down)),
    ];
    let groups = || subject.report.groups.iter().filter(|group| is_told(subject, group.key));
    facts.extend(groups().map(|group| withdrawable(subject, group, locale)));
    let positioned = groups().filter(|group| name::holds(subject.portfolio, group.key));
    facts.extend(positioned.filter_map(|group| backstop(subject, group, locale)));
    facts
}

/// Gross notional over equity.
pub(super) fn leverage(subject: &Subject, measures: &Efficiency, locale: &Locale) -> Shown {
    let owed = subject.report.total.equity.usd() <= Usd::ZERO && measures.gross_notional > Usd::ZERO;
    if owed {
        return Shown::words(LineText::NoEquity.say(), None);
    }
    shown(measures.effective_leverage, locale, |value| number::multiple(value, locale))
}

fn shown(value: Option<Ratio>, locale: &Locale, write: impl FnOnce(Ratio) -> String) -> Shown {
    match value {
        Some(value) => Shown { text: write(value), full: number::full(value.get(), locale), figure: None },
        None => Shown::words(text::NONE.into(), None),
    }
}

fn fact(text: FactText, value: Shown) -> Fact {
    let (name, explanation) = text.say();
    Fact { name, value, explanation }
}

/// Whether there is anything in a group.
fn is_told(subject: &Subject, key: GroupKey) -> bool {
    let held = key == GroupKey::Cross && !subject.portfolio.holdings.is_empty();
    held || name::holds(subject.portfolio, key)
}

/// What can be taken out of a group: what counts less what must stay, or nothing.
pub(crate) fn free(group: &GroupReport) -> Usd {
    let beyond = group.figures.counted.usd() - group.withdrawal.usd();
    if beyond < Usd::ZERO { Usd::ZERO } else { beyond }
}

fn withdrawable(subject: &Subject, group: &GroupReport, locale: &Locale) -> Fact {
    let value = Shown::usd(Some(free(group)), Toward::Down, FigureRef::Withdrawal(group.key), locale);
    let name = name::unless_cross(subject.portfolio, group.key, locale);
    fact(FactText::Withdrawable { group: name.as_deref() }, value)
}

fn backstop(subject: &Subject, group: &GroupReport, locale: &Locale) -> Option<Fact> {
    let found = group.backstop.as_ref()?;
    let value = Shown::usd(Some(found.usd()), Toward::Up, FigureRef::Backstop(group.key), locale);
    let name = name::unless_cross(subject.portfolio, group.key, locale);
    Some(fact(FactText::Backstop { group: name.as_deref() }, value))
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
            used: &number::leverage(*used, locale),
        }
        .say(),
        Assumption::LowestLeverage { instrument, used } => AssumptionText::LowestLeverage {
            name: &name::contract(subject.portfolio, instrument, locale),
            used: &number::leverage(*used, locale),
        }
        .say(),
        _ => AssumptionText::Unspecified.say(),
    }
}
