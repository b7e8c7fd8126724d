//! A European option by a spot price that is carried to expiry (generalised Black–Scholes, Haug 2007, chapter 1).
//!
//! It is [`Black76`] on `forward = spot exp(carry years)` with `discount = exp(−rate years)`, and its Greeks follow by
//! the chain rule. The carry is what holding the underlying costs a year: the rate less its yield; 0 for a future,
//! which makes this Black's formula with a rate.

use crate::black76::{Black76, LARGEST, Right, Standardised};

/// What the value of an option on a spot price depends on.
///
/// ```
/// # use margin_pricing::black76::Right;
/// # use margin_pricing::black_scholes::BlackScholes;
/// // Hull, Options, Futures and Other Derivatives: a share at 42, six months, at 10 %: 4.76 and 0.81.
/// let terms = BlackScholes { spot: 42.0, strike: 40.0, volatility: 0.2, years: 0.5, rate: 0.1, carry: 0.1 };
/// let option = terms.carried().unwrap();
/// let in_cents = [Right::Call, Right::Put].map(|right| (option.value(right) * 100.0).round());
/// assert_eq!(in_cents, [476.0, 81.0]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BlackScholes {
    /// Today's price of the underlying: not negative.
    pub spot: f64,
    /// Not negative.
    pub strike: f64,
    /// Per year: not negative.
    pub volatility: f64,
    /// To expiry: not negative.
    pub years: f64,
    /// Per year, continuous, of either sign: what money earns.
    pub rate: f64,
    /// Per year, continuous, of either sign: the rate less the underlying's yield.
    pub carry: f64,
}

impl BlackScholes {
    /// The option ready for its figures; `None` if an input is out of its domain or NaN, or the forward or the discount
    /// is out of that of [`Black76`].
    pub fn carried(self) -> Option<Carried> {
        let Self { spot, strike, volatility, years, rate, carry } = self;
        if !(rate.abs() <= LARGEST && carry.abs() <= LARGEST) {
            return None;
        }
        let slope = libm::exp(carry * years);
        let (forward, discount) = (spot * slope, libm::exp(-rate * years));
        let option = Black76 { forward, strike, volatility, years, discount }.standardised()?;
        slope.is_finite().then_some(Carried { terms: self, option, forward, slope })
    }
}

/// An option on a spot price, from which every figure is a few operations.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Carried {
    terms: BlackScholes,
    option: Standardised,
    forward: f64,
    /// `∂forward ÷ ∂spot`
    slope: f64,
}

impl Carried {
    /// The same option by its forward, whose Greeks are by the forward.
    pub fn on_forward(&self) -> &Standardised {
        &self.option
    }

    /// Today's worth, in money.
    pub fn value(&self, right: Right) -> f64 {
        self.option.value(right)
    }

    /// `∂value ÷ ∂spot`, a ratio.
    pub fn delta(&self, right: Right) -> f64 {
        self.option.delta(right) * self.slope
    }

    /// `∂²value ÷ ∂spot²`, per unit of money.
    pub fn gamma(&self) -> f64 {
        product(product(self.option.gamma(), self.slope), self.slope)
    }

    /// `∂value ÷ ∂volatility`, in money for a volatility higher by 1.
    pub fn vega(&self) -> f64 {
        self.option.vega()
    }

    /// `∂²value ÷ ∂spot ∂volatility`, a ratio for a volatility higher by 1.
    pub fn vanna(&self) -> f64 {
        self.option.vanna() * self.slope
    }

    /// `∂²value ÷ ∂volatility²`, in money for volatilities higher by 1.
    pub fn volga(&self) -> f64 {
        self.option.volga()
    }

    /// What time takes, `−∂value ÷ ∂years`, in money a year, with spot, volatility, rate and carry held.
    ///
    /// As time passes the forward comes nearer to the spot price, and the discount to 1.
    pub fn theta(&self, right: Right) -> f64 {
        let BlackScholes { rate, carry, .. } = self.terms;
        self.option.theta() - carry * self.exposure(right) + rate * self.value(right)
    }

    /// `∂value ÷ ∂rate`, in money for a rate higher by 1, where the yield is held: the carry rises with the rate.
    pub fn rho(&self, right: Right) -> f64 {
        self.terms.years * (self.exposure(right) - self.value(right))
    }

    /// `∂value ÷ ∂yield`, in money for a yield higher by 1, where the rate is held: the carry falls.
    pub fn dividend_rho(&self, right: Right) -> f64 {
        -self.terms.years * self.exposure(right)
    }

    /// `∂value ÷ ∂rate`, in money for a rate higher by 1, where the forward is held, as it is for a future.
    pub fn rho_of_forward(&self, right: Right) -> f64 {
        self.option.rho(right)
    }

    /// `spot × delta`: what the value gains when the spot price's logarithm is higher by 1, in money.
    fn exposure(&self, right: Right) -> f64 {
        self.forward * self.option.delta(right)
    }
}

/// A product in which zero times infinity is zero.
fn product(a: f64, b: f64) -> f64 {
    if a == 0.0 || b == 0.0 { 0.0 } else { a * b }
}
