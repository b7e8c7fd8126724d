//! The probability that a price touches a barrier before a time.
//!
//! For a price that moves as Black's does, with `ν = drift − volatility² ÷ 2` toward the barrier and
//! `distance = |ln(barrier ÷ spot)|`, it is `N(z₁) + exp(2 ν distance ÷ volatility²) N(z₂)`, where
//! `z = (−distance ± ν years) ÷ total` (reflection principle). [`watched`] has prices that jump and are looked at now
//! and then only.

pub mod watched;

use crate::black76::{LARGEST, log_ratio};
use crate::{mills, normal};

/// How far a barrier that is looked at now and then is from one that is always looked at, in standard deviations of
/// what happens between two looks: `−ζ(½) ÷ √2π` (Broadie, Glasserman and Kou 1997).
pub const SHIFT_OF_INTERVALS: f64 = 0.582_597_157_939_010_7;

/// What the probability of a touch depends on.
///
/// ```
/// # use margin_pricing::passage::Passage;
/// // Haug, The Complete Guide to Option Pricing Formulas: 15 are paid at expiry if 100 was touched: 11.2223.
/// let passage = Passage { spot: 95.0, barrier: 100.0, drift: 0.1, volatility: 0.2, years: 0.5 };
/// let value = 15.0 * libm::exp(-0.1 * 0.5) * passage.probability().unwrap();
/// assert_eq!((value * 10_000.0).round(), 112_223.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Passage {
    /// Today's price: positive.
    pub spot: f64,
    /// Above it or below it: positive.
    pub barrier: f64,
    /// By which the expected price grows, per year, continuous, of either sign.
    pub drift: f64,
    /// Per year: not negative.
    pub volatility: f64,
    /// Not negative.
    pub years: f64,
}

impl Passage {
    /// The probability that the price touches the barrier; `None` if an input is out of its domain or NaN.
    pub fn probability(self) -> Option<f64> {
        let log_drift = self.log_drift()?;
        let distance = log_ratio(self.barrier, self.spot);
        let toward = if distance < 0.0 { -log_drift } else { log_drift };
        Some(touch(distance.abs(), toward, self.volatility, self.years))
    }

    /// The same price where it is looked at in intervals only, as long as this in years: with the barrier
    /// farther off, `barrier exp(±β volatility √interval)`, what is always looked at is touched about as often.
    ///
    /// `None` if an input is out of its domain or NaN.
    pub fn in_intervals(self, interval: f64) -> Option<Self> {
        self.log_drift()?;
        let barrier = self.barrier * libm::exp(self.shift(interval)?);
        (0.0 < barrier && barrier <= LARGEST).then_some(Self { barrier, ..self })
    }

    fn shift(self, interval: f64) -> Option<f64> {
        if !(0.0..=LARGEST).contains(&interval) {
            return None;
        }
        let shift = SHIFT_OF_INTERVALS * self.volatility * interval.sqrt();
        Some(if self.barrier < self.spot { -shift } else { shift })
    }

    /// By which the logarithm of the price grows on average, per year.
    fn log_drift(self) -> Option<f64> {
        let Self { spot, barrier, drift, volatility, years } = self;
        let positive = [spot, barrier].iter().all(|&price| 0.0 < price && price <= LARGEST);
        let in_domain = [volatility, years].iter().all(|number| (0.0..=LARGEST).contains(number));
        (positive && in_domain && drift.abs() <= LARGEST).then_some(drift - 0.5 * volatility * volatility)
    }
}

/// The probability that a Brownian motion goes as far as `distance` with a drift `toward` it.
pub(crate) fn touch(distance: f64, toward: f64, volatility: f64, years: f64) -> f64 {
    let total = volatility * years.sqrt();
    if distance == 0.0 {
        return 1.0;
    }
    if total == 0.0 {
        return if toward * years >= distance { 1.0 } else { 0.0 };
    }
    let (straight, reflected) = ((toward * years - distance) / total, (-toward * years - distance) / total);
    let past = normal::distribution(straight);
    if reflected >= 0.0 {
        // The drift is away from the barrier, so the factor is at most one.
        return past + libm::exp(2.0 * toward / volatility * (distance / volatility)) * normal::distribution(reflected);
    }
    // The factor is `φ(z₁) ÷ φ(z₂)`; written so, neither overflows.
    (past + normal::density(straight) * mills::ratio(reflected)).min(1.0)
}
