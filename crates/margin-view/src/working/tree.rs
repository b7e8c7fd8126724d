//! An amount's parts as lines.

use crate::desk::Subject;
use crate::number::{Locale, MINUS};
use crate::text;
use crate::working::item::{self, Namer, Several};
use crate::working::rules::Cited;
use crate::working::{CitedRule, WorkingLine};
use margin_core::report::{How, Label, LineItem};
use margin_core::rules::RuleKey;

/// Writes amounts and their parts as lines.
pub(crate) struct Tree<'a> {
    namer: Namer<'a>,
    cited: Cited<'a>,
    lines: Vec<WorkingLine>,
}

impl<'a> Tree<'a> {
    pub(crate) fn new(subject: &'a Subject<'a>, several: Several, locale: &'a Locale) -> Self {
        Self { namer: Namer { subject, locale, several }, cited: Cited::new(subject.rules), lines: Vec::new() }
    }

    /// Cites a rule that the whole working follows.
    pub(crate) fn follows(&mut self, rule: Option<RuleKey>) {
        if let Some(rule) = rule {
            self.cited.index(rule);
        }
    }

    /// The parts of an amount. A sum over one group alone is told as that group's.
    pub(crate) fn parts(&mut self, whole: &LineItem, depth: usize) {
        let parts = told(whole);
        if let ([only], true) = (parts.as_slice(), is_total(whole.label())) {
            return self.parts(only, depth);
        }
        for (index, part) in parts.into_iter().enumerate() {
            let label = self.namer.part(part.label(), whole.label());
            self.line(the_only_part_of(part), label, sign(whole.how(), index), depth);
        }
    }

    /// An amount as a line, with its parts below it unless its formula says them all.
    pub(crate) fn line(&mut self, item: &LineItem, label: String, sign: String, depth: usize) {
        let rule = item.rule().and_then(|key| self.cited.index(key));
        self.lines.push(WorkingLine {
            depth,
            sign,
            label,
            value: item::value(item, self.namer.locale),
            full: item::full(item, self.namer.locale),
            rule,
            formula: self.formula(item),
        });
        if !is_formula(item) {
            self.parts(item, depth + 1);
        }
    }

    pub(crate) fn title(&self, item: &LineItem) -> String {
        self.namer.title(item.label())
    }

    pub(crate) fn finish(self) -> (Vec<WorkingLine>, Vec<CitedRule>) {
        (self.lines, self.cited.into_rules())
    }

    /// A product, a quotient or a difference in figures; sums are told by their lines.
    fn formula(&self, item: &LineItem) -> String {
        let value = |part: &LineItem| match part.how() {
            How::Difference(_) if is_formula(part) => format!("({})", self.formula(part)),
            _ => item::value(part, self.namer.locale),
        };
        match item.how() {
            How::Product(parts) => {
                let told = parts.iter().filter(|part| part.label() != Label::Multiplier || part.usd().get() != 1.0);
                told.map(value).collect::<Vec<_>>().join(" × ")
            }
            How::Quotient(parts) => parts.iter().map(value).collect::<Vec<_>>().join(" ÷ "),
            How::Difference(parts) => parts.iter().map(value).collect::<Vec<_>>().join(&format!(" {MINUS} ")),
            How::Power(parts) => parts.iter().map(value).collect::<Vec<_>>().join(" ^ "),
            How::Given | How::Sum(_) | How::Largest(_) | How::Smallest(_) | How::RoundedUp(_) => String::new(),
        }
    }
}

/// The parts of an amount that are worth telling: in a sum not the empty groups, unless there is nothing else.
fn told(whole: &LineItem) -> Vec<&LineItem> {
    let is_empty = |part: &&LineItem| matches!(part.how(), How::Sum(parts) if parts.is_empty());
    let parts = whole.parts();
    if matches!(whole.how(), How::Sum(_)) && !parts.iter().all(|part| is_empty(&part)) {
        parts.iter().filter(|part| !is_empty(part)).collect()
    } else {
        parts.iter().collect()
    }
}

/// The amount itself, or what it is the sum of when that is one amount of the same kind.
fn the_only_part_of(item: &LineItem) -> &LineItem {
    match (item.how(), item.parts()) {
        (How::Sum(_), [only]) if only.label() == item.label() => only,
        _ => item,
    }
}

fn is_total(label: Label) -> bool {
    matches!(label, Label::TotalEquity | Label::TotalCounted | Label::TotalRequirement(_))
}

/// Whether an amount is made of inputs, and differences of inputs, alone.
fn is_formula(item: &LineItem) -> bool {
    let is_given = |part: &LineItem| matches!(part.how(), How::Given);
    let is_change = |part: &LineItem| matches!(part.how(), How::Difference(parts) if parts.iter().all(is_given));
    match item.how() {
        How::Given => true,
        How::Product(parts) => parts.iter().all(|part| is_given(part) || is_change(part)),
        How::Difference(parts) | How::Quotient(parts) | How::Power(parts) => parts.iter().all(is_given),
        How::Sum(_) | How::Largest(_) | How::Smallest(_) | How::RoundedUp(_) => false,
    }
}

/// How the part at an index goes into the whole.
fn sign(how: &How, index: usize) -> String {
    let [greatest, smallest] = text::GREATEST_AND_SMALLEST;
    match how {
        How::Largest(_) => greatest.into(),
        How::Smallest(_) => smallest.into(),
        How::Given | How::RoundedUp(_) => String::new(),
        How::Sum(_) | How::Difference(_) | How::Product(_) | How::Quotient(_) | How::Power(_) if index == 0 => {
            String::new()
        }
        How::Sum(_) => "+".into(),
        How::Difference(_) => MINUS.into(),
        How::Product(_) => "×".into(),
        How::Quotient(_) => "÷".into(),
        How::Power(_) => "^".into(),
    }
}
