//! All sign changes of a function of a positive factor: bracketed on a grid, then refined.
//!
//! The grid holds every kink that the caller knows, fine steps near 1 and whole octaves out to 2^±60; between two
//! kinks of a piecewise linear function there is at most one root, so none is missed. A sample whose value is no
//! larger than the rounding of its terms has no sign and is passed over. Refinement is Chandrupatla's method, which
//! interpolates inverse-quadratically where that is safe and bisects where it is not.

mod curved;

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

/// How a function runs between the kinks that its caller knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Between {
    /// In straight lines, so that there is at most one root between two kinks.
    Straight,
    /// In curves, or with kinks that nobody knows.
    Curved,
}

/// All sign changes of `value` over positive factors, in ascending order.
pub(crate) fn roots(value: impl Fn(f64) -> Bare, kinks: impl IntoIterator<Item = f64>, between: Between) -> Vec<Root> {
    match between {
        Between::Straight => straight(value, kinks),
        Between::Curved => curved::roots(&value, kinks),
    }
}

fn straight(value: impl Fn(f64) -> Bare, kinks: impl IntoIterator<Item = f64>) -> Vec<Root> {
    let mut found = Vec::new();
    let mut last: Option<(f64, f64)> = None;
    for factor in grid(kinks) {
        let Some(here) = significant(value(factor)) else { continue };
        if let Some((before, value_before)) = last
            && (value_before < 0.0) != (here < 0.0)
        {
            found.push(bracketed(&value, (before, value_before), (factor, here)));
        }
        last = Some((factor, here));
    }
    found
}

/// A value that is no rounding.
fn significant(sample: Bare) -> Option<f64> {
    (sample.value.abs() > ROUNDING * sample.gross && sample.value.is_finite()).then_some(sample.value)
}

/// The root between two samples of opposite signs, each a factor and its value.
fn bracketed(value: &impl Fn(f64) -> Bare, below: (f64, f64), above: (f64, f64)) -> Root {
    Root { factor: refine(|factor| value(factor).value, [below, above]), falls: above.1 < 0.0 }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn curved(value: impl Fn(f64) -> f64) -> Vec<f64> {
        let bare = |factor: f64| Bare { value: value(factor), gross: value(factor).abs() };
        roots(bare, [], Between::Curved).into_iter().map(|root| root.factor).collect()
    }

    #[track_caller]
    fn assert_at(found: &[f64], wanted: &[f64]) {
        let near = |(found, wanted): (&f64, &f64)| (found / wanted - 1.0).abs() < 1e-9;
        assert!(found.len() == wanted.len() && found.iter().zip(wanted).all(near), "{found:?} are not {wanted:?}");
    }

    #[test]
    fn two_roots_between_two_samples_are_both_found() {
        for (low, high) in [(1.01, 1.02), (1.0101, 1.0102), (0.3, 0.3001), (1.0, 1.000_001), (5.0, 5.01)] {
            assert_at(&curved(|factor| (factor - low) * (factor - high)), &[low, high]);
            assert_at(&curved(|factor| (low - factor) * (factor - high)), &[low, high]);
        }
    }

    #[test]
    fn many_roots_of_a_wave_are_found() {
        let wave = |factor: f64| libm::sin(40.0 * libm::log(factor));
        let found = curved(wave);
        let within: Vec<f64> = found.into_iter().filter(|root| (0.07..14.0).contains(root)).collect();
        let wanted: Vec<f64> = (-33..=33).map(|n| libm::exp(f64::from(n) * core::f64::consts::PI / 40.0)).collect();
        assert_at(&within, &wanted);
    }

    #[test]
    fn what_only_touches_zero_has_no_sign_change() {
        assert_at(&curved(|factor| (factor - 1.5) * (factor - 1.5)), &[]);
        assert_at(&curved(|factor| (factor - 1.5) * (factor - 1.5) + 1e-9), &[]);
    }

    #[test]
    fn a_peak_that_is_narrow_beside_a_known_kink_is_found() {
        let peak = |factor: f64| 1.0 - 3.0 * libm::exp(-((factor - 1.3) / 0.004) * ((factor - 1.3) / 0.004));
        let bare = |factor: f64| Bare { value: peak(factor), gross: 1.0 };
        let found: Vec<f64> = roots(bare, [1.3], Between::Curved).into_iter().map(|root| root.factor).collect();
        let off = 0.004 * libm::sqrt(libm::log(3.0));
        assert_at(&found, &[1.3 - off, 1.3 + off]);
    }
}
