//! A figure that opens its working.

use leptos::prelude::*;

/// A number with a dotted line under it; pressing it calls `on_open`.
#[component]
pub fn Figure(
    /// The number as it is shown.
    #[prop(into)]
    text: Signal<String>,
    /// The number in full, for the pointer that rests on it.
    #[prop(into)]
    full: Signal<String>,
    /// What the number is, for those who do not see where it stands.
    #[prop(into)]
    name: Signal<String>,
    /// Whether its working is the one that is open.
    #[prop(into)]
    open: Signal<bool>,
    /// Called when it is pressed.
    on_open: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="figure"
            title=full
            aria-label=move || format!("{}: {}", name.get(), text.get())
            aria-pressed=move || open.get().to_string()
            on:click=move |_| on_open.run(())
        >
            {text}
        </button>
    }
}
