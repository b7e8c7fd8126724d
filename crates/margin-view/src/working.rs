//! The working of any figure: how it comes about, line by line, with the rules that it follows.

use crate::desk::{Shown, Subject};
use crate::number::Locale;
use margin_core::id::{HoldingId, PositionId};
use margin_core::report::{GroupKey, Level};

mod figure;
pub(crate) mod item;
mod liquidation;
mod measure;
mod rules;
pub(crate) mod tree;
mod withdrawal;

/// A figure that has a working.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FigureRef {
    /// The whole portfolio's equity.
    Equity,
    /// What it counts for, at a level.
    Counted(Level),
    /// What it must cover to open or increase.
    Initial,
    /// What it must cover to keep.
    Maintenance,
    /// What counts beyond a requirement.
    Excess(Level),
    /// What can be taken out of a group: what counts less what must stay.
    Withdrawal(GroupKey),
    /// Where a backstop takes a group over.
    Backstop(GroupKey),
    /// What a holding is worth.
    HoldingValue(HoldingId),
    /// What a holding counts for, at a level.
    HoldingCounted(HoldingId, Level),
    /// What a debt requires.
    HoldingRequired(HoldingId, Level),
    /// A position's size in dollars.
    PositionNotional(PositionId),
    /// What closing a position would gain or lose.
    PositionUnrealised(PositionId),
    /// What a position requires, alone.
    PositionRequirement(PositionId, Level),
    /// Where a position's own price takes its group under.
    Liquidation(PositionId),
    /// How hard the capital works.
    Measure(Measure),
    /// A step of a liquidation that is being gone through; [`crate::timeline::working`] has its working.
    LiquidationStep(usize),
}

/// A measure of capital efficiency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// The sizes of all positions in dollars, added.
    GrossNotional,
    /// Gross notional ÷ equity.
    EffectiveLeverage,
    /// Initial requirement ÷ gross notional.
    RequirementToNotional,
    /// What margining together saves, as a share of what the positions require each alone.
    Saving,
    /// Freeboard as a share of what counts.
    Idle,
}

/// How a figure comes about.
#[derive(Clone, Debug, PartialEq)]
pub struct Working {
    /// What the figure is.
    pub title: String,
    /// The figure, as it is shown elsewhere.
    pub result: Shown,
    /// The formula in words.
    pub sentence: String,
    /// The lines, each part below what it is a part of.
    pub lines: Vec<WorkingLine>,
    /// The rules that the lines follow.
    pub rules: Vec<CitedRule>,
}

/// One line of a working.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkingLine {
    /// How deep it stands: 0 for the parts of the figure itself.
    pub depth: usize,
    /// How it goes into what it is a part of: empty, `+`, `−`, `×`, `÷`, `^`, `max` or `min`.
    pub sign: String,
    /// What it is.
    pub label: String,
    /// Its value, rounded.
    pub value: String,
    /// Its value in full.
    pub full: String,
    /// The rule that it follows, as an index into the working's rules.
    pub rule: Option<usize>,
    /// How it comes about in figures, where that helps: `1.5 × 79,666.1`.
    pub formula: String,
}

/// A rule with its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitedRule {
    /// What it is called.
    pub name: String,
    /// What it says.
    pub says: String,
    /// Who published it and where.
    pub source: String,
    /// When it was read there.
    pub date: String,
    /// How well it is established.
    pub grade: String,
}

/// The working of a figure; nothing when the figure is not in the portfolio.
pub fn working(figure: &FigureRef, subject: &Subject, locale: &Locale) -> Option<Working> {
    match figure {
        FigureRef::Liquidation(position) => liquidation::working(*position, subject, locale),
        FigureRef::Withdrawal(group) => withdrawal::working(*group, subject, locale),
        FigureRef::Measure(measure) => measure::working(*measure, subject, locale),
        _ => figure::working(*figure, subject, locale),
    }
}

/// A working as plain text, for the clipboard.
pub fn copy_text(working: &Working) -> String {
    let mut text = format!("{}: {}\n{}\n", working.title, working.result.full, working.sentence);
    for line in &working.lines {
        text.push_str(&copy_line(line));
    }
    for (index, rule) in working.rules.iter().enumerate() {
        let CitedRule { name, says, source, date, grade } = rule;
        text.push_str(&format!("[{}] {name}: {says} ({source}, {date}; {grade})\n", index + 1));
    }
    text
}

fn copy_line(line: &WorkingLine) -> String {
    let indent = "  ".repeat(line.depth + 1);
    let sign = if line.sign.is_empty() { String::new() } else { format!("{} ", line.sign) };
    let formula = if line.formula.is_empty() { String::new() } else { format!(" = {}", line.formula) };
    let rule = line.rule.map_or_else(String::new, |rule| format!(" [{}]", rule + 1));
    format!("{indent}{sign}{}: {}{formula}{rule}\n", line.label, line.value)
}
