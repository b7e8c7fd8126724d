//! What a venue does not take, why, and what was taken as given.

use crate::compare::{About, title};
use crate::desk::facts;
use crate::name;
use crate::number::{self, Locale, Toward};
use crate::problem::problem;
use crate::text;
use crate::text::compare::{CompareText, GivenText};
use crate::working::CitedRule;
use margin_core::compare::{Assumption, Item, LeftOut, WhyLeftOut, WhyNone};
use margin_core::portfolio::Portfolio;
use margin_core::problem::{Place, Problem};
use margin_core::rules::{Grade, RuleKey, Status, VenueRules};

/// The rules that requirements and what counts follow: how well these are established, the figures are.
const FOLLOWED: [RuleKey; 11] = [
    RuleKey::Equity,
    RuleKey::Unrealised,
    RuleKey::Haircut,
    RuleKey::Isolated,
    RuleKey::Notional,
    RuleKey::Initial,
    RuleKey::Maintenance,
    RuleKey::Tiers,
    RuleKey::Debt,
    RuleKey::Prices,
    RuleKey::Settlement,
];

/// What is left out, each with why, in sentences.
pub(super) fn left_out(found: &[LeftOut], portfolio: &Portfolio, locale: &Locale) -> Vec<String> {
    found.iter().map(|each| one(each, portfolio, locale)).collect()
}

fn one(found: &LeftOut, portfolio: &Portfolio, locale: &Locale) -> String {
    let name = match found.item {
        Item::Holding(id) => name::holding(portfolio, id),
        Item::Position(id) => name::position(portfolio, id, locale),
        Item::Order(id) => name::order(portfolio, id, locale),
    };
    let why: Vec<_> = found.why.iter().map(|why| reason(why, portfolio)).collect();
    CompareText::LeftOut { name: &name, why: &why.join(" ") }.say()
}

fn reason(why: &WhyLeftOut, portfolio: &Portfolio) -> String {
    match why {
        WhyLeftOut::NotAccepted => CompareText::NotAccepted.say(),
        WhyLeftOut::Problem(kind) => problem(&Problem { at: Place::Request, kind: kind.clone() }, portfolio).says,
    }
}

/// Why a venue gives no figures, in a sentence.
pub(super) fn none(why: &WhyNone, portfolio: &Portfolio, locale: &Locale) -> String {
    match why {
        WhyNone::NothingTaken => CompareText::NothingTaken.say(),
        WhyNone::ShortOfDollars { needed, held } => CompareText::ShortOfDollars {
            needed: &number::usd(*needed, Toward::Up, locale),
            held: &number::usd(*held, Toward::Down, locale),
        }
        .say(),
        WhyNone::NoDollarAsset => CompareText::NoDollarAsset.say(),
        WhyNone::Problems(found) => {
            let says: Vec<_> = found.iter().map(|each| problem(each, portfolio).says).collect();
            says.join(" ")
        }
    }
}

/// What was taken as given, in sentences.
pub(super) fn assumptions(found: &[Assumption], portfolio: &Portfolio, locale: &Locale) -> Vec<String> {
    found.iter().map(|each| assumed(each, portfolio, locale)).collect()
}

fn assumed(assumption: &Assumption, portfolio: &Portfolio, locale: &Locale) -> String {
    match assumption {
        Assumption::SameMarket => GivenText::SameMarket.say(),
        Assumption::SetAside { position, dollars } => GivenText::SetAside {
            name: &name::position(portfolio, *position, locale),
            dollars: &number::usd(*dollars, Toward::Up, locale),
        }
        .say(),
        Assumption::Joined { asset, dollars } => {
            GivenText::Joined { asset: asset.as_str(), dollars: &number::usd(*dollars, Toward::Down, locale) }.say()
        }
        Assumption::LeverageLowered { position, maximum } => GivenText::LeverageLowered {
            name: &name::position(portfolio, *position, locale),
            maximum: &number::leverage(*maximum, locale),
        }
        .say(),
        Assumption::Exchanged { from, to } => GivenText::Exchanged { from: from.as_str(), to: to.as_str() }.say(),
        Assumption::WithoutCategory(category) => GivenText::WithoutCategory { category: category.as_str() }.say(),
        Assumption::Evaluated(found) => facts::assumed(portfolio, found, locale),
    }
}

/// Names, as a sentence lists them; of many, the first ones and how many more.
pub(super) fn listed(names: &[String]) -> String {
    const TOLD: usize = 3;
    let more = names.len().saturating_sub(TOLD);
    let told: Vec<_> = names.iter().take(TOLD).map(String::as_str).collect();
    CompareText::Listed { names: &told, more }.say()
}

/// The lowest grade of the rules that figures follow.
pub(super) fn grade(rules: &VenueRules) -> Grade {
    let grades = FOLLOWED.iter().filter_map(|key| rules.citations.get(key)).map(|citation| citation.grade);
    grades.max_by_key(|grade| doubt(*grade)).unwrap_or(Grade::Uncertain)
}

/// How much a grade leaves open, from the least.
fn doubt(grade: Grade) -> u8 {
    match grade {
        Grade::MatchedLive => 0,
        Grade::MatchedExample => 1,
        Grade::Published => 2,
        Grade::YourOwn => 3,
        Grade::Uncertain => 4,
    }
}

/// What rules say of themselves.
pub(super) fn about(rules: &VenueRules) -> About {
    let uncertain = rules.citations.iter().filter(|(_, citation)| citation.grade == Grade::Uncertain);
    let uncertain = uncertain.map(|(key, citation)| CitedRule {
        name: text::rule(*key).into(),
        says: citation.says.clone(),
        source: citation.source.clone(),
        date: name::date(citation.date),
        grade: text::grade(citation.grade).into(),
    });
    let date = name::date(rules.effective);
    About {
        title: title(rules),
        closed: (rules.status == Status::Closed).then(|| CompareText::HasClosed { venue: &rules.venue }.say()),
        established: CompareText::Established { date: &date, grade: text::grade(grade(rules)) }.say(),
        uncertain: uncertain.collect(),
        notes: rules.notes.clone(),
    }
}
