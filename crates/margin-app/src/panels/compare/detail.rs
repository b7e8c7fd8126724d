//! A venue's row, opened: what its rules say of themselves, what it does not take, and how its figures come about.

use crate::panels::rules::AboutText;
use crate::panels::working::Opened;
use crate::state::{Derived, Store, carried};
use leptos::prelude::*;
use margin_view::compare::{Detail, HereAndThere};
use margin_view::working::Working;

/// What stands where the rules give no figure.
const ABSENT: &str = "\u{2014}";

/// The row.
#[component]
pub fn DetailRow() -> impl IntoView {
    let derived = expect_context::<Derived>();
    move || derived.compared.get().map(|detail| view! { <Shown detail /> })
}

#[component]
fn Shown(detail: Detail) -> impl IntoView {
    let store = expect_context::<Store>();
    let derived = expect_context::<Derived>();
    let opened = derived.comparing.get_untracked().opened.filter(|id| carries(&derived, id));
    let Detail { about, left_out, assumptions, lines, workings } = detail;
    let use_here = opened.map(|id| {
        view! { <button type="button" on:click=move |_| store.use_rules(id)>"Put the desk under these rules"</button> }
    });
    view! {
        <div class="detail">
            {use_here}
            {listed("Left out here", left_out)}
            {listed("Taken as given here", assumptions)}
            {(!lines.is_empty()).then(|| view! { <Lines lines /> })}
            {workings.into_iter().map(folded).collect_view()}
            <details>
                <summary>"About these rules"</summary>
                <AboutText about />
            </details>
        </div>
    }
}

/// Whether the desk could be put under these rules, and is not.
fn carries(derived: &Derived, id: &str) -> bool {
    derived.rules_id.get_untracked() != Some(id) && carried().unwrap_or_default().iter().any(|carried| carried.id == id)
}

fn listed(title: &'static str, says: Vec<String>) -> Option<impl IntoView> {
    let list = || says.iter().cloned().map(|says| view! { <li>{says}</li> }).collect_view();
    (!says.is_empty()).then(|| view! { <h3>{title}</h3> <ul class="note">{list()}</ul> })
}

/// Both reports' parts beside each other; what differs is marked in words, too.
#[component]
fn Lines(lines: Vec<HereAndThere>) -> impl IntoView {
    let row = |line: HereAndThere| {
        let says = if line.differs { "differs" } else { "the same" };
        view! {
            <tr class=if line.differs { "differs" } else { "same" }>
                <th scope="row">{line.name}</th>
                <td>{line.here.unwrap_or(ABSENT.into())}</td>
                <td>{line.there.unwrap_or(ABSENT.into())}</td>
                <td class="words">{says}</td>
            </tr>
        }
    };
    view! {
        <table class="lines">
            <thead>
                <tr>
                    <th scope="col">"Line by line"</th>
                    <th scope="col">"Now"</th>
                    <th scope="col">"There"</th>
                    <th scope="col"><span class="unseen">"Difference"</span></th>
                </tr>
            </thead>
            <tbody>{lines.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

fn folded(working: Working) -> impl IntoView {
    let title = format!("How it comes about: {}", working.title.to_lowercase());
    view! {
        <details>
            <summary>{title}</summary>
            <div class="working"><Opened working /></div>
        </details>
    }
}
