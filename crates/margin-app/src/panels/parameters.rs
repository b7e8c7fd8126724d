//! The parameters of the rules: what they are, what others would do, and what differs between versions.

mod table;
mod trial;
mod versions;

use crate::panels::parameters::table::Table;
use crate::panels::parameters::trial::{Draft, TrialForm};
use crate::panels::parameters::versions::VersionsTable;
use crate::state::{Derived, Store};
use leptos::prelude::*;

/// The panel.
#[component]
pub fn ParametersPanel() -> impl IntoView {
    let store = expect_context::<Store>();
    let derived = expect_context::<Derived>();
    let about = derived.about;
    let draft = Draft::new();
    let restore = move |_| {
        if let Some(id) = derived.original.get_untracked() {
            store.use_rules(id);
        }
    };
    view! {
        <div class="parameters">
            <p class="title">
                <b>{move || about.get().title}</b>
                ", rules of " {move || derived.workspace.with(|workspace| margin_view::date(workspace.rules.effective))}
                {move || about.get().closed.map(|closed| view! { " " <span class="warning">{closed}</span> })}
            </p>
            <Show when=move || derived.original.get().is_some()>
                <p class="own" role="status">
                    "These rules have parameters of your own. "
                    <button type="button" on:click=restore>"Put the venue\u{2019}s own back"</button>
                </p>
            </Show>
            <TrialForm draft />
            <Table draft />
            <VersionsTable />
        </div>
    }
}
