//! The standard normal law: `density(x) = exp(−x² ÷ 2) ÷ √2π` and its integral from −∞, `distribution(x)`.
//!
//! A tail is steep: `x²` times the rounding of one step is the relative error of the result. So `x²` and `x ÷ √2` are
//! carried with what their rounding leaves over, and both functions are right to the last places down to x = −37.5,
//! where the results cease to be normal numbers.

use std::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI};

/// Beyond it, both functions are zero, or the distribution one.
const END: f64 = 40.0;

const FRAC_1_SQRT_2PI: f64 = 0.398_942_280_401_432_7;

/// What `1 ÷ √2` has beyond its `f64`.
const FRAC_1_SQRT_2_REST: f64 = -4.833_646_656_726_457e-17;

/// The density at `x`; NaN for NaN.
pub fn density(x: f64) -> f64 {
    if x.abs() > END {
        return 0.0;
    }
    let (square, rest) = product(x, x);
    FRAC_1_SQRT_2PI * (libm::exp(-0.5 * square) * (1.0 - 0.5 * rest))
}

/// The probability of being below `x`; NaN for NaN. That of being above is `distribution(-x)`, not one less this.
///
/// ```
/// # use margin_pricing::normal::distribution;
/// assert_eq!(distribution(0.0), 0.5);
/// assert!((distribution(-10.0) / 7.619853024160526e-24 - 1.0).abs() < 1e-15);
/// ```
pub fn distribution(x: f64) -> f64 {
    if x < -END {
        return 0.0;
    }
    if x > -1.0 {
        return 0.5 * libm::erfc(-x * FRAC_1_SQRT_2);
    }
    let (bound, rest) = product(-x, FRAC_1_SQRT_2);
    let rest = rest - x * FRAC_1_SQRT_2_REST;
    0.5 * (libm::erfc(bound) - FRAC_2_SQRT_PI * libm::exp(-bound * bound) * rest)
}

/// The product, and what its rounding left over (Dekker 1971: no fused multiply-add is the same everywhere).
fn product(a: f64, b: f64) -> (f64, f64) {
    let rounded = a * b;
    let ((a_high, a_low), (b_high, b_low)) = (halves(a), halves(b));
    let rest = ((a_high * b_high - rounded) + a_high * b_low + a_low * b_high) + a_low * b_low;
    (rounded, rest)
}

/// Two numbers of half the digits that add up to `a`.
fn halves(a: f64) -> (f64, f64) {
    const SPLIT: f64 = 134_217_729.0; // 2^27 + 1
    let high = SPLIT * a - (SPLIT * a - a);
    (high, a - high)
}
