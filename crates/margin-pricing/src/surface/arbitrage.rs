//! Where a surface can be bought for less than nothing: on a grid of log-moneynesses and times.

use super::Surface;
use crate::svi::TotalVariance;

/// Log-moneynesses and times at which a surface is looked at, each in rising order.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    /// `ln(strike ÷ forward)`.
    pub log_moneynesses: Vec<f64>,
    /// Years.
    pub times: Vec<f64>,
}

/// A place on a surface, and how much there is too little.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// `ln(strike ÷ forward)`.
    pub log_moneyness: f64,
    /// Years.
    pub years: f64,
    /// Of butterflies, Durrleman's function; of calendars, by what share total variance is higher than at the time before.
    /// Negative where there is arbitrage.
    pub value: f64,
}

/// What was found on a grid.
#[derive(Clone, Debug, PartialEq)]
pub struct Arbitrage {
    /// The least value of Durrleman's function.
    pub least_durrleman: Place,
    /// The least rise of total variance from one time to the next.
    pub least_rise: Place,
    /// Where a butterfly costs less than nothing, the worst first.
    pub butterflies: Vec<Place>,
    /// Where a calendar spread does, the worst first.
    pub calendars: Vec<Place>,
}

/// How many log-moneynesses a surface is looked at when it is fitted to quotes, and at how many times.
pub const LOG_MONEYNESSES: usize = 200;
/// See [`LOG_MONEYNESSES`].
pub const TIMES: usize = 60;
/// How many of the worst places are kept.
const KEPT: usize = 100;
/// How much denser log-moneynesses lie at the forward than if they were spread evenly: `sinh(BEND) ÷ BEND`.
const BEND: f64 = 5.0;

impl Grid {
    /// Log-moneynesses from `low` to `high`, which the forward is between, and times from half the first expiry to the last.
    ///
    /// Log-moneynesses lie denser near the forward, for what short expiries have there; times lie evenly by their
    /// logarithms, and the expiries themselves are among them besides.
    pub fn over(surface: &Surface, [low, high]: [f64; 2], log_moneynesses: usize, times: usize) -> Self {
        let expiries: Vec<f64> = surface.slices().iter().map(|slice| slice.years).collect();
        Self { log_moneynesses: spread([low, high], log_moneynesses), times: spaced(&expiries, times) }
    }
}

impl Surface {
    /// Where butterflies and calendar spreads cost less than nothing, by more than a tolerance.
    pub fn arbitrage(&self, grid: &Grid, tolerance: f64) -> Arbitrage {
        let nowhere = Place { log_moneyness: 0.0, years: 0.0, value: f64::INFINITY };
        let (mut butterflies, mut calendars) = (Found::new(nowhere, tolerance), Found::new(nowhere, tolerance));
        let mut before: Vec<f64> = Vec::new();
        for &years in &grid.times {
            let here: Vec<TotalVariance> =
                grid.log_moneynesses.iter().map(|k| self.total_variance(*k, years)).collect();
            for (&log_moneyness, point) in grid.log_moneynesses.iter().zip(&here) {
                butterflies.see(Place { log_moneyness, years, value: point.durrleman(log_moneyness) });
            }
            for ((&log_moneyness, point), before) in grid.log_moneynesses.iter().zip(&here).zip(&before) {
                calendars.see(Place { log_moneyness, years, value: point.value / before - 1.0 });
            }
            before = here.iter().map(|point| point.value).collect();
        }
        Arbitrage {
            least_durrleman: butterflies.least,
            least_rise: calendars.least,
            butterflies: butterflies.worst(),
            calendars: calendars.worst(),
        }
    }
}

impl Arbitrage {
    /// Whether nothing was found.
    pub fn is_none(&self) -> bool {
        self.butterflies.is_empty() && self.calendars.is_empty()
    }
}

/// Log-moneynesses from low to high, denser near zero.
pub(super) fn spread([low, high]: [f64; 2], count: usize) -> Vec<f64> {
    let position = |at: f64, widest: f64| libm::asinh(at / widest * libm::sinh(BEND)) / BEND;
    let widest = low.abs().max(high.abs()).max(f64::MIN_POSITIVE);
    let (from, to) = (position(low, widest), position(high, widest));
    let place = |share: f64| widest * libm::sinh(BEND * (from + share * (to - from))) / libm::sinh(BEND);
    shares(count).map(place).collect()
}

/// Times from half the first expiry to the last, and the expiries, which are in their order.
pub(super) fn spaced(expiries: &[f64], count: usize) -> Vec<f64> {
    let mut times = expiries.to_vec();
    if let (Some(first), Some(last)) = (expiries.first(), expiries.last()) {
        let (from, to) = (libm::log(0.5 * first), libm::log(*last));
        times.extend(shares(count).map(|share| libm::exp(from + share * (to - from)).min(*last)));
    }
    times.sort_by(f64::total_cmp);
    times.dedup();
    times
}

/// Numbers from 0 to 1, evenly.
fn shares(count: usize) -> impl Iterator<Item = f64> {
    (0..count).map(move |place| if count > 1 { place as f64 / (count - 1) as f64 } else { 0.5 })
}

/// The least place, and those below a tolerance.
struct Found {
    least: Place,
    tolerance: f64,
    below: Vec<Place>,
}

impl Found {
    fn new(least: Place, tolerance: f64) -> Self {
        Self { least, tolerance, below: Vec::new() }
    }

    /// What is not a number is as bad as can be.
    fn see(&mut self, place: Place) {
        let place = if place.value.is_nan() { Place { value: f64::NEG_INFINITY, ..place } } else { place };
        if place.value < self.least.value {
            self.least = place;
        }
        if place.value < -self.tolerance {
            self.below.push(place);
        }
    }

    fn worst(mut self) -> Vec<Place> {
        self.below.sort_by(|a, b| a.value.total_cmp(&b.value));
        self.below.truncate(KEPT);
        self.below
    }
}
