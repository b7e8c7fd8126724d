//! What was read: an account that can be opened, or what is wrong with it.

use crate::panels::import::draft::Draft;
use crate::state::{Derived, Store, Workspace, carried};
use leptos::prelude::*;
use margin_core::rules::VenueRules;
use margin_import::{Imported, Stated};
use margin_view::compare::{Use, dated};
use margin_view::import::{self, ChosenRules};
use margin_view::problem::Told;
use std::sync::Arc;

/// An account that can be opened.
#[component]
pub fn Found(imported: Imported, draft: Draft) -> impl IntoView {
    let locale = expect_context::<Derived>().locale;
    let summary = locale.with_value(|locale| import::found(&imported, locale));
    let words = |note| locale.with_value(|locale| import::note(note, &imported.portfolio, locale));
    let notes: Vec<String> = imported.taken.iter().map(words).collect();
    let listed = notes.iter().map(|note| view! { <li>{note.clone()}</li> }).collect_view();
    let commit = match imported.rules.clone() {
        Some(rules) => view! { <Commit open=opening(Workspace::imported(imported, rules, notes), draft) /> }.into_any(),
        None => view! { <Under imported notes draft /> }.into_any(),
    };
    view! {
        <div class="found" role="status">
            <p><b>{summary}</b></p>
            <ul class="note">{listed}</ul>
        </div>
        {commit}
    }
}

/// The account as a whole, or the rest of it alone.
#[component]
fn Commit(open: Callback<()>, #[prop(optional_no_strip)] rest: Option<Callback<()>>) -> impl IntoView {
    let rest = rest.map(|open| {
        view! {
            <button type="button" name="open-rest" on:click=move |_| open.run(())>
                "Open the rest alone"
            </button>
        }
    });
    view! {
        <div class="commit">
            {rest}
            <button type="button" class="primary" name="open-import" on:click=move |_| open.run(())>
                "Open this account"
            </button>
        </div>
    }
}

/// The choice of rules for an account that came in without any.
#[component]
fn Under(imported: Imported, notes: Vec<String>, draft: Draft) -> impl IntoView {
    let locale = expect_context::<Derived>().locale;
    let named = imported.rules_id.as_deref().and_then(|id| carried().ok()?.iter().find(|each| each.id == id));
    let chosen = RwSignal::new(named.map(|named| named.id));
    let imported = StoredValue::new(imported);
    let notes = StoredValue::new(notes);
    let rules = move || chosen.get().and_then(|id| carried().ok()?.iter().find(|each| each.id == id));
    let view = Memo::new(move |_| {
        let rules = rules()?;
        let told =
            |locale: &_| imported.with_value(|imported| import::chosen_rules(imported, rules.id, &rules.rules, locale));
        Some(locale.with_value(told))
    });
    let open = move || {
        let (rules, ChosenRules { says, takes, rest }) = (rules()?, view.get()?);
        let imported = imported.get_value();
        let noted = |says: Vec<String>| [says, notes.get_value()].concat();
        let part = rest.map(|rest| {
            let stated = Stated::of_rest(imported.stated.clone(), &rest);
            let imported = Imported { portfolio: rest, stated, ..imported.clone() };
            opening(under(imported, rules.id, &rules.rules, noted([vec![says.clone()], takes].concat())), draft)
        });
        let whole = opening(under(imported, rules.id, &rules.rules, noted(vec![says])), draft);
        Some(view! { <Commit open=whole rest=part /> })
    };
    view! {
        <div class="under">
            <label>
                "Put it under the rules of "
                <RulesChoice chosen imported />
            </label>
            <div class="note" role="status">
                {move || view.get().map(|ChosenRules { says, takes, .. }| view! {
                    <p>{says}</p>
                    <ul>{takes.into_iter().map(|says| view! { <li>{says}</li> }).collect_view()}</ul>
                })}
            </div>
        </div>
        {open}
    }
}

/// The catalogue, those rules first that give figures for all of the account.
#[component]
fn RulesChoice(chosen: RwSignal<Option<&'static str>>, imported: StoredValue<Imported>) -> impl IntoView {
    let gives = |rules: &VenueRules| {
        imported
            .with_value(|Imported { portfolio, market, .. }| margin_core::evaluate(portfolio, market, rules).is_ok())
    };
    let all = carried().unwrap_or_default();
    let (whole, part): (Vec<_>, Vec<_>) =
        all.iter().filter(|each| each.use_for() == Use::Open).partition(|each| gives(&each.rules));
    let of = |use_for| all.iter().filter(|each| each.use_for() == use_for).collect::<Vec<_>>();
    let groups = [
        ("Venues, with figures for all of it", whole),
        ("Venues, not for all of it", part),
        ("Closed or replaced", of(Use::Closed)),
        ("No venue\u{2019}s", of(Use::Reference)),
    ];
    let groups = groups.into_iter().filter(|(_, rules)| !rules.is_empty()).map(|(label, rules)| {
        let options = rules.into_iter().map(|each| {
            let id = each.id;
            let name = if each.use_for() == Use::Closed {
                format!("{}, {}", each.name(), dated(&each.rules))
            } else {
                each.name()
            };
            view! { <option value=id prop:selected=move || chosen.get() == Some(id)>{name}</option> }
        });
        view! { <optgroup label=label>{options.collect_view()}</optgroup> }
    });
    let on_change = move |event| {
        let value = event_target_value(&event);
        chosen.set(all.iter().map(|each| each.id).find(|id| *id == value));
    };
    view! {
        <select name="under" on:change=on_change>
            <option value="" prop:selected=move || chosen.get().is_none()>"\u{2014} choose \u{2014}"</option>
            {groups.collect_view()}
        </select>
    }
}

/// An import under rules that did not come in with it; the venue's figures of its own requirements are then beside the
/// point, unless the rules are its own.
fn under(imported: Imported, id: &str, rules: &Arc<VenueRules>, notes: Vec<String>) -> Workspace {
    let its_own = imported.rules_id.as_deref() == Some(id);
    let stated = if its_own { imported.stated } else { Stated::of_any_rules(imported.stated) };
    Workspace::imported(Imported { stated, ..imported }, Arc::clone(rules), notes)
}

fn opening(workspace: Workspace, draft: Draft) -> Callback<()> {
    let store = expect_context::<Store>();
    Callback::new(move |()| {
        store.replace(workspace.clone());
        store.close_dialog();
        draft.clear();
    })
}

/// How many problems are told at once.
const TOLD: usize = 12;

/// What is wrong, each with its place.
#[component]
pub fn Problems(told: Vec<Told>) -> impl IntoView {
    let rest = told.len().saturating_sub(TOLD);
    let each = |told: Told| view! { <li><code>{told.place}</code> ": " {told.says} " " {told.remedy}</li> };
    let listed = told.into_iter().take(TOLD).map(each).collect_view();
    view! {
        <div class="problems-found" role="alert">
            <ul>{listed}</ul>
            {(rest > 0).then(|| format!("And {rest} more of the kind."))}
        </div>
    }
}
