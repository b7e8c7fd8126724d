//! The options that the market quotes, by expiry and strike: one is bought or sold by a press.

use crate::parts::dialog::Dialog as DialogPart;
use crate::parts::select::Select;
use crate::state::{Derived, Dialog, Store};
use leptos::html;
use leptos::prelude::*;
use margin_core::chain::ChainKey;
use margin_core::instrument::Right;
use margin_core::time::Timestamp;
use margin_core::units::Quantity;
use margin_view::options::chain::{self, ChainCells, ChainRow, ChainTable, StrikePlace};
use std::sync::Arc;

/// What stands where a figure is not known.
const UNKNOWN: &str = "\u{2014}";

/// Opens the dialog, where there is anything to choose from.
#[component]
pub fn OpenChain() -> impl IntoView {
    let store = expect_context::<Store>();
    let chains = expect_context::<Derived>().options.chains;
    view! {
        <Show when=move || chains.with(|chains| !chains.is_empty())>
            <button type="button" class="quiet" on:click=move |_| store.open_dialog(Dialog::Chain)>
                "Option chain\u{2026}"
            </button>
        </Show>
    }
}

/// The dialog.
#[component]
pub fn ChainDialog() -> impl IntoView {
    let store = expect_context::<Store>();
    let derived = expect_context::<Derived>();
    let open = Signal::derive(move || derived.dialog.get() == Some(Dialog::Chain));
    let added = RwSignal::new(String::new());
    let table = derived.options.table;
    view! {
        <DialogPart
            open
            title="Option chain"
            on_close=Callback::new(move |()| {
                added.set(String::new());
                store.close_dialog();
            })
        >
            <div class="chain">
                <Choices />
                <p class="note" role="status">{added}</p>
                {move || table.get().map(|table| view! { <Table table added /> })}
            </div>
        </DialogPart>
    }
}

/// Which underlying and which expiry.
#[component]
fn Choices() -> impl IntoView {
    let store = expect_context::<Store>();
    let derived = expect_context::<Derived>();
    let options = derived.options;
    let key = |place: usize| place.to_string();
    let chains = Signal::derive(move || {
        let chains = options.chains.get();
        chains.iter().enumerate().map(|(place, each)| (key(place), chain::name(each))).collect::<Vec<_>>()
    });
    let chosen = Signal::derive(move || {
        let is_chosen =
            |each: &ChainKey| options.chain.with(|chain| chain.as_ref().is_some_and(|chain| chain.key == *each));
        options.chains.with(|chains| chains.iter().position(is_chosen)).map(key).unwrap_or_default()
    });
    let on_chain = Callback::new(move |place: String| {
        let chains = options.chains.get_untracked();
        if let Some(found) = place.parse().ok().and_then(|place: usize| chains.get(place)) {
            store.look_at(found.clone());
        }
    });
    let expiries = Signal::derive(move || {
        let now = derived.workspace.with(|workspace| workspace.market.time);
        let chain = options.chain.get();
        let moments = chain.iter().flat_map(|chain| &chain.expiries).map(|each| each.expiry);
        moments.map(|each| (each.milliseconds().to_string(), chain::expiry(each, now))).collect::<Vec<_>>()
    });
    let expiry = Signal::derive(move || {
        options.expiry.get().map(|expiry| expiry.milliseconds().to_string()).unwrap_or_default()
    });
    let on_expiry = Callback::new(move |milliseconds: String| {
        if let Ok(milliseconds) = milliseconds.parse() {
            store.look_at_expiry(Timestamp::from_milliseconds(milliseconds));
        }
    });
    view! {
        <div class="choices">
            <Select label="Underlying" name="chain-underlying" choices=chains chosen on_choose=on_chain />
            <Select label="Expiry" name="chain-expiry" choices=expiries chosen=expiry on_choose=on_expiry />
        </div>
    }
}

/// One expiry: calls at the left of the strikes, puts at the right.
#[component]
fn Table(table: Arc<ChainTable>, added: RwSignal<String>) -> impl IntoView {
    let (frame, middle) = (NodeRef::<html::Div>::new(), NodeRef::<html::Tr>::new());
    Effect::new(move |_| {
        if let (Some(frame), Some(row)) = (frame.get(), middle.get()) {
            frame.set_scroll_top(row.offset_top() - (frame.client_height() - row.offset_height()) / 2);
            // Where not all columns fit, those beside the strike are seen first.
            frame.set_scroll_left((frame.scroll_width() - frame.client_width()) / 2);
        }
    });
    let rows = table.rows.iter().map(|row| view! { <Strike row=row.clone() middle added /> }).collect_view();
    let columns = (SIDE.len() + 1).to_string();
    let label = "The chain, which scrolls";
    view! {
        <p class="note" id="chain-caption">{table.caption.clone()}</p>
        <div class="scrolled" node_ref=frame role="region" aria-label=label tabindex="0">
            <table aria-describedby="chain-caption">
                <thead>
                    <tr>
                        <th scope="colgroup" colspan=columns.clone()>{chain::right(Right::Call)}</th>
                        <td></td>
                        <th scope="colgroup" colspan=columns>{chain::right(Right::Put)}</th>
                    </tr>
                    <tr>
                        {SIDE.iter().rev().map(|name| view! { <th scope="col">{*name}</th> }).collect_view()}
                        <th scope="col"><span class="unseen">"Trade the call"</span></th>
                        <th scope="col" class="strike">"Strike"</th>
                        <th scope="col"><span class="unseen">"Trade the put"</span></th>
                        {SIDE.iter().map(|name| view! { <th scope="col">{*name}</th> }).collect_view()}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// The columns of one side, from the strike outwards.
const SIDE: [&str; 5] = ["Mark", "Volatility, %", "Delta", "Bid \u{2013} ask, %", "Open"];

/// One strike's row.
#[component]
fn Strike(row: ChainRow, middle: NodeRef<html::Tr>, added: RwSignal<String>) -> impl IntoView {
    let class = match row.place {
        StrikePlace::Below => "call-in",
        StrikePlace::AtTheMoney => "at-the-money",
        StrikePlace::Above => "put-in",
    };
    let nearest = (row.place == StrikePlace::AtTheMoney).then(|| view! { <small>"at the money"</small> });
    let cells = view! {
        {side(row.call.as_ref(), "call").into_iter().rev().collect_view()}
        <td class="trade"><Trade cells=row.call added /></td>
        <th scope="row" class="strike">{row.strike}{nearest}</th>
        <td class="trade"><Trade cells=row.put.clone() added /></td>
        {side(row.put.as_ref(), "put").into_iter().collect_view()}
    };
    match row.place {
        StrikePlace::AtTheMoney => view! { <tr class=class node_ref=middle>{cells}</tr> }.into_any(),
        StrikePlace::Below | StrikePlace::Above => view! { <tr class=class>{cells}</tr> }.into_any(),
    }
}

/// One side's figures, from the strike outwards.
fn side(cells: Option<&ChainCells>, class: &'static str) -> Vec<impl IntoView + use<>> {
    let figure = |pick: fn(&ChainCells) -> &String| {
        let text = cells.map(pick).filter(|text| !text.is_empty()).cloned().unwrap_or_else(|| UNKNOWN.into());
        view! { <td class=class>{text}</td> }
    };
    let picks: [fn(&ChainCells) -> &String; 5] = [
        |cells| &cells.mark,
        |cells| &cells.volatility,
        |cells| &cells.delta,
        |cells| &cells.sides,
        |cells| &cells.open_interest,
    ];
    picks.map(figure).into_iter().collect()
}

/// Buys or sells one contract.
#[component]
fn Trade(cells: Option<ChainCells>, added: RwSignal<String>) -> impl IntoView {
    let store = expect_context::<Store>();
    let buttons = move |cells: ChainCells| {
        let button = |words: &'static str, name: String, contracts: f64| {
            let (instrument, says) = (cells.instrument.clone(), name.clone());
            let on_press = move |_| {
                store.trade(instrument.clone(), Quantity::new(contracts));
                added.set(format!("{says}: one contract is in the portfolio."));
            };
            view! { <button type="button" aria-label=name on:click=on_press>{words}</button> }
        };
        let (buy, sell) = (button("Buy", cells.buy.clone(), 1.0), button("Sell", cells.sell.clone(), -1.0));
        view! {
            {buy}
            {sell}
        }
    };
    cells.map(buttons)
}
