//! A surface changed by shocks, one after another, and how its log-moneyness goes with a forward that has moved.

use super::Surface;

/// One change to all volatilities.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shock {
    /// What is changed, and by how much.
    pub change: Change,
    /// How the change depends on time.
    pub term: Term,
}

/// What a shock changes, for a term that does not matter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change {
    /// The level, by a share of each volatility: 0.5 makes 60 % into 90 %.
    Relative(f64),
    /// The level, by so much volatility: 0.1 makes 60 % into 70 %.
    Absolute(f64),
    /// The skew about the forward: so much volatility for each unit of log-moneyness. Negative, it makes puts dearer.
    Tilt(f64),
}

/// How a change depends on time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Term {
    /// It does not.
    Parallel,
    /// It is multiplied by `(reference_years ÷ years)^exponent`: greater before the reference time, and less after it.
    Power {
        /// The time at which the change is as stated.
        reference_years: f64,
        /// Nought is parallel, and one half as total variance moves by what happens soon.
        exponent: f64,
    },
}

/// What volatility stays with when the forward moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dynamics {
    /// Each strike keeps its volatility.
    StickyStrike,
    /// Each log-moneyness keeps its volatility: the smile moves with the forward.
    StickyMoneyness,
}

/// A surface seen through shocks.
#[derive(Clone, Copy, Debug)]
pub struct Shocked<'s> {
    /// The surface before.
    pub surface: &'s Surface,
    /// In the order in which they are applied.
    pub shocks: &'s [Shock],
}

impl Shocked<'_> {
    /// The volatility per year. Shocks that would leave less than none leave none.
    pub fn volatility(&self, log_moneyness: f64, years: f64) -> f64 {
        let before = self.surface.volatility(log_moneyness, years);
        self.shocks.iter().fold(before, |volatility, shock| shock.applied(volatility, log_moneyness, years))
    }
}

impl Shock {
    /// The volatility after the shock, of what it was before; never below zero.
    pub fn applied(&self, volatility: f64, log_moneyness: f64, years: f64) -> f64 {
        let share = self.term.share(years);
        let after = match self.change {
            Change::Relative(by) => volatility * (1.0 + by * share),
            Change::Absolute(by) => volatility + by * share,
            Change::Tilt(by) => volatility + by * share * log_moneyness,
        };
        if after < 0.0 { 0.0 } else { after }
    }
}

impl Term {
    /// What a change is multiplied by.
    pub fn share(&self, years: f64) -> f64 {
        match *self {
            Self::Parallel => 1.0,
            Self::Power { reference_years, exponent } => libm::pow(reference_years / years, exponent),
        }
    }
}

impl Dynamics {
    /// The log-moneyness at which a surface from before the move has the volatility of a strike.
    pub fn log_moneyness(self, strike: f64, forward_before: f64, forward_after: f64) -> f64 {
        match self {
            Self::StickyStrike => libm::log(strike / forward_before),
            Self::StickyMoneyness => libm::log(strike / forward_after),
        }
    }
}
