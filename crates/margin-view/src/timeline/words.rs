//! What is said of a liquidation as a whole.

use crate::desk::{Sentence, Subject, Tone};
use crate::name;
use crate::number::{self, Locale, Toward};
use crate::text;
use crate::text::timeline::{CourseText, EndingText, LengthText, SilenceText, TimeText};
use crate::timeline::{Course, Moves};
use margin_core::liquidation::{Ending, GroupEnding, Process};
use margin_core::rules::liquidation::FillPrice;
use margin_core::rules::{Grade, Liquidation, RuleKey, VenueRules};
use margin_core::solve::Reach;
use margin_core::units::Ratio;

/// The rules that a liquidation follows.
const RULES: [RuleKey; 4] = [RuleKey::Liquidation, RuleKey::LiquidationFee, RuleKey::Backstop, RuleKey::BadDebt];

const MINUTE: f64 = 60.0;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;

/// A length of time: `36 seconds`, `12.5 minutes`.
pub fn duration(seconds: f64, locale: &Locale) -> String {
    let written = |value| number::significant(value, 3, Toward::Nearest, locale);
    let [in_minutes, in_hours, in_days] = [MINUTE, HOUR, DAY].map(|unit| written(seconds / unit));
    match seconds {
        short if short < MINUTE => LengthText::Seconds { count: &written(seconds) }.say(),
        short if short < HOUR => LengthText::Minutes { count: &in_minutes }.say(),
        short if short < DAY => LengthText::Hours { count: &in_hours }.say(),
        _ => LengthText::Days { count: &in_days }.say(),
    }
}

pub(super) fn course(course: &Course, locale: &Locale) -> String {
    let Course { moves, change, seconds } = course;
    let length = duration(*seconds, locale);
    let time = if *seconds > 0.0 { TimeText::Within { length: &length } } else { TimeText::AtOnce }.say();
    let reach = if *change < Ratio::ZERO { Reach::Falls } else { Reach::Rises };
    let change = number::share(change.abs(), 1, Toward::Nearest, locale);
    match moves {
        _ if course.change == Ratio::ZERO => CourseText::Stays.say(),
        Moves::One(asset) => CourseText::Alone { asset: asset.as_str(), reach, change: &change, time: &time }.say(),
        Moves::All => CourseText::Together { reach, change: &change, time: &time }.say(),
    }
}

/// Whether any group went under.
pub(super) fn is_under(process: &Process) -> bool {
    process.endings.iter().any(|ended| ended.ending != Ending::Untouched)
}

/// How it ends for the groups with something in them; one sentence where nothing happens to any.
pub(super) fn endings(process: &Process, subject: &Subject, locale: &Locale) -> Vec<Sentence> {
    if !is_under(process) {
        return vec![Sentence { text: EndingText::NothingHappens.say(), tone: Tone::Plain }];
    }
    let told = process
        .endings
        .iter()
        .filter(|ended| ended.ending != Ending::Untouched || name::holds(subject.portfolio, ended.group));
    let acted = |group| process.events.iter().any(|event| event.group == group);
    let sentence = |ended: &GroupEnding| {
        let group = &name::group(subject.portfolio, ended.group, locale);
        let (text, tone) = match ended.ending {
            Ending::Safe | Ending::Closed | Ending::Bankrupt if !acted(ended.group) => {
                (EndingText::NoWay { group }, Tone::Danger)
            }
            Ending::Untouched => (EndingText::Untouched { group }, Tone::Plain),
            Ending::Safe => (EndingText::Safe { group }, Tone::Warning),
            Ending::Closed => (EndingText::Closed { group }, Tone::Warning),
            Ending::Bankrupt => (EndingText::Bankrupt { group }, Tone::Danger),
            Ending::Under => (EndingText::Under { group }, Tone::Danger),
            Ending::CutOff => (EndingText::CutOff { group }, Tone::Danger),
        };
        Sentence { text: text.say(), tone }
    };
    told.map(sentence).collect()
}

/// What the rules do not say of liquidations, or say from others.
pub(super) fn unknown(rules: &VenueRules) -> Vec<String> {
    let policy = &rules.liquidation;
    let cited = |key| rules.citations.contains_key(&key);
    let no_policy = *policy == Liquidation::default();
    let no_price = policy.fill.price == FillPrice::Mark && policy.debts.is_none();
    let no_fee = policy.fees.is_empty() && no_price && !cited(RuleKey::LiquidationFee);
    let no_cover = policy.waterfall.is_empty() && !cited(RuleKey::BadDebt);
    let silent = [(no_policy, SilenceText::Policy), (no_fee, SilenceText::Fees), (no_cover, SilenceText::Losses)];
    let silent = silent.into_iter().filter(|(is, _)| *is).map(|(_, text)| text.say());
    let uncertain = RULES.into_iter().filter_map(|key| {
        let found = rules.citations.get(&key).filter(|citation| citation.grade == Grade::Uncertain)?;
        Some(format!("{} {}", SilenceText::Uncertain { rule: text::rule(key) }.say(), found.says))
    });
    silent.chain(uncertain).collect()
}
