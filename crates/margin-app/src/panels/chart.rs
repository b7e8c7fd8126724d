//! What counts and what is required, against the price of one asset, with every liquidation point marked.

mod axes;
mod drawing;
mod twin;

use crate::panels::chart::axes::Axes;
use crate::panels::chart::drawing::Drawing;
use crate::panels::chart::twin::Twin;
use crate::parts::sized::size_of;
use crate::state::{Derived, Store};
use leptos::prelude::*;
use margin_core::units::{Price, Usd};
use margin_view::chart::PriceChart;
use margin_view::number::{self, Toward};

/// The price chart, its cursor and its table.
#[component]
pub fn ChartPanel() -> impl IntoView {
    let store = expect_context::<Store>();
    let derived = expect_context::<Derived>();
    let chart = derived.chart;
    let asset = Memo::new(move |_| chart.get().map(|chart| chart.asset));
    let options =
        move || {
            derived.chartable.get().into_iter().map(|each| {
            let name = each.to_string();
            let (value, shown) = (name.clone(), name.clone());
            view! { <option value=value prop:selected=move || asset.get().as_ref() == Some(&name)>{shown}</option> }
        }).collect_view()
        };
    let cursor = RwSignal::new(None::<usize>);
    let frame = NodeRef::new();
    let size = size_of(frame);
    view! {
        <div class="chart-head">
            <label>
                "Price of "
                <select name="charted" on:change=move |event| store.chart(event_target_value(&event).into())>{options}</select>
            </label>
            <Readout chart cursor />
        </div>
        <div class="chart-frame" node_ref=frame>
            {move || chart.get().zip(size.get()).map(|(charted, size)| {
                let axes = Axes::new(&charted, size);
                view! { <Drawing charted axes cursor /> }
            })}
        </div>
        {move || chart.get().map(|charted| view! { <Twin charted /> })}
        <Show when=move || chart.get().is_none()>
            <p class="note">"No price moves this portfolio: add a position to see where it goes under."</p>
        </Show>
    }
}

/// The figures under the cursor.
#[component]
fn Readout(chart: Memo<Option<PriceChart>>, cursor: RwSignal<Option<usize>>) -> impl IntoView {
    let derived = expect_context::<Derived>();
    let words = move || {
        let charted = chart.get()?;
        let point = charted.points.get(cursor.get()?.min(charted.points.len().saturating_sub(1)))?;
        derived.locale.with_value(|locale| {
            let amount = |value, toward| number::usd(Usd::new(value), toward, locale);
            Some(format!(
                "at {}: {}, initial {}, maintenance {}",
                number::price(Price::new(point.price), locale),
                if charted.counts_differently() {
                    let counted = [point.counted_initial, point.counted].map(|counted| amount(counted, Toward::Down));
                    format!("counts {} to open, {} to keep", counted[0], counted[1])
                } else {
                    format!("counts {}", amount(point.counted, Toward::Down))
                },
                amount(point.initial, Toward::Up),
                amount(point.maintenance, Toward::Up),
            ))
        })
    };
    view! { <output class="readout">{words}</output> }
}
