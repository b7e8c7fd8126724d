//! The volatility at which Black's formula gives a price: to the last places, from both sides of the money.
//!
//! After Jäckel, "Let's Be Rational" (Wilmott, 2015): the price less what exercise is worth is normalised by
//! `√(forward strike)`; a first guess is read off rational curves through the point where the price rises most steeply
//! with volatility; and Householder's steps of the third order, whose error is the fourth power of the one before, end
//! it. The rounding of the result is a few units in the last place times `price ÷ (volatility vega)`, which is what the
//! last place of the price decides; it is small wherever vega is not.

mod guess;

use crate::black76::{LARGEST, Right, log_ratio};
use crate::mills;

/// A price that was paid or asked for an option: no number may be above 1e100.
///
/// ```
/// # use margin_pricing::black76::Right;
/// # use margin_pricing::implied::{NoVolatility, Quote};
/// let quote = Quote { forward: 100.0, strike: 100.0, years: 0.5, discount: 1.0, right: Right::Call, price: 5.637197779701664 };
/// assert!((quote.volatility().unwrap() - 0.2).abs() < 1e-15);
/// assert_eq!(Quote { price: 0.0, ..quote }.volatility(), Err(NoVolatility::NotAboveExercise));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quote {
    /// The forward price for the expiry: positive.
    pub forward: f64,
    /// Positive.
    pub strike: f64,
    /// To expiry: positive.
    pub years: f64,
    /// Positive; 1 where values are not discounted.
    pub discount: f64,
    /// To buy or to sell.
    pub right: Right,
    /// In money, paid today.
    pub price: f64,
}

/// Why there is no volatility at which an option is worth its price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoVolatility {
    /// An input is out of its domain, or NaN.
    Meaningless,
    /// The price is that of exercise at the forward, which an option without volatility has, or less, or so little more
    /// that the difference, or the volatility, is no number.
    NotAboveExercise,
    /// The price is what an option with volatility without end is worth, or more: the forward for a call, the strike
    /// for a put, each discounted.
    NotBelowLargest,
}

impl Quote {
    /// The volatility, per year, at which the option is worth the price.
    ///
    /// # Errors
    /// Whatever price no volatility gives, and inputs that mean nothing.
    pub fn volatility(self) -> Result<f64, NoVolatility> {
        let Self { forward, strike, years, discount, right, price } = self;
        let positive = [forward, strike, years, discount].iter().all(|&number| 0.0 < number && number <= LARGEST);
        if !(positive && price.abs() <= LARGEST) {
            return Err(NoVolatility::Meaningless);
        }
        let (exercise, largest) = match right {
            Right::Call => (forward - strike, forward),
            Right::Put => (strike - forward, strike),
        };
        let undiscounted = price / discount;
        let mean = forward.sqrt() * strike.sqrt();
        let above_exercise = (undiscounted - exercise.max(0.0)) / mean;
        if above_exercise <= 0.0 {
            return Err(NoVolatility::NotAboveExercise);
        }
        let below_largest = (largest - undiscounted) / mean;
        if below_largest <= 0.0 {
            return Err(NoVolatility::NotBelowLargest);
        }
        let price = Normalised { moneyness: -log_ratio(forward, strike).abs(), above_exercise, below_largest };
        let volatility = price.total_volatility() / years.sqrt();
        if volatility > 0.0 { Ok(volatility) } else { Err(NoVolatility::NotAboveExercise) }
    }

    /// The volatility, per year, at which an option that is paid in the coin it is on is worth the price, in coins.
    ///
    /// # Errors
    /// As for [`Quote::volatility`].
    pub fn volatility_of_coins(self) -> Result<f64, NoVolatility> {
        Self { price: self.price * self.forward, ..self }.volatility()
    }
}

/// What is left of a price when the units of money and time are taken out of it.
#[derive(Clone, Copy)]
struct Normalised {
    /// `−|ln(forward ÷ strike)|`
    moneyness: f64,
    /// The price of the side that is not in the money, over `√(forward strike)`: positive.
    above_exercise: f64,
    /// How much less that is than the largest price, `exp(moneyness ÷ 2)`: positive.
    below_largest: f64,
}

/// Which function of the price is nearly straight in the total volatility.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Curve {
    /// Small prices: one over the logarithm of the price.
    Low,
    /// The price itself.
    Middle,
    /// Large prices: the logarithm of what is missing to the largest.
    High,
}

/// More are never needed; the tests count them.
const MOST_STEPS: usize = 6;

/// The share of the total volatility below which a step was the last: its fourth power is below rounding.
const LAST_STEP: f64 = 3e-5;

impl Normalised {
    fn total_volatility(self) -> f64 {
        let (curve, mut total) = guess::total_volatility(self);
        for _ in 0..MOST_STEPS {
            let step = self.step(curve, total);
            let next = total + step;
            // Never for a guess as near as ours; it holds the search where a total volatility has a meaning.
            total = if next > 0.0 { next } else { 0.5 * total };
            if step.abs() <= LAST_STEP * total {
                break;
            }
        }
        total
    }

    /// Householder's step of the third order, from Newton's step and the ratios of the second and the third
    /// derivative to the first.
    fn step(self, curve: Curve, total: f64) -> f64 {
        let (newton, second, third) = self.derivatives(curve, total);
        newton * (1.0 + 0.5 * second * newton) / (1.0 + newton * (second + third * newton / 6.0))
    }

    fn derivatives(self, curve: Curve, total: f64) -> (f64, f64, f64) {
        let at = At::new(self.moneyness, total);
        // Those of the price itself.
        let deviations = self.moneyness / total;
        let second = deviations * deviations / total - 0.25 * total;
        let bend = deviations / total;
        let third = second * second - 3.0 * bend * bend - 0.25;
        match curve {
            Curve::Low => {
                let (log_price, slope) = (at.log_price(), 1.0 / at.price_per_slope());
                let log_target = libm::log(self.above_exercise);
                let newton = (log_target - log_price) * log_price / log_target / slope;
                let inverse = 1.0 / log_price;
                let outer = slope * (1.0 + 2.0 * inverse);
                let outer_third = 2.0 * slope * slope * (1.0 + 3.0 * inverse * (1.0 + inverse));
                (newton, second - outer, third + outer_third - 3.0 * second * outer)
            }
            Curve::Middle => ((self.above_exercise - at.price()) / at.slope(), second, third),
            Curve::High => {
                let missing = at.missing_per_slope();
                let slope = 1.0 / missing;
                let newton = libm::log(at.slope() * missing / self.below_largest) * missing;
                (newton, second + slope, third + slope * (2.0 * slope + 3.0 * second))
            }
        }
    }
}

/// A normalised price and its slope by the total volatility, each over what is common to them.
#[derive(Clone, Copy)]
struct At {
    moneyness: f64,
    /// `moneyness ÷ total`, midway between `d1` and `d2`.
    middle: f64,
    /// `total ÷ 2`
    half: f64,
}

const LOG_ROOT_2PI: f64 = 0.918_938_533_204_672_7;
const FRAC_1_ROOT_2PI: f64 = 0.398_942_280_401_432_7;

impl At {
    fn new(moneyness: f64, total: f64) -> Self {
        let middle = if moneyness == 0.0 { 0.0 } else { moneyness / total };
        Self { moneyness, middle, half: 0.5 * total }
    }

    /// `∂price ÷ ∂total`: `exp(−(middle² + half²) ÷ 2) ÷ √2π`.
    fn slope(self) -> f64 {
        FRAC_1_ROOT_2PI * libm::exp(-0.5 * (self.middle * self.middle + self.half * self.half))
    }

    /// `price ÷ slope`, of a price whose `d1` is not positive: a difference of two values of Mills' ratio.
    fn price_per_slope(self) -> f64 {
        mills::ratio_difference(self.middle, self.half)
    }

    fn log_price(self) -> f64 {
        let Self { middle, half, .. } = self;
        libm::log(self.price_per_slope()) - LOG_ROOT_2PI - 0.5 * (middle * middle + half * half)
    }

    fn price(self) -> f64 {
        if self.middle + self.half <= 0.0 || mills::are_neighbours(self.middle, self.half) {
            return self.slope() * self.price_per_slope();
        }
        libm::exp(0.5 * self.moneyness) - self.slope() * self.missing_per_slope()
    }

    /// What is missing to the largest price, over the slope.
    fn missing_per_slope(self) -> f64 {
        mills::ratio(-self.middle - self.half) + mills::ratio(self.middle - self.half)
    }
}
