//! The portfolio over price and volatility, or price and time: a table that is shaded by its figures.

use crate::parts::select::Select;
use crate::state::{Derived, Store};
use leptos::prelude::*;
use margin_view::risk::heat::{HeatBy, HeatCellView, HeatOf, HeatRow, HeatView};
use std::sync::Arc;

/// The panel.
#[component]
pub fn HeatPanel() -> impl IntoView {
    let heat = expect_context::<Derived>().risk.heat;
    view! {
        <div class="heat">
            <Chosen />
            {move || heat.get().map(|view| view! { <Map view /> })}
            <Show when=move || heat.with(Option::is_none)>
                <p class="note">"No price moves this portfolio: add a position to see how it fares."</p>
            </Show>
        </div>
    }
}

/// What the map shows.
#[component]
fn Chosen() -> impl IntoView {
    let store = expect_context::<Store>();
    let derived = expect_context::<Derived>();
    let watched = derived.risk.watched;
    let measures = HeatOf::ALL.map(|of| (format!("{of:?}"), of.name())).to_vec();
    let rows = HeatBy::ALL.map(|by| (format!("{by:?}"), by.name())).to_vec();
    let assets = Signal::derive(move || {
        derived.chartable.get().iter().map(|asset| (asset.to_string(), asset.to_string())).collect::<Vec<_>>()
    });
    let heat = derived.risk.heat;
    let asset = Memo::new(move |_| heat.with(|heat| heat.as_ref().map(|heat| heat.asset.clone()).unwrap_or_default()));
    view! {
        <div class="wish">
            <Select
                label="Show"
                name="heat-of"
                choices=Signal::stored(measures)
                chosen=Signal::derive(move || format!("{:?}", watched.get().of))
                on_choose=Callback::new(move |key: String| {
                    if let Some(of) = HeatOf::ALL.into_iter().find(|of| format!("{of:?}") == key) {
                        store.watch(|watched| watched.of = of);
                    }
                })
            />
            <Select
                label="Over the price of"
                name="heat-asset"
                choices=assets
                chosen=asset
                on_choose=Callback::new(move |key: String| {
                    store.watch(|watched| watched.asset = Some(key.as_str().into()));
                })
            />
            <Select
                label="and"
                name="heat-by"
                choices=Signal::stored(rows)
                chosen=Signal::derive(move || format!("{:?}", watched.get().by))
                on_choose=Callback::new(move |key: String| {
                    if let Some(by) = HeatBy::ALL.into_iter().find(|by| format!("{by:?}") == key) {
                        store.watch(|watched| watched.by = by);
                    }
                })
            />
        </div>
    }
}

#[component]
fn Map(view: Arc<HeatView>) -> impl IntoView {
    let heads = view.columns.iter().map(|column| {
        view! {
            <th scope="col">
                {column.change.clone()}
                <small>{column.price.clone()}</small>
            </th>
        }
    });
    view! {
        <p class="summary" role="status">{view.summary.clone()}</p>
        <div class="scrolled" role="region" aria-label="The map, which scrolls sideways" tabindex="0">
            <table>
                <caption class="unseen">"Figures by the price and what happens beside"</caption>
                <thead>
                    <tr>
                        <th scope="col">{view.corner.clone()}</th>
                        {heads.collect_view()}
                    </tr>
                </thead>
                <tbody>{view.rows.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn row(row: &HeatRow) -> impl IntoView + use<> {
    view! {
        <tr class:now=row.now>
            <th scope="row">{row.name.clone()}</th>
            {row.cells.iter().map(cell).collect_view()}
        </tr>
    }
}

fn cell(cell: &HeatCellView) -> impl IntoView + use<> {
    let under = cell.under.then(|| view! { <span class="unseen">", under"</span> });
    view! {
        <td class=shaded(cell.shade) class:under=cell.under title=cell.full.clone()>
            {cell.text.clone()}
            {under}
        </td>
    }
}

/// The class of a shade: five steps either way.
pub fn shaded(shade: f64) -> &'static str {
    const LOSSES: [&str; 6] = ["shade", "shade loss-1", "shade loss-2", "shade loss-3", "shade loss-4", "shade loss-5"];
    const GAINS: [&str; 6] = ["shade", "shade gain-1", "shade gain-2", "shade gain-3", "shade gain-4", "shade gain-5"];
    let side = if shade < 0.0 { LOSSES } else { GAINS };
    // A shade lies between −1 and 1, so the step lies between 0 and 5.
    let step = (shade.abs() * 5.0).ceil() as usize;
    side.get(step).copied().unwrap_or("shade")
}
