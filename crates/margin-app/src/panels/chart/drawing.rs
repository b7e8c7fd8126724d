//! The curves, the liquidation points, and a cursor moved by pointer, touch or arrow keys.

use crate::panels::chart::axes::Axes;
use crate::state::Derived;
use leptos::ev;
use leptos::prelude::*;
use margin_core::units::Price;
use margin_view::chart::{self, ChartCrossing, PriceChart};
use margin_view::number::{self, Locale};
use wasm_bindgen::JsCast;

/// The drawing.
#[component]
pub fn Drawing(charted: PriceChart, axes: Axes, cursor: RwSignal<Option<usize>>) -> impl IntoView {
    let locale = expect_context::<Derived>().locale;
    let last = charted.points.len().saturating_sub(1);
    let summary = charted.summary.clone();
    let grid = locale.with_value(|locale| grid(&axes, &charted, locale));
    let now = locale.with_value(|locale| now(&axes, &charted, locale));
    let discs = charted.crossings.iter().map(|crossing| disc(&axes, &charted, crossing)).collect_view();
    let (curves, names) = (curves(&axes, &charted), names(&axes, &charted));
    let prices: Vec<f64> = charted.points.iter().map(|point| point.price).collect();
    let at_cursor = move || {
        let price = prices.get(cursor.get()?.min(last))?;
        Some(axes.upright(*price))
    };
    view! {
        <svg
            class="price-chart"
            width=axes.width
            height=axes.height
            role="img"
            tabindex="0"
            aria-label=summary
            on:pointermove=move |event| cursor.set(under_pointer(&event, &axes, last))
            on:pointerleave=move |_| cursor.set(None)
            on:keydown=move |event| on_key(&event, cursor, last)
            on:blur=move |_| cursor.set(None)
        >
            {grid}
            {curves}
            {now}
            {names}
            {discs}
            <path class="cursor" d=at_cursor />
        </svg>
    }
}

/// Moves the cursor from point to point, beginning in the middle.
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

/// What must be kept as water, and the three figures as lines.
fn curves(axes: &Axes, charted: &PriceChart) -> impl IntoView + use<> {
    let points = &charted.points;
    let water = axes.area(points, |point| point.maintenance);
    let maintenance = axes.curve(points, |point| point.maintenance);
    let initial = axes.curve(points, |point| point.initial);
    let counted = axes.curve(points, |point| point.counted);
    let to_open = charted.counts_differently().then(|| {
        let curve = axes.curve(points, |point| point.counted_initial);
        view! { <path class="counted to-open" d=curve /> }
    });
    view! {
        <path class="water" d=water />
        <path class="maintenance" d=maintenance />
        <path class="initial" d=initial />
        {to_open}
        <path class="counted" d=counted />
    }
}

/// The price now.
fn now(axes: &Axes, charted: &PriceChart, locale: &Locale) -> impl IntoView + use<> {
    let words = format!("{} now", number::price(Price::new(charted.now), locale));
    let (x, y) = (axes.x(charted.now), axes.top() + 10.0);
    // On the side that has more room, clear of the curves' names at the right.
    let (x, anchor) = if x > axes.width / 2.0 { (x - 5.0, "end") } else { (x + 5.0, "start") };
    view! {
        <path class="now" d=axes.upright(charted.now) />
        <text class="label" x=x y=y text-anchor=anchor>{words}</text>
    }
}

/// Rules and labels of both axes.
fn grid(axes: &Axes, charted: &PriceChart, locale: &Locale) -> impl IntoView + use<> {
    let (low, high) = axes.dollars;
    let (left, right, foot) = (axes.left(), axes.right(), axes.bottom() + 18.0);
    let rows = chart::ticks(low, high, 5).into_iter().map(|dollars| {
        let y = axes.y(dollars);
        view! {
            <path class="rule" d=format!("M{left} {y:.1}H{right}") />
            <text class="tick" x=left - 6.0 y=y + 4.0 text-anchor="end">{chart::compact(dollars, locale)}</text>
        }
    });
    let columns = charted.ticks.iter().map(|tick| {
        let x = axes.x(tick.value);
        view! { <text class="tick" x=x y=foot text-anchor="middle">{tick.label.clone()}</text> }
    });
    (rows.collect_view(), columns.collect_view())
}

/// The Plimsoll disc at a liquidation point, with its price.
fn disc(axes: &Axes, charted: &PriceChart, crossing: &ChartCrossing) -> Option<impl IntoView + use<>> {
    let price = crossing.price;
    if price < axes.prices.0 || price > axes.prices.1 {
        return None;
    }
    let beside = |left: &&chart::ChartPoint, right: &&chart::ChartPoint| {
        (left.price - price).abs().total_cmp(&(right.price - price).abs())
    };
    let nearest = charted.points.iter().min_by(beside)?;
    let (x, y) = (axes.x(price), axes.y(nearest.maintenance));
    let words = crossing.words.clone();
    let (anchor, text_x) = if x > axes.width / 2.0 { ("end", x - 14.0) } else { ("start", x + 14.0) };
    Some(view! {
        <g class="disc">
            <circle cx=x cy=y r="5.5" />
            <path d=format!("M{:.1} {y:.1}h24", x - 12.0) />
            <text x=text_x y=y - 10.0 text-anchor=anchor>{words}</text>
        </g>
    })
}

/// The names of the curves, at their right ends, kept apart.
fn names(axes: &Axes, charted: &PriceChart) -> impl IntoView + use<> {
    let (last, differs) = (charted.points.last(), charted.counts_differently());
    let mut ends: Vec<(f64, &'static str)> = last
        .map(|point| {
            vec![
                (axes.y(point.counted), if differs { "counts to keep" } else { "counts" }),
                (axes.y(point.initial), "initial"),
                (axes.y(point.maintenance), "maintenance"),
            ]
        })
        .unwrap_or_default();
    ends.extend(last.filter(|_| differs).map(|point| (axes.y(point.counted_initial), "counts to open")));
    ends.sort_by(|left, right| left.0.total_cmp(&right.0));
    let (right, lowest) = (axes.right(), axes.bottom() - 2.0);
    let mut free_from = axes.top();
    let placed = ends.into_iter().map(|(y, name)| {
        let at = (y - 6.0).max(free_from).min(lowest);
        free_from = at + 14.0;
        view! { <text class="label" x=right - 4.0 y=at text-anchor="end">{name}</text> }
    });
    placed.collect_view()
}

/// The point that a pointer is over.
fn under_pointer(event: &ev::PointerEvent, axes: &Axes, last: usize) -> Option<usize> {
    let drawing: web_sys::Element = event.current_target()?.dyn_into().ok()?;
    let x = f64::from(event.client_x()) - drawing.get_bounding_client_rect().left();
    Some((axes.share(x) * last as f64 + 0.5) as usize)
}
