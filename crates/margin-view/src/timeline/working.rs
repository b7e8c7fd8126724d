//! The working of a step: what it pays, what counted and what was required before it, and the rules that it follows.

use crate::desk::{Shown, Subject};
use crate::number::{Locale, MINUS};
use crate::text;
use crate::text::timeline::StepWorkingText;
use crate::timeline::{Course, figure, step};
use crate::working::Working;
use crate::working::item::Several;
use crate::working::tree::Tree;
use margin_core::liquidation::Process;

/// The working of the step at an index; nothing when there are not so many.
pub fn working(
    index: usize,
    course: &Course,
    process: &Process,
    subject: &Subject,
    locale: &Locale,
) -> Option<Working> {
    let event = process.events.get(index)?;
    let named = subject.with_all_of(process);
    let subject = &Subject { portfolio: &named, ..*subject };
    let mut tree = Tree::new(subject, Several::Together, locale);
    tree.follows(Some(event.rule));
    for transfer in &event.transfers {
        tree.line(&transfer.amount, text::what(transfer.amount.label()).into(), String::new(), 0);
    }
    if let Some(before) = &event.before {
        tree.line(&before.counted.maintenance, StepWorkingText::CountsBefore.say(), String::new(), 0);
        tree.line(&before.maintenance, StepWorkingText::MaintenanceBefore.say(), MINUS.into(), 0);
    }
    let (lines, rules) = tree.finish();
    let says = step::says(event, subject, locale);
    let cited = subject.rules.citations.contains_key(&event.rule);
    let sentence = if cited { says } else { StepWorkingText::Uncited { sentence: &says }.say() };
    let standing = step::standing(event.seconds, course, subject, locale);
    Some(Working {
        title: StepWorkingText::Title { number: index + 1, rule: text::rule(event.rule) }.say(),
        result: Shown::words(standing, Some(figure(index))),
        sentence,
        lines,
        rules,
    })
}
