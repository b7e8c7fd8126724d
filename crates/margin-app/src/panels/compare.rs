//! The portfolio under every venue: what each requires, where it goes under there, and which is best.

mod detail;
mod split;
mod table;

use crate::panels::compare::split::SplitPanel;
use crate::panels::compare::table::Table;
use crate::state::{Derived, Store};
use leptos::prelude::*;
use margin_core::compare::{AccountMode, Criterion};
use margin_view::compare::VenueWithout;

const MODES: [(&str, &str, AccountMode); 3] = [
    ("as-set", "as they are set", AccountMode::AsSet),
    ("isolated", "all isolated", AccountMode::AllIsolated),
    ("cross", "all cross", AccountMode::AllCross),
];

const CRITERIA: [(&str, &str, Criterion); 5] = [
    ("initial", "least to open", Criterion::LeastInitial),
    ("maintenance", "least to keep", Criterion::LeastMaintenance),
    ("liquidation", "goes under last", Criterion::FarthestLiquidation),
    ("cost", "least lost when it goes under", Criterion::LeastCost),
    ("idle", "least idle", Criterion::LeastIdle),
];

/// The comparison.
#[component]
pub fn Compare() -> impl IntoView {
    let store = expect_context::<Store>();
    let derived = expect_context::<Derived>();
    let view = derived.comparison;
    let best = Memo::new(move |_| view.with(|view| view.as_ref().map(|view| view.best.clone())));
    let mode = Memo::new(move |_| derived.comparing.get().mode);
    let criterion = Memo::new(move |_| derived.comparing.get().criterion);
    let without =
        Memo::new(move |_| view.with(|view| view.as_ref().map(|view| view.without.clone()).unwrap_or_default()));
    let assumptions = move || view.with(|view| view.as_ref().map(|view| view.assumptions.clone()).unwrap_or_default());
    view! {
        <div class="compare">
            <div class="choices">
                <Choice
                    label="Positions"
                    name="compare-mode"
                    choices=&MODES
                    chosen=mode
                    on_choose=Callback::new(move |mode| store.compare(|comparing| comparing.mode = mode))
                />
                <Choice
                    label="Best"
                    name="compare-by"
                    choices=&CRITERIA
                    chosen=criterion
                    on_choose=Callback::new(move |by| store.compare(|comparing| comparing.look_for(by)))
                />
            </div>
            <p class="best" role="status">{best}</p>
            <Table />
            <Without without />
            <ul class="note">
                {move || assumptions().into_iter().map(|says| view! { <li>{says}</li> }).collect_view()}
            </ul>
            <SplitPanel />
        </div>
    }
}

/// One of a few things to choose from.
#[component]
fn Choice<T>(
    label: &'static str,
    name: &'static str,
    choices: &'static [(&'static str, &'static str, T)],
    chosen: Memo<T>,
    on_choose: Callback<T>,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let options = choices.iter().map(|(value, words, choice)| {
        view! { <option value=*value prop:selected=move || chosen.get() == *choice>{*words}</option> }
    });
    let on_change = move |event| {
        let value = event_target_value(&event);
        if let Some((_, _, choice)) = choices.iter().find(|(key, ..)| *key == value) {
            on_choose.run(*choice);
        }
    };
    view! {
        <label>
            {label}
            " "
            <select name=name on:change=on_change>{options.collect_view()}</select>
        </label>
    }
}

/// The venues that give no figures, folded away, each with why.
#[component]
fn Without(without: Memo<Vec<VenueWithout>>) -> impl IntoView {
    let rows = move || {
        let each = |each: VenueWithout| view! { <li><b>{each.name}</b> " " {each.why}</li> };
        without.get().into_iter().map(each).collect_view()
    };
    view! {
        <Show when=move || without.with(|without| !without.is_empty())>
            <details class="without">
                <summary>{move || without.with(Vec::len)} " more give no figures for this portfolio"</summary>
                <ul class="note">{rows}</ul>
            </details>
        </Show>
    }
}
