//! One smile: marks with bars from bid to ask, the fitted curve, and where it has arbitrage.

use crate::panels::surface::axes::Axes;
use crate::state::Derived;
use leptos::ev;
use leptos::prelude::*;
use margin_core::surface::QuotePlace;
use margin_view::chart::ticks;
use margin_view::number::Locale;
use margin_view::options::surface::{SmileChart, SmileFault, SmileQuote, axis};
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// The drawing.
#[component]
pub fn Smile(charted: Arc<SmileChart>, axes: Axes, cursor: RwSignal<Option<usize>>) -> impl IntoView {
    let locale = expect_context::<Derived>().locale;
    let places: Vec<f64> = charted.quotes.iter().map(|quote| quote.at.log_moneyness).collect();
    let last = places.len().saturating_sub(1);
    let (under, beside) = (places.clone(), places);
    let at_cursor = move || beside.get(cursor.get()?.min(last)).map(|across| axes.top_to_foot(*across));
    let rules = locale.with_value(|locale| levels(&axes, locale));
    let strikes = charted.ticks.iter().map(|tick| {
        let (x, foot, label) = (axes.x(tick.value), axes.bottom() + 18.0, tick.label.clone());
        view! { <text class="tick" x=x y=foot text-anchor="middle">{label}</text> }
    });
    let strikes = strikes.collect_view();
    let curve = axes.line(charted.curve.iter().map(|point| (point.log_moneyness, point.volatility)));
    let quotes = charted.quotes.iter().map(|each| quote(&axes, each)).collect_view();
    let faults = charted.faults.iter().map(|each| fault(&axes, each)).collect_view();
    let (width, height) = axes.size();
    view! {
        <svg
            class="smile"
            width=width
            height=height
            role="img"
            tabindex="0"
            aria-label=charted.summary.clone()
            on:pointermove=move |event| cursor.set(under_pointer(&event, &axes, &under))
            on:pointerleave=move |_| cursor.set(None)
            on:keydown=move |event| on_key(&event, cursor, last)
            on:blur=move |_| cursor.set(None)
        >
            {rules}
            {strikes}
            <path class="forward" d=axes.top_to_foot(0.0) />
            <text class="label" x=axes.x(0.0) + 5.0 y=24.0>"forward"</text>
            {quotes}
            <path class="curve" d=curve />
            {faults}
            <path class="cursor" d=at_cursor />
        </svg>
        <p class="key note" aria-hidden="true">
            <i class="mark"></i> "mark, bid to ask " <i class="off"></i> "curve outside "
            <i class="line"></i> "curve " <i class="fault"></i> "arbitrage"
        </p>
    }
}

/// Rules and labels of the left axis.
pub fn levels(axes: &Axes, locale: &Locale) -> impl IntoView + use<> {
    let (low, high) = axes.volatilities;
    let each = |volatility: f64| {
        let (level, x, y) = (axes.level(volatility), axes.left(), axes.y(volatility) + 4.0);
        view! {
            <path class="rule" d=level />
            <text class="tick" x=x y=y text-anchor="end">{axis(volatility, locale)}</text>
        }
    };
    ticks(low, high, 5).into_iter().map(each).collect_view()
}

fn quote(axes: &Axes, quote: &SmileQuote) -> impl IntoView + use<> {
    let class = match quote.place {
        QuotePlace::Unknown | QuotePlace::Inside => "quote",
        QuotePlace::BelowBid | QuotePlace::AboveAsk => "quote off",
    };
    let across = quote.at.log_moneyness;
    let bar = quote.low.zip(quote.high).map(|(low, high)| axes.upright(across, low, high));
    view! {
        <g class=class>
            {bar.map(|bar| view! { <path d=bar /> })}
            <circle cx=axes.x(across) cy=axes.y(quote.at.volatility) r="2.4" />
        </g>
    }
}

fn fault(axes: &Axes, fault: &SmileFault) -> impl IntoView + use<> {
    view! { <path class="fault" d=axes.triangle(fault.at)><title>{fault.says.clone()}</title></path> }
}

/// Moves the cursor from quote to quote, beginning in the middle.
fn on_key(event: &ev::KeyboardEvent, cursor: RwSignal<Option<usize>>, last: usize) {
    let now = cursor.get_untracked().unwrap_or(last / 2);
    let next = match event.key().as_str() {
        "ArrowRight" => (now + 1).min(last),
        "ArrowLeft" => now.saturating_sub(1),
        "Home" => 0,
        "End" => last,
        _ => return,
    };
    event.prevent_default();
    cursor.set(Some(next));
}

/// The quote that a pointer is nearest to.
fn under_pointer(event: &ev::PointerEvent, axes: &Axes, places: &[f64]) -> Option<usize> {
    let drawing: web_sys::Element = event.current_target()?.dyn_into().ok()?;
    let x = f64::from(event.client_x()) - drawing.get_bounding_client_rect().left();
    axes.nearest(places.iter().copied(), x)
}
