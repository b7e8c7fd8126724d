//! Every price at which something goes under, the nearest first.

use crate::panels::line::tone_class;
use crate::panels::shown::ShownFigure;
use crate::state::{Derived, Store};
use leptos::prelude::*;
use margin_view::desk::{LadderRow, Shown};

/// The ladder.
#[component]
pub fn Ladder() -> impl IntoView {
    let store = expect_context::<Store>();
    let derived = expect_context::<Derived>();
    let each = move |row: LadderRow| {
        let name = Signal::stored(format!("{}, liquidation price", row.asset));
        let shown = Signal::stored(Some(Shown { text: row.price.clone(), full: row.price, figure: row.figure }));
        view! {
            <tr class=tone_class(row.tone)>
                <th scope="row">
                    {row.asset}
                    <small>{row.group}</small>
                </th>
                <td><ShownFigure name shown store /></td>
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
