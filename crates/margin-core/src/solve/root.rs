//! All sign changes of a function of a positive factor: bracketed on a grid, then refined.
//!
//! The grid holds every kink that the caller knows, fine steps near 1 and whole octaves out to 2^±60; between two
//! kinks of a piecewise linear function there is at most one root, so none is missed. A sample whose value is no
//! larger than the rounding of its terms has no sign and is passed over. Refinement is Chandrupatla's method, which
//! interpolates inverse-quadratically where that is safe and bisects where it is not.

use crate::report::Bare;

/// Octaves on either side of 1 that are sampled finely, the steps in each, and where sampling ends.
const FINE_OCTAVES: i32 = 4;
const STEPS_PER_OCTAVE: i32 = 8;
const OCTAVES: i32 = 60;

/// The share of its terms' size below which a value is rounding.
const ROUNDING: f64 = 1e-13;

/// A factor at which the function changes sign.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Root {
    pub(crate) factor: f64,
    /// Whether the function is negative above the root.
    pub(crate) falls: bool,
}

/// All sign changes of `value` over positive factors, in ascending order.
pub(crate) fn roots(value: impl Fn(f64) -> Bare, kinks: impl IntoIterator<Item = f64>) -> Vec<Root> {
    let mut found = Vec::new();
    let mut last: Option<(f64, f64)> = None;
    for factor in grid(kinks) {
        let sample = value(factor);
        let means_something = sample.value.abs() > ROUNDING * sample.gross && sample.value.is_finite();
        if !means_something {
            continue;
        }
        if let Some((before, value_before)) = last
            && (value_before < 0.0) != (sample.value < 0.0)
        {
            let bracket = [(before, value_before), (factor, sample.value)];
            let factor = refine(|factor| value(factor).value, bracket);
            found.push(Root { factor, falls: sample.value < 0.0 });
        }
        last = Some((factor, sample.value));
    }
    found
}

/// The factors to sample, in ascending order.
fn grid(kinks: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let fine = (-FINE_OCTAVES * STEPS_PER_OCTAVE..=FINE_OCTAVES * STEPS_PER_OCTAVE)
        .map(|step| libm::exp2(f64::from(step) / f64::from(STEPS_PER_OCTAVE)));
    let coarse = (FINE_OCTAVES + 1..=OCTAVES).flat_map(|octave| {
        let up = libm::exp2(f64::from(octave));
        [1.0 / up, up]
    });
    let kinks = kinks.into_iter().filter(|kink| kink.is_finite() && *kink > 0.0);
    let mut factors: Vec<f64> = fine.chain(coarse).chain(kinks).collect();
    factors.sort_by(f64::total_cmp);
    factors.dedup();
    factors
}

/// The root within a bracket of opposite signs, to the last bits (Chandrupatla 1997).
fn refine(value: impl Fn(f64) -> f64, [start, end]: [(f64, f64); 2]) -> f64 {
    let ((mut far, mut far_value), (mut near, mut near_value)) = (start, end);
    let mut share = 0.5;
    for _ in 0..200 {
        let guess = near + share * (far - near);
        let guess_value = value(guess);
        let (third, third_value);
        if (guess_value < 0.0) == (near_value < 0.0) {
            (third, third_value) = (near, near_value);
        } else {
            (third, third_value) = (far, far_value);
            (far, far_value) = (near, near_value);
        }
        (near, near_value) = (guess, guess_value);
        let (best, best_value) = if near_value.abs() < far_value.abs() { (near, near_value) } else { (far, far_value) };
        let tolerance = 2.0 * f64::EPSILON * best.abs() / (far - near).abs();
        if best_value == 0.0 || tolerance >= 0.5 {
            return best;
        }
        let along = (near - far) / (third - far);
        let rise = (near_value - far_value) / (third_value - far_value);
        let safe = rise * rise < along && (1.0 - rise) * (1.0 - rise) < 1.0 - along;
        share = if safe {
            let first = near_value / (far_value - near_value) * third_value / (far_value - third_value);
            let second = (third - near) / (far - near) * near_value / (third_value - near_value) * far_value
                / (third_value - far_value);
            first + second
        } else {
            0.5
        };
        share = share.max(tolerance).min(1.0 - tolerance);
    }
    near
}
