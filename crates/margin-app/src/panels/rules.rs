//! The rules that the desk stands under: which they are, and what they say of themselves.

use crate::parts::dialog::Dialog as DialogPart;
use crate::state::{Derived, Dialog, Store, carried};
use leptos::prelude::*;
use margin_view::compare::{About, Use, dated, title};
use margin_view::working::CitedRule;

/// The choice of rules, and how sure they are.
#[component]
pub fn RulesPicker() -> impl IntoView {
    let store = expect_context::<Store>();
    let derived = expect_context::<Derived>();
    let (chosen, about, workspace) = (derived.rules_id, derived.about, derived.workspace);
    let own = move || {
        let name = workspace.with(|workspace| title(&workspace.rules));
        chosen.get().is_none().then(|| view! { <option value="" prop:selected=true>{name} " (not carried)"</option> })
    };
    let group = move |label: &'static str, use_for: Use| {
        let each = carried().unwrap_or_default().iter().filter(move |each| each.use_for() == use_for);
        let options = each.map(|each| {
            let (id, name) = (each.id, each.name());
            let name = if use_for == Use::Closed { format!("{name}, {}", dated(&each.rules)) } else { name };
            view! { <option value=id prop:selected=move || chosen.get() == Some(id)>{name}</option> }
        });
        view! { <optgroup label=label>{options.collect_view()}</optgroup> }
    };
    let closed = move || about.with(|about| about.closed.is_some());
    let uncertain = move || about.with(|about| about.uncertain.len());
    let doubtful = move || uncertain() > 0;
    view! {
        <span class="rules-picker">
            <select
                name="rules"
                aria-label="Rules"
                on:change=move |event| store.use_rules(&event_target_value(&event))
            >
                {own}
                {group("Venues", Use::Open)}
                {group("Closed or replaced", Use::Closed)}
                {group("No venue\u{2019}s", Use::Reference)}
            </select>
            <Show when=closed><b class="mark warning">"closed"</b></Show>
            <Show when=doubtful>
                <span class="mark">{uncertain} " uncertain"</span>
            </Show>
            <button type="button" class="quiet" on:click=move |_| store.open_dialog(Dialog::Rules)>"About the rules"</button>
        </span>
    }
}

/// The dialog about the rules.
#[component]
pub fn AboutRules() -> impl IntoView {
    let store = expect_context::<Store>();
    let derived = expect_context::<Derived>();
    let open = Signal::derive(move || derived.dialog.get() == Some(Dialog::Rules));
    let about = derived.about;
    view! {
        <DialogPart open title="Rules" on_close=Callback::new(move |()| store.close_dialog())>
            <h3>{move || about.get().title}</h3>
            {move || view! { <AboutText about=about.get() /> }}
        </DialogPart>
    }
}

/// What rules say of themselves.
#[component]
pub fn AboutText(about: About) -> impl IntoView {
    let About { closed, established, uncertain, notes, .. } = about;
    let rule = |rule: CitedRule| {
        view! {
            <li>
                <b>{rule.name}</b>
                " "
                {rule.says}
                <small>{rule.source} " \u{b7} " {rule.date}</small>
            </li>
        }
    };
    let doubts = (!uncertain.is_empty()).then(|| {
        let listed = uncertain.into_iter().map(rule).collect_view();
        view! { <h3>"Uncertain"</h3> <ul class="doubts">{listed}</ul> }
    });
    let noted = (!notes.is_empty()).then(|| {
        let listed = notes.into_iter().map(|note| view! { <li>{note}</li> }).collect_view();
        view! { <h3>"To know"</h3> <ul>{listed}</ul> }
    });
    view! {
        <div class="about-rules">
            {closed.map(|closed| view! { <p class="warning">{closed}</p> })}
            <p>{established}</p>
            {doubts}
            {noted}
        </div>
    }
}
