//! The charts as tables: the same figures.

use leptos::prelude::*;
use margin_core::surface::QuotePlace;
use margin_view::options::surface::{SmileChart, SmileQuote, TermChart};
use std::sync::Arc;

/// What stands where a figure is not known.
const UNKNOWN: &str = "\u{2014}";

/// The smile's table, folded away until it is asked for.
#[component]
pub fn SmileTwin(charted: Arc<SmileChart>) -> impl IntoView {
    let rows = charted.quotes.iter().map(row).collect_view();
    let faults = charted.faults.iter().map(|fault| view! { <li>{fault.says.clone()}</li> }).collect_view();
    let heads = ["Option", "Mark", "Bid", "Ask", "Curve", "Curve less mark", "The curve is"];
    let heads = heads.map(|head| view! { <th scope="col">{head}</th> }).into_iter().collect_view();
    view! {
        <details class="twin">
            <summary>"The same as a table"</summary>
            <ul class="faults">{faults}</ul>
            <div class="scrolled" role="region" aria-label="The smile as a table, which scrolls" tabindex="0">
                <table class="smile-table">
                    <caption class="unseen">{charted.summary.clone()}</caption>
                    <thead>
                        <tr>{heads}</tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
}

fn row(quote: &SmileQuote) -> impl IntoView + use<> {
    let known = |text: &String| if text.is_empty() { UNKNOWN.into() } else { text.clone() };
    let place = match quote.place {
        QuotePlace::Unknown => UNKNOWN,
        QuotePlace::Inside => "between them",
        QuotePlace::BelowBid => "below the bid",
        QuotePlace::AboveAsk => "above the ask",
    };
    view! {
        <tr>
            <th scope="row">{quote.name.clone()}</th>
            <td>{quote.mark.clone()}</td>
            <td>{known(&quote.bid)}</td>
            <td>{known(&quote.ask)}</td>
            <td>{quote.fitted.clone()}</td>
            <td>{quote.residual.clone()}</td>
            <td>{place}</td>
        </tr>
    }
}

/// The term structure's table.
#[component]
pub fn TermTwin(charted: Arc<TermChart>) -> impl IntoView {
    let rows = charted.points.iter().map(|point| {
        view! {
            <tr>
                <th scope="row">{point.date.clone()}</th>
                <td>{point.written.clone()}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <details class="twin">
            <summary>"The same as a table"</summary>
            <table>
                <caption class="unseen">{charted.summary.clone()}</caption>
                <thead>
                    <tr>
                        <th scope="col">"Expiry"</th>
                        <th scope="col">"At the forward"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    }
}
