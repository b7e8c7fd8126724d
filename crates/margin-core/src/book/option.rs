//! What an option is priced by, and its price after shocks.
//!
//! Value: Black (1976) on the forward, in the money that the contract settles in: dollars, or for a coin-settled contract
//! coins, which is the value in dollars ÷ forward. A price move multiplies the part of the forward that is not settled yet.

use crate::instrument::{Right, Settlement};
use crate::time::Timestamp;
use crate::units::Ratio;
use margin_pricing::black76::{self, Black76, Standardised};

/// An option's terms and its market.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Priced {
    pub(crate) right: Right,
    pub(crate) settlement: Settlement,
    pub(crate) strike: f64,
    pub(crate) expiry: Timestamp,
    /// Until expiry.
    pub(crate) years: f64,
    /// For the expiry, in dollars, with what is settled of it.
    pub(crate) forward: f64,
    /// The part of the forward that prices do not move any more.
    pub(crate) settled: f64,
    /// Implied, per year.
    pub(crate) volatility: f64,
    /// Continuous, per year.
    pub(crate) rate: f64,
    pub(crate) discounting: Discounting,
    /// How sure the feeds of the expiry are.
    pub(crate) certainty: Option<Ratio>,
}

/// Whether values are discounted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Discounting {
    /// Options are worth what they are worth at expiry.
    #[default]
    None,
    /// At the expiry's rate, or at zero where it is negative.
    AtRate,
}

impl Priced {
    /// Today's worth of one unit of money at expiry.
    pub(crate) fn discount(&self) -> f64 {
        match self.discounting {
            Discounting::None => 1.0,
            Discounting::AtRate => libm::exp(-self.rate.max(0.0) * self.years),
        }
    }

    /// The forward once the asset's prices are multiplied by `factor`.
    pub(crate) fn forward_at(&self, factor: f64) -> f64 {
        self.settled + (self.forward - self.settled) * factor
    }

    /// The price of one unit by the formula, after a move and at another volatility.
    pub(crate) fn value(&self, factor: f64, volatility: f64) -> f64 {
        let value = self.at(factor, volatility).map_or(f64::NAN, |option| option.value(self.right()));
        match self.settlement {
            Settlement::Linear => value,
            Settlement::Coin => value / self.forward_at(factor),
        }
    }

    /// The option ready for its figures in dollars, after a move and at another volatility.
    pub(crate) fn at(&self, factor: f64, volatility: f64) -> Option<Standardised> {
        self.terms(factor, volatility).standardised()
    }

    /// What the formula takes, after a move and at another volatility.
    pub(crate) fn terms(&self, factor: f64, volatility: f64) -> Black76 {
        let (forward, discount) = (self.forward_at(factor), self.discount());
        Black76 { forward, strike: self.strike, volatility, years: self.years, discount }
    }

    /// The same once some years have passed; no fewer than none are left.
    pub(crate) fn later(&self, years: f64) -> Self {
        Self { years: (self.years - years).max(0.0), ..*self }
    }

    /// The side, in the pricing's words.
    pub(crate) fn right(&self) -> black76::Right {
        match self.right {
            Right::Call => black76::Right::Call,
            Right::Put => black76::Right::Put,
        }
    }
}
