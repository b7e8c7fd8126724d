//! A choice of one from a list, with its label.

use leptos::prelude::*;

/// A labelled list.
#[component]
pub fn Select(
    /// What is chosen, as the label says it.
    label: &'static str,
    /// A name by which the field can be found in the page.
    name: &'static str,
    /// The keys and the words of what can be chosen.
    #[prop(into)]
    choices: Signal<Vec<(String, String)>>,
    /// The key of what is chosen.
    #[prop(into)]
    chosen: Signal<String>,
    /// Called with the key of what was chosen.
    on_choose: Callback<String>,
) -> impl IntoView {
    let option = move |(key, words): (String, String)| {
        let value = key.clone();
        view! { <option value=value prop:selected=move || chosen.get() == key>{words}</option> }
    };
    view! {
        <label class="labelled">
            <span>{label}</span>
            <select name=name on:change=move |event| on_choose.run(event_target_value(&event))>
                {move || choices.get().into_iter().map(option).collect_view()}
            </select>
        </label>
    }
}
