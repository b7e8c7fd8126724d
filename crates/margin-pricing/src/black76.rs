//! A European option on a forward (Black 1976): `call = discount (forward N(d1) − strike N(d2))`.
//!
//! The side out of the money is computed without cancellation, and the other from it by parity,
//! `call − put = discount (forward − strike)`: a value is never below that of exercise at the forward, and a small
//! one is as accurate as a large one. Units and names stand at the top of the crate.

mod greeks;

use crate::{mills, normal};

/// The right to buy, or the right to sell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Right {
    /// To buy.
    Call,
    /// To sell.
    Put,
}

/// The largest input that is taken: with it, no product of inputs overflows.
pub(crate) const LARGEST: f64 = 1e100;

/// What the value of an option depends on: no number may be above 1e100.
///
/// ```
/// # use margin_pricing::black76::{Black76, Right};
/// // Hull, Options, Futures and Other Derivatives: four months on a future at 20, at 9 %: 1.12.
/// let discount = libm::exp(-0.09 / 3.0);
/// let option = Black76 { forward: 20.0, strike: 20.0, volatility: 0.25, years: 1.0 / 3.0, discount };
/// let put = option.standardised().map(|option| option.value(Right::Put));
/// assert_eq!(put.map(|value| (value * 100.0).round()), Some(112.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Black76 {
    /// The forward price for the expiry: not negative.
    pub forward: f64,
    /// Not negative.
    pub strike: f64,
    /// Per year: not negative.
    pub volatility: f64,
    /// To expiry: not negative.
    pub years: f64,
    /// Positive; 1 where values are not discounted. More than 1 where rates are negative.
    pub discount: f64,
}

impl Black76 {
    /// The option ready for its figures; `None` if an input is out of its domain or NaN.
    pub fn standardised(self) -> Option<Standardised> {
        let Self { forward, strike, volatility, years, discount } = self;
        let in_domain =
            [forward, strike, volatility, years, discount].iter().all(|number| (0.0..=LARGEST).contains(number));
        (in_domain && discount > 0.0).then(|| Standardised::new(self))
    }
}

/// An option with its moneyness in standard deviations, from which every figure is a few operations.
///
/// With no time or no volatility left, figures are their limits: the value is what exercise is worth, and at a strike
/// that is the forward, deltas are one half and gamma, and theta with no time left, are infinite. Nothing is ever NaN.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standardised {
    option: Black76,
    root_years: f64,
    /// `volatility √years`
    total: f64,
    /// `ln(forward ÷ strike) ÷ total`, midway between `d1` and `d2`: infinite with no time or volatility left.
    middle: f64,
    /// `φ(d1)`
    density: f64,
}

impl Standardised {
    fn new(option: Black76) -> Self {
        let root_years = option.years.sqrt();
        let total = (option.volatility * root_years).abs(); // so that no zero is a negative one
        let moneyness = log_ratio(option.forward, option.strike);
        let middle = if moneyness == 0.0 { 0.0 } else { moneyness / total };
        let density = normal::density(middle + 0.5 * total);
        Self { option, root_years, total, middle, density }
    }

    /// Today's worth, in money.
    pub fn value(&self, right: Right) -> f64 {
        self.option.discount * self.undiscounted(right)
    }

    /// The worth at expiry, in money: the value were there no discount.
    pub fn undiscounted(&self, right: Right) -> f64 {
        self.intrinsic(right) + self.out_of_the_money()
    }

    /// `∂value ÷ ∂forward`, a ratio: `discount N(d1)` for a call, `−discount N(−d1)` for a put.
    pub fn delta(&self, right: Right) -> f64 {
        match right {
            Right::Call => self.option.discount * normal::distribution(self.d1()),
            Right::Put => -self.option.discount * normal::distribution(-self.d1()),
        }
    }

    fn d1(&self) -> f64 {
        self.middle + 0.5 * self.total
    }

    pub(crate) fn d2(&self) -> f64 {
        self.middle - 0.5 * self.total
    }

    fn intrinsic(&self, right: Right) -> f64 {
        let Black76 { forward, strike, .. } = self.option;
        match right {
            Right::Call if forward > strike => forward - strike,
            Right::Put if strike > forward => strike - forward,
            Right::Call | Right::Put => 0.0,
        }
    }

    /// The undiscounted value of the side that is not in the money, call or put: one formula.
    fn out_of_the_money(&self) -> f64 {
        let Black76 { forward, strike, .. } = self.option;
        let (middle, half) = (-self.middle.abs(), 0.5 * self.total);
        if mills::are_neighbours(middle, half) {
            let mean = forward.sqrt() * strike.sqrt();
            return mean * libm::exp(-0.5 * half * half) * mills::difference(middle, half);
        }
        let gained = forward.min(strike) * normal::distribution(middle + half);
        gained - forward.max(strike) * normal::distribution(middle - half)
    }
}

/// `ln(a ÷ b)`, to the last bits where the two are near each other, and zero for two zeros.
pub(crate) fn log_ratio(a: f64, b: f64) -> f64 {
    let (small, large) = (a.min(b), a.max(b));
    let log = if small == large {
        return 0.0;
    } else if 2.0 * small > large {
        libm::log1p((small - large) / large)
    } else if small / large >= f64::MIN_POSITIVE {
        libm::log(small / large)
    } else {
        libm::log(small) - libm::log(large)
    };
    if a < b { log } else { -log }
}
