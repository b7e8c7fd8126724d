//! The portfolio, edited in place: holdings with their haircuts, positions with what they require.

mod adding;
mod holding;
mod position;

use crate::panels::book::holding::HoldingLine;
use crate::panels::book::position::PositionLine;
use crate::panels::chain::OpenChain;
use crate::parts::finder::{Choice, Finder};
use crate::state::{Derived, Store, Workspace};
use leptos::prelude::*;

/// The portfolio.
#[component]
pub fn Book() -> impl IntoView {
    view! {
        <section class="panel book" id="book" tabindex="-1" aria-label="Portfolio">
            <h2>"Holdings"</h2>
            <Holdings />
            <h2>"Positions"</h2>
            <Positions />
        </section>
    }
}

#[component]
fn Holdings() -> impl IntoView {
    let store = expect_context::<Store>();
    let derived = expect_context::<Derived>();
    let assets = Signal::derive(move || assets(&derived.workspace.get()));
    let add = Callback::new(move |asset: String| store.add_holding(asset.into()));
    view! {
        <table class="holdings">
            <Heads names=&["Asset", "Quantity", "Value", "Haircut", "Counts"] />
            <tbody>
                <For each=move || derived.holdings.get() key=|id| *id let:id>
                    <HoldingLine id />
                </For>
            </tbody>
        </table>
        <Finder choices=assets prompt="Add collateral" name="add-holding" on_choose=add />
    }
}

#[component]
fn Positions() -> impl IntoView {
    let store = expect_context::<Store>();
    let derived = expect_context::<Derived>();
    let contracts = Memo::new(move |_| contracts(derived));
    let read = Callback::new(move |text: String| adding::read(&text, derived));
    let add = Callback::new(move |id: String| {
        if let Some(instrument) = derived.options.contract(&id) {
            store.add_position(instrument);
        }
    });
    view! {
        <table class="positions">
            <Heads names=&["Instrument", "Quantity", "Entry", "Profit", "Requires", "Liquidation"] />
            <tbody>
                <For each=move || derived.positions.get() key=|id| *id let:id>
                    <PositionLine id />
                </For>
            </tbody>
        </table>
        <Finder choices=contracts read prompt="Add a position: type a name, or press N" name="add-position" on_choose=add />
        <OpenChain />
    }
}

/// Column heads, and one that is said but not shown over what changes a row as a whole.
#[component]
fn Heads(names: &'static [&'static str]) -> impl IntoView {
    let heads = names.iter().map(|name| view! { <th scope="col">{*name}</th> }).collect_view();
    view! {
        <thead>
            <tr>
                {heads}
                <th scope="col">
                    <span class="unseen">"Change"</span>
                </th>
            </tr>
        </thead>
    }
}

/// The assets that can be held: those whose price the market knows, those that the venue accepts first.
fn assets(workspace: &Workspace) -> Vec<Choice> {
    let accepted = &workspace.rules.collateral.assets;
    let choice = |(asset, accepts): (&margin_core::id::AssetId, bool)| Choice {
        key: asset.to_string(),
        name: asset.to_string(),
        detail: if accepts { "accepted as collateral".into() } else { "does not count here".into() },
    };
    let known = || workspace.market.assets.keys();
    let first = known().filter(|asset| accepted.contains_key(*asset)).map(|asset| (asset, true));
    let then = known().filter(|asset| !accepted.contains_key(*asset)).map(|asset| (asset, false));
    first.chain(then).map(choice).collect()
}

/// The contracts that the venue lists and the market has a mark for.
pub fn contracts(derived: Derived) -> Vec<Choice> {
    let contracts = derived.options.contracts.get();
    derived.locale.with_value(|locale| contracts.iter().map(|each| adding::choice(each, locale)).collect())
}
