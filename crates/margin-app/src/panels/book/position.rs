//! One position, edited in place.

use crate::panels::line::tone_class;
use crate::panels::shown::ShownFigure;
use crate::parts::icon::{Drawing, Icon};
use crate::parts::number_field::NumberField;
use crate::state::{Derived, Store};
use leptos::ev;
use leptos::prelude::*;
use margin_core::id::PositionId;
use margin_core::portfolio::{Leverage, MarginMode, Position};
use margin_core::problem::{Place, PositionField};
use margin_core::units::{Price, Quantity, Ratio, Usd};
use margin_view::desk::{LiquidationCell, PositionRow, Shown};
use margin_view::working::FigureRef;
use margin_view::{instrument, number};

/// One position's row.
#[component]
pub fn PositionLine(id: PositionId) -> impl IntoView {
    let store = expect_context::<Store>();
    let derived = expect_context::<Derived>();
    let position = derived.position(id);
    let name = Memo::new(move |_| {
        let named = |position: &Position| derived.locale.with_value(|locale| instrument(&position.instrument, locale));
        position.with(|position| position.as_ref().map(named).unwrap_or_default())
    });
    let name = Signal::from(name);
    let on_key = move |event: ev::KeyboardEvent| {
        let on_field = event_target::<web_sys::Element>(&event).tag_name() == "INPUT";
        if event.key() == "d" && !on_field && !event.ctrl_key() && !event.meta_key() {
            event.prevent_default();
            store.duplicate_position(id);
        }
    };
    view! {
        <tr on:keydown=on_key>
            <th scope="row">
                {name}
                <Terms id />
            </th>
            <Fields id name />
            <Requirements id name />
            <td data-label="Liquidation" class="liquidation">
                <Liquidation id name />
            </td>
            <Actions id name />
        </tr>
    }
}

/// One figure of a position's row.
fn part(row: Memo<Option<PositionRow>>, pick: fn(&PositionRow) -> &Shown) -> Memo<Option<Shown>> {
    Memo::new(move |_| row.with(|row| row.as_ref().map(|row| pick(row).clone())))
}

/// What one thing of a position is called.
fn called(name: Signal<String>, what: &'static str) -> Signal<String> {
    Signal::derive(move || format!("{}, {what}", name.get()))
}

/// What was bought or sold, and at what price.
#[component]
fn Fields(id: PositionId, name: Signal<String>) -> impl IntoView {
    let store = expect_context::<Store>();
    let derived = expect_context::<Derived>();
    let (position, row) = (derived.position(id), derived.position_row(id));
    let number = move |pick: fn(&Position) -> f64| {
        Signal::derive(move || position.with(|position| position.as_ref().map_or(0.0, pick)))
    };
    let mark = part(row, |row| &row.mark);
    let sealed = Callback::new(move |()| store.seal());
    view! {
        <td data-label="Quantity">
            <NumberField
                value=number(|position| position.quantity.get())
                format=|value, locale| number::quantity(Quantity::new(value), locale)
                locale=derived.locale
                label=called(name, "quantity")
                name="quantity"
                wrong=derived.wrong_at(Place::Position(id, PositionField::Quantity))
                on_value=Callback::new(move |value| store.set_quantity(id, Quantity::new(value)))
                on_done=sealed
            />
            <small>
                <ShownFigure name=called(name, "notional") shown=part(row, |row| &row.notional) store />
            </small>
        </td>
        <td data-label="Entry">
            <NumberField
                value=number(|position| position.entry.get())
                format=|value, locale| number::price(Price::new(value), locale)
                locale=derived.locale
                label=called(name, "entry price")
                name="entry"
                wrong=derived.wrong_at(Place::Position(id, PositionField::Entry))
                on_value=Callback::new(move |value| store.set_entry(id, Price::new(value)))
                on_done=sealed
            />
            <small>"mark " {move || mark.get().map(|mark| mark.text)}</small>
        </td>
    }
}

/// What the position has gained and what it needs.
#[component]
fn Requirements(id: PositionId, name: Signal<String>) -> impl IntoView {
    let store = expect_context::<Store>();
    let row = expect_context::<Derived>().position_row(id);
    let keeps = part(row, |row| &row.maintenance);
    view! {
        <td data-label="Profit">
            <ShownFigure name=called(name, "unrealised profit") shown=part(row, |row| &row.unrealised) store />
        </td>
        <td data-label="Requires">
            <ShownFigure name=called(name, "initial requirement") shown=part(row, |row| &row.initial) store />
            <small>"keeps " <ShownFigure name=called(name, "maintenance requirement") shown=keeps store /></small>
        </td>
    }
}

/// What stands behind the position, and its leverage.
#[component]
fn Terms(id: PositionId) -> impl IntoView {
    let store = expect_context::<Store>();
    let derived = expect_context::<Derived>();
    let (position, row) = (derived.position(id), derived.position_row(id));
    let used = derived.leverage(id);
    let isolated =
        Memo::new(move |_| matches!(position.get().map(|each| each.mode), Some(MarginMode::Isolated { .. })));
    let leverage = Signal::derive(move || match position.get().map(|each| each.leverage) {
        Some(Leverage::Chosen(chosen)) => chosen.get(),
        Some(Leverage::VenueMaximum) | None => used.get().map_or(1.0, Ratio::get),
    });
    let collateral = Signal::derive(move || match position.get().map(|each| each.mode) {
        Some(MarginMode::Isolated { collateral }) => collateral.get(),
        Some(MarginMode::Cross) | None => 0.0,
    });
    let on_mode = move |event: ev::Event| {
        let mode = if event_target_value(&event) == "isolated" {
            // What the venue would ask for is the natural amount to set aside.
            let initial = derived.evaluated.get_untracked().ok().and_then(|each| each.report.position(id).cloned());
            MarginMode::Isolated { collateral: initial.map_or(Usd::ZERO, |report| report.initial.usd()) }
        } else {
            MarginMode::Cross
        };
        store.set_mode(id, mode);
    };
    let sealed = Callback::new(move |()| store.seal());
    let plain = Memo::new(move |_| {
        let model = &derived.workspace.get().rules.model;
        position.with(|position| position.as_ref().is_some_and(|position| !model.takes_leverage(&position.instrument)))
            && !isolated.get()
    });
    let levered = move || {
        view! {
            <span class="terms">
                <select name="mode" aria-label="What stands behind the position" on:change=on_mode>
                    <option value="cross" prop:selected=move || !isolated.get()>"cross"</option>
                    <option value="isolated" prop:selected=move || isolated.get()>"isolated"</option>
                </select>
                <span class="leverage">
                    <NumberField
                        value=leverage
                        format=|value, locale| number::full(value, locale)
                        locale=derived.locale
                        label=Signal::stored("Leverage".to_string())
                        name="leverage"
                        wrong=derived.wrong_at(Place::Position(id, PositionField::Leverage))
                        on_value=Callback::new(move |value| store.set_leverage(id, Leverage::Chosen(Ratio::new(value))))
                        on_done=sealed
                    />
                    "\u{d7}"
                </span>
                <Show when=move || isolated.get()>
                    <span class="set-aside">
                        <NumberField
                            value=collateral
                            format=|value, locale| number::amount(Quantity::new(value), locale)
                            locale=derived.locale
                            label=Signal::stored("Dollars set aside".to_string())
                            name="set-aside"
                            wrong=derived.wrong_at(Place::Position(id, PositionField::Collateral))
                            on_value=Callback::new(move |value| store.set_collateral(id, Usd::new(value)))
                            on_done=sealed
                        />
                        "set aside"
                    </span>
                </Show>
            </span>
            <span class="unseen">{move || row.get().map(|row| row.detail)}</span>
        }
    };
    let together = move || view! { <small class="terms">{move || row.get().map(|row| row.detail)}</small> };
    view! {
        <Show when=move || plain.get() fallback=levered>
            {together}
        </Show>
    }
}

/// Where the position goes under.
#[component]
fn Liquidation(id: PositionId, name: Signal<String>) -> impl IntoView {
    let store = expect_context::<Store>();
    let row = expect_context::<Derived>().position_row(id);
    let cell = Memo::new(move |_| row.with(|row| row.as_ref().map(|row| row.liquidation.clone())));
    let called = called(name, "liquidation price");
    move || match cell.get() {
        None => ().into_any(),
        Some(LiquidationCell::None { words, why }) => {
            let figure = Some(FigureRef::Liquidation(id));
            let shown = Signal::stored(Some(Shown { text: words, full: why, figure }));
            view! { <span class="none"><ShownFigure name=called shown store /></span> }.into_any()
        }
        Some(LiquidationCell::Now { words, why, figure }) => {
            let shown = Signal::stored(Some(Shown { text: words, full: why, figure: Some(figure) }));
            view! { <span class="danger"><ShownFigure name=called shown store /></span> }.into_any()
        }
        Some(LiquidationCell::At { price, distance, others, tone }) => {
            let price = Signal::stored(Some(price));
            view! {
                <ShownFigure name=called shown=price store />
                <small class=tone_class(tone)>{distance}</small>
                {others.into_iter().map(|other| view! { <small>{other}</small> }).collect_view()}
            }
            .into_any()
        }
    }
}

/// What can be done with the position as a whole.
#[component]
fn Actions(id: PositionId, name: Signal<String>) -> impl IntoView {
    let store = expect_context::<Store>();
    let action = move |what: &'static str, icon: Icon, run: fn(Store, PositionId)| {
        view! {
            <button
                type="button"
                class="action"
                title=what
                aria-label=move || format!("{what} {}", name.get())
                on:click=move |_| run(store, id)
            >
                <Drawing icon />
            </button>
        }
    };
    view! {
        <td class="actions">
            {action("Flip", Icon::Flip, Store::flip_position)}
            {action("Duplicate", Icon::Duplicate, Store::duplicate_position)}
            {action("Remove", Icon::Remove, Store::remove_position)}
        </td>
    }
}
