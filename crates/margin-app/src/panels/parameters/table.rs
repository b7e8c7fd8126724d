//! Every parameter, searched by its words.

use crate::panels::parameters::trial::{Draft, Kind};
use crate::state::Derived;
use leptos::prelude::*;
use margin_view::parameters::{ParameterRow, matching};

/// How many rows are shown at once.
const SHOWN: usize = 30;

/// The table.
#[component]
pub fn Table(draft: Draft) -> impl IntoView {
    let parameters = expect_context::<Derived>().parameters;
    let text = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let all = parameters.get();
        let matching = matching(&all, &text.get());
        (matching.len(), matching.into_iter().take(SHOWN).cloned().collect::<Vec<_>>())
    });
    let counted = move || {
        let (count, all) = (found.with(|found| found.0), parameters.with(|all| all.len()));
        if count > SHOWN {
            format!("{count} of {all} parameters; the first {SHOWN} are shown.")
        } else {
            format!("{count} of {all} parameters.")
        }
    };
    let rows = move || found.get().1.into_iter().map(move |row| view! { <Row row draft /> }).collect_view();
    view! {
        <h3 id="parameters-heading">"Every parameter"</h3>
        <label class="labelled search">
            <span>"Search"</span>
            <input
                type="search"
                name="parameter-search"
                autocomplete="off"
                spellcheck="false"
                placeholder="BTC, haircut, backstop \u{2026}"
                prop:value=text
                on:input=move |event| text.set(event_target_value(&event))
            />
        </label>
        <p class="note" role="status">{counted}</p>
        <table class="all" aria-labelledby="parameters-heading">
            <thead>
                <tr>
                    <th scope="col">"Parameter"</th>
                    <th scope="col">"Value"</th>
                    <th scope="col"><span class="unseen">"Change"</span></th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

#[component]
fn Row(row: ParameterRow, draft: Draft) -> impl IntoView {
    let ParameterRow { path, name, value, rule, source } = row;
    let label = format!("Change {name}");
    let (pointer, now) = (path, value.clone());
    let change = move |_| {
        draft.kind.set(Kind::Parameter);
        draft.path.set(pointer.clone());
        draft.value.set(now.clone());
    };
    view! {
        <tr>
            <th scope="row">
                {name}
                <small>{rule} {(!source.is_empty()).then_some(" \u{b7} ")} {source}</small>
            </th>
            <td>{value}</td>
            <td><button type="button" class="quiet" aria-label=label on:click=change>"Change"</button></td>
        </tr>
    }
}
