//! A search field with a list of what was found: a combobox, driven by keys as well as by the pointer.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

/// Something that can be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What stands for it.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// What else is said of it.
    pub detail: String,
}

/// How many are listed at once.
const LISTED: usize = 8;

/// A search field; choosing one of what it finds calls `on_choose` with its key.
#[component]
pub fn Finder(
    /// What can be found.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// What the field says while it is empty.
    prompt: &'static str,
    /// A name by which the field can be found in the page.
    name: &'static str,
    /// Called with the key of what was chosen.
    on_choose: Callback<String>,
) -> impl IntoView {
    let (text, set_text) = signal(String::new());
    let (active, set_active) = signal(0_usize);
    let (open, set_open) = signal(false);
    let field = NodeRef::<html::Input>::new();
    let found = Memo::new(move |_| matching(&choices.get(), &text.get()));
    let choose = move |choice: Option<Choice>| {
        if let Some(choice) = choice {
            set_text.set(String::new());
            set_open.set(false);
            on_choose.run(choice.key);
        }
    };
    let on_key = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "ArrowDown" | "ArrowUp" => {
            event.prevent_default();
            set_open.set(true);
            let last = found.get_untracked().len().saturating_sub(1);
            let down = event.key() == "ArrowDown";
            set_active.update(|active| *active = if down { (*active + 1).min(last) } else { active.saturating_sub(1) });
        }
        "Enter" if open.get_untracked() => {
            event.prevent_default();
            choose(found.get_untracked().get(active.get_untracked()).cloned());
        }
        "Escape" => set_open.set(false),
        _ => {}
    };
    let list = format!("{name}-list");
    let option_id = move |index: usize| format!("{name}-option-{index}");
    let options = move || {
        found
            .get()
            .into_iter()
            .enumerate()
            .map(|(index, choice)| {
                let chosen = choice.clone();
                view! {
                    <li
                        role="option"
                        id=option_id(index)
                        aria-selected=move || (active.get() == index).to_string()
                        on:pointerdown=move |event| {
                            event.prevent_default();
                            choose(Some(chosen.clone()));
                        }
                    >
                        <b>{choice.name}</b>
                        <span>{choice.detail}</span>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <div class="finder">
            <input
                node_ref=field
                type="text"
                role="combobox"
                name=name
                placeholder=prompt
                aria-label=prompt
                autocomplete="off"
                spellcheck="false"
                aria-autocomplete="list"
                aria-expanded=move || (open.get() && !found.get().is_empty()).to_string()
                aria-controls=list.clone()
                aria-activedescendant=move || open.get().then(|| option_id(active.get()))
                prop:value=text
                on:input=move |event| {
                    set_text.set(event_target_value(&event));
                    set_active.set(0);
                    set_open.set(true);
                }
                on:focus=move |_| set_open.set(true)
                on:blur=move |_| set_open.set(false)
                on:keydown=on_key
            />
            <ul role="listbox" id=list aria-label=prompt hidden=move || !open.get() || found.get().is_empty()>
                {options}
            </ul>
            <Show when=move || open.get() && found.get().is_empty()>
                <p class="note" role="status">{move || format!("Nothing is called \u{201c}{}\u{201d} here.", text.get())}</p>
            </Show>
        </div>
    }
}

/// Those whose name begins with the text, then those that hold it anywhere.
fn matching(choices: &[Choice], text: &str) -> Vec<Choice> {
    let wanted = text.trim().to_lowercase();
    let (mut first, mut then) = (Vec::new(), Vec::new());
    for choice in choices {
        let name = choice.name.to_lowercase();
        if name.starts_with(&wanted) {
            first.push(choice.clone());
        } else if name.contains(&wanted) || choice.key.to_lowercase().contains(&wanted) {
            then.push(choice.clone());
        }
    }
    first.into_iter().chain(then).take(LISTED).collect()
}
