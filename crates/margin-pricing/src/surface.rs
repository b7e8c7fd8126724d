//! Implied volatility by log-moneyness and time: smiles at expiries, and what lies between them.
//!
//! Between two expiries total variance is interpolated linearly in time at the same log-moneyness, `ln(strike ÷ forward)`,
//! which is free of calendar arbitrage where the smiles are. Before the first and after the last, volatility at a
//! log-moneyness stays as it is there. Forwards between expiries are the caller's.

pub mod arbitrage;
mod calibrate;
mod essvi;
mod fitted;
mod floor;
pub mod forward;
mod least_squares;
mod quote;
mod report;
pub mod shock;

pub use calibrate::{Calibration, LEAST_REACH, calibrate};
pub use quote::{Expiry, Quote, QuoteProblem, QuoteProblemKind};
pub use report::{ExpiryFit, Fit, FitReport};

use crate::svi::{RawSvi, TotalVariance};

/// Smiles in the order of their expiries: at least one.
#[derive(Clone, Debug, PartialEq)]
pub struct Surface {
    slices: Vec<Slice>,
}

/// The smile of one expiry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slice {
    /// To the expiry. Positive.
    pub years: f64,
    /// Its total variance by log-moneyness.
    pub smile: RawSvi,
    /// Where the smile is from.
    pub made: Made,
}

/// Where a smile is from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Made {
    /// Stated by a feed or a person.
    Stated,
    /// The best eSSVI smile: of few quotes, or of quotes that no better smile without arbitrage was found for.
    Essvi,
    /// The best raw SVI smile.
    Fitted,
    /// The best raw SVI smile, moved so far towards that of the expiry before that no arbitrage is left.
    Moved {
        /// The share of the way, from 0 to 1, at which it is that of the expiry before.
        share: f64,
    },
}

/// A time between, before or after expiries.
enum Place<'s> {
    Beyond(&'s Slice),
    Between { earlier: &'s Slice, later: &'s Slice },
}

impl Surface {
    /// The surface of these smiles, in any order; `None` of none, of two for one time, or of a smile or time that is none.
    pub fn new(mut slices: Vec<Slice>) -> Option<Self> {
        slices.sort_by(|a, b| a.years.total_cmp(&b.years));
        let are_valid =
            slices.iter().all(|slice| slice.years > 0.0 && slice.years.is_finite() && slice.smile.check().is_ok());
        let are_distinct = slices.iter().zip(slices.iter().skip(1)).all(|(earlier, later)| earlier.years < later.years);
        (!slices.is_empty() && are_valid && are_distinct).then_some(Self { slices })
    }

    /// The smiles in the order of their expiries.
    pub fn slices(&self) -> &[Slice] {
        &self.slices
    }

    /// Total variance with its derivatives; none where there is no time left.
    pub fn total_variance(&self, log_moneyness: f64, years: f64) -> TotalVariance {
        match self.place(years) {
            None => TotalVariance::default(),
            Some(Place::Beyond(slice)) => scaled(slice.smile.at(log_moneyness), years / slice.years),
            Some(Place::Between { earlier, later }) => {
                let share = (years - earlier.years) / (later.years - earlier.years);
                between(earlier.smile.at(log_moneyness), later.smile.at(log_moneyness), share)
            }
        }
    }

    /// The volatility per year; with no time left, that of the first expiry.
    pub fn volatility(&self, log_moneyness: f64, years: f64) -> f64 {
        match self.slices.first() {
            Some(first) if years <= first.years => first.smile.volatility(log_moneyness, first.years),
            _ => self.total_variance(log_moneyness, years).volatility(years),
        }
    }

    fn place(&self, years: f64) -> Option<Place<'_>> {
        let after = self.slices.partition_point(|slice| slice.years < years);
        match (after.checked_sub(1).and_then(|before| self.slices.get(before)), self.slices.get(after)) {
            (None, None) => None,
            (Some(only), None) | (None, Some(only)) => Some(Place::Beyond(only)),
            (Some(earlier), Some(later)) => Some(Place::Between { earlier, later }),
        }
    }
}

fn scaled(of: TotalVariance, by: f64) -> TotalVariance {
    TotalVariance { value: of.value * by, slope: of.slope * by, curvature: of.curvature * by }
}

/// A share of the way from one to another.
fn between(from: TotalVariance, to: TotalVariance, share: f64) -> TotalVariance {
    let mean = |from: f64, to: f64| from + share * (to - from);
    TotalVariance {
        value: mean(from.value, to.value),
        slope: mean(from.slope, to.slope),
        curvature: mean(from.curvature, to.curvature),
    }
}
