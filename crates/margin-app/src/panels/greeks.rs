//! How the portfolio's worth changes: a table of sensitivities by position, expiry and underlying, and together.

use crate::state::Derived;
use leptos::prelude::*;
use margin_view::options::greeks::{Greek, GreekFigure, GreeksGroup, GreeksOf, GreeksRow, GreeksTable, Written};
use std::sync::Arc;

/// The panel.
#[component]
pub fn GreeksPanel() -> impl IntoView {
    let greeks = expect_context::<Derived>().options.greeks;
    let table = move || greeks.get().map(|table| view! { <Table table /> });
    view! {
        <div class="greeks">
            {table}
            <Show when=move || greeks.with(Option::is_none)>
                <p class="note">"Something is wrong with the portfolio: mend it to see what it gains and loses."</p>
            </Show>
            <details class="twin">
                <summary>"What the columns mean"</summary>
                <dl>{Greek::ALL.map(meaning).into_iter().collect_view()}</dl>
                <p class="note">
                    "Every sum is over the same positions as the requirement. Units of different coins do not add up, so the
                    last rows are in dollars alone."
                </p>
            </details>
        </div>
    }
}

fn meaning(greek: Greek) -> impl IntoView {
    view! {
        <div>
            <dt>{greek.name()}</dt>
            <dd>{greek.meaning()}</dd>
        </div>
    }
}

#[component]
fn Table(table: Arc<GreeksTable>) -> impl IntoView {
    let heads = Greek::ALL.map(|greek| view! { <th scope="col" title=greek.meaning()>{greek.name()}</th> });
    let groups = table.groups.iter().map(group).collect_view();
    let together = table.together.iter().map(row).collect_view();
    view! {
        <div class="scrolled" role="region" aria-label="Sensitivities, which scroll sideways" tabindex="0">
            <table>
                <caption class="unseen">"What is gained for changes of prices, volatilities, time and interest"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Position"</th>
                        {heads.into_iter().collect_view()}
                    </tr>
                </thead>
                {groups}
                <tbody class="together">{together}</tbody>
            </table>
        </div>
    }
}

fn group(group: &GreeksGroup) -> impl IntoView + use<> {
    let columns = (Greek::ALL.len() + 1).to_string();
    view! {
        <tbody>
            <tr class="of">
                <th scope="rowgroup" colspan=columns>{group.asset.clone()}</th>
            </tr>
            {group.rows.iter().map(row).collect_view()}
        </tbody>
    }
}

fn row(row: &GreeksRow) -> impl IntoView + use<> {
    let class = match row.of {
        GreeksOf::Position | GreeksOf::Holdings => "single",
        GreeksOf::Expiry => "expiry",
        GreeksOf::Underlying | GreeksOf::Together => "sum",
    };
    view! {
        <tr class=class>
            <th scope="row">{row.name.clone()}</th>
            {row.figures.iter().map(figure).collect_view()}
        </tr>
    }
}

/// Units with the dollars beneath them, or dollars alone.
fn figure(figure: &GreekFigure) -> impl IntoView + use<> {
    let written = |written: &Written| (written.text.clone(), written.full.clone());
    let (dollars, dollars_full) = written(&figure.dollars);
    match figure.units.as_ref().map(written) {
        Some((units, full)) => {
            view! { <td><span title=full>{units}</span><small title=dollars_full>{dollars}</small></td> }.into_any()
        }
        None => view! { <td><span title=dollars_full>{dollars}</span></td> }.into_any(),
    }
}
