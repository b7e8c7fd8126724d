//! An amount's parts as lines.

use crate::desk::Subject;
use crate::number::{Locale, MINUS};
use crate::working::WorkingLine;
use crate::working::item;
use crate::working::rules::Cited;
use margin_core::report::{How, Label, LineItem};

/// Writes an amount's parts as lines.
pub(super) struct Tree<'a> {
    pub(super) subject: &'a Subject<'a>,
    pub(super) locale: &'a Locale,
    pub(super) cited: Cited<'a>,
    pub(super) lines: Vec<WorkingLine>,
    together: Together,
}

/// Whether requirements are those of positions together or of one alone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Together {
    Yes,
    No,
}

impl<'a> Tree<'a> {
    pub(super) fn new(subject: &'a Subject<'a>, locale: &'a Locale, together: Together) -> Self {
        Self { subject, locale, cited: Cited::new(subject.rules), lines: Vec::new(), together }
    }

    /// The parts of an amount, at a depth. A sum over one group alone is told as that group's.
    pub(super) fn parts(&mut self, item: &LineItem, depth: usize) {
        if let How::Sum(parts) = item.how()
            && let [only] = told(parts).as_slice()
            && is_total(item.label())
        {
            return self.parts(only, depth);
        }
        let shown: Vec<_> = match item.how() {
            How::Sum(parts) => told(parts),
            _ => item.parts().iter().collect(),
        };
        for (index, part) in shown.into_iter().enumerate() {
            self.line(part, sign(item.how(), index), depth);
        }
    }

    /// An amount as a line, with its parts below it unless its formula says them all.
    pub(super) fn line(&mut self, part: &LineItem, sign: String, depth: usize) {
        let label = match self.together {
            Together::Yes => item::label_together(part, self.subject, self.locale),
            Together::No => item::label(part, self.subject, self.locale),
        };
        self.labelled(part, label, sign, depth);
        if !is_formula(part) {
            self.parts(part, depth + 1);
        }
    }

    pub(super) fn labelled(&mut self, part: &LineItem, label: String, sign: String, depth: usize) {
        let rule = part.rule().and_then(|key| self.cited.index(key));
        self.lines.push(WorkingLine {
            depth,
            sign,
            label,
            value: item::value(part, self.locale),
            full: item::full(part, self.locale),
            rule,
            formula: self.formula(part),
        });
    }

    /// A product or a difference in figures; sums are told by their lines.
    fn formula(&self, item: &LineItem) -> String {
        let within = |part: &LineItem| match part.how() {
            How::Difference(_) if is_formula(part) => format!("({})", self.formula(part)),
            _ => item::value(part, self.locale),
        };
        match item.how() {
            How::Product(parts) => {
                let telling = parts.iter().filter(|part| !(part.label() == Label::Multiplier && is_one(part)));
                telling.map(within).collect::<Vec<_>>().join(" × ")
            }
            How::Difference(parts) => parts.iter().map(within).collect::<Vec<_>>().join(&format!(" {MINUS} ")),
            How::Given | How::Sum(_) | How::Largest(_) | How::Smallest(_) => String::new(),
        }
    }
}

/// The parts of a sum that are worth telling: not the empty groups, unless there is nothing else.
fn told(parts: &[LineItem]) -> Vec<&LineItem> {
    let empty = |part: &&LineItem| matches!(part.how(), How::Sum(parts) if parts.is_empty());
    if parts.iter().all(|part| empty(&part)) {
        parts.iter().collect()
    } else {
        parts.iter().filter(|part| !empty(part)).collect()
    }
}

fn is_total(label: Label) -> bool {
    matches!(label, Label::TotalEquity | Label::TotalCounted | Label::TotalRequirement(_))
}

/// Whether an amount is made of inputs, and differences of inputs, alone.
fn is_formula(item: &LineItem) -> bool {
    let given = |part: &LineItem| matches!(part.how(), How::Given);
    match item.how() {
        How::Product(parts) => parts.iter().all(|part| given(part) || (is_difference(part) && is_formula(part))),
        How::Difference(parts) => parts.iter().all(given),
        How::Given => true,
        How::Sum(_) | How::Largest(_) | How::Smallest(_) => false,
    }
}

fn is_difference(item: &LineItem) -> bool {
    matches!(item.how(), How::Difference(_))
}

fn is_one(item: &LineItem) -> bool {
    item.usd().get() == 1.0
}

/// How the part at an index goes into the whole.
fn sign(how: &How, index: usize) -> String {
    match how {
        How::Largest(_) => "max".into(),
        How::Smallest(_) => "min".into(),
        How::Given => String::new(),
        How::Sum(_) | How::Difference(_) | How::Product(_) if index == 0 => String::new(),
        How::Sum(_) => "+".into(),
        How::Difference(_) => MINUS.to_string(),
        How::Product(_) => "×".into(),
    }
}
