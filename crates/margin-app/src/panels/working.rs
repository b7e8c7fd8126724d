//! The working of the figure that is open: the amounts that it is made of, and the rules that they follow.

use crate::parts::clipboard::copy;
use crate::state::Derived;
use leptos::prelude::*;
use margin_view::working::{CitedRule, Working, WorkingLine, copy_text};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The working.
#[component]
pub fn WorkingPanel() -> impl IntoView {
    let derived = expect_context::<Derived>();
    let working = derived.working;
    // What was folded by hand outlives an edit, until another figure is opened.
    let folds = RwSignal::new(Folds::new());
    let figure = derived.opened;
    let folded_of = StoredValue::new(figure.get_untracked());
    let content = move || {
        if figure.get() != folded_of.get_value() {
            folded_of.set_value(figure.get());
            folds.update_untracked(Folds::clear);
        }
        working.get().map(|working| view! { <Opened working folds /> })
    };
    view! {
        <section class="panel working" aria-labelledby="working-heading">
            <h2 id="working-heading">"Working"</h2>
            {content}
            <Show when=move || working.get().is_none()>
                <p class="note">"Choose a figure with a dotted line to see how it comes about."</p>
            </Show>
        </section>
    }
}

/// Which lines were opened or folded by hand, by their places.
pub type Folds = BTreeMap<usize, Fold>;

/// Whether a line's parts are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// They are.
    Open,
    /// They are folded.
    Closed,
}

/// The most lines that are shown before a person opens more.
const SHOWN: usize = 40;

/// A working as it is opened. Of one with many lines, the deeper ones are folded.
#[component]
pub fn Opened(
    working: Working,
    #[prop(default = RwSignal::new(Folds::new()))] folds: RwSignal<Folds>,
) -> impl IntoView {
    let text = copy_text(&working);
    let all = Arc::new(working.lines);
    let deepest = deepest_shown(&all);
    let (seen, lines) = (Arc::clone(&all), Arc::clone(&all));
    let visible = move || folds.with(|folds| visible(&seen, folds, deepest));
    let line =
        move |place: usize| lines.get(place).map(|found| line(found, place, foldable(&lines, place, deepest), folds));
    let rules = working.rules.iter().cloned().map(rule).collect_view();
    view! {
        <div class="working-title">
            <h3>{working.title}</h3>
            <b title=working.result.full>{working.result.text}</b>
            <button type="button" class="quiet" on:click=move |_| copy(&text)>"Copy"</button>
        </div>
        <p>{working.sentence}</p>
        <table class="tree">
            <tbody>
                <For each=visible key=|place| *place children=line />
            </tbody>
        </table>
        <h3>"Rules"</h3>
        <ol class="rules">{rules}</ol>
    }
}

/// The greatest depth at which the lines down to it are few enough; nothing where all are.
fn deepest_shown(lines: &[WorkingLine]) -> Option<usize> {
    let down_to = |depth: usize| lines.iter().filter(|line| line.depth <= depth).count();
    (lines.len() > SHOWN).then(|| (1..).take_while(|depth| down_to(*depth) <= SHOWN).last().unwrap_or(0))
}

fn has_parts(lines: &[WorkingLine], place: usize) -> bool {
    matches!((lines.get(place), lines.get(place + 1)), (Some(line), Some(next)) if next.depth > line.depth)
}

/// How a line stands before it is folded by hand; nothing where it cannot be folded.
fn foldable(lines: &[WorkingLine], place: usize, deepest: Option<usize>) -> Option<Fold> {
    let (line, deepest) = (lines.get(place)?, deepest?);
    has_parts(lines, place).then_some(if line.depth >= deepest { Fold::Closed } else { Fold::Open })
}

/// The places of the lines that are below none that is folded.
fn visible(lines: &[WorkingLine], folds: &Folds, deepest: Option<usize>) -> Vec<usize> {
    let (mut shown, mut folded) = (Vec::new(), None);
    for (place, line) in lines.iter().enumerate() {
        if folded.is_some_and(|depth| line.depth > depth) {
            continue;
        }
        shown.push(place);
        let fold = foldable(lines, place, deepest).map(|otherwise| folds.get(&place).copied().unwrap_or(otherwise));
        folded = (fold == Some(Fold::Closed)).then_some(line.depth);
    }
    shown
}

fn line(line: &WorkingLine, place: usize, fold: Option<Fold>, folds: RwSignal<Folds>) -> impl IntoView + use<> {
    let depth = format!("depth-{}", line.depth.min(6));
    let label = line.label.clone();
    let button = fold.map(|otherwise| {
        let now = move || folds.with(|folds| folds.get(&place).copied().unwrap_or(otherwise));
        let turn = move |_| {
            let next = if untrack(now) == Fold::Open { Fold::Closed } else { Fold::Open };
            folds.update(|folds| {
                folds.insert(place, next);
            });
        };
        let open = move || now() == Fold::Open;
        let named = format!("Parts of {label}");
        view! {
            <button type="button" class="fold" aria-label=named aria-expanded=move || open().to_string() on:click=turn>
                {move || if open() { "\u{2212}" } else { "+" }}
            </button>
        }
    });
    view! {
        <tr class=depth>
            <th scope="row">
                <span class="sign">{line.sign.clone()}</span>
                {line.label.clone()}
                {line.rule.map(|index| view! { <sup>{index + 1}</sup> })}
                {button}
            </th>
            <td class="formula">{line.formula.clone()}</td>
            <td title=line.full.clone()>{line.value.clone()}</td>
        </tr>
    }
}

fn rule(rule: CitedRule) -> impl IntoView {
    view! {
        <li>
            <b>{rule.name}</b>
            " "
            {rule.says}
            <small>{rule.source} " \u{b7} " {rule.date} " \u{b7} " {rule.grade}</small>
        </li>
    }
}
