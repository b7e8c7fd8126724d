//! The line: what counts as a hull, what is required as water, and what is free as freeboard.

use crate::panels::shown::ShownFigure;
use crate::state::{Derived, Store};
use leptos::prelude::*;
use margin_view::desk::{LineState, LineView, Sentence, Shown, Tone};

/// The drawing's width, in units of its own.
const WIDTH: f64 = 1_000.0;

/// The line.
#[component]
pub fn Line() -> impl IntoView {
    let derived = expect_context::<Derived>();
    let store = expect_context::<Store>();
    let line = derived.line;
    let part = move |pick: fn(&LineView) -> &Shown| {
        Memo::new(move |_| line.with(|line| line.as_ref().map(|line| pick(line).clone())))
    };
    let sentences = move || {
        let each = |sentence: Sentence| view! { <p class=tone_class(sentence.tone)>{sentence.text}</p> };
        line.get().map(|line| line.sentences.into_iter().map(each).collect_view())
    };
    let words = move |pick: fn(LineView) -> String| move || line.get().map(pick);
    view! {
        <section class=move || format!("panel line {}", state_class(line.get())) aria-label="The line">
            <div class="freeboard">
                <h2>{words(|line| line.headline)}</h2>
                <p class="large"><ShownFigure name="Freeboard" shown=part(|line| &line.excess) store /></p>
                <p class="note">{words(|line| line.free_share)}</p>
            </div>
            <div class="outcome">{sentences}</div>
            <dl class="key-figures">
                <KeyFigure name="Equity" shown=part(|line| &line.equity) store />
                <Counts line store />
                <KeyFigure name="Initial" shown=part(|line| &line.initial) store />
                <KeyFigure name="Maintenance" shown=part(|line| &line.maintenance) store />
                <KeyFigure name="Leverage" shown=part(|line| &line.leverage) store />
            </dl>
            {move || line.get().map(|line| view! { <Hull line /> })}
            <p class="unseen" aria-live="polite">{words(|line| line.summary)}</p>
        </section>
    }
}

/// What counts: one figure where it is the same at both levels, and otherwise two.
#[component]
fn Counts(line: Memo<Option<LineView>>, store: Store) -> impl IntoView {
    let part = move |pick: fn(&LineView) -> Option<&Shown>| {
        Memo::new(move |_| line.with(|line| line.as_ref().and_then(pick).cloned()))
    };
    let (to_open, to_keep) = (part(|line| Some(&line.counted.initial)), part(|line| line.counted.maintenance.as_ref()));
    let differs = Memo::new(move |_| to_keep.with(Option::is_some));
    move || {
        if differs.get() {
            view! {
                <KeyFigure name="Counts to open" shown=to_open store />
                <KeyFigure name="Counts to keep" shown=to_keep store />
            }
            .into_any()
        } else {
            view! { <KeyFigure name="Counts" shown=to_open store /> }.into_any()
        }
    }
}

/// A named figure.
#[component]
fn KeyFigure(name: &'static str, #[prop(into)] shown: Signal<Option<Shown>>, store: Store) -> impl IntoView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd><ShownFigure name shown store /></dd>
        </div>
    }
}

/// The drawing: water to the maintenance mark, shoal to the initial mark, air above.
#[component]
fn Hull(line: LineView) -> impl IntoView {
    let maintenance = line.maintenance_mark.clamp(0.0, 1.0) * WIDTH;
    let initial = line.initial_mark.clamp(0.0, 1.0) * WIDTH;
    let [counted, kept] = line.counted_marks.all().map(|mark| mark.clamp(0.0, 1.0) * WIDTH);
    let differs = line.counted.maintenance.is_some();
    // What counts to keep stands lower than what counts to open, so that the two are told apart.
    let kept_mark = if differs { format!("M{kept} 24V44") } else { String::new() };
    let marks = format!("M{maintenance} 2V46M{initial} 2V46M{counted} 4V44{kept_mark}");
    view! {
        <svg class="hull" viewBox="0 0 1000 48" preserveAspectRatio="none" role="img" aria-label=line.summary.clone()>
            <rect class="water" x="0" y="8" width=maintenance height="32" />
            <rect class="shoal" x=maintenance y="8" width=(initial - maintenance).max(0.0) height="32" />
            <rect class="short" x=counted y="8" width=(initial.max(maintenance) - counted).max(0.0) height="32" />
            <rect class="air" x="0" y="8" width=counted.max(kept) height="32" />
            <path class="marks" d=marks />
        </svg>
        <div class="hull-keys" aria-hidden="true">
            {key("maintenance", line.maintenance_mark, false)}
            {key("initial", line.initial_mark, (line.initial_mark - line.maintenance_mark).abs() < NEAR)}
            {counted_key(&line)}
        </div>
    }
}

/// The name of what counts; of what counts to open, where that is not what counts to keep.
fn counted_key(line: &LineView) -> impl IntoView + use<> {
    let counted = line.counted_marks.initial;
    let name = if line.counted.maintenance.is_some() { "counts to open" } else { "counts" };
    key(&format!("{name} {}", line.counted.initial.text), counted, counted - line.initial_mark < NEAR)
}

/// How near two marks stand, as a share of the drawing, that their names would overlap.
const NEAR: f64 = 0.22;

/// A mark's name under it, kept within the drawing; one that another would overlap stands a line lower.
fn key(name: &str, mark: f64, below: bool) -> impl IntoView + use<> {
    let side = match mark {
        start if start < 0.12 => "at-start",
        end if end > 0.88 => "at-end",
        _ => "at-middle",
    };
    let line = if below { "below" } else { "beside" };
    let left = format!("{}%", mark.clamp(0.0, 1.0) * 100.0);
    view! { <span class=format!("mark {side} {line}") style:left=left>{name.to_string()}</span> }
}

fn state_class(line: Option<LineView>) -> &'static str {
    match line.map(|line| line.state) {
        Some(LineState::Under) => "under",
        Some(LineState::BelowInitial) => "below-initial",
        Some(LineState::Empty) => "empty",
        Some(LineState::Afloat) | None => "afloat",
    }
}

/// The class of a tone of voice.
pub fn tone_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "plain",
        Tone::Warning => "warning",
        Tone::Danger => "danger",
    }
}
