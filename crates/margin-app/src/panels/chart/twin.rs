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
    let rows = charted.points.iter().step_by(EVERY).map(|point| locale.with_value(|locale| row(point, locale)));
    let rows = rows.collect_view();
    view! {
        <details class="twin">
            <summary>"The same as a table"</summary>
            <table>
                <thead>
                    <tr>
                        <th scope="col">"Price"</th>
                        <th scope="col">"Counts"</th>
                        <th scope="col">"Initial"</th>
                        <th scope="col">"Maintenance"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    }
}

fn row(point: &ChartPoint, locale: &Locale) -> impl IntoView + use<> {
    view! {
        <tr>
            <th scope="row">{number::price(Price::new(point.price), locale)}</th>
            <td>{number::usd(Usd::new(point.counted), Toward::Down, locale)}</td>
            <td>{number::usd(Usd::new(point.initial), Toward::Up, locale)}</td>
            <td>{number::usd(Usd::new(point.maintenance), Toward::Up, locale)}</td>
        </tr>
    }
}
