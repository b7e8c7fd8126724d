//! Figures before and after something, as a table.

use leptos::prelude::*;
use margin_view::changed::Changed;

/// The table.
#[component]
pub fn Changes(
    /// What the figures are of.
    #[prop(into)]
    caption: String,
    /// The figures.
    rows: Vec<Changed>,
) -> impl IntoView {
    let row = |Changed { name, before, after }: Changed| {
        let class = if before == after { "same" } else { "changed" };
        view! {
            <tr class=class>
                <th scope="row">{name}</th>
                <td>{before}</td>
                <td>{after}</td>
            </tr>
        }
    };
    view! {
        <table class="changes">
            <caption>{caption}</caption>
            <thead>
                <tr>
                    <th scope="col"><span class="unseen">"What"</span></th>
                    <th scope="col">"before"</th>
                    <th scope="col">"after"</th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}
