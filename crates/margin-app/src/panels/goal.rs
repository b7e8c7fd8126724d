//! A quantity, collateral or a price that is sought, and the edit that it leads to.

mod fields;

use crate::panels::changes::Changes;
use crate::panels::goal::fields::Fields;
use crate::state::{Derived, Store};
use leptos::prelude::*;
use margin_view::goal::{GoalView, Outcome};
use margin_view::problem::Told;

/// The panel.
#[component]
pub fn GoalPanel() -> impl IntoView {
    let goal = expect_context::<Derived>().goal;
    let says = move || match goal.get() {
        Some(Ok(found)) => found.says,
        Some(Err(problems)) => problems.into_iter().map(sentence).collect::<Vec<_>>().join(" "),
        None => "There is nothing to seek while something is wrong with the portfolio, or nothing is in it.".into(),
    };
    let class = move || match goal.get() {
        Some(Ok(GoalView { outcome: Outcome::Found, .. })) => "answer found",
        Some(Ok(_) | Err(_)) | None => "answer",
    };
    view! {
        <div class="goal">
            <Fields />
            <p class=class role="status">{says}</p>
            {move || goal.get().and_then(Result::ok).map(|found| view! { <Found found /> })}
        </div>
    }
}

fn sentence(told: Told) -> String {
    format!("{}: {} {}", told.place, told.says, told.remedy)
}

/// The portfolio before and after, and the button that makes the edit.
#[component]
fn Found(found: GoalView) -> impl IntoView {
    let store = expect_context::<Store>();
    let search = expect_context::<Derived>().search;
    let apply = move |_| {
        if let Some(portfolio) = search.get_untracked().and_then(|search| search.edit()) {
            store.adopt(portfolio);
        }
    };
    let button = found.apply.map(|words| {
        view! {
            <p class="apply">
                <button type="button" class="primary" on:click=apply>{words}</button>
                <span class="note">"This can be undone."</span>
            </p>
        }
    });
    let figures = (!found.figures.is_empty()).then(|| view! { <Changes caption=found.of rows=found.figures /> });
    view! {
        {button}
        {figures}
    }
}
