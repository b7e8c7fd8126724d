//! One holding, edited in place.

use crate::panels::shown::ShownFigure;
use crate::parts::icon::{Drawing, Icon};
use crate::parts::number_field::NumberField;
use crate::state::{Derived, Store};
use leptos::prelude::*;
use margin_core::id::HoldingId;
use margin_core::problem::{HoldingField, Place};
use margin_core::units::Quantity;
use margin_view::desk::{HoldingRow, Shown};
use margin_view::number;

/// One holding's row.
#[component]
pub fn HoldingLine(id: HoldingId) -> impl IntoView {
    let store = expect_context::<Store>();
    let derived = expect_context::<Derived>();
    let (holding, row) = (derived.holding(id), derived.holding_row(id));
    let asset = Signal::derive(move || holding.get().map(|holding| holding.asset.to_string()).unwrap_or_default());
    let quantity = Signal::derive(move || holding.get().map_or(0.0, |holding| holding.quantity.get()));
    let part = move |pick: fn(&HoldingRow) -> &Shown| {
        Memo::new(move |_| row.with(|row| row.as_ref().map(|row| pick(row).clone())))
    };
    let called = move |what: &'static str| Signal::derive(move || format!("{}, {what}", asset.get()));
    view! {
        <tr>
            <th scope="row">
                {asset}
                <small>{move || row.get().map(|row| row.note)}</small>
            </th>
            <td data-label="Quantity">
                <NumberField
                    value=quantity
                    format=|value, locale| number::amount(Quantity::new(value), locale)
                    locale=derived.locale
                    label=called("quantity")
                    name="holding-quantity"
                    wrong=derived.wrong_at(Place::Holding(id, HoldingField::Quantity))
                    on_value=Callback::new(move |value| store.set_holding_quantity(id, Quantity::new(value)))
                    on_done=Callback::new(move |()| store.seal())
                />
            </td>
            <td data-label="Value">
                <ShownFigure name=called("value") shown=part(|row| &row.value) store />
            </td>
            <td data-label="Haircut">
                <ShownFigure name=called("haircut") shown=part(|row| &row.haircut) store />
            </td>
            <Counts row called store />
            <td class="actions">
                <button
                    type="button"
                    class="action"
                    aria-label=move || format!("Remove {}", asset.get())
                    title="Remove"
                    on:click=move |_| store.remove_holding(id)
                >
                    <Drawing icon=Icon::Remove />
                </button>
            </td>
        </tr>
    }
}

/// What a holding counts for, with what it counts for to keep where that differs, and what a debt requires.
#[component]
fn Counts<C>(row: Memo<Option<HoldingRow>>, called: C, store: Store) -> impl IntoView
where
    C: Fn(&'static str) -> Signal<String> + Copy + 'static,
{
    let part = move |pick: fn(&HoldingRow) -> Option<&Shown>| {
        Memo::new(move |_| row.with(|row| row.as_ref().and_then(pick).cloned()))
    };
    let kept = part(|row| row.counted.maintenance.as_ref());
    let borrowed = part(|row| Some(&row.required.as_ref()?.initial));
    let owed = part(|row| row.required.as_ref()?.maintenance.as_ref());
    view! {
        <td data-label="Counts">
            <ShownFigure name=called("counts") shown=part(|row| Some(&row.counted.initial)) store />
            <Beside name=called("counts to keep") shown=kept words="to keep" store />
            <Beside name=called("requires to borrow") shown=borrowed words="required" store />
            <Beside name=called("requires to keep") shown=owed words="required to keep" store />
        </td>
    }
}

/// A second figure under another, where there is one.
#[component]
fn Beside(name: Signal<String>, shown: Memo<Option<Shown>>, words: &'static str, store: Store) -> impl IntoView {
    view! {
        <Show when=move || shown.with(Option::is_some)>
            <small>
                <ShownFigure name shown store />
                " "
                {words}
            </small>
        </Show>
    }
}
