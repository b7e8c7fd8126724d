//! Tabs, moved through with the arrow keys.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// One tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TabItem<T> {
    /// What stands for it.
    pub key: T,
    /// What it says.
    pub title: &'static str,
}

impl<T> TabItem<T> {
    /// A tab.
    pub fn new(key: T, title: &'static str) -> Self {
        Self { key, title }
    }
}

/// A row of tabs over the panel of the one that is chosen.
#[component]
pub fn Tabs<T>(
    /// The tabs.
    #[prop(into)]
    items: Signal<Vec<TabItem<T>>>,
    /// The chosen one.
    #[prop(into)]
    chosen: Signal<T>,
    /// Called when another is chosen.
    on_choose: Callback<T>,
    /// A name that no other row of tabs in the page has.
    name: &'static str,
    /// The chosen one's panel.
    children: Children,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let on_key = move |event: ev::KeyboardEvent| {
        let items = items.get_untracked();
        let now = items.iter().position(|item| item.key == chosen.get_untracked()).unwrap_or(0);
        let last = items.len().saturating_sub(1);
        let next = match event.key().as_str() {
            "ArrowRight" => (now + 1).min(last),
            "ArrowLeft" => now.saturating_sub(1),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        if let Some(item) = items.get(next) {
            on_choose.run(item.key);
            focus_tab(&event, next);
        }
    };
    let tabs = move || {
        items
            .get()
            .into_iter()
            .enumerate()
            .map(|(index, item)| {
                let selected = move || chosen.get() == item.key;
                view! {
                    <button
                        type="button"
                        role="tab"
                        id=format!("{name}-tab-{index}")
                        aria-controls=format!("{name}-panel")
                        aria-selected=move || selected().to_string()
                        tabindex=move || if selected() { 0 } else { -1 }
                        on:click=move |_| on_choose.run(item.key)
                    >
                        {item.title}
                    </button>
                }
            })
            .collect_view()
    };
    let labelled_by = move || {
        let index = items.get().iter().position(|item| item.key == chosen.get()).unwrap_or(0);
        format!("{name}-tab-{index}")
    };
    view! {
        <div class="tabs" role="tablist" on:keydown=on_key>{tabs}</div>
        <div class="tab-panel" role="tabpanel" id=format!("{name}-panel") aria-labelledby=labelled_by>
            {children()}
        </div>
    }
}

fn focus_tab(event: &ev::KeyboardEvent, index: usize) {
    let row = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let tab = row.and_then(|row| row.children().item(u32::try_from(index).unwrap_or(0)));
    if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<web_sys::HtmlElement>().ok()) {
        // A tab can always take the focus.
        let _ = tab.focus();
    }
}
