//! How hard the capital works, and what was taken as given.

use crate::desk::{Fact, Shown, Subject, measures};
use crate::name;
use crate::number::{self, Locale, Toward};
use crate::text::{AssumptionText, FactText};
use crate::working::{FigureRef, Measure};
use margin_core::efficiency::Efficiency;
use margin_core::portfolio::Portfolio;
use margin_core::report::{Assumption, GroupKey, GroupReport};
use margin_core::units::Usd;

/// The measures that are told, in their order.
const MEASURES: [Measure; 5] = [
    Measure::GrossNotional,
    Measure::EffectiveLeverage,
    Measure::RequirementToNotional,
    Measure::Saving,
    Measure::Idle,
];

pub(super) fn facts(subject: &Subject, measures: &Efficiency, locale: &Locale) -> Vec<Fact> {
    let measured = |measure| fact(FactText::Measure(measure), measures::shown(measure, measures, subject, locale));
    let mut facts: Vec<_> = MEASURES.into_iter().map(measured).collect();
    let groups = || subject.report.groups.iter().filter(|group| is_told(subject, group.key));
    facts.extend(groups().map(|group| withdrawable(subject, group, locale)));
    let positioned = groups().filter(|group| name::holds(subject.portfolio, group.key));
    facts.extend(positioned.filter_map(|group| backstop(subject, group, locale)));
    facts
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
    let beyond = group.figures.counted.initial.usd() - group.withdrawal.usd();
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
    let portfolio = subject.portfolio;
    let found = subject.report.assumptions.iter().map(|assumption| assumed(portfolio, assumption, locale));
    let always = (!subject.portfolio.positions.is_empty()).then(|| AssumptionText::OtherPricesHeld.say());
    found.chain(always).collect()
}

/// What an evaluation took as given, in a sentence.
pub(crate) fn assumed(portfolio: &Portfolio, assumption: &Assumption, locale: &Locale) -> String {
    match assumption {
        Assumption::NotAccepted(asset) => AssumptionText::NotAccepted { asset: asset.as_str() }.say(),
        Assumption::LeverageCapped { position, used } => AssumptionText::LeverageCapped {
            name: &name::position(portfolio, *position, locale),
            used: &number::leverage(*used, locale),
        }
        .say(),
        Assumption::LowestLeverage { instrument, used } => AssumptionText::LowestLeverage {
            name: &name::contract(portfolio, instrument, locale),
            used: &number::leverage(*used, locale),
        }
        .say(),
        Assumption::AssetFigureUnknown { asset, figure } => {
            AssumptionText::AssetFigureUnknown { asset: asset.as_str(), figure: *figure }.say()
        }
        Assumption::InstrumentFigureUnknown { instrument, figure } => AssumptionText::InstrumentFigureUnknown {
            name: &name::contract(portfolio, instrument, locale),
            figure: *figure,
        }
        .say(),
        Assumption::CategoryWithoutMeaning(category) => {
            AssumptionText::CategoryWithoutMeaning { category: category.as_str() }.say()
        }
        Assumption::VolatilityUnknown(id) => {
            AssumptionText::VolatilityUnknown { name: &name::contract(portfolio, id, locale) }.say()
        }
        Assumption::VolatilityInterpolated(id) => {
            AssumptionText::VolatilityInterpolated { name: &name::contract(portfolio, id, locale) }.say()
        }
        Assumption::ForwardInterpolated(id) => {
            AssumptionText::ForwardInterpolated { name: &name::contract(portfolio, id, locale) }.say()
        }
        Assumption::ForwardUnknown(id) => {
            AssumptionText::ForwardUnknown { name: &name::contract(portfolio, id, locale) }.say()
        }
        Assumption::RulesFigureUsed { asset, figure } => {
            AssumptionText::RulesFigureUsed { asset: asset.as_str(), figure: *figure }.say()
        }
        Assumption::SurfaceUnknown(asset) => AssumptionText::SurfaceUnknown { asset: asset.as_str() }.say(),
        Assumption::CorrelationUnknown(first, second) => {
            AssumptionText::CorrelationUnknown { first: first.as_str(), second: second.as_str() }.say()
        }
        Assumption::OrdersIgnored => AssumptionText::OrdersIgnored.say(),
    }
}
