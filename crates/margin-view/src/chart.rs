//! A price chart's data, ticks and words; the app draws it.

use crate::desk::reach;
use crate::number::{self, Locale};
use crate::text::ChartText;
use margin_core::solve::{Reach, Turn};
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
    /// What counts to keep.
    pub counted: f64,
    /// What counts to open or increase.
    pub counted_initial: f64,
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

impl PriceChart {
    /// Whether what counts to open is anywhere not what counts to keep.
    pub fn counts_differently(&self) -> bool {
        self.points.iter().any(|point| point.counted != point.counted_initial)
    }
}

fn crossing(price: Price, turn: Turn, now: Price, locale: &Locale) -> ChartCrossing {
    let reach = if price < now { Reach::Falls } else { Reach::Rises };
    let written = reach::rounded(price, reach, turn, locale);
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
    let mut ticks: Vec<f64> = (0..=count).map(|index| place(first + index as f64)).collect();
    ticks.retain(|tick| (from..=to).contains(tick));
    ticks.dedup();
    ticks
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

#[cfg(test)]
mod tests {
    use super::*;

    const EN: &Locale = &Locale::ENGLISH;

    #[track_caller]
    fn check(from: f64, to: f64, about: usize, expected: &[&str]) {
        let ticks = labelled(&ticks(from, to, about), EN);
        assert_eq!(ticks.iter().map(|tick| tick.label.as_str()).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn ticks_are_round_and_their_labels_differ() {
        check(48_000.0, 112_000.0, 4, &["60k", "80k", "100k"]);
        check(0.0, 1.0, 5, &["0", "0.2", "0.4", "0.6", "0.8", "1"]);
        check(79_610.0, 79_720.0, 4, &["79.62k", "79.64k", "79.66k", "79.68k", "79.7k", "79.72k"]);
        check(-1_500.0, 1_500.0, 3, &["−1k", "0", "1k"]);
        check(0.000_31, 0.000_39, 4, &["0.00032", "0.00034", "0.00036", "0.00038"]);
        check(9e5, 2.1e6, 3, &["1m", "1.5m", "2m"]);
    }

    #[test]
    fn a_tick_is_the_nearest_number_to_its_decimal() {
        assert_eq!(ticks(0.0, 0.5, 5), [0.0, 0.1, 0.2, 0.3, 0.4, 0.5]);
    }

    #[test]
    fn an_axis_without_length_has_no_ticks() {
        for (from, to) in [(1.0, 1.0), (2.0, 1.0), (f64::NAN, 1.0), (0.0, f64::INFINITY), (1.0, 1.0 + f64::EPSILON)] {
            assert!(ticks(from, to, 5).len() <= 3, "{from} to {to}");
        }
        assert!(ticks(0.0, 1.0, 0).is_empty());
    }

    #[test]
    fn a_chart_is_told_in_a_sentence() {
        let point =
            |price| ChartPoint { price, counted: 100.0, counted_initial: 100.0, initial: 50.0, maintenance: 25.0 };
        let chart = |crossings: &[(f64, Turn)]| {
            let crossings: Vec<_> = crossings.iter().map(|(price, turn)| (Price::new(*price), *turn)).collect();
            let points = vec![point(60_000.0), point(100_000.0)];
            PriceChart::new("BTC", Price::new(79_666.1), points, &crossings, EN).summary
        };
        assert_eq!(chart(&[]), "BTC is at 79,666.1; nothing goes under between 60,000 and 100,000.");
        assert_eq!(
            chart(&[(65_170.21, Turn::GoesUnder), (61_000.0, Turn::Recovers), (5.0, Turn::GoesUnder)]),
            "BTC is at 79,666.1: goes under at 65,171, afloat again at 61,000."
        );
    }
}
