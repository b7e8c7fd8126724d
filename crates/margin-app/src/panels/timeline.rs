//! A liquidation gone through: where prices go, what the venue does on the way, and who gets what.

mod course;
mod outcome;
mod steps;

use crate::panels::line::tone_class;
use crate::panels::timeline::course::CourseForm;
use crate::panels::timeline::outcome::Outcome;
use crate::panels::timeline::steps::Steps;
use crate::state::Derived;
use leptos::prelude::*;
use margin_view::desk::Sentence;
use margin_view::problem::Told;
use margin_view::timeline::Timeline;

/// The panel.
#[component]
pub fn TimelinePanel() -> impl IntoView {
    let timeline = expect_context::<Derived>().timeline;
    let summary = move || match timeline.get() {
        Some(Ok(told)) => told.summary,
        Some(Err(_)) => "This cannot be gone through.".into(),
        None => "There is nothing to go through while something is wrong with the portfolio.".into(),
    };
    view! {
        <div class="timeline">
            <CourseForm />
            <p class="summary" role="status">{summary}</p>
            {move || match timeline.get() {
                Some(Ok(told)) => view! { <Gone told /> }.into_any(),
                Some(Err(problems)) => view! { <Wrong problems /> }.into_any(),
                None => ().into_any(),
            }}
        </div>
    }
}

#[component]
fn Gone(told: Timeline) -> impl IntoView {
    let ending = |sentence: Sentence| view! { <p class=tone_class(sentence.tone)>{sentence.text}</p> };
    let endings = told.endings.iter().cloned().map(ending).collect_view();
    let unknown = told.unknown.iter().cloned().map(|each| view! { <li>{each}</li> }).collect_view();
    let unknown =
        (!told.unknown.is_empty()).then(|| view! { <ul class="unknown" aria-label="Not known">{unknown}</ul> });
    let happens = !told.steps.is_empty();
    view! {
        {happens.then_some(endings)}
        {happens.then(|| view! { <Steps steps=told.steps.clone() /> })}
        {unknown}
        <p class="note">{told.assumed.clone()}</p>
        {happens.then(|| view! { <Outcome told /> })}
    }
}

#[component]
fn Wrong(problems: Vec<Told>) -> impl IntoView {
    let each = |told: Told| view! { <li><b>{told.place} ": " {told.says}</b> " " {told.remedy}</li> };
    view! { <ul class="unknown">{problems.into_iter().map(each).collect_view()}</ul> }
}
