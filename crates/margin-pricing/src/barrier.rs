//! Options that begin or end when a price touches a barrier, and payments for a touch, in closed form.
//!
//! Reiner and Rubinstein (1991): each of the eight knock-ins and knock-outs is a sum of four parts, two of the price as
//! it goes and two of its reflection in the barrier (Haug 2007, section 4.17, whose A to D they are). The barrier is
//! always watched; for one that is not, [`Passage::in_intervals`](crate::passage::Passage::in_intervals) moves it.
//! Knock-ins and knock-outs are computed apart and add up to the option without a barrier.

use crate::black_scholes::BlackScholes;
use crate::black76::{LARGEST, Right, log_ratio};
use crate::{mills, normal, passage};

/// From which side of it a price comes to a barrier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From above.
    Down,
    /// From below.
    Up,
}

/// What touching a barrier does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Knock {
    /// The option begins.
    In,
    /// It ends, worth nothing.
    Out,
}

/// When a payment for a touch is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Payment {
    /// At the touch.
    AtTouch,
    /// At expiry.
    AtExpiry,
}

/// An option with a barrier.
///
/// ```
/// # use margin_pricing::barrier::{BarrierOption, Direction, Knock, Payment, one_touch};
/// # use margin_pricing::black76::Right;
/// # use margin_pricing::black_scholes::BlackScholes;
/// // Haug, The Complete Guide to Option Pricing Formulas: a call that ends at 95, where 3 is paid back: 9.0246.
/// let terms = BlackScholes { spot: 100.0, strike: 90.0, volatility: 0.25, years: 0.5, rate: 0.08, carry: 0.04 };
/// let option = BarrierOption { terms, barrier: 95.0, direction: Direction::Down, knock: Knock::Out, right: Right::Call };
/// let paid_back = one_touch(terms, 95.0, Payment::AtTouch).unwrap();
/// assert_eq!(((option.value().unwrap() + 3.0 * paid_back) * 10_000.0).round(), 90_246.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BarrierOption {
    /// The option without it: spot, strike and years are positive.
    pub terms: BlackScholes,
    /// Positive.
    pub barrier: f64,
    /// From where the price comes to it; one that is beyond it already has touched it.
    pub direction: Direction,
    /// What touching does.
    pub knock: Knock,
    /// To buy or to sell.
    pub right: Right,
}

/// With less total volatility than this a price goes where its drift takes it.
const STILL: f64 = 1e-100;

impl BarrierOption {
    /// Today's worth, in money; `None` if an input is out of its domain or NaN.
    ///
    /// The parts are as large as the option without the barrier, and so is their rounding.
    pub fn value(self) -> Option<f64> {
        let Self { terms, barrier, direction, knock, right } = self;
        let plain = terms.carried()?.value(right);
        let positive = [terms.spot, terms.strike, barrier].iter().all(|&price| 0.0 < price && price <= LARGEST);
        if !positive {
            return None;
        }
        let total = terms.volatility * terms.years.sqrt();
        let parts = Parts::new(self, total);
        if total < STILL || !parts.excess.is_finite() || is_beyond(terms.spot, barrier, direction) {
            let forward = terms.spot * libm::exp(terms.carry * terms.years);
            let touched = is_beyond(terms.spot, barrier, direction) || is_beyond(forward, barrier, direction);
            return Some(if touched == (knock == Knock::In) { plain } else { 0.0 });
        }
        let beyond = terms.strike >= barrier;
        Some(match (knock, direction, right, beyond) {
            (Knock::In, Direction::Down, Right::Call, true) | (Knock::In, Direction::Up, Right::Put, false) => {
                parts.at_strike_reflected()
            }
            (Knock::In, Direction::Up, Right::Call, true) | (Knock::In, Direction::Down, Right::Put, false) => {
                parts.at_strike()
            }
            (Knock::In, Direction::Down, Right::Call, false) | (Knock::In, Direction::Up, Right::Put, true) => {
                parts.at_strike() - parts.at_barrier() + parts.at_barrier_reflected()
            }
            (Knock::In, _, _, _) => parts.at_barrier() - parts.at_strike_reflected() + parts.at_barrier_reflected(),
            (Knock::Out, Direction::Down, Right::Call, true) | (Knock::Out, Direction::Up, Right::Put, false) => {
                parts.at_strike() - parts.at_strike_reflected()
            }
            (Knock::Out, Direction::Up, Right::Call, true) | (Knock::Out, Direction::Down, Right::Put, false) => 0.0,
            (Knock::Out, Direction::Down, Right::Call, false) | (Knock::Out, Direction::Up, Right::Put, true) => {
                parts.at_barrier() - parts.at_barrier_reflected()
            }
            (Knock::Out, _, _, _) => {
                parts.at_strike() - parts.at_barrier() + parts.at_strike_reflected() - parts.at_barrier_reflected()
            }
        })
    }
}

/// Today's worth of one unit of money that is paid if the price touches the barrier, on either side of it, before
/// `terms.years`; the strike is not looked at.
///
/// `None` if an input is out of its domain or NaN; and, where it is paid at the touch, if the rate is so negative
/// that the sum has no closed form: less than `−(carry − volatility² ÷ 2)² ÷ (2 volatility²)`.
pub fn one_touch(terms: BlackScholes, barrier: f64, payment: Payment) -> Option<f64> {
    let BlackScholes { spot, volatility, years, rate, carry, .. } = terms;
    let discount = libm::exp(-rate * years);
    let probability = passage::Passage { spot, barrier, drift: carry, volatility, years }.probability()?;
    if !(rate.abs() <= LARGEST && 0.0 < discount && discount <= LARGEST) {
        return None;
    }
    match payment {
        Payment::AtExpiry => Some(discount * probability),
        Payment::AtTouch if barrier == spot => Some(1.0),
        Payment::AtTouch => at_touch(terms, log_ratio(barrier, spot)),
    }
}

fn at_touch(terms: BlackScholes, log_barrier: f64) -> Option<f64> {
    let BlackScholes { volatility, years, rate, carry, .. } = terms;
    let variance = volatility * volatility;
    if variance == 0.0 {
        let moment = log_barrier / carry;
        return Some(if (0.0..=years).contains(&moment) { libm::exp(-rate * moment) } else { 0.0 });
    }
    let log_drift = carry - 0.5 * variance;
    let square = log_drift * log_drift + 2.0 * rate * variance;
    if !(0.0..f64::INFINITY).contains(&square) {
        return None;
    }
    // With this drift toward the barrier instead of the log drift, the probability has the discount in it.
    let toward = square.sqrt();
    let distance = log_barrier.abs();
    let exponent = if log_drift * log_barrier > 0.0 {
        -2.0 * rate * distance / (log_drift.abs() + toward)
    } else {
        -(log_drift.abs() + toward) * (distance / variance)
    };
    Some(libm::exp(exponent) * passage::touch(distance, toward, volatility, years))
}

/// Today's worth of one unit of money that is paid at expiry if the price has not touched the barrier.
///
/// `None` as for [`one_touch`].
pub fn no_touch(terms: BlackScholes, barrier: f64) -> Option<f64> {
    let touched = one_touch(terms, barrier, Payment::AtExpiry)?;
    Some(libm::exp(-terms.rate * terms.years) - touched)
}

fn is_beyond(price: f64, barrier: f64, direction: Direction) -> bool {
    match direction {
        Direction::Down => price <= barrier,
        Direction::Up => price >= barrier,
    }
}

/// What the four parts are made of.
struct Parts {
    option: BarrierOption,
    total: f64,
    discount: f64,
    discounted_forward: f64,
    /// `ln(barrier ÷ spot)`
    log_barrier: f64,
    /// `(carry − volatility² ÷ 2) ÷ volatility²`
    excess: f64,
}

impl Parts {
    fn new(option: BarrierOption, total: f64) -> Self {
        let BlackScholes { spot, volatility, years, rate, carry, .. } = option.terms;
        Self {
            option,
            total,
            discount: libm::exp(-rate * years),
            discounted_forward: libm::exp(-rate * years) * (spot * libm::exp(carry * years)),
            log_barrier: log_ratio(option.barrier, spot),
            excess: carry / volatility / volatility - 0.5,
        }
    }

    /// A: the option without the barrier.
    fn at_strike(&self) -> f64 {
        self.straight(log_ratio(self.option.terms.spot, self.option.terms.strike))
    }

    /// B: the same where exercise is beyond the barrier.
    fn at_barrier(&self) -> f64 {
        self.straight(-self.log_barrier)
    }

    /// C: as A, of the price reflected in the barrier.
    fn at_strike_reflected(&self) -> f64 {
        self.reflected(log_ratio(self.option.barrier, self.option.terms.strike))
    }

    /// D: as B, of the price reflected in the barrier.
    fn at_barrier_reflected(&self) -> f64 {
        self.reflected(0.0)
    }

    fn straight(&self, moneyness: f64) -> f64 {
        let d1 = moneyness / self.total + (1.0 + self.excess) * self.total;
        let sign = self.sign();
        let gained = self.discounted_forward * normal::distribution(sign * d1);
        let paid = self.discount * self.option.terms.strike * normal::distribution(sign * (d1 - self.total));
        sign * (gained - paid)
    }

    /// Of the price reflected in the barrier, from where that is `beyond` in logarithms.
    fn reflected(&self, beyond: f64) -> f64 {
        let gained = self.discounted_forward * self.grown(self.excess + 1.0, beyond);
        let paid = self.discount * self.option.terms.strike * self.grown(self.excess, beyond);
        self.sign() * (gained - paid)
    }

    /// `(barrier ÷ spot)^2power N(x)` with `x = ±((log_barrier + beyond) ÷ total + power total)`: the one may be too
    /// large for a number where the other is too small, so there the exponents are put together.
    fn grown(&self, power: f64, beyond: f64) -> f64 {
        let Self { total, log_barrier, .. } = *self;
        let side = match self.option.direction {
            Direction::Down => 1.0,
            Direction::Up => -1.0,
        };
        let x = side * ((log_barrier + beyond) / total + power * total);
        let exponent = 2.0 * power * log_barrier;
        if exponent <= 0.0 || x >= 0.0 {
            return libm::exp(exponent) * normal::distribution(x);
        }
        let straight = (beyond - log_barrier) / total + power * total;
        let reflection = 2.0 * (log_barrier / total) * (beyond / total);
        normal::density(straight) * libm::exp(-reflection) * mills::ratio(x)
    }

    fn sign(&self) -> f64 {
        match self.option.right {
            Right::Call => 1.0,
            Right::Put => -1.0,
        }
    }
}
