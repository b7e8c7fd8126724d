//! The chart as a table: the same figures at a few prices.

use crate::state::Derived;
use leptos::prelude::*;
use margin_core::units::{Price, Usd};
use margin_view::chart::{ChartPoint, PriceChart};
use margin_view::number::{self, Locale, Toward};

/// Every how many points of the chart one stands in the table.
const EVERY: usize = 12;

/// The table, folded away until it is asked for.
#[component]
pub fn Twin(charted: PriceChart) -> impl IntoView {
    let locale = expect_context::<Derived>().locale;
    let differs = charted.counts_differently();
    let rows =
        charted.points.iter().step_by(EVERY).map(|point| locale.with_value(|locale| row(point, differs, locale)));
    let heads = if differs { &["Counts to open", "Counts to keep"][..] } else { &["Counts"][..] };
    let heads = heads.iter().map(|head| view! { <th scope="col">{*head}</th> }).collect_view();
    let rows = rows.collect_view();
    view! {
        <details class="twin">
            <summary>"The same as a table"</summary>
            <table>
                <thead>
                    <tr>
                        <th scope="col">"Price"</th>
                        {heads}
                        <th scope="col">"Initial"</th>
                        <th scope="col">"Maintenance"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    }
}

fn row(point: &ChartPoint, differs: bool, locale: &Locale) -> impl IntoView + use<> {
    let counted = |dollars| number::usd(Usd::new(dollars), Toward::Down, locale);
    let to_open = differs.then(|| counted(point.counted_initial));
    view! {
        <tr>
            <th scope="row">{number::price(Price::new(point.price), locale)}</th>
            {to_open.map(|to_open| view! { <td>{to_open}</td> })}
            <td>{counted(point.counted)}</td>
            <td>{number::usd(Usd::new(point.initial), Toward::Up, locale)}</td>
            <td>{number::usd(Usd::new(point.maintenance), Toward::Up, locale)}</td>
        </tr>
    }
}
