//! The parameters of a venue's rules, what differs between two versions, and what changing some does to a portfolio.

use crate::changed::{self, Changed};
use crate::desk::Subject;
use crate::name;
use crate::number::{self, Locale, Toward};
use crate::problem::problem;
use crate::text;
use crate::text::parameters::{OverrideText, ParameterText, WhyNotText};
use margin_core::change::{Becomes, Misfit, NotChanged, Override, Why, diff, parameters as all_parameters};
use margin_core::evaluate;
use margin_core::problem::Problems;
use margin_core::report::Level;
use margin_core::rules::VenueRules;
use margin_core::solve::liquidation_prices;

/// A parameter as a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterRow {
    /// Where it stands in the written rules, as a JSON pointer.
    pub path: String,
    /// The same in words: `liquidation › backstop`.
    pub name: String,
    /// What it is.
    pub value: String,
    /// The rule that it is followed by; empty where none is.
    pub rule: String,
    /// Where that rule is from, when it was read and how well it is established.
    pub source: String,
}

/// A parameter that differs between two versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DifferenceRow {
    /// Where it stands, in words.
    pub name: String,
    /// What it was.
    pub before: String,
    /// What it is.
    pub after: String,
}

/// Every parameter of rules.
pub fn parameters(rules: &VenueRules) -> Vec<ParameterRow> {
    let row = |found: margin_core::change::Parameter| {
        let cited = found.rules.iter().find_map(|key| Some((*key, rules.citations.get(key)?)));
        let source = cited.map_or_else(String::new, |(_, citation)| {
            let (date, grade) = (name::date(citation.date), text::grade(citation.grade));
            ParameterText::Source { source: &citation.source, date: &date, grade }.say()
        });
        ParameterRow {
            name: said(found.steps()),
            value: shown(&found.value.to_string()),
            rule: cited.map_or_else(String::new, |(key, _)| text::rule(key).into()),
            source,
            path: found.path,
        }
    };
    all_parameters(rules).into_iter().map(row).collect()
}

/// The parameters whose name, value or rule has every word of a text.
pub fn matching<'r>(rows: &'r [ParameterRow], text: &str) -> Vec<&'r ParameterRow> {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let has_all = |row: &&ParameterRow| {
        let all = format!("{} {} {}", row.name, row.value, row.rule).to_lowercase();
        words.iter().all(|word| all.contains(word))
    };
    rows.iter().filter(has_all).collect()
}

/// Every parameter that differs between two versions.
pub fn differences(before: &VenueRules, after: &VenueRules) -> Vec<DifferenceRow> {
    let value = |value: Option<String>| value.map_or_else(|| text::NONE.into(), |value| shown(&value));
    let row = |difference: margin_core::change::Difference| DifferenceRow {
        name: said(difference.steps()),
        before: value(difference.before.map(|value| value.to_string())),
        after: value(difference.after.map(|value| value.to_string())),
    };
    diff(before, after).into_iter().map(row).collect()
}

/// A parameter that somebody set, in words: `initial rate of BTC-PERP × 1.5`.
pub fn overridden(each: &Override, locale: &Locale) -> String {
    let to = |becomes: &Becomes| match becomes {
        Becomes::Times(factor) => OverrideText::Times { factor: &number::full(factor.get(), locale) }.say(),
        Becomes::Share(share) => {
            OverrideText::Share { share: &number::share(*share, 6, Toward::Nearest, locale) }.say()
        }
    };
    match each {
        Override::Rate { instrument, level: Level::Initial, becomes } => {
            OverrideText::InitialRate { of: instrument.as_str(), becomes: &to(becomes) }.say()
        }
        Override::Rate { instrument, level: Level::Maintenance, becomes } => {
            OverrideText::MaintenanceRate { of: instrument.as_str(), becomes: &to(becomes) }.say()
        }
        Override::Haircut { asset, level: Level::Initial, becomes } => {
            OverrideText::InitialHaircut { of: asset.as_str(), becomes: &to(becomes) }.say()
        }
        Override::Haircut { asset, level: Level::Maintenance, becomes } => {
            OverrideText::MaintenanceHaircut { of: asset.as_str(), becomes: &to(becomes) }.say()
        }
        Override::Parameter { path, value } => {
            let steps = path.split('/').skip(1).map(ToOwned::to_owned).collect();
            OverrideText::Parameter { name: &said(steps), value: &shown(&value.to_string()) }.say()
        }
    }
}

/// The portfolio's figures under its rules and under changed ones.
///
/// # Errors
/// All that is wrong with the portfolio under the changed rules, in words.
pub fn effect(subject: &Subject, rules: &VenueRules, locale: &Locale) -> Result<Vec<Changed>, Vec<String>> {
    let (portfolio, market) = (subject.portfolio, subject.market);
    let found = |problems: Problems| said_of(&problems, subject);
    let report = evaluate(portfolio, market, rules).map_err(found)?;
    let liquidation = liquidation_prices(portfolio, market, rules).map_err(found)?;
    let mut rows = changed::figures(subject.report, &report, locale);
    rows.push(changed::nearest(subject.liquidation, &liquidation, locale));
    Ok(rows)
}

/// Why rules could not be changed, in words.
pub fn not_changed(why: &NotChanged, subject: &Subject) -> Vec<String> {
    let misfit = |misfit: &Misfit| match &misfit.why {
        Why::NotListed(instrument) => WhyNotText::NotListed { name: instrument.as_str() }.say(),
        Why::NotAccepted(asset) => WhyNotText::NotAccepted { asset: asset.as_str() }.say(),
        Why::NoParameter(path) => WhyNotText::NoParameter { path }.say(),
        Why::NotAValue(path) => WhyNotText::NotAValue { path }.say(),
    };
    match why {
        NotChanged::Overrides(misfits) => misfits.iter().map(misfit).collect(),
        NotChanged::Rules(problems) => said_of(problems, subject),
    }
}

fn said_of(problems: &Problems, subject: &Subject) -> Vec<String> {
    let told = problems.iter().map(|each| problem(each, subject.portfolio));
    told.map(|told| ParameterText::Problem { place: &told.place, says: &told.says }.say()).collect()
}

/// The steps of a path in words: the rules' own names, spelled out.
fn said(steps: Vec<String>) -> String {
    let steps: Vec<_> = steps.iter().map(|step| spaced(step)).collect();
    steps.join(" \u{203a} ")
}

/// A name of the written rules with its words apart: `roundUpTo` as `round up to`. What begins with a capital or holds
/// a digit is somebody's own name.
fn spaced(step: &str) -> String {
    if !step.starts_with(|first: char| first.is_ascii_lowercase())
        || !step.chars().all(|each| each.is_ascii_alphabetic())
    {
        return step.to_owned();
    }
    let mut words = String::new();
    for letter in step.chars() {
        if letter.is_ascii_uppercase() {
            words.push(' ');
        }
        words.push(letter.to_ascii_lowercase());
    }
    words
}

/// A value as it is written in the rules, without the marks of its notation.
fn shown(value: &str) -> String {
    match value.replace(['"', '{', '}', '[', ']'], "") {
        empty if empty.is_empty() => text::NONE.into(),
        whole if whole.ends_with(".0") && whole.parse::<f64>().is_ok() => whole.trim_end_matches(".0").into(),
        written => written.replace(':', ": ").replace(',', ", "),
    }
}
