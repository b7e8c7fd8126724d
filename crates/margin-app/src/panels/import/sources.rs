//! What can be read: each venue's documents, what they are for and how to ask for them. This page asks no one.

use crate::panels::import::draft::Draft;
use crate::parts::clipboard::copy;
use leptos::prelude::*;
use margin_import::{Access, Request, Source, TABLE_EXAMPLE, TableColumn, sources};
use margin_view::import;

/// The kinds of sources in their order, each with its heading and what is said of it.
const KINDS: [(Access, &str, &str); 3] = [
    (
        Access::Address,
        "Anyone may ask: an address is enough",
        "The endpoints are public, and no key is ever needed. Put the account\u{2019}s address where it says so.",
    ),
    (
        Access::Key,
        "The owner asks, with a key that can only read",
        "Ask with your own tools, which sign the request. The key never belongs here.",
    ),
    (Access::Own, "From a program, or by hand", "Nobody needs to be asked: hand in what you have."),
];

/// The list, with a field to search it.
#[component]
pub fn Sources(draft: Draft) -> impl IntoView {
    let wanted = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let wanted = wanted.get().trim().to_lowercase();
        let fits = |source: &Source| words(source).to_lowercase().contains(&wanted);
        sources().map(|source| source.venue).filter(|venue| of(venue).is_some_and(fits)).collect::<Vec<_>>()
    });
    let kind = move |(access, heading, says): (Access, &'static str, &'static str)| {
        let any = move || sources().any(|source| source.access == access && found.get().contains(&source.venue));
        let listed = sources().filter(move |source| source.access == access);
        let each = move |source: &'static Source| view! { <Recipe source found draft /> };
        view! {
            <div hidden=move || !any()>
                <h4>{heading}</h4>
                <p class="note">{says}</p>
                {listed.map(each).collect_view()}
            </div>
        }
    };
    let nothing = move || {
        let says = "Nothing that is read is called so. A table of your own holds any account: see CSV.";
        found.with(Vec::is_empty).then(|| view! { <p class="note">{says}</p> })
    };
    view! {
        <section class="sources" aria-labelledby="import-sources">
            <div class="head">
                <h3 id="import-sources">"What can be read"</h3>
                <input
                    type="search"
                    name="import-search"
                    aria-label="Search what can be read"
                    placeholder="Venue or document"
                    prop:value=wanted
                    on:input=move |event| wanted.set(event_target_value(&event))
                />
            </div>
            {KINDS.into_iter().map(kind).collect_view()}
            <div role="status">{nothing}</div>
        </section>
    }
}

/// One source, folded: its documents, and how to ask for them.
#[component]
fn Recipe(source: &'static Source, found: Memo<Vec<&'static str>>, draft: Draft) -> impl IntoView {
    let asked: Vec<_> = source.requests.iter().map(|request| source.asked(request)).collect();
    let asked = asked.join("\n");
    let documents: Vec<_> = source.requests.iter().map(|request| request.name).collect();
    let each =
        |request: &Request| view! { <li><code>{request.name}</code> ": " {import::purpose(request.answer)}</li> };
    let table = asked == TABLE_EXAMPLE;
    let label = if table { "Example" } else { "How to ask" };
    let copied = asked.clone();
    view! {
        <details hidden=move || !found.get().contains(&source.venue) prop:open=move || found.with(Vec::len) == 1>
            <summary><b>{source.venue}</b> " " <span class="note">{documents.join(", ")}</span></summary>
            <ul class="note">{source.requests.iter().map(each).collect_view()}</ul>
            <pre tabindex="0" role="region" aria-label=format!("{label}: {}", source.venue)>{asked}</pre>
            <div class="acts">
                <button type="button" aria-label=format!("Copy: {}", source.venue) on:click=move |_| copy(&copied)>
                    "Copy"
                </button>
                {table.then(|| view! { <TryTable draft /> })}
            </div>
            {table.then(|| view! { <Columns /> })}
        </details>
    }
}

/// Puts the example into the field, where nothing stands in it yet.
#[component]
fn TryTable(draft: Draft) -> impl IntoView {
    let occupied = move || draft.pasted.with(|pasted| !pasted.trim().is_empty());
    let put = move |_| {
        if !occupied() {
            draft.set_pasted(TABLE_EXAMPLE.into());
        }
    };
    // It stays in the order of the keys when it has done its work.
    let disabled = move || occupied().to_string();
    view! { <button type="button" aria-disabled=disabled on:click=put>"Try the example"</button> }
}

/// The columns of a table of one's own.
#[component]
fn Columns() -> impl IntoView {
    let row = |column: TableColumn| {
        let others = column.names().get(1..).unwrap_or_default().join(", ");
        view! {
            <tr>
                <th scope="row">{column.name()}</th>
                <td>
                    {import::column(column)}
                    {(!others.is_empty()).then(|| view! { <small>"Also called " {others}</small> })}
                </td>
            </tr>
        }
    };
    view! {
        <p class="note">
            "The first line names the columns, in any order; commas, semicolons or tabs stand between them. A line without a
            contract is a balance. Only quantity, and contract or asset, are always needed."
        </p>
        <table class="columns">
            <thead>
                <tr>
                    <th scope="col">"Column"</th>
                    <th scope="col">"What stands in it"</th>
                </tr>
            </thead>
            <tbody>{TableColumn::all().map(row).collect_view()}</tbody>
        </table>
    }
}

fn of(venue: &str) -> Option<&'static Source> {
    sources().find(|source| source.venue == venue)
}

/// Everything that a source can be found by.
fn words(source: &Source) -> String {
    let of_request = |request: &Request| format!("{} {}", request.name, import::purpose(request.answer));
    let requests: Vec<_> = source.requests.iter().map(of_request).collect();
    format!("{} {}", source.venue, requests.join(" "))
}
