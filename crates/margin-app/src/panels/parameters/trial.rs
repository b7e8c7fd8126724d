//! What other parameters would do to the portfolio.

use crate::panels::book::contracts;
use crate::panels::changes::Changes;
use crate::parts::number_field::NumberField;
use crate::parts::select::Select;
use crate::state::{Derived, Rulebook, Store};
use leptos::prelude::*;
use margin_core::change::{Becomes, Override};
use margin_core::report::Level;
use margin_core::units::Ratio;
use margin_view::number;
use serde_json::Value;

/// What is being written before it is tried out.
#[derive(Clone, Copy)]
pub struct Draft {
    /// What is changed.
    pub kind: RwSignal<Kind>,
    /// Of which contract or asset.
    of: RwSignal<Option<String>>,
    /// What it is multiplied by.
    times: RwSignal<f64>,
    /// Where a parameter stands.
    pub path: RwSignal<String>,
    /// What a parameter is set to.
    pub value: RwSignal<String>,
}

/// What can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A contract's rate.
    Rate(Level),
    /// An asset's haircut.
    Haircut(Level),
    /// Any parameter.
    Parameter,
}

const KINDS: [(Kind, &str, &str); 5] = [
    (Kind::Rate(Level::Initial), "initial", "Initial rate"),
    (Kind::Rate(Level::Maintenance), "maintenance", "Maintenance rate"),
    (Kind::Haircut(Level::Initial), "haircut", "Haircut, to open"),
    (Kind::Haircut(Level::Maintenance), "haircut-keep", "Haircut, to keep"),
    (Kind::Parameter, "parameter", "Any parameter"),
];

/// What a rate is multiplied by at first.
const TIMES: f64 = 1.5;

impl Draft {
    /// A draft of one and a half times an initial rate.
    pub fn new() -> Self {
        Self {
            kind: RwSignal::new(Kind::Rate(Level::Initial)),
            of: RwSignal::new(None),
            times: RwSignal::new(TIMES),
            path: RwSignal::new(String::new()),
            value: RwSignal::new(String::new()),
        }
    }

    /// The contracts or assets that it can be about.
    fn choices(self, derived: Derived) -> Vec<(String, String)> {
        let workspace = derived.workspace.get();
        match self.kind.get() {
            Kind::Rate(_) => {
                let held = workspace.portfolio.positions.iter().map(|position| position.instrument.id().to_string());
                let held: Vec<_> = held.collect();
                let (mut first, then): (Vec<_>, Vec<_>) =
                    contracts(derived).into_iter().partition(|each| held.contains(&each.key));
                first.extend(then);
                first.into_iter().map(|choice| (choice.key, choice.name)).collect()
            }
            Kind::Haircut(_) => {
                workspace.rules.collateral.assets.keys().map(|asset| (asset.to_string(), asset.to_string())).collect()
            }
            Kind::Parameter => Vec::new(),
        }
    }

    /// The one that was chosen, or the first.
    fn chosen(self, derived: Derived) -> Option<String> {
        let choices = self.choices(derived);
        let known = self.of.get().filter(|of| choices.iter().any(|(key, _)| key == of));
        known.or_else(|| choices.into_iter().next().map(|(key, _)| key))
    }

    /// What it changes.
    fn made(self, derived: Derived) -> Option<Override> {
        let becomes = Becomes::Times(Ratio::new(self.times.get()));
        Some(match self.kind.get() {
            Kind::Rate(level) => Override::Rate { instrument: self.chosen(derived)?.as_str().into(), level, becomes },
            Kind::Haircut(level) => Override::Haircut { asset: self.chosen(derived)?.as_str().into(), level, becomes },
            Kind::Parameter => {
                let text = self.value.get();
                let value = serde_json::from_str(&text).unwrap_or(Value::String(text));
                Override::Parameter { path: self.path.get(), value }
            }
        })
    }
}

/// The form, what is tried out and what it does.
#[component]
pub fn TrialForm(draft: Draft) -> impl IntoView {
    let store = expect_context::<Store>();
    let derived = expect_context::<Derived>();
    let chosen = move || KINDS.iter().find(|(kind, ..)| *kind == draft.kind.get()).map_or("", |(_, key, _)| key);
    let choose = Callback::new(move |chosen: String| {
        if let Some((kind, ..)) = KINDS.into_iter().find(|(_, key, _)| *key == chosen) {
            draft.kind.set(kind);
        }
    });
    let kinds = KINDS.iter().map(|(_, key, words)| ((*key).to_owned(), (*words).to_owned())).collect::<Vec<_>>();
    let add = move |_| {
        if let Some(made) = untrack(|| draft.made(derived)) {
            let mut rulebook = derived.rulebook.get_untracked();
            rulebook.trial.push(made);
            store.consult(rulebook);
        }
    };
    let is_parameter = Memo::new(move |_| draft.kind.get() == Kind::Parameter);
    view! {
        <h3>"What if the venue changed them?"</h3>
        <div class="wish">
            <Select
                label="Change"
                name="trial-kind"
                choices=Signal::stored(kinds)
                chosen=Signal::derive(move || chosen().to_owned())
                on_choose=choose
            />
            {move || if is_parameter.get() {
                view! { <Pointer draft /> }.into_any()
            } else {
                view! { <Multiplied draft /> }.into_any()
            }}
            <button type="button" on:click=add>"Try it out"</button>
        </div>
        <Tried />
    }
}

#[component]
fn Multiplied(draft: Draft) -> impl IntoView {
    let derived = expect_context::<Derived>();
    let wrong = move || (draft.times.get() < 0.0).then(|| "A factor is not negative.".to_owned());
    view! {
        <Select
            label="Of"
            name="trial-of"
            choices=Signal::derive(move || draft.choices(derived))
            chosen=Signal::derive(move || draft.chosen(derived).unwrap_or_default())
            on_choose=Callback::new(move |of| draft.of.set(Some(of)))
        />
        <div class="labelled">
            <span aria-hidden="true">"Times"</span>
            <NumberField
                value=draft.times
                format=|value, locale| number::full(value, locale)
                locale=derived.locale
                label=Signal::stored("Times".to_owned())
                name="trial-times"
                wrong=Signal::derive(wrong)
                on_value=Callback::new(move |value| draft.times.set(value))
                on_done=Callback::new(|()| ())
            />
        </div>
    }
}

/// A parameter by where it stands.
#[component]
fn Pointer(draft: Draft) -> impl IntoView {
    let field = |label: &'static str, name: &'static str, signal: RwSignal<String>| {
        view! {
            <label class="labelled text">
                <span>{label}</span>
                <input
                    type="text"
                    name=name
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=signal
                    on:input=move |event| signal.set(event_target_value(&event))
                />
            </label>
        }
    };
    view! {
        {field("Where it stands", "trial-path", draft.path)}
        {field("Becomes", "trial-value", draft.value)}
    }
}

/// What is tried out, and the portfolio without and with it.
#[component]
fn Tried() -> impl IntoView {
    let store = expect_context::<Store>();
    let derived = expect_context::<Derived>();
    let forget = move |index: usize| {
        let mut rulebook = derived.rulebook.get_untracked();
        if index < rulebook.trial.len() {
            rulebook.trial.remove(index);
        }
        store.consult(rulebook);
    };
    let reset = move |_| store.consult(Rulebook { trial: Vec::new(), ..derived.rulebook.get_untracked() });
    let adopt = move |_| {
        if let Some(rules) = derived.tried.get_untracked() {
            store.use_changed(rules);
        }
    };
    let each = move |(index, words): (usize, String)| {
        let label = format!("Forget {words}");
        view! {
            <li>
                {words} " "
                <button type="button" class="quiet" aria-label=label on:click=move |_| forget(index)>"Forget"</button>
            </li>
        }
    };
    move || {
        derived.trial.get().map(|trial| {
            let effect = match trial.effect {
                Ok(rows) => view! { <Changes caption="The portfolio" rows /> }.into_any(),
                Err(why) => {
                    let why = why.into_iter().map(|each| view! { <li>{each}</li> }).collect_view();
                    view! { <ul class="wrong" role="alert">{why}</ul> }.into_any()
                }
            };
            let can = derived.tried.get().is_some();
            view! {
                <ul class="trial">{trial.overrides.into_iter().enumerate().map(each).collect_view()}</ul>
                <div role="status">{effect}</div>
                <p class="apply">
                    <button type="button" class="primary" disabled=!can on:click=adopt>"Put the desk under these rules"</button>
                    " "
                    <button type="button" on:click=reset>"Reset"</button>
                </p>
            }
        })
    }
}
