//! What differs between two versions of rules.

use crate::parts::select::Select;
use crate::state::{Derived, Store, carried};
use leptos::prelude::*;
use margin_view::compare::dated;
use margin_view::parameters::DifferenceRow;

/// How many differences are shown at once.
const SHOWN: usize = 40;

/// The choice of two versions, and the table.
#[component]
pub fn VersionsTable() -> impl IntoView {
    let store = expect_context::<Store>();
    let derived = expect_context::<Derived>();
    let versions = derived.versions;
    let choices = || {
        let all = carried().unwrap_or_default().iter();
        all.map(|each| (each.id.to_owned(), format!("{}, {}", each.name(), dated(&each.rules)))).collect::<Vec<_>>()
    };
    let chosen = move |index: usize| {
        Signal::derive(move || versions.get().and_then(|found| found.ids.get(index).cloned()).unwrap_or_default())
    };
    let choose = move |index: usize| {
        Callback::new(move |id: String| {
            let mut rulebook = derived.rulebook.get_untracked();
            if let Some(ids) = versions.get_untracked().map(|found| found.ids.map(Some)) {
                rulebook.versions = ids;
            }
            if let Some(version) = rulebook.versions.get_mut(index) {
                *version = Some(id);
            }
            store.consult(rulebook);
        })
    };
    let counted = move || {
        let count = versions.with(|found| found.as_ref().map_or(0, |found| found.rows.len()));
        match count {
            0 => "Nothing differs between them.".to_owned(),
            1 => "1 parameter differs.".to_owned(),
            many if many > SHOWN => format!("{many} parameters differ; the first {SHOWN} are shown."),
            many => format!("{many} parameters differ."),
        }
    };
    let row = |row: DifferenceRow| {
        view! {
            <tr>
                <th scope="row">{row.name}</th>
                <td>{row.before}</td>
                <td>{row.after}</td>
            </tr>
        }
    };
    let rows = move || versions.get().map(|found| found.rows.into_iter().take(SHOWN).map(row).collect_view());
    view! {
        <h3 id="versions-heading">"Two versions of rules"</h3>
        <div class="wish">
            <Select
                label="From"
                name="version-before"
                choices=Signal::stored(choices())
                chosen=chosen(0)
                on_choose=choose(0)
            />
            <Select label="To" name="version-after" choices=Signal::stored(choices()) chosen=chosen(1) on_choose=choose(1) />
        </div>
        <p class="note" role="status">{counted}</p>
        <table class="all" aria-labelledby="versions-heading">
            <thead>
                <tr>
                    <th scope="col">"Parameter"</th>
                    <th scope="col">"from"</th>
                    <th scope="col">"to"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
