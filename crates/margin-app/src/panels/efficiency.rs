//! How hard the capital works.

use crate::panels::shown::ShownFigure;
use crate::state::{Derived, Store};
use leptos::prelude::*;
use margin_view::desk::Fact;

/// The facts of capital efficiency, and what was taken as given for them.
#[component]
pub fn Efficiency() -> impl IntoView {
    let store = expect_context::<Store>();
    let derived = expect_context::<Derived>();
    let each = move |fact: Fact| {
        let shown = Signal::stored(Some(fact.value));
        view! {
            <div title=fact.explanation>
                <dt>{fact.name.clone()}</dt>
                <dd><ShownFigure name=fact.name shown store /></dd>
            </div>
        }
    };
    let facts = move || derived.desk.get().map(|desk| desk.facts.iter().cloned().map(each).collect_view());
    let assumptions = move || derived.desk.get().map(|desk| desk.assumptions.clone()).unwrap_or_default();
    let listed = move || assumptions().into_iter().map(|assumption| view! { <li>{assumption}</li> }).collect_view();
    view! {
        <section class="panel efficiency" aria-labelledby="efficiency-heading">
            <h2 id="efficiency-heading">"Capital efficiency"</h2>
            <dl>{facts}</dl>
            <Show when=move || !assumptions().is_empty()>
                <h3>"Taken as given"</h3>
                <ul class="note">{listed}</ul>
            </Show>
        </section>
    }
}
