//! The probability that a jumping price is found beyond a barrier at one of several equally spaced looks.
//!
//! With `hit(y)` the probability from a distance `y` above the barrier in logarithms, one more look gives
//! `hit'(y) = P(step ≤ −y) + ∫ density(z − y) hit(z) dz` over positive z, where a step is a sum of normal laws, one for
//! each number of jumps between two looks. `hit` is a polynomial on each of a few panels, narrow at the barrier and wide
//! far from it, so that a look is the product of a matrix, and an answer is right to about 1e-12.

mod panels;

use crate::black76::{LARGEST, log_ratio};
use crate::merton::Jumps;
use crate::normal;
use panels::Panels;

/// What the probability depends on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Watched {
    /// Today's price: positive.
    pub spot: f64,
    /// Above it or below it: positive.
    pub barrier: f64,
    /// By which the expected price grows, jumps and all, per year, continuous, of either sign.
    pub drift: f64,
    /// Between jumps, per year: positive.
    pub volatility: f64,
    /// The jumps.
    pub jumps: Jumps,
    /// Until the last look: positive.
    pub years: f64,
    /// The number of looks, of which the last is at the end and none at the beginning: at least 1.
    pub looks: u32,
}

/// A number of jumps that is less probable than this is not thought of.
const IMPROBABLE: f64 = 1e-16;

/// So many standard deviations from its middle a normal density ends.
const REACH: f64 = 8.5;

/// More looks are a barrier that is always watched.
const MOST_LOOKS: u32 = 1_000_000;

impl Watched {
    /// The probability that the price is at the barrier or beyond it at one of the looks.
    ///
    /// `None` if an input is out of its domain or NaN; more than 500 jumps, or jumps of a logarithm beyond 100, are
    /// expected; or the jumps are so alike and the volatility is so small beside them that more than 2,000 points would
    /// be needed.
    pub fn probability(self) -> Option<f64> {
        let Self { spot, barrier, .. } = self;
        let steps = self.steps()?;
        if spot == barrier {
            return Some(1.0);
        }
        let panels = Panels::new(&steps.lengths())?;
        let rows: Vec<Vec<f64>> = panels.points().map(|point| steps.row(&panels, point)).collect();
        let beyond: Vec<f64> = panels.points().map(|point| steps.beyond(point)).collect();
        let mut hit = vec![0.0; beyond.len()];
        for _ in 1..self.looks {
            hit = rows.iter().zip(&beyond).map(|(row, beyond)| beyond + product(row, &hit)).collect();
        }
        let distance = log_ratio(spot, barrier).abs();
        let probability = steps.beyond(distance) + product(&steps.row(&panels, distance), &hit);
        Some(probability.clamp(0.0, 1.0))
    }

    fn steps(self) -> Option<Steps> {
        let Self { spot, barrier, drift, volatility, jumps, years, looks } = self;
        let positive = [spot, barrier, volatility, years].iter().all(|&number| 0.0 < number && number <= LARGEST);
        let in_domain = positive && drift.abs() <= LARGEST && jumps.are_in_domain(years);
        if !in_domain || jumps.mean.abs() > 100.0 || !(1..=MOST_LOOKS).contains(&looks) {
            return None;
        }
        let interval = years / f64::from(looks);
        let log_drift = drift - 0.5 * volatility * volatility - jumps.per_year * jumps.mean_gain();
        // Away from the barrier is positive, on whichever side of it the price is.
        let away = if spot < barrier { -1.0 } else { 1.0 };
        let (mean, jump) = (away * log_drift * interval, away * jumps.mean);
        let variance = volatility * volatility * interval;
        let laws = poisson(jumps.per_year * interval).map(|(count, weight)| Law {
            weight,
            mean: mean + count * jump,
            deviation: (variance + count * jumps.deviation * jumps.deviation).sqrt(),
        });
        let most_jumps = poisson(jumps.per_year * years).count() as f64 - 1.0;
        let total = (volatility * volatility * years + most_jumps * jumps.deviation * jumps.deviation).sqrt();
        let farthest = REACH * total + (mean * f64::from(looks)).abs() + most_jumps * jump.abs();
        Some(Steps { laws: laws.collect(), farthest })
    }
}

/// The numbers of jumps that are not improbable, with their probabilities.
fn poisson(expected: f64) -> impl Iterator<Item = (f64, f64)> {
    let first = (0.0, libm::exp(-expected));
    let next = move |&(count, weight): &(f64, f64)| Some((count + 1.0, weight * expected / (count + 1.0)));
    std::iter::successors(Some(first), next)
        .take_while(move |&(count, weight)| count <= expected || weight > IMPROBABLE)
}

/// One of the normal laws of a step, in logarithms away from the barrier.
struct Law {
    weight: f64,
    mean: f64,
    deviation: f64,
}

/// What can happen between two looks.
struct Steps {
    laws: Vec<Law>,
    /// From farther off the barrier is not reached.
    farthest: f64,
}

impl Steps {
    fn lengths(&self) -> panels::Lengths {
        let deviation = |law: Option<&Law>| law.map_or(f64::INFINITY, |law| law.deviation);
        panels::Lengths {
            at_barrier: deviation(self.laws.first()),
            elsewhere: deviation(self.laws.get(1)),
            farthest: self.farthest,
        }
    }

    /// The probability that one step from here ends beyond the barrier.
    fn beyond(&self, point: f64) -> f64 {
        self.laws.iter().map(|law| law.weight * normal::distribution(-(point + law.mean) / law.deviation)).sum()
    }

    /// What the probability from each point of the panels counts for when one more step from here is taken.
    fn row(&self, panels: &Panels, point: f64) -> Vec<f64> {
        let mut row = vec![0.0; panels.points().count()];
        for law in &self.laws {
            let (middle, reach) = (point + law.mean, REACH * law.deviation);
            let density = |z: f64| law.weight / law.deviation * normal::density((z - middle) / law.deviation);
            panels.integrate(middle - reach, middle + reach, 2.0 * law.deviation, density, &mut row);
        }
        row
    }
}

fn product(row: &[f64], column: &[f64]) -> f64 {
    row.iter().zip(column).map(|(a, b)| a * b).sum()
}
