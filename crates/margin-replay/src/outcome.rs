//! What came of a case: passed, failed with every difference, or listed with the reason why it was not tried.

use crate::tolerance::Tolerance;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;

/// One case and what came of it.
#[derive(Clone, Debug)]
pub struct Replayed {
    /// The file that it stands in; empty where there is none of its own.
    pub source: String,
    /// The family.
    pub family: String,
    /// The case's name.
    pub id: String,
    /// What came of it.
    pub outcome: Outcome,
    /// What was measured in passing, in words.
    pub measured: Vec<String>,
}

/// What came of a case.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Every expected figure was met.
    Passed,
    /// Some were not.
    Failed(Vec<Miss>),
    /// It was not tried, for this reason.
    Listed(String),
}

/// An expected figure that was not met.
#[derive(Clone, Debug, PartialEq)]
pub struct Miss {
    /// Its name.
    pub key: String,
    /// What the source says.
    pub expected: Value,
    /// What the engine says.
    pub got: String,
    /// How far they are apart, where both are numbers.
    pub difference: Option<f64>,
}

/// What an adapter answers for one expected figure.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// A number.
    Number(f64),
    /// There is none, such as a liquidation price that does not exist.
    Nothing,
    /// Yes or no.
    Truth(bool),
    /// Words, such as the state that an account is in.
    Words(String),
}

/// Why an adapter has no answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Unanswered {
    /// The engine has no such calculation yet, or the inputs are of no known shape; the case is listed.
    Listed(String),
    /// The engine refuses the inputs; the case has failed.
    Refused(String),
}

/// What one expected figure came to.
pub(crate) enum Checked {
    Met,
    Missed(Miss),
    Listed(String),
}

/// Compares an answer with what a source says.
pub(crate) fn check(
    key: &str,
    expected: &Value,
    tolerance: Option<Tolerance>,
    answer: Result<Answer, Unanswered>,
) -> Checked {
    let missed = |got: String, difference| {
        Checked::Missed(Miss { key: key.to_owned(), expected: expected.clone(), got, difference })
    };
    let answer = match answer {
        Ok(answer) => answer,
        Err(Unanswered::Listed(reason)) => return Checked::Listed(reason),
        Err(Unanswered::Refused(problems)) => return missed(problems, None),
    };
    match (answer, crate::vector::number(expected), expected) {
        (Answer::Number(got), Some(wanted), _) => match tolerance {
            // A parameter has no tolerance: it is the same number or it is not met.
            None if got == wanted => Checked::Met,
            None => Checked::Listed(format!("`{key}` has no tolerance that can be read")),
            Some(tolerance) if tolerance.accepts(wanted, got) => Checked::Met,
            Some(_) => missed(got.to_string(), Some(got - wanted)),
        },
        (Answer::Nothing, _, Value::Null) => Checked::Met,
        (Answer::Truth(got), _, Value::Bool(wanted)) if got == *wanted => Checked::Met,
        (Answer::Words(got), _, Value::String(wanted)) if got == *wanted => Checked::Met,
        (answer, _, _) => missed(answer.to_string(), None),
    }
}

/// What a whole case came to: a difference outweighs a reason for listing.
pub(crate) fn outcome(checked: impl IntoIterator<Item = Checked>) -> Outcome {
    let (mut misses, mut listed) = (Vec::new(), None);
    let mut checked = checked.into_iter().peekable();
    if checked.peek().is_none() {
        return Outcome::Listed("nothing is expected".to_owned());
    }
    for each in checked {
        match each {
            Checked::Met => {}
            Checked::Missed(miss) => misses.push(miss),
            Checked::Listed(reason) => listed = listed.or(Some(reason)),
        }
    }
    match (misses.is_empty(), listed) {
        (false, _) => Outcome::Failed(misses),
        (true, Some(reason)) => Outcome::Listed(reason),
        (true, None) => Outcome::Passed,
    }
}

/// How many of a family's cases passed, failed and were listed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// All figures met.
    pub passed: usize,
    /// Some figure not met.
    pub failed: usize,
    /// Not tried.
    pub listed: usize,
    /// Each reason for listing and how often it was given.
    pub reasons: BTreeMap<String, usize>,
}

/// Counts each family's outcomes.
pub fn by_family(replayed: &[Replayed]) -> BTreeMap<&str, Counts> {
    let mut families: BTreeMap<&str, Counts> = BTreeMap::new();
    for each in replayed {
        let counts = families.entry(&each.family).or_default();
        match &each.outcome {
            Outcome::Passed => counts.passed += 1,
            Outcome::Failed(_) => counts.failed += 1,
            Outcome::Listed(reason) => {
                counts.listed += 1;
                *counts.reasons.entry(reason.clone()).or_default() += 1;
            }
        }
    }
    families
}

/// One line of JSON for each family.
pub fn json_lines(replayed: &[Replayed]) -> String {
    let line = |(family, counts): (&str, Counts)| {
        let (passed, failed, listed) = (counts.passed, counts.failed, counts.listed);
        let family = Value::from(family);
        format!("{{\"family\":{family},\"passed\":{passed},\"failed\":{failed},\"listed\":{listed}}}\n")
    };
    by_family(replayed).into_iter().map(line).collect()
}

/// Each family's counts, then every failure with its figures, then every reason for listing.
pub fn text(replayed: &[Replayed]) -> String {
    let families = by_family(replayed);
    let width = families.keys().map(|family| family.chars().count()).max().unwrap_or(0);
    let mut lines = vec![format!("{:width$} {:>7} {:>7} {:>7}", "family", "passed", "failed", "listed")];
    let row = |name: &str, counts: &Counts| {
        format!("{name:width$} {:>7} {:>7} {:>7}", counts.passed, counts.failed, counts.listed)
    };
    lines.extend(families.iter().map(|(family, counts)| row(family, counts)));
    lines.push(row("all", &families.values().fold(Counts::default(), sum)));
    lines.extend(by_source(replayed).iter().map(|(source, counts)| share_listed(source, counts)));
    for (family, counts) in &families {
        lines.extend(counts.reasons.iter().map(|(reason, count)| format!("listed: {family}: {count} × {reason}")));
    }
    for each in replayed {
        lines.extend(each.measured.iter().map(|text| format!("measured: {}: {text}", each.id)));
    }
    for each in replayed {
        if let Outcome::Failed(misses) = &each.outcome {
            lines.extend(misses.iter().map(|miss| format!("FAILED: {}: {}: {miss}", each.family, each.id)));
        }
    }
    lines.join("\n")
}

/// Counts each file's outcomes.
fn by_source(replayed: &[Replayed]) -> BTreeMap<&str, Counts> {
    let mut sources: BTreeMap<&str, Counts> = BTreeMap::new();
    for each in replayed.iter().filter(|each| !each.source.is_empty()) {
        let counts = sources.entry(&each.source).or_default();
        match each.outcome {
            Outcome::Passed => counts.passed += 1,
            Outcome::Failed(_) => counts.failed += 1,
            Outcome::Listed(_) => counts.listed += 1,
        }
    }
    sources
}

fn share_listed(source: &str, counts: &Counts) -> String {
    let Counts { passed, failed, listed, .. } = counts;
    let all = passed + failed + listed;
    let share = 100.0 * *listed as f64 / all as f64;
    format!("{source}: {passed} of {all} passed, {failed} failed, {listed} listed, which is {share:.1} %")
}

fn sum(total: Counts, part: &Counts) -> Counts {
    Counts {
        passed: total.passed + part.passed,
        failed: total.failed + part.failed,
        listed: total.listed + part.listed,
        reasons: BTreeMap::new(),
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Nothing => f.write_str("none"),
            Self::Truth(truth) => write!(f, "{truth}"),
            Self::Words(words) => f.write_str(words),
        }
    }
}

impl fmt::Display for Miss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: expected {}, got {}", self.key, self.expected, self.got)?;
        match self.difference {
            Some(difference) => write!(f, ", difference {difference:e}"),
            None => Ok(()),
        }
    }
}
