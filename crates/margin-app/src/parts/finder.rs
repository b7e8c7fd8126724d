//! A search field with a list of what was found: a combobox, driven by keys as well as by the pointer.

use leptos::ev;
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

/// What a text is read as, beside those that can be found by it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Read {
    /// Nothing.
    #[default]
    Nothing,
    /// Something that can be chosen, though it may not be among those that can be found.
    Offered(Vec<Choice>),
    /// Something that cannot be chosen, and why.
    Refused(String),
}

/// How many are listed at once.
const LISTED: usize = 8;

/// What is being searched for, and what has been found.
#[derive(Clone, Copy)]
struct Search {
    text: RwSignal<String>,
    /// Which of those found Enter would choose.
    active: RwSignal<usize>,
    open: RwSignal<bool>,
    found: Memo<Vec<Choice>>,
    read: Memo<Read>,
    name: &'static str,
    on_choose: Callback<String>,
}

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
    /// Reads a text as something that need not be among what can be found.
    #[prop(default = Callback::new(|_| Read::Nothing))]
    read: Callback<String, Read>,
    /// Called with the key of what was chosen.
    on_choose: Callback<String>,
) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let read = Memo::new(move |_| read.run(text.get()));
    let found =
        Memo::new(move |_| read.with(|read| offered(read, choices.with(|choices| matching(choices, &text.get())))));
    let search = Search { text, active: RwSignal::new(0), open: RwSignal::new(false), found, read, name, on_choose };
    view! {
        <div class="finder">
            <input
                type="text"
                role="combobox"
                name=name
                placeholder=prompt
                aria-label=prompt
                autocomplete="off"
                spellcheck="false"
                aria-autocomplete="list"
                aria-expanded=move || search.lists().to_string()
                aria-controls=search.list()
                aria-activedescendant=move || search.lists().then(|| search.option(search.active.get()))
                prop:value=text
                on:input=move |event| search.set(event_target_value(&event))
                on:focus=move |_| search.open.set(true)
                on:blur=move |_| search.open.set(false)
                on:keydown=move |event| search.on_key(&event)
            />
            <Found search prompt />
        </div>
    }
}

/// The list of what was found, or that nothing was.
#[component]
fn Found(search: Search, prompt: &'static str) -> impl IntoView {
    let each = move |(index, choice): (usize, Choice)| {
        let key = choice.key.clone();
        let on_press = move |event: ev::PointerEvent| {
            // The field keeps the focus.
            event.prevent_default();
            search.choose(key.clone());
        };
        let selected = move || (search.active.get() == index).to_string();
        view! {
            <li role="option" id=search.option(index) aria-selected=selected on:pointerdown=on_press>
                <b>{choice.name}</b>
                <span>{choice.detail}</span>
            </li>
        }
    };
    let nothing = move || match search.read.get() {
        Read::Refused(why) => why,
        Read::Nothing | Read::Offered(_) => format!("Nothing is called \u{201c}{}\u{201d} here.", search.text.get()),
    };
    view! {
        <ul role="listbox" id=search.list() aria-label=prompt hidden=move || !search.lists()>
            {move || search.found.get().into_iter().enumerate().map(each).collect_view()}
        </ul>
        <Show when=move || search.open.get() && search.found.with(Vec::is_empty)>
            <p class="note" role="status">
                {nothing}
            </p>
        </Show>
    }
}

impl Search {
    /// Whether there is a list to choose from.
    fn lists(self) -> bool {
        self.open.get() && !self.found.with(Vec::is_empty)
    }

    fn list(self) -> String {
        format!("{}-list", self.name)
    }

    fn option(self, index: usize) -> String {
        format!("{}-option-{index}", self.name)
    }

    fn set(self, text: String) {
        self.text.set(text);
        self.active.set(0);
        self.open.set(true);
    }

    fn choose(self, key: String) {
        self.text.set(String::new());
        self.open.set(false);
        self.on_choose.run(key);
    }

    fn on_key(self, event: &ev::KeyboardEvent) {
        let last = self.found.with_untracked(|found| found.len().saturating_sub(1));
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" => {
                event.prevent_default();
                self.open.set(true);
                let down = event.key() == "ArrowDown";
                let moved = |active: usize| if down { (active + 1).min(last) } else { active.saturating_sub(1) };
                self.active.update(|active| *active = moved(*active));
            }
            "Enter" if self.open.get_untracked() => {
                event.prevent_default();
                let active = self.active.get_untracked();
                if let Some(choice) = self.found.with_untracked(|found| found.get(active).cloned()) {
                    self.choose(choice.key);
                }
            }
            "Escape" => self.open.set(false),
            _ => {}
        }
    }
}

/// What a text is read as, before what it finds otherwise.
fn offered(read: &Read, mut found: Vec<Choice>) -> Vec<Choice> {
    if let Read::Offered(offers) = read {
        found.retain(|choice| offers.iter().all(|offer| offer.key != choice.key));
        found.splice(0..0, offers.iter().cloned());
        found.truncate(LISTED);
    }
    found
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
