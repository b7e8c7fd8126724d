//! The scenarios that the rules take the worst of, with the worst marked.

use crate::panels::heat::shaded;
use crate::state::Derived;
use leptos::prelude::*;
use margin_view::risk::scenarios::{GridView, MatrixRow, Named, ScenarioCell, ScenarioLine};

/// The panel.
#[component]
pub fn ScenariosPanel() -> impl IntoView {
    let grids = expect_context::<Derived>().risk.grids;
    let each = move || grids.get().map(|grids| grids.iter().map(grid).collect_view());
    view! {
        <div class="scenarios">
            {each}
            <Show when=move || grids.with(|grids| grids.as_ref().is_none_or(|grids| grids.is_empty()))>
                <p class="note">"There is no scenario to look at: the rules shock nothing that is in the portfolio."</p>
            </Show>
        </div>
    }
}

fn grid(grid: &GridView) -> impl IntoView + use<> {
    let heads = grid.columns.iter().map(|column| view! { <th scope="col">{column.clone()}</th> }).collect_view();
    let scrolls = format!("The scenarios of {}, which scroll sideways", grid.title);
    let others = (!grid.others.is_empty()).then(|| others(&grid.others));
    view! {
        <section class="grid">
            <h3>{grid.title.clone()}</h3>
            <p class="summary">{grid.summary.clone()}</p>
            <div class="scrolled" role="region" aria-label=scrolls tabindex="0">
                <table class="matrix">
                    <caption class="unseen">"What is gained and lost by price and volatilities"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Price"</th>
                            {heads}
                        </tr>
                    </thead>
                    <tbody>{grid.matrix.iter().map(row).collect_view()}</tbody>
                </table>
            </div>
            {others}
            {named("What the worst scenario does to each position", &grid.parts)}
            {named("How the initial requirement is made", &grid.made)}
        </section>
    }
}

fn row(row: &MatrixRow) -> impl IntoView + use<> {
    let cells = row.cells.iter().map(|each| match each {
        Some(found) => cell(found).into_any(),
        None => view! { <td class="shade"><span class="unseen">"no such scenario"</span></td> }.into_any(),
    });
    view! {
        <tr>
            <th scope="row">{row.price.clone()}</th>
            {cells.collect_view()}
        </tr>
    }
}

fn cell(cell: &ScenarioCell) -> impl IntoView + use<> {
    let worst = cell.worst.then(|| view! { <span class="mark">"worst"</span> });
    view! {
        <td class=shaded(cell.shade) class:worst=cell.worst title=cell.full.clone()>
            {cell.text.clone()}
            {worst}
        </td>
    }
}

fn others(lines: &[ScenarioLine]) -> impl IntoView + use<> {
    let line = |line: &ScenarioLine| {
        view! {
            <tr>
                <th scope="row">
                    {line.name.clone()}
                    <small>{line.kind.clone()}</small>
                </th>
                {cell(&line.cell)}
            </tr>
        }
    };
    view! {
        <table class="others">
            <caption>"Other scenarios"</caption>
            <tbody>{lines.iter().map(line).collect_view()}</tbody>
        </table>
    }
}

/// Amounts with their names, under a head; nothing where there are none.
pub fn named(head: &'static str, rows: &[Named]) -> impl IntoView + use<> {
    let row = |row: &Named| {
        view! {
            <tr>
                <th scope="row">{row.name.clone()}</th>
                <td>{row.text.clone()}</td>
            </tr>
        }
    };
    (!rows.is_empty()).then(|| {
        view! {
            <table class="named">
                <caption>{head}</caption>
                <tbody>{rows.iter().map(row).collect_view()}</tbody>
            </table>
        }
    })
}
