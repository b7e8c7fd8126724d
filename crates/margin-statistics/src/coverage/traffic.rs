//! The traffic light of the Basel Committee (1996), "Supervisory framework for the use of backtesting".

use super::binomial_cumulative;

/// So many exceptions or fewer would be this probable at a correct limit where the yellow zone begins, and the red.
const YELLOW_FROM: f64 = 0.95;
const RED_FROM: f64 = 0.9999;

/// What is added to the multiplier of 3 for 5, 6, 7, 8, 9 and for more exceptions in 250 days at 1 % (table 2 there).
const ADD_ONS: [f64; 6] = [0.4, 0.5, 0.65, 0.75, 0.85, 1.0];
const FIRST_ADD_ON: u64 = 5;

/// How a number of exceptions is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Zone {
    /// It gives no reason to doubt the limit.
    Green,
    /// It may come from a correct limit or from a wrong one.
    Yellow,
    /// It hardly comes from a correct limit.
    Red,
}

/// The zone of a number of exceptions: yellow where at most so many have a probability of 95 % or more at a correct limit,
/// red where of 99.99 % or more.
///
/// Nothing unless the probability is between 0 and 1.
pub fn zone(observations: u64, exceptions: u64, probability: f64) -> Option<Zone> {
    let cumulative = binomial_cumulative(observations, exceptions, probability)?;
    Some(match cumulative {
        below if below < YELLOW_FROM => Zone::Green,
        below if below < RED_FROM => Zone::Yellow,
        _ => Zone::Red,
    })
}

/// The fewest exceptions in the yellow and in the red zone.
pub fn zones(observations: u64, probability: f64) -> Option<(u64, u64)> {
    let from = |wanted| (0..=observations).find(|count| zone(observations, *count, probability) >= Some(wanted));
    Some((from(Zone::Yellow)?, from(Zone::Red)?))
}

/// What 250 days with so many exceptions at 1 % add to the multiplier of 3 of the 1996 framework.
pub fn multiplier_add_on(exceptions: u64) -> f64 {
    let beyond = exceptions.checked_sub(FIRST_ADD_ON).map(|beyond| (beyond as usize).min(ADD_ONS.len() - 1));
    beyond.map_or(0.0, |beyond| ADD_ONS[beyond])
}
