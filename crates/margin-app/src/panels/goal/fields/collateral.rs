//! Which collateral, and which position, is meant.

use crate::panels::goal::fields::Form;
use crate::parts::select::Select;
use crate::state::Derived;
use leptos::prelude::*;
use margin_core::id::PositionId;
use margin_core::portfolio::{MarginMode, Position};
use margin_core::solve::Purse;
use margin_view::instrument;

/// What the keys of positions begin with, so that no asset is taken for one.
const POSITION: &str = "#";

/// The position that a key stands for.
pub fn position_of(key: &str) -> Option<PositionId> {
    key.trim_start_matches(POSITION).parse().ok().map(PositionId)
}

/// The isolated positions, by number and name.
pub fn isolated(derived: Derived) -> Vec<(String, String)> {
    positions(derived, |position| matches!(position.mode, MarginMode::Isolated { .. }), ", isolated")
}

fn positions(derived: Derived, is: fn(&Position) -> bool, after: &str) -> Vec<(String, String)> {
    let workspace = derived.workspace.get();
    let named = workspace.portfolio.positions.iter().filter(|position| is(position)).map(|position| {
        let name = derived.locale.with_value(|locale| instrument(&position.instrument, locale));
        (position.id.to_string(), format!("{name}{after}"))
    });
    named.collect()
}

/// Where collateral is added or taken out.
#[component]
pub fn PurseField(form: Form) -> impl IntoView {
    let derived = form.derived;
    let choices = move || {
        let workspace = derived.workspace.get();
        let held = workspace.portfolio.holdings.iter().map(|holding| &holding.asset);
        let accepted = workspace.rules.collateral.assets.keys();
        let priced = accepted.filter(|asset| workspace.market.index(asset).is_some());
        let mut names: Vec<String> = Vec::new();
        for asset in held.chain(priced) {
            if !names.iter().any(|name| name == asset.as_str()) {
                names.push(asset.to_string());
            }
        }
        let assets = names.into_iter().map(|name| (name.clone(), name));
        let set_aside = isolated(derived).into_iter().map(|(id, name)| (format!("{POSITION}{id}"), name));
        assets.chain(set_aside).collect::<Vec<_>>()
    };
    let chosen = move || {
        form.get(|wish| match &wish.purse {
            Some(Purse::Holdings(asset)) => asset.to_string(),
            Some(Purse::SetAside(id)) => format!("{POSITION}{id}"),
            None => String::new(),
        })
    };
    let choose = Callback::new(move |key: String| {
        let purse = match key.strip_prefix(POSITION).and_then(position_of) {
            Some(id) => Purse::SetAside(id),
            None => Purse::Holdings(key.into()),
        };
        form.set(|wish| wish.purse = Some(purse));
    });
    view! {
        <Select
            label="Collateral"
            name="goal-purse"
            choices=Signal::derive(choices)
            chosen=Signal::derive(chosen)
            on_choose=choose
        />
    }
}

/// For which position something is set aside.
#[component]
pub fn SetAsideFields(form: Form) -> impl IntoView {
    let choices = move || positions(form.derived, |_| true, "");
    let chosen = move || form.get(|wish| wish.position.map(|id| id.to_string()).unwrap_or_default());
    let choose = Callback::new(move |key: String| {
        form.set(|wish| {
            wish.position = position_of(&key);
            wish.price = None;
        });
    });
    view! {
        <Select
            label="Position"
            name="goal-position"
            choices=Signal::derive(choices)
            chosen=Signal::derive(chosen)
            on_choose=choose
        />
    }
}
