//! A row for each venue that takes the portfolio or a part of it.

use crate::panels::compare::detail::DetailRow;
use crate::panels::line::tone_class;
use crate::state::{Derived, Store, carried};
use leptos::prelude::*;
use margin_view::compare::{Bar, Cell, Column, Direction, Takes, Use, VenueRow};

/// The columns beside those of figures: the venue and its bar.
const BESIDE: usize = 2;

/// The table.
#[component]
pub fn Table() -> impl IntoView {
    let derived = expect_context::<Derived>();
    let view = derived.comparison;
    let ids = Memo::new(move |_| {
        view.with(|view| {
            view.as_ref().map(|view| view.rows.iter().map(|row| row.id.clone()).collect()).unwrap_or_default()
        })
    });
    let rows = move || -> Vec<String> { ids.get() };
    view! {
        // The roles are said, because the style lays the table out as lines or cards where it is narrow.
        <table class="venues" role="table">
            <caption class="unseen">
                "The portfolio under each venue\u{2019}s rules. A venue\u{2019}s button opens how its figures come about."
            </caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th scope="col" role="columnheader">"Venue"</th>
                    <th scope="col" role="columnheader"><span class="unseen">"Requirement and what counts, drawn"</span></th>
                    {Column::ALL.map(|column| view! { <Head column /> }).collect_view()}
                </tr>
            </thead>
            <For each=rows key=Clone::clone let:id>
                <Row id />
            </For>
        </table>
    }
}

/// A column's head, which orders the rows.
#[component]
fn Head(column: Column) -> impl IntoView {
    let store = expect_context::<Store>();
    let comparing = expect_context::<Derived>().comparing;
    let direction = Memo::new(move |_| Some(comparing.get().order).filter(|(by, _)| *by == column).map(|(_, to)| to));
    let sorted = move || match direction.get() {
        Some(Direction::Rising) => "ascending",
        Some(Direction::Falling) => "descending",
        None => "none",
    };
    let mark = move || match direction.get() {
        Some(Direction::Rising) => " \u{2191}",
        Some(Direction::Falling) => " \u{2193}",
        None => "",
    };
    view! {
        <th scope="col" role="columnheader" aria-sort=sorted>
            <button
                type="button"
                class="order"
                title=column.explanation()
                on:click=move |_| store.compare(|comparing| comparing.order_by(column))
            >
                {column.title()}
                <span aria-hidden="true">{mark}</span>
            </button>
        </th>
    }
}

/// A venue's row, and below it what it opens. Each is a body of its own, so that the two stay together.
#[component]
fn Row(id: String) -> impl IntoView {
    let store = expect_context::<Store>();
    let derived = expect_context::<Derived>();
    let (view, comparing) = (derived.comparison, derived.comparing);
    let key = StoredValue::new(id.clone());
    let row = Memo::new(move |_| {
        view.with(|view| key.with_value(|id| view.as_ref()?.rows.iter().find(|row| row.id == *id).cloned()))
    });
    let known = carried().unwrap_or_default().iter().map(|carried| carried.id).find(|each| *each == id);
    // The present rules, where the app does not carry them, have the one id that is not the catalogue's.
    let known = known.unwrap_or("present");
    let open = Memo::new(move |_| comparing.get().opened == Some(known));
    let class = move || row.with(|row| row.as_ref().map(row_class));
    let name = move || row.with(|row| row.as_ref().map(|row| row.name.clone()));
    let panel = format!("compared-{}", known.replace('/', "-"));
    let controls = panel.clone();
    view! {
        <tbody class=class role="rowgroup">
            <tr role="row">
                <th scope="row" role="rowheader">
                    <button
                        type="button"
                        class="figure"
                        aria-expanded=move || open.get().to_string()
                        aria-controls=move || open.get().then(|| controls.clone())
                        on:click=move |_| store.compare(|comparing| comparing.open(known))
                    >
                        {name}
                    </button>
                    {move || row.get().map(beside)}
                </th>
                <td class="bar" role="cell">{move || row.get().map(|row| drawn(row.bar))}</td>
                {move || row.get().map(|row| row.cells.into_iter().zip(Column::ALL).map(cell).collect_view())}
            </tr>
            <Show when=move || open.get()>
                <tr class="opened" role="row" id=panel.clone()>
                    <td role="cell" colspan=BESIDE + Column::ALL.len()><DetailRow /></td>
                </tr>
            </Show>
        </tbody>
    }
}

fn row_class(row: &VenueRow) -> String {
    let part = if row.takes == Takes::Whole { "whole" } else { "part" };
    let use_for = match row.use_for {
        Use::Present => "present",
        Use::Open => "open",
        Use::Closed | Use::Reference => "elsewhere",
    };
    format!("{part} {use_for}{}", if row.best { " best" } else { "" })
}

/// What stands below a venue's name.
fn beside(row: VenueRow) -> impl IntoView {
    let part = match row.takes {
        Takes::Whole => None,
        Takes::Part(words) => {
            let why = row.left_out.join("\n");
            Some(view! { <small class="partial" title=why>{words}</small> })
        }
    };
    view! {
        {row.best.then(|| view! { <small class="badge">"best"</small> })}
        <small>{row.standing}</small>
        {part}
    }
}

fn cell((cell, column): (Cell, Column)) -> impl IntoView {
    view! { <td role="cell" data-label=column.title() title=cell.full class=tone_class(cell.tone)>{cell.text}</td> }
}

/// The bar: water to maintenance, shoal to initial, and the hull's end at what counts.
fn drawn(bar: Bar) -> impl IntoView {
    let [maintenance, initial, counted] = [bar.maintenance, bar.initial, bar.counted].map(|end| end * 100.0);
    let shoal = (initial - maintenance).max(0.0);
    let short = (initial - counted).max(0.0);
    view! {
        <svg viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
            <rect class="air" x="0" y="2" width=counted height="10" />
            <rect class="water" x="0" y="2" width=maintenance height="10" />
            <rect class="shoal" x=maintenance y="2" width=shoal height="10" />
            <rect class="short" x=counted y="2" width=short height="10" />
            <path class="hull-end" d=format!("M{counted:.2} 0V14") />
        </svg>
    }
}
