//! The close look at a smile beside that of the expiry before, which it must nowhere be below.

use super::{Made, between};
use crate::svi::{RawSvi, TotalVariance};

/// The smile before, at the places and times that are looked at.
pub(super) struct Floor<'f> {
    smile: RawSvi,
    log_moneynesses: &'f [f64],
    /// Shares of the time from the one before to the one that is looked at.
    shares: Vec<f64>,
    before: Vec<TotalVariance>,
}

/// At how many times between two expiries butterflies are looked for: the nearer to the first of them the more.
const BETWEEN: usize = 20;
/// How much above the smile before, as a share of it, a smile is at the places that are looked at, and how much above zero
/// Durrleman's function: so that neither fails between them.
const CALENDAR_ROOM: f64 = 1e-5;
const BUTTERFLY_ROOM: f64 = 1e-3;
/// Distances from where a smile bends most, in its curve, at which it is looked at besides.
const BEND: [f64; 8] = [0.0, 0.3, 0.7, 1.2, 2.0, 3.0, 5.0, 9.0];
/// In how many steps a smile is moved to that of the expiry before.
const MOVES: usize = 32;
/// How often a place is narrowed down by a third.
const NARROWED: usize = 40;

impl<'f> Floor<'f> {
    /// Besides the places, a smile is looked at where it bends; besides the shares of time, at some nearer to the smile
    /// before, where densities change most.
    pub fn new(log_moneynesses: &'f [f64], shares: impl IntoIterator<Item = f64>, smile: RawSvi) -> Self {
        let nearer = (1..BETWEEN).map(|time| (time * time) as f64 / (BETWEEN * BETWEEN) as f64);
        let before = log_moneynesses.iter().map(|k| smile.at(*k)).collect();
        Self { smile, log_moneynesses, shares: nearer.chain(shares).collect(), before }
    }

    /// The smile, as much higher as it must be to be nowhere below.
    pub fn lifted(&self, smile: RawSvi) -> RawSvi {
        let missing = |k: f64| self.smile.total_variance(k) * (1.0 + CALENDAR_ROOM) - smile.total_variance(k);
        let at_places: Vec<f64> = self.log_moneynesses.iter().map(|k| missing(*k)).collect();
        let mut most = at_places.iter().copied().fold(0.0, f64::max);
        for (missed, places) in at_places.windows(3).zip(self.log_moneynesses.windows(3)) {
            if let ([before, here, after], [low, _, high]) = (missed, places)
                && here >= before
                && here >= after
            {
                most = most.max(greatest(&missing, *low, *high));
            }
        }
        RawSvi { level: smile.level + most, ..smile }
    }

    /// Whether a smile has no butterflies for less than nothing, nor has any time between, and is above this everywhere,
    /// however far to the left and right.
    pub fn is_below(&self, smile: &RawSvi) -> bool {
        let steepens = smile.wings().iter().zip(self.smile.wings()).all(|(wing, before)| *wing >= before);
        let is_above = |k: f64, before: TotalVariance| {
            let here = smile.at(k);
            let is_dense = |share: &f64| between(before, here, *share).durrleman(k) >= BUTTERFLY_ROOM;
            here.value >= before.value && here.durrleman(k) >= BUTTERFLY_ROOM && self.shares.iter().all(is_dense)
        };
        let is_within = |k: &f64| self.log_moneynesses.first() <= Some(k) && Some(k) <= self.log_moneynesses.last();
        let mut at_bends = [smile, &self.smile].into_iter().flat_map(bend).filter(is_within);
        smile.check().is_ok()
            && steepens
            && at_bends.all(|k| is_above(k, self.smile.at(k)))
            && self.log_moneynesses.iter().zip(&self.before).all(|(k, before)| is_above(*k, *before))
    }

    /// The smile moved as little as need be towards the one before, or for want of one towards a flat one. Having gone all
    /// the way, it has no arbitrage.
    pub fn moved(&self, smile: &RawSvi) -> (RawSvi, Made) {
        let is_first = self.smile.least().value <= 0.0;
        let end = if is_first { RawSvi { level: smile.total_variance(0.0), slope: 0.0, ..*smile } } else { self.smile };
        let towards = |step: usize| {
            let share = step as f64 / MOVES as f64;
            let mean = |from: f64, to: f64| if step == MOVES { to } else { from + share * (to - from) };
            let moved = RawSvi {
                level: mean(smile.level, end.level),
                slope: mean(smile.slope, end.slope),
                tilt: mean(smile.tilt, end.tilt),
                shift: mean(smile.shift, end.shift),
                curve: mean(smile.curve, end.curve),
            };
            (moved, Made::Moved { share })
        };
        let mut steps = (1..MOVES).map(towards);
        steps.find(|(moved, _)| self.is_below(moved)).unwrap_or_else(|| towards(MOVES))
    }
}

/// Where a smile bends most.
fn bend(smile: &RawSvi) -> impl Iterator<Item = f64> {
    let RawSvi { shift, curve, .. } = *smile;
    BEND.into_iter().flat_map(move |curves| [shift - curves * curve, shift + curves * curve])
}

/// The greatest value of a function with one hill between two places.
fn greatest(of: &impl Fn(f64) -> f64, mut low: f64, mut high: f64) -> f64 {
    for _ in 0..NARROWED {
        let third = (high - low) / 3.0;
        if of(low + third) < of(high - third) {
            low += third;
        } else {
            high -= third;
        }
    }
    of(0.5 * (low + high))
}
