//! A European option on a forward that moves as Black's does and, now and then, jumps (Merton 1976).
//!
//! Jumps come as a Poisson process; each adds a normal number to the logarithm of the price. Given that there are n, the
//! option is Black's with `forwardₙ = forward exp(n (mean + deviation² ÷ 2) − jumps × mean gain)` and
//! `volatilityₙ² = volatility² + n deviation² ÷ years`, and a figure is the sum of Black's by the probability of each n.

use crate::black76::{Black76, Right, Standardised};

/// How often the price jumps, and how far.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Jumps {
    /// Expected in a year: not negative.
    pub per_year: f64,
    /// Of the logarithm of what a jump multiplies the price with.
    pub mean: f64,
    /// The standard deviation of that logarithm: not negative.
    pub deviation: f64,
}

/// More jumps than these before expiry are a diffusion; no figure is computed for them.
const MOST_EXPECTED: f64 = 500.0;

/// The terms of a sum are dropped where all that follow are less than this share of it.
const NEGLIGIBLE: f64 = 1e-18;

impl Jumps {
    /// What a jump adds on average, as a share of the price: `exp(mean + deviation² ÷ 2) − 1`.
    pub fn mean_gain(&self) -> f64 {
        libm::expm1(self.mean + 0.5 * self.deviation * self.deviation)
    }

    /// Whether the numbers mean something together with a time: none is NaN, and not too many jumps are expected,
    /// neither as they come nor each weighted with what it multiplies the price with.
    pub(crate) fn are_in_domain(&self, years: f64) -> bool {
        let expected = self.per_year * years;
        let signs = self.per_year >= 0.0 && self.deviation >= 0.0;
        let finite = self.per_year.is_finite() && self.mean.is_finite() && self.deviation.is_finite();
        signs && finite && expected.max(expected * (1.0 + self.mean_gain())) <= MOST_EXPECTED
    }
}

/// What the value of an option on a jumping forward depends on.
///
/// ```
/// # use margin_pricing::black76::{Black76, Right};
/// # use margin_pricing::merton::{Jumps, Merton};
/// // Haug, The Complete Guide to Option Pricing Formulas: a quarter of the variance is of five jumps a year: 12.75.
/// let (rate, years) = (0.08, 0.25);
/// let deviation = (0.25_f64 * 0.25 * 0.25 / 5.0).sqrt();
/// let jumps = Jumps { per_year: 5.0, mean: -0.5 * deviation * deviation, deviation };
/// let (forward, discount) = (100.0 * libm::exp(rate * years), libm::exp(-rate * years));
/// let volatility = (0.75_f64 * 0.25 * 0.25).sqrt();
/// let diffusion = Black76 { forward, strike: 90.0, volatility, years, discount };
/// let value = Merton { diffusion, jumps }.figures().map(|option| option.value(Right::Call));
/// assert_eq!(value.map(|value| (value * 100.0).round()), Some(1275.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Merton {
    /// The option, and what the price does between jumps.
    pub diffusion: Black76,
    /// What it does besides.
    pub jumps: Jumps,
}

impl Merton {
    /// The option's figures; `None` if an input is out of its domain or NaN, more than 500 jumps are expected, or they
    /// are so large that one of the forwards that count is more than 1e100.
    pub fn figures(self) -> Option<Figures> {
        let Self { diffusion, jumps } = self;
        diffusion.standardised()?;
        if !jumps.are_in_domain(diffusion.years) {
            return None;
        }
        let mut sum = Figures::default();
        let expected = jumps.per_year * diffusion.years;
        let peak = expected * (1.0 + jumps.mean_gain()).max(1.0);
        let mut probability = libm::exp(-expected);
        let mut count = 0.0;
        while probability > 0.0 {
            let (growth, term) = self.given(count);
            let most = probability * (growth * diffusion.forward).max(diffusion.strike);
            // Past the peak terms fall faster than by half when there are twice as many jumps as it.
            if count > 2.0 * peak && most * diffusion.discount <= NEGLIGIBLE * sum.least() {
                break;
            }
            sum.add(probability, growth, diffusion.volatility, term.volatility, &term.standardised()?);
            count += 1.0;
            probability *= expected / count;
        }
        Some(sum)
    }

    /// The option given the number of jumps, and what they and their compensation multiply the forward with.
    fn given(self, count: f64) -> (f64, Black76) {
        let Self { diffusion, jumps } = self;
        let expected = jumps.per_year * diffusion.years;
        let variance = jumps.deviation * jumps.deviation;
        let growth = libm::exp(count * (jumps.mean + 0.5 * variance) - expected * jumps.mean_gain());
        let forward = diffusion.forward * growth;
        if count == 0.0 {
            return (growth, Black76 { forward, ..diffusion });
        }
        let squared = diffusion.volatility * diffusion.volatility + count * variance / diffusion.years;
        (growth, Black76 { forward, volatility: squared.sqrt(), ..diffusion })
    }
}

/// What an option on a jumping forward is worth, and how that changes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures {
    call: f64,
    put: f64,
    call_delta: f64,
    put_delta: f64,
    gamma: f64,
    vega: f64,
}

impl Figures {
    /// Today's worth, in money.
    pub fn value(&self, right: Right) -> f64 {
        match right {
            Right::Call => self.call,
            Right::Put => self.put,
        }
    }

    /// `∂value ÷ ∂forward`, a ratio.
    pub fn delta(&self, right: Right) -> f64 {
        match right {
            Right::Call => self.call_delta,
            Right::Put => self.put_delta,
        }
    }

    /// `∂²value ÷ ∂forward²`, per unit of money.
    pub fn gamma(&self) -> f64 {
        self.gamma
    }

    /// `∂value ÷ ∂volatility` by that between jumps, in money for one higher by 1.
    pub fn vega(&self) -> f64 {
        self.vega
    }

    fn least(&self) -> f64 {
        self.call.min(self.put)
    }

    fn add(&mut self, probability: f64, growth: f64, between_jumps: f64, volatility: f64, option: &Standardised) {
        self.call += probability * option.value(Right::Call);
        self.put += probability * option.value(Right::Put);
        self.call_delta += probability * growth * option.delta(Right::Call);
        self.put_delta += probability * growth * option.delta(Right::Put);
        self.gamma += probability * growth * growth * option.gamma();
        let share = if volatility == 0.0 { 1.0 } else { between_jumps / volatility };
        self.vega += probability * share * option.vega();
    }
}
