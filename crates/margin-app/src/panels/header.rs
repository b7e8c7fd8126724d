//! The name, what is open, and the commands that concern all of it.

use crate::panels::rules::RulesPicker;
use crate::parts::icon::{Drawing, Icon};
use crate::state::{Derived, Dialog, Store, Theme};
use leptos::prelude::*;

/// The header.
#[component]
pub fn Header() -> impl IntoView {
    let store = expect_context::<Store>();
    let derived = expect_context::<Derived>();
    let heading = derived.heading;
    let (can_undo, can_redo) = (derived.can_undo, derived.can_redo);
    let theme = move || match derived.theme.get() {
        Theme::System => "Theme: system",
        Theme::Light => "Theme: light",
        Theme::Dark => "Theme: dark",
    };
    view! {
        <header class="masthead">
            <h1>
                <Drawing icon=Icon::Disc />
                "Plimsoll"
            </h1>
            <p class="opened">
                <b>{move || heading.get().name}</b>
                <RulesPicker />
                <span>{move || heading.get().rules}</span>
                <span title=move || heading.get().source>{move || heading.get().prices}</span>
            </p>
            <div class="tools" role="toolbar" aria-label="Portfolio">
                <button type="button" disabled=move || !can_undo.get() on:click=move |_| store.undo()>"Undo"</button>
                <button type="button" disabled=move || !can_redo.get() on:click=move |_| store.redo()>"Redo"</button>
                <button type="button" on:click=move |_| store.open_dialog(Dialog::Import)>"Import"</button>
                <button type="button" on:click=move |_| store.open_dialog(Dialog::Examples)>"Examples"</button>
                <button type="button" on:click=move |_| store.next_theme()>{theme}</button>
                <button type="button" aria-label="Help" on:click=move |_| store.open_dialog(Dialog::Help)>"?"</button>
            </div>
        </header>
    }
}
