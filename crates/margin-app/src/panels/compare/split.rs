//! The portfolio over two venues: how much of each contract where, and what that saves.

use crate::parts::number_field::{NumberField, Reading};
use crate::state::{Derived, Store, carried};
use leptos::prelude::*;
use margin_core::compare::{Buffer, Transfer};
use margin_core::units::{Quantity, Ratio, Usd};
use margin_view::compare::{SplitView, Use};
use margin_view::number::{self, Locale, Toward};

/// The choice of two venues, what the transfer takes, and the split.
#[component]
pub fn SplitPanel() -> impl IntoView {
    let split = expect_context::<Derived>().split;
    view! {
        <section class="split" aria-labelledby="split-heading">
            <h3 id="split-heading">"Split over two venues"</h3>
            <div class="choices">
                <Venue label="Everything is now at" name="split-first" which=0 />
                <Venue label="and may go to" name="split-second" which=1 />
            </div>
            <div class="choices">
                <Dollars />
                <Hours />
                <Cushion />
            </div>
            {move || split.get().map(|split| view! { <Found split /> })}
            <Show when=move || split.get().is_none()>
                <p class="note">"Choose two venues to see how much of each contract to hold where."</p>
            </Show>
        </section>
    }
}

/// One of the two venues.
#[component]
fn Venue(label: &'static str, name: &'static str, which: usize) -> impl IntoView {
    let store = expect_context::<Store>();
    let comparing = expect_context::<Derived>().comparing;
    let chosen = Memo::new(move |_| comparing.get().venues.get(which).copied().flatten());
    let open = carried().unwrap_or_default().iter().filter(|carried| carried.use_for() == Use::Open);
    let options = open.map(|each| {
        let id = each.id;
        view! { <option value=id prop:selected=move || chosen.get() == Some(id)>{each.name()}</option> }
    });
    let on_change = move |event| {
        let value = event_target_value(&event);
        let id = carried().unwrap_or_default().iter().map(|each| each.id).find(|id| *id == value);
        store.compare(|comparing| {
            if let Some(venue) = comparing.venues.get_mut(which) {
                *venue = id;
            }
        });
    };
    view! {
        <label>
            {label}
            " "
            <select name=name on:change=on_change>
                <option value="" prop:selected=move || chosen.get().is_none()>"choose"</option>
                {options.collect_view()}
            </select>
        </label>
    }
}

/// What the transfer costs.
#[component]
fn Dollars() -> impl IntoView {
    let read = |transfer: Transfer| transfer.fixed.get();
    let format = |value, locale: &Locale| number::amount(Quantity::new(value), locale);
    let change = |transfer: &mut Transfer, value| transfer.fixed = Usd::new(value);
    view! { <Figure words="The transfer costs" unit="dollars" name="split-cost" read format change /> }
}

/// How long it takes.
#[component]
fn Hours() -> impl IntoView {
    let read = |transfer: Transfer| transfer.hours;
    let format = |value, locale: &Locale| number::amount(Quantity::new(value), locale);
    let change = |transfer: &mut Transfer, value| transfer.hours = value;
    view! { <Figure words="and takes" unit="hours" name="split-hours" read format change /> }
}

/// What is held beside for each hour on the way.
#[component]
fn Cushion() -> impl IntoView {
    let read = |transfer: Transfer| match transfer.buffer {
        Buffer::PerHour(share) => share.get(),
        Buffer::None | Buffer::Volatility { .. } => 0.0,
    };
    let format = |value, locale: &Locale| number::percent(Ratio::new(value), 2, Toward::Nearest, locale);
    let change = |transfer: &mut Transfer, value| transfer.buffer = Buffer::PerHour(Ratio::new(value));
    let words = "For each hour, hold beside of what is moved";
    view! { <Figure words unit="" name="split-cushion" read format change reading=Reading::PERCENT /> }
}

/// A figure of the transfer.
#[component]
fn Figure(
    words: &'static str,
    unit: &'static str,
    name: &'static str,
    read: fn(Transfer) -> f64,
    format: fn(f64, &Locale) -> String,
    change: fn(&mut Transfer, f64),
    #[prop(default = Reading::PLAIN)] reading: Reading,
) -> impl IntoView {
    let store = expect_context::<Store>();
    let derived = expect_context::<Derived>();
    let value = Signal::derive(move || read(derived.comparing.get().transfer));
    view! {
        <span class="transfer">
            {words}
            " "
            <NumberField
                value
                format
                locale=derived.locale
                label=Signal::stored(format!("{words} ({})", if unit.is_empty() { "per cent" } else { unit }))
                name
                wrong=Signal::stored(None::<String>)
                reading
                on_value=Callback::new(move |value| store.compare(|comparing| change(&mut comparing.transfer, value)))
                on_done=Callback::new(|()| ())
            />
            " "
            {unit}
        </span>
    }
}

#[component]
fn Found(split: SplitView) -> impl IntoView {
    let rows = split.rows.into_iter().map(|row| {
        view! {
            <tr>
                <th scope="row">{row.name} <small>{row.note}</small></th>
                <td>{row.first}</td>
                <td>{row.second}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let totals = split.totals.into_iter().map(|(name, dollars)| view! { <div><dt>{name}</dt><dd>{dollars}</dd></div> });
    let totals = totals.collect_view();
    view! {
        <p class="best" role="status">{split.verdict}</p>
        <table class="shares">
            <thead>
                <tr>
                    <th scope="col">"Contract"</th>
                    <th scope="col">"Stays"</th>
                    <th scope="col">"Goes"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <dl class="totals">{totals}</dl>
    }
}
