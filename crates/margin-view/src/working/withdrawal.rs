//! The working of what can be taken out of a group.

use crate::desk::{Shown, Subject, facts};
use crate::name;
use crate::number::{Locale, MINUS, Toward};
use crate::text::{self, FormulaText, WorkingText};
use crate::working::item::Several;
use crate::working::tree::Tree;
use crate::working::{FigureRef, Working};
use margin_core::report::GroupKey;

pub(super) fn working(key: GroupKey, subject: &Subject, locale: &Locale) -> Option<Working> {
    let group = subject.report.group(key)?;
    let mut tree = Tree::new(subject, Several::Together, locale);
    tree.follows(group.withdrawal.rule());
    let [counted, stays] = [&group.figures.counted.initial, &group.withdrawal];
    tree.line(counted, text::what(counted.label()).into(), String::new(), 0);
    tree.line(stays, text::what(stays.label()).into(), MINUS.into(), 0);
    let (lines, rules) = tree.finish();
    let name = name::unless_cross(subject.portfolio, key, locale);
    Some(Working {
        title: WorkingText::CanBeTakenOut { group: name.as_deref() }.say(),
        result: Shown::usd(Some(facts::free(group)), Toward::Down, FigureRef::Withdrawal(key), locale),
        sentence: FormulaText::CanBeTakenOut.say(),
        lines,
        rules,
    })
}
