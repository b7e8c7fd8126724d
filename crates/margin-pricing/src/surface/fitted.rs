//! The best raw SVI smile of an expiry, between those of the expiries before and after it.
//!
//! Arbitrage costs in the search: butterflies, total variance below that of the expiry before, above that of the one after.
//! What costs can still be there, so whoever takes a smile looks for arbitrage afterwards.

use super::least_squares::minimise;
use super::quote::{Expiry, Quote};
use crate::svi::RawSvi;

/// The quotes of an expiry, ready to be fitted to.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub years: f64,
    points: Vec<Point>,
}

#[derive(Clone, Copy, Debug)]
struct Point {
    log_moneyness: f64,
    volatility: f64,
    bid: f64,
    ask: f64,
    /// The root of its share of all weight.
    weight: f64,
}

/// The smiles before and after, at log-moneynesses, and one to stay near to where quotes say nothing.
#[derive(Clone, Debug)]
pub(super) struct Corridor<'c> {
    log_moneynesses: &'c [f64],
    below: Vec<f64>,
    above: Vec<f64>,
    /// Of the smile before, at the left and the right.
    wings: [f64; 2],
    anchor: RawSvi,
}

/// How much arbitrage costs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Price {
    /// Of Durrleman's function below zero, in volatility.
    pub butterfly: f64,
    /// Of volatility below that of the smile before, in volatility.
    pub below: f64,
    /// Of volatility above that of the smile after.
    pub above: f64,
}

/// The share of the largest vega that a quote has at least, so that wings follow quotes rather than nothing.
const LEAST_VEGA: f64 = 1e-2;
/// How much leaving bid and ask costs beside a difference from the mark.
const OUTSIDE: f64 = 12.0;
/// How far out of bid and ask, in volatility, is so far that the quote may be a stray one.
const STRAY: f64 = 0.02;
/// How far inside of bid and ask volatility is to be: a share of how far they are apart, and at most so much.
const ROOM_SHARE: f64 = 0.2;
const ROOM: f64 = 0.003;
/// How much a difference from the anchor costs beside one from the quotes: it decides what they leave open.
const MEMORY: f64 = 1e-4;
/// What Durrleman's function is to be above, so that it is not negative between the places that are looked at.
const BUTTERFLY_ROOM: f64 = 2e-3;
/// By what share of itself volatility is to be inside of the corridor.
const CALENDAR_ROOM: f64 = 1e-4;

impl<'c> Corridor<'c> {
    pub fn new(log_moneynesses: &'c [f64], before: &RawSvi, after: &RawSvi, anchor: RawSvi) -> Self {
        let of = |smile: &RawSvi| log_moneynesses.iter().map(|k| smile.total_variance(*k)).collect();
        Self { log_moneynesses, below: of(before), above: of(after), wings: before.wings(), anchor }
    }
}

impl Target {
    pub fn new(expiry: &Expiry) -> Self {
        let counted = |quote: &&Quote| quote.weight > 0.0;
        let weight = |quote: &Quote| quote.weight * quote.relative_vega(expiry.years).max(LEAST_VEGA);
        let all = expiry.quotes.iter().filter(counted).fold(0.0, |sum, quote| sum + weight(quote));
        let points = expiry.quotes.iter().filter(counted).map(|quote| Point {
            log_moneyness: quote.log_moneyness,
            volatility: quote.volatility,
            bid: quote.bid.unwrap_or(0.0),
            ask: quote.ask.unwrap_or(f64::INFINITY),
            weight: (weight(quote) / all).sqrt(),
        });
        let mut points: Vec<Point> = points.collect();
        points.sort_by(|a, b| a.log_moneyness.total_cmp(&b.log_moneyness));
        Self { years: expiry.years, points }
    }

    /// How many log-moneynesses are quoted.
    pub fn places(&self) -> usize {
        let distinct = |(a, b): &(&Point, &Point)| b.log_moneyness - a.log_moneyness > 1e-3 * self.total();
        self.points.len().min(1) + self.points.iter().zip(self.points.iter().skip(1)).filter(distinct).count()
    }

    /// Total variance at the forward, between the quotes next to it or as at the nearest.
    pub fn at_forward(&self) -> f64 {
        let after = self.points.partition_point(|point| point.log_moneyness < 0.0);
        let volatility = match (after.checked_sub(1).and_then(|before| self.points.get(before)), self.points.get(after))
        {
            (None, None) => 0.0,
            (Some(only), None) | (None, Some(only)) => only.volatility,
            (Some(left), Some(right)) => {
                let share = -left.log_moneyness / (right.log_moneyness - left.log_moneyness);
                left.volatility + share * (right.volatility - left.volatility)
            }
        };
        volatility * volatility * self.years
    }

    /// The least and the greatest log-moneyness.
    pub fn reach(&self) -> [f64; 2] {
        [self.points.first(), self.points.last()].map(|point| point.map_or(0.0, |point| point.log_moneyness))
    }

    /// The mean squared difference of volatilities from marks, and that beyond bids and asks.
    pub fn cost(&self, smile: &RawSvi) -> f64 {
        self.differences(smile).fold(0.0, |sum, difference| sum + difference * difference)
    }

    fn differences(&self, smile: &RawSvi) -> impl Iterator<Item = f64> {
        self.points.iter().flat_map(|point| {
            let fitted = smile.volatility(point.log_moneyness, self.years);
            let room = (ROOM_SHARE * (point.ask - point.bid)).clamp(0.0, ROOM);
            let outside = (fitted - point.ask + room).max(point.bid - fitted + room);
            [point.weight * (fitted - point.volatility), OUTSIDE * point.weight * softened(outside)]
        })
    }

    fn total(&self) -> f64 {
        self.at_forward().sqrt()
    }

    /// The best smile near a start.
    pub fn fit(&self, start: &RawSvi, corridor: &Corridor, price: Price) -> RawSvi {
        let scale = Scale { total: self.total(), wings: corridor.wings, reach: self.reach() };
        let spread = 1.0 / (corridor.log_moneynesses.len() as f64).sqrt();
        let volatility = |total_variance: f64| (total_variance / self.years).sqrt();
        let bounds = corridor.below.iter().zip(&corridor.above).map(|(below, above)| {
            [volatility(*below) * (1.0 + CALENDAR_ROOM), volatility(*above) * (1.0 - CALENDAR_ROOM)]
        });
        let looked_at: Vec<(f64, [f64; 2], f64)> = (corridor.log_moneynesses.iter().zip(bounds))
            .map(|(k, bounds)| (*k, bounds, corridor.anchor.volatility(*k, self.years)))
            .collect();
        let found = minimise(scale.numbers(start), |numbers, residuals| {
            let smile = scale.smile(numbers);
            residuals.clear();
            residuals.extend(self.differences(&smile));
            for (log_moneyness, [low, high], anchor) in &looked_at {
                let here = smile.at(*log_moneyness);
                let volatility = here.volatility(self.years);
                let (too_low, too_high) = ((low - volatility).max(0.0), (volatility - high).max(0.0));
                residuals.extend([
                    spread * price.butterfly * (BUTTERFLY_ROOM - here.durrleman(*log_moneyness)).max(0.0),
                    spread * (price.below * too_low + price.above * too_high),
                    spread * MEMORY * (volatility - anchor),
                ]);
            }
        });
        scale.smile(&found.at)
    }
}

/// A difference whose square grows like itself where it is small, and ever more slowly beyond [`STRAY`] (Charbonnier 1994).
fn softened(difference: f64) -> f64 {
    if difference <= 0.0 {
        return 0.0;
    }
    let strays = difference / STRAY;
    STRAY * (2.0 * ((1.0 + strays * strays).sqrt() - 1.0)).sqrt()
}

/// A smile in numbers that can be any, and that do not depend on time much.
struct Scale {
    /// The total volatility at the forward.
    total: f64,
    /// What the wings are steeper than.
    wings: [f64; 2],
    /// Where the quotes are: no smile bends most further out than by a total volatility.
    reach: [f64; 2],
}

/// The steepest that a wing is made: at 2, densities far out come to nothing, from either side.
pub(super) const STEEPEST: f64 = 1.9;
/// No number is searched beyond these exponents.
const EXPONENTS: f64 = 30.0;
/// The least curve, in total volatilities: a smile has no corner.
const LEAST_CURVE: f64 = 0.02;

impl Scale {
    /// Vertex, wings, shift and curve, each over its scale, by their logarithms where they are positive.
    fn numbers(&self, smile: &RawSvi) -> [f64; 5] {
        let [left, right] = smile.wings();
        let steeper = |wing: f64, least: f64| {
            let share = ((wing - least) / (STEEPEST - least)).clamp(1e-6, 1.0 - 1e-6);
            libm::log(share / (1.0 - share))
        };
        [
            libm::log((smile.least().value / (self.total * self.total)).max(1e-6)),
            steeper(left, self.wings[0]),
            steeper(right, self.wings[1]),
            smile.shift / self.total,
            libm::log((smile.curve / self.total - LEAST_CURVE).max(1e-3)),
        ]
    }

    fn smile(&self, numbers: &[f64; 5]) -> RawSvi {
        let [vertex, left, right, shift, curve] = *numbers;
        let power = |number: f64| libm::exp(number.clamp(-EXPONENTS, EXPONENTS));
        let wing = |number: f64, least: f64| least + (STEEPEST - least) / (1.0 + power(-number));
        let (left, right) = (wing(left, self.wings[0]), wing(right, self.wings[1]));
        let curve = self.total * (LEAST_CURVE + power(curve));
        RawSvi {
            level: self.total * self.total * power(vertex) - curve * (left * right).sqrt(),
            slope: 0.5 * (left + right),
            tilt: (right - left) / (right + left),
            shift: (self.total * shift).max(self.reach[0] - self.total).min(self.reach[1] + self.total),
            curve,
        }
    }
}
