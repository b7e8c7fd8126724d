//! Every price at which something goes under, the nearest first.

use crate::panels::line::tone_class;
use crate::state::Derived;
use leptos::prelude::*;
use margin_view::desk::LadderRow;

/// The ladder.
#[component]
pub fn Ladder() -> impl IntoView {
    let derived = expect_context::<Derived>();
    let each = |row: LadderRow| {
        view! {
            <tr class=tone_class(row.tone)>
                <th scope="row">
                    {row.asset}
                    <small>{row.group}</small>
                </th>
                <td>{row.price}</td>
                <td class="distance">{row.distance}</td>
                <td class="words">{row.words}</td>
            </tr>
        }
    };
    let rows = move || derived.desk.get().map(|desk| desk.ladder.iter().cloned().map(each).collect_view());
    view! {
        <table class="ladder">
            <caption class="unseen">"Liquidation prices, the nearest first, each with all other prices held"</caption>
            <thead>
                <tr>
                    <th scope="col">"If this moves"</th>
                    <th scope="col">"to"</th>
                    <th scope="col">"by"</th>
                    <th scope="col">"then"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
