//! A price chart's data, ticks and words; the app draws it.

use crate::number::{self, Locale, Toward};
use crate::text::ChartText;
use margin_core::solve::Turn;
use margin_core::units::Price;

/// What counts and what is required as one asset's price moves.
#[derive(Clone, Debug, PartialEq)]
pub struct PriceChart {
    /// The asset that moves.
    pub asset: String,
    /// From the lowest price to the highest.
    pub points: Vec<ChartPoint>,
    /// Where it goes under or recovers.
    pub crossings: Vec<ChartCrossing>,
    /// The price now.
    pub now: f64,
    /// The chart in one sentence, for those who do not see it.
    pub summary: String,
    /// Round prices along the axis.
    pub ticks: Vec<Tick>,
}

/// One price, and the figures there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChartPoint {
    /// The price.
    pub price: f64,
    /// What counts.
    pub counted: f64,
    /// The initial requirement.
    pub initial: f64,
    /// The maintenance requirement.
    pub maintenance: f64,
}

/// A price at which the portfolio goes under or recovers.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartCrossing {
    /// The price.
    pub price: f64,
    /// What happens there.
    pub turn: Turn,
    /// In words: `goes under at 65,170`.
    pub words: String,
}

/// A round number on an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// The number.
    pub value: f64,
    /// As it is written on the axis: `48k`.
    pub label: String,
}

impl PriceChart {
    /// A chart of figures that were evaluated elsewhere; `crossings` are prices, each with what happens there.
    pub fn new(asset: &str, now: Price, points: Vec<ChartPoint>, crossings: &[(Price, Turn)], locale: &Locale) -> Self {
        let (from, to) = match (points.first(), points.last()) {
            (Some(first), Some(last)) => (first.price, last.price),
            _ => (now.get(), now.get()),
        };
        let crossings: Vec<_> = crossings.iter().map(|(price, turn)| crossing(*price, *turn, now, locale)).collect();
        Self {
            asset: asset.into(),
            now: now.get(),
            summary: summary(asset, now, (from, to), &crossings, locale),
            ticks: labelled(&ticks(from, to, 5), locale),
            points,
            crossings,
        }
    }
}

fn crossing(price: Price, turn: Turn, now: Price, locale: &Locale) -> ChartCrossing {
    let toward = if price < now { Toward::Up } else { Toward::Down };
    let written = number::price_toward(price, toward, locale);
    let words = match turn {
        Turn::GoesUnder => ChartText::UnderAt { price: &written }.say(),
        Turn::Recovers => ChartText::RecoversAt { price: &written }.say(),
    };
    ChartCrossing { price: price.get(), turn, words }
}

fn summary(asset: &str, now: Price, (from, to): (f64, f64), crossings: &[ChartCrossing], locale: &Locale) -> String {
    let written = |price: f64| number::price(Price::new(price), locale);
    let within = crossings.iter().filter(|crossing| (from..=to).contains(&crossing.price));
    let words: Vec<_> = within.map(|crossing| crossing.words.as_str()).collect();
    let now = &written(now.get());
    if words.is_empty() {
        return ChartText::NoCrossing { asset, now, from: &written(from), to: &written(to) }.say();
    }
    ChartText::Crossings { asset, now, crossings: &words.join(", ") }.say()
}

/// Round numbers from one end of an axis to the other, about so many.
pub fn ticks(from: f64, to: f64, about: usize) -> Vec<f64> {
    let span = to - from;
    if !span.is_finite() || span <= 0.0 || about == 0 {
        return Vec::new();
    }
    let Some((round, power)) = step(span / about as f64) else {
        return Vec::new();
    };
    // Multiplied or divided by a whole power of ten, so that a tick is the nearest number to its decimal.
    let scale = number::power_of_ten(power.abs());
    let place = |index: f64| if power < 0 { index * round / scale } else { index * round * scale };
    let unit = place(1.0);
    if unit == 0.0 || !unit.is_finite() {
        return Vec::new();
    }
    let (first, last) = ((from / unit).ceil(), (to / unit).floor());
    let count = (last - first).clamp(-1.0, 1000.0) as i64;
    (0..=count).map(|index| place(first + index as f64)).filter(|tick| (from..=to).contains(tick)).collect()
}

/// The round step nearest to `rough`: 1, 2 or 5 times a power of ten, and the power.
fn step(rough: f64) -> Option<(f64, i32)> {
    let (leading, power) = number::leading(rough)?;
    Some(match leading {
        small if small < 1.5 => (1.0, power),
        small if small < 3.5 => (2.0, power),
        middle if middle < 7.5 => (5.0, power),
        _ => (1.0, power + 1),
    })
}

/// Ticks with labels short enough for an axis, and long enough to differ.
pub fn labelled(ticks: &[f64], locale: &Locale) -> Vec<Tick> {
    let labels =
        |digits| -> Vec<String> { ticks.iter().map(|tick| number::abbreviated(*tick, digits, locale)).collect() };
    let distinct = |labels: &Vec<String>| labels.windows(2).all(|pair| pair.first() != pair.last());
    let labels = (2..17).map(labels).find(distinct).unwrap_or_else(|| labels(17));
    ticks.iter().zip(labels).map(|(value, label)| Tick { value: *value, label }).collect()
}

/// A number in three significant digits and a unit: `48k`, `1.2m`.
pub fn compact(value: f64, locale: &Locale) -> String {
    number::abbreviated(value, 3, locale)
}
