//! The best eSSVI smile of an expiry that is above that of the expiry before, by conditions on three numbers alone: after
//! Corbetta, Cohort, Laachir and Martini, *Robust calibration and arbitrage-free interpolation of SSVI slices* (2019).
//!
//! There always is one, whatever is quoted: the smile before with as much or more total variance at the forward.

use super::fitted::{STEEPEST, Target};
use crate::ssvi::Ssvi;

/// What a smile must keep to, from the expiry before.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    at_forward: f64,
    /// Of the left and the right wing, at least.
    wings: [f64; 2],
    /// At most.
    bend: f64,
    /// What few quotes leave open is as before.
    before: Ssvi,
}

/// How much a difference from the smile before counts beside a difference from the quotes: hardly.
const MEMORY: f64 = 1e-8;
const LARGEST_TILT: f64 = 0.995;
/// Keeps what must be below a bound below it in spite of rounding.
const BELOW: f64 = 1.0 - 1e-9;
const ABOVE: f64 = 1.0 + 1e-9;
/// At least as much more at the forward that the two above leave something between them.
const RISEN: f64 = 1.0 + 1e-8;
const SMALLEST_STEP: f64 = 1e-4;

impl Bounds {
    /// Those of the first expiry.
    pub fn none() -> Self {
        let before = Ssvi { at_forward: 0.0, tilt: 0.0, bend: 0.0 };
        Self { at_forward: 0.0, wings: [0.0; 2], bend: f64::INFINITY, before }
    }

    /// Those of the expiry after one.
    pub fn after(before: Ssvi) -> Self {
        let Ssvi { at_forward, tilt, bend } = before;
        Self { at_forward, wings: [1.0 - tilt, 1.0 + tilt].map(|wing| at_forward * bend * wing), bend, before }
    }

    /// The smile that is nearest to numbers and within the bounds; `None` where they leave none of that tilt.
    fn nearest(&self, at_forward: f64, tilt: f64, width: f64) -> Option<Ssvi> {
        let at_forward = at_forward.max(self.at_forward * RISEN);
        let tilt = tilt.clamp(-LARGEST_TILT, LARGEST_TILT);
        let [left, right] = self.wings;
        let least = (left / (1.0 - tilt)).max(right / (1.0 + tilt)) * ABOVE;
        let sides = 1.0 + tilt.abs();
        let most = (2.0 * STEEPEST / sides).min((4.0 * at_forward / sides).sqrt()).min(self.bend * at_forward) * BELOW;
        let width = width.min(most).max(least);
        (width <= most).then_some(Ssvi { at_forward, tilt, bend: width / at_forward })
    }
}

/// The best smile within bounds.
pub(super) fn fit(target: &Target, bounds: &Bounds) -> Ssvi {
    let around = target.at_forward().max(bounds.at_forward * RISEN);
    let width = around.sqrt();
    let cost = |smile: &Ssvi| target.cost(&smile.raw()) + memory(smile, bounds);
    let tilts = [0.0, -0.25, 0.25, -0.5, 0.5, -0.75, 0.75, bounds.before.tilt];
    let starts = tilts.into_iter().flat_map(|tilt| [0.2, 0.5, 0.9, 1.4].map(|share| (around, tilt, share * width)));
    let before = bounds.before;
    let unchanged = bounds.nearest(around, before.tilt, before.bend * before.at_forward);
    let smiles = starts.filter_map(|(at, tilt, width)| bounds.nearest(at, tilt, width)).chain(unchanged);
    let best =
        smiles.map(|smile| (cost(&smile), smile)).reduce(|best, other| if other.0 < best.0 { other } else { best });
    let widened = Ssvi { at_forward: around, bend: before.bend * before.at_forward / around, ..before };
    best.map_or(widened, |(least, start)| search(start, least, bounds, cost))
}

/// Tries steps in each of the three numbers, and halves them where none gains (Hooke and Jeeves 1961).
fn search(start: Ssvi, least: f64, bounds: &Bounds, cost: impl Fn(&Ssvi) -> f64) -> Ssvi {
    let (mut best, mut least, mut step) = (start, least, 0.25);
    while step > SMALLEST_STEP {
        let before = least;
        for direction in 0..6 {
            let by = if direction % 2 == 0 { step } else { -step };
            let Ssvi { at_forward, tilt, bend } = best;
            let width = at_forward * bend;
            let tried = match direction / 2 {
                0 => bounds.nearest(at_forward * (1.0 + 0.2 * by), tilt, width),
                1 => bounds.nearest(at_forward, tilt + by, width),
                _ => bounds.nearest(at_forward, tilt, width * (1.0 + by)),
            };
            if let Some(tried) = tried {
                let cost = cost(&tried);
                if cost < least {
                    (best, least) = (tried, cost);
                }
            }
        }
        if least >= before {
            step *= 0.5;
        }
    }
    best
}

fn memory(smile: &Ssvi, bounds: &Bounds) -> f64 {
    let (width, before) = (smile.bend * smile.at_forward.sqrt(), bounds.before.bend * bounds.before.at_forward.sqrt());
    let (turned, widened) = (smile.tilt - bounds.before.tilt, width - before);
    MEMORY * (turned * turned + widened * widened)
}
