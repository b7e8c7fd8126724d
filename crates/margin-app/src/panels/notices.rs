//! What a person has to be told: problems with the portfolio, and what happened to what was stored.

use crate::state::{Derived, Store};
use leptos::prelude::*;

/// The notices, when there are any.
#[component]
pub fn Notices() -> impl IntoView {
    let store = expect_context::<Store>();
    let derived = expect_context::<Derived>();
    let told = move || derived.notices.get();
    let notices = move || {
        told().into_iter().map(|notice| view! { <li><b>{notice.says}</b> " " {notice.remedy}</li> }).collect_view()
    };
    let problems = move || {
        let each = |told: margin_view::problem::Told| {
            view! { <li><b>{told.place} ": " {told.says}</b> " " {told.remedy}</li> }
        };
        derived.problems.get().into_iter().map(each).collect_view()
    };
    view! {
        <Show when=move || !told().is_empty()>
            <section class="notices" role="status" aria-label="Notices">
                <ul>{notices}</ul>
                <button type="button" class="quiet" on:click=move |_| store.dismiss_notices()>"Understood"</button>
            </section>
        </Show>
        <Show when=move || !derived.problems.get().is_empty()>
            <section class="notices problems" role="alert" aria-label="Problems">
                <p>"There are no figures until this is mended:"</p>
                <ul>{problems}</ul>
            </section>
        </Show>
    }
}
