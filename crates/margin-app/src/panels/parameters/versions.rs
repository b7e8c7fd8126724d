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
    let versions = expect_context::<Derived>().versions;
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
            <Version label="From" name="version-before" index=0 />
            <Version label="To" name="version-after" index=1 />
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

/// The choice of one version.
#[component]
fn Version(label: &'static str, name: &'static str, index: usize) -> impl IntoView {
    let store = expect_context::<Store>();
    let derived = expect_context::<Derived>();
    let versions = derived.versions;
    let all = carried().unwrap_or_default().iter();
    let choices = all.map(|each| (each.id.to_owned(), format!("{}, {}", each.name(), dated(&each.rules))));
    let chosen = move || versions.get().and_then(|found| found.ids.get(index).cloned()).unwrap_or_default();
    let choose = Callback::new(move |id: String| {
        let mut rulebook = derived.rulebook.get_untracked();
        if let Some(ids) = versions.get_untracked().map(|found| found.ids.map(Some)) {
            rulebook.versions = ids;
        }
        if let Some(version) = rulebook.versions.get_mut(index) {
            *version = Some(id);
        }
        store.consult(rulebook);
    });
    view! {
        <Select
            label
            name
            choices=Signal::stored(choices.collect::<Vec<_>>())
            chosen=Signal::derive(chosen)
            on_choose=choose
        />
    }
}
