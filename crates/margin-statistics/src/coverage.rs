//! Whether losses went beyond a limit as often as they should, and independently of each other.
//!
//! An exception is an observation whose loss was beyond the limit. A likelihood ratio compares how likely the exceptions
//! were under the hypothesis and at best; under the hypothesis it is about chi-square. `0 ln 0` is 0 throughout.

mod chance;
mod traffic;

pub use chance::{binomial_cumulative, chi_square_survival};
pub use traffic::{Zone, multiplier_add_on, zone, zones};

use std::ops::RangeInclusive;

/// A test's statistic, and how probable one at least as large is where the hypothesis holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LikelihoodRatio {
    /// Twice the logarithm of how much likelier the best explanation makes the data; not negative but for rounding.
    pub statistic: f64,
    /// The probability, under the hypothesis, of a statistic at least so large.
    pub p_value: f64,
}

/// How often one observation followed another, by whether they were exceptions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Transitions {
    /// None after none.
    pub none_after_none: u64,
    /// An exception after none.
    pub one_after_none: u64,
    /// None after an exception.
    pub none_after_one: u64,
    /// An exception after an exception.
    pub one_after_one: u64,
}

/// Whether exceptions are as frequent as they should be: `−2 ln(((1 − p)^(n − x) p^x) ÷ ((1 − x÷n)^(n − x) (x÷n)^x))` for
/// `x` exceptions in `n` observations at probability `p`, chi-square with 1 degree (Kupiec 1995).
///
/// Nothing without observations, with more exceptions than observations, or unless the probability is between 0 and 1.
pub fn proportion_of_failures(observations: u64, exceptions: u64, probability: f64) -> Option<LikelihoodRatio> {
    let quiet = observations.checked_sub(exceptions)?;
    if observations == 0 || !(probability > 0.0 && probability < 1.0) {
        return None;
    }
    let share = exceptions as f64 / observations as f64;
    let expected = log_likelihood(quiet, 1.0 - probability) + log_likelihood(exceptions, probability);
    let best = log_likelihood(quiet, 1.0 - share) + log_likelihood(exceptions, share);
    Some(ratio(expected, best, 1))
}

/// The numbers of exceptions at which [`proportion_of_failures`] does not reject at `significance`: whose p-value is larger.
///
/// Nothing where none is accepted, or as there.
pub fn non_rejection(observations: u64, probability: f64, significance: f64) -> Option<RangeInclusive<u64>> {
    let accepted = |exceptions: &u64| {
        let test = proportion_of_failures(observations, *exceptions, probability);
        test.is_some_and(|test| test.p_value > significance)
    };
    // The statistic falls towards the expected number and rises beyond it, so what is accepted is in one piece.
    let first = (0..=observations).find(accepted)?;
    let last = (first..=observations).take_while(accepted).last()?;
    Some(first..=last)
}

/// Counts what followed what; `true` is an exception.
pub fn transitions(exceptions: &[bool]) -> Transitions {
    let mut counts = Transitions::default();
    for pair in exceptions.windows(2) {
        match (pair[0], pair[1]) {
            (false, false) => counts.none_after_none += 1,
            (false, true) => counts.one_after_none += 1,
            (true, false) => counts.none_after_one += 1,
            (true, true) => counts.one_after_one += 1,
        }
    }
    counts
}

/// Whether an exception is as likely after an exception as after none: chi-square with 1 degree (Christoffersen 1998).
///
/// Nothing where nothing followed anything.
pub fn independence(counts: &Transitions) -> Option<LikelihoodRatio> {
    let Transitions { none_after_none, one_after_none, none_after_one, one_after_one } = *counts;
    let (none, one) = (none_after_none + none_after_one, one_after_none + one_after_one);
    let (after_none, after_one) = (none_after_none + one_after_none, none_after_one + one_after_one);
    if none + one == 0 {
        return None;
    }
    let alike = share_log_likelihood(none, one, none + one);
    let apart = share_log_likelihood(none_after_none, one_after_none, after_none)
        + share_log_likelihood(none_after_one, one_after_one, after_one);
    Some(ratio(alike, apart, 1))
}

/// Both questions at once: the sum of the two statistics, chi-square with 2 degrees (Christoffersen 1998).
///
/// The first is taken over all observations, the second over all that have one before them.
pub fn conditional_coverage(exceptions: &[bool], probability: f64) -> Option<LikelihoodRatio> {
    let count = exceptions.iter().filter(|exception| **exception).count();
    let frequency = proportion_of_failures(exceptions.len() as u64, count as u64, probability)?;
    let independence = independence(&transitions(exceptions))?;
    let statistic = frequency.statistic + independence.statistic;
    Some(LikelihoodRatio { statistic, p_value: chi_square_survival(statistic, 2) })
}

fn ratio(hypothesis: f64, best: f64, degrees: u32) -> LikelihoodRatio {
    let statistic = 2.0 * (best - hypothesis);
    LikelihoodRatio { statistic, p_value: chi_square_survival(statistic, degrees) }
}

/// That of two counts at the shares that they have of their total; zero where there is no total.
fn share_log_likelihood(none: u64, one: u64, total: u64) -> f64 {
    let share = one as f64 / total.max(1) as f64;
    log_likelihood(none, 1.0 - share) + log_likelihood(one, share)
}

fn log_likelihood(count: u64, probability: f64) -> f64 {
    if count == 0 { 0.0 } else { count as f64 * libm::log(probability) }
}
