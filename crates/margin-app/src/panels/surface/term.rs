//! Volatility at the forward by time to expiry.

use crate::panels::surface::axes::Axes;
use crate::panels::surface::smile::levels;
use crate::state::Derived;
use leptos::prelude::*;
use margin_view::options::surface::{TermChart, TermPoint};
use std::sync::Arc;

/// How many pixels a day's name takes.
const NAME: f64 = 76.0;

/// The drawing.
#[component]
pub fn Term(charted: Arc<TermChart>, axes: Axes) -> impl IntoView {
    let rules = expect_context::<Derived>().locale.with_value(|locale| levels(&axes, locale));
    let curve = axes.line(charted.points.iter().map(|point| (point.years, point.volatility)));
    let dots = charted.points.iter().map(|point| {
        view! { <circle cx=axes.x(point.years) cy=axes.y(point.volatility) r="3"><title>{says(point)}</title></circle> }
    });
    let dots = dots.collect_view();
    let names = names(&axes, &charted.points);
    let (width, height) = axes.size();
    view! {
        <svg class="term" width=width height=height role="img" aria-label=charted.summary.clone()>
            {rules}
            <path class="curve" d=curve />
            {dots}
            {names}
        </svg>
    }
}

fn says(point: &TermPoint) -> String {
    format!("{}: {}", point.date, point.written)
}

/// The days that have room for their names, the last before the others.
fn names(axes: &Axes, points: &[TermPoint]) -> impl IntoView + use<> {
    let mut free_until = f64::INFINITY;
    let mut named = Vec::new();
    for point in points.iter().rev() {
        let x = axes.x(point.years).min(axes.right() - NAME / 2.0);
        if x + NAME / 2.0 <= free_until {
            free_until = x - NAME / 2.0;
            named.push((x, point.date.clone()));
        }
    }
    let foot = axes.bottom() + 18.0;
    let each = |(x, date)| view! { <text class="tick" x=x y=foot text-anchor="middle">{date}</text> };
    named.into_iter().map(each).collect_view()
}
