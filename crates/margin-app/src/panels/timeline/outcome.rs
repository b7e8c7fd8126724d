//! What became of the equity, and the portfolio before and after.

use crate::panels::changes::Changes;
use leptos::prelude::*;
use margin_view::timeline::{LedgerKind, LedgerRow, Timeline};

/// The outcome.
#[component]
pub fn Outcome(told: Timeline) -> impl IntoView {
    let ledger = told.ledger.into_iter().map(row).collect_view();
    let left = (!told.left.is_empty()).then(|| view! { <Changes caption="What is held" rows=told.left /> });
    view! {
        <div class="outcomes">
            <table class="ledger">
                <caption>"Who gets what"</caption>
                <tbody>{ledger}</tbody>
            </table>
            <Changes caption="The portfolio" rows=told.figures />
            {left}
        </div>
    }
}

fn row(row: LedgerRow) -> impl IntoView {
    let class = match row.kind {
        LedgerKind::Total => "total",
        LedgerKind::Part => "part",
    };
    view! {
        <tr class=class>
            <th scope="row">{row.name}</th>
            <td title=row.amount.full>{row.amount.text}</td>
        </tr>
    }
}
