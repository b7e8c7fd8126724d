//! A liquidation as it would go: what the venue does, step by step, while prices take a course.

mod course;
mod ledger;
mod step;
mod words;
mod working;

pub use course::{Course, Moves, run};
pub use words::duration;
pub use working::working;

use crate::changed::{self, Changed};
use crate::desk::{Sentence, Shown, Subject, Tone};
use crate::number::{self, Locale, Toward};
use crate::text::timeline::{OutcomeText, SilenceText};
use crate::working::FigureRef;
use margin_core::liquidation::Process;

/// How many steps are told at the start and at the end, where there are too many for all of them.
const TOLD: [usize; 2] = [30, 10];

/// A liquidation, told.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// All of it in a sentence.
    pub summary: String,
    /// How it ends, for each group that is liquidated or could have been.
    pub endings: Vec<Sentence>,
    /// What the rules do not say of liquidations.
    pub unknown: Vec<String>,
    /// What happens, in order.
    pub steps: Vec<Told>,
    /// What became of the equity: rows that add up.
    pub ledger: Vec<LedgerRow>,
    /// The portfolio's figures now and in the end.
    pub figures: Vec<Changed>,
    /// What is held, and which positions there are, now and in the end: those that differ.
    pub left: Vec<Changed>,
    /// What was taken as given.
    pub assumed: String,
}

/// A step, or how many are not told.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// A step.
    Step(Box<Step>),
    /// Steps that are left out, in words.
    LeftOut(String),
}

/// A step of a liquidation.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Its number, from 1.
    pub number: usize,
    /// When: `after 12 minutes`.
    pub time: String,
    /// Where the prices are then: `BTC 65,170 (−18.2 %)`.
    pub standing: String,
    /// The group that it happens to.
    pub group: String,
    /// What happens.
    pub says: String,
    /// Who pays what to whom.
    pub paid: Vec<String>,
    /// What counts, before and after.
    pub counted: [String; 2],
    /// What must be covered to keep, before and after.
    pub maintenance: [String; 2],
    /// The rule that it follows, which opens the step's working.
    pub rule: Shown,
    /// How grave it is.
    pub tone: Tone,
}

/// A row of what became of the equity.
#[derive(Clone, Debug, PartialEq)]
pub struct LedgerRow {
    /// What it is.
    pub name: String,
    /// Dollars, negative where the trader lost them.
    pub amount: Shown,
    /// Whether it is a part or a total.
    pub kind: LedgerKind,
}

/// What a row of the ledger is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LedgerKind {
    /// What there was, or is.
    Total,
    /// What was added or taken between.
    Part,
}

/// A liquidation in words and rows.
pub fn timeline(course: &Course, process: &Process, subject: &Subject, locale: &Locale) -> Timeline {
    let kept = number::usd(process.after.total.equity.usd(), Toward::Down, locale);
    let count = process.events.len();
    let said = words::course(course, locale);
    let summary = match count {
        0 if words::is_under(process) => OutcomeText::NoWay { course: &said }.say(),
        0 => OutcomeText::Nothing { course: &said }.say(),
        _ => OutcomeText::Steps { course: &said, count, kept: &kept }.say(),
    };
    Timeline {
        summary,
        endings: words::endings(process, subject, locale),
        unknown: words::unknown(subject.rules),
        steps: told(course, process, subject, locale),
        ledger: ledger::rows(process, locale),
        figures: changed::figures(subject.report, &process.after, locale),
        left: changed::contents(subject.portfolio, &process.portfolio, locale),
        assumed: SilenceText::Evenly.say(),
    }
}

fn told(course: &Course, process: &Process, subject: &Subject, locale: &Locale) -> Vec<Told> {
    let [first, last] = TOLD;
    let count = process.events.len();
    let named = subject.with_all_of(process);
    let subject = &Subject { portfolio: &named, ..*subject };
    let step = |index| process.events.get(index).map(|event| step::step(index, event, course, subject, locale));
    let steps = |range: std::ops::Range<usize>| range.filter_map(step).map(|step| Told::Step(Box::new(step)));
    if count <= first + last + 1 {
        return steps(0..count).collect();
    }
    let left_out = Told::LeftOut(SilenceText::LeftOut { count: count - first - last }.say());
    steps(0..first).chain(Some(left_out)).chain(steps(count - last..count)).collect()
}

/// What opens the working of a step.
pub(crate) fn figure(index: usize) -> FigureRef {
    FigureRef::LiquidationStep(index)
}

impl Subject<'_> {
    /// The portfolio with the holdings that a liquidation added, so that they have names.
    pub(crate) fn with_all_of(&self, process: &Process) -> margin_core::portfolio::Portfolio {
        let mut all = self.portfolio.clone();
        let known = |id| self.portfolio.holdings.iter().any(|holding| holding.id == id);
        all.holdings.extend(process.portfolio.holdings.iter().filter(|holding| !known(holding.id)).cloned());
        all
    }
}
