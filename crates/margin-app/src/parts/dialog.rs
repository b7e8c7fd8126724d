//! A dialog over the page: the browser's own, which holds the focus and closes on Escape.

use leptos::html;
use leptos::prelude::*;

/// Shows its children over the page while `open` holds.
#[component]
pub fn Dialog(
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// Its heading.
    title: &'static str,
    /// Called when it closes itself.
    on_close: Callback<()>,
    /// What it holds; made anew each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = element.get() else { return };
        if open.get() {
            // It refuses only when it is open already.
            let _ = dialog.show_modal();
        } else {
            dialog.close();
        }
    });
    let heading = format!("dialog-{}", title.to_lowercase().replace(' ', "-"));
    let labelled_by = heading.clone();
    view! {
        <dialog node_ref=element class="dialog" aria-labelledby=labelled_by on:close=move |_| on_close.run(())>
            <header>
                <h2 id=heading>{title}</h2>
                <button type="button" class="quiet" on:click=move |_| on_close.run(())>
                    "Close"
                </button>
            </header>
            <Show when=move || open.get()>{children()}</Show>
        </dialog>
    }
}
