//! The standard normal law: `density(x) = exp(−x² ÷ 2) ÷ √2π` and its integral from −∞, `distribution(x)`, with its inverse.
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

/// The `x` of which the probability of being below it is this: minus infinity for 0, infinity for 1.
///
/// NaN where the probability is not between 0 and 1. By Wichura's rational functions (1988, algorithm AS 241), right to
/// 2e-15 of the result.
///
/// ```
/// # use margin_pricing::normal::quantile;
/// assert_eq!(quantile(0.5), 0.0);
/// assert!((quantile(0.975) - 1.959963984540054).abs() < 1e-15);
/// ```
pub fn quantile(probability: f64) -> f64 {
    let from_middle = probability - 0.5;
    if from_middle.abs() <= 0.425 {
        let square = 0.180625 - from_middle * from_middle;
        return from_middle * polynomial(&MIDDLE[0], square) / polynomial(&MIDDLE[1], square);
    }
    if probability == 0.0 || probability == 1.0 {
        return from_middle * f64::INFINITY;
    }
    let depth = (-libm::log(probability.min(1.0 - probability))).sqrt();
    let distance = if depth <= 5.0 {
        polynomial(&TAIL[0], depth - 1.6) / polynomial(&TAIL[1], depth - 1.6)
    } else {
        polynomial(&END_OF_TAIL[0], depth - 5.0) / polynomial(&END_OF_TAIL[1], depth - 5.0)
    };
    if from_middle < 0.0 { -distance } else { distance }
}

/// Numerator and denominator, from the constant on.
type Rational = [[f64; 8]; 2];

const MIDDLE: Rational = [
    [
        3.387_132_872_796_366_5,
        133.141_667_891_784_38,
        1_971.590_950_306_551_3,
        13_731.693_765_509_46,
        45_921.953_931_549_87,
        67_265.770_927_008_7,
        33_430.575_583_588_13,
        2_509.080_928_730_122_7,
    ],
    [
        1.0,
        42.313_330_701_600_91,
        687.187_007_492_057_9,
        5_394.196_021_424_751,
        21_213.794_301_586_597,
        39_307.895_800_092_71,
        28_729.085_735_721_943,
        5_226.495_278_852_854,
    ],
];

const TAIL: Rational = [
    [
        1.423_437_110_749_683_5,
        4.630_337_846_156_546,
        5.769_497_221_460_691,
        3.647_848_324_763_204_5,
        1.270_458_252_452_368_4,
        0.241_780_725_177_450_6,
        0.022_723_844_989_269_184,
        7.745_450_142_783_414e-4,
    ],
    [
        1.0,
        2.053_191_626_637_758_7,
        1.676_384_830_183_803_8,
        0.689_767_334_985_1,
        0.148_103_976_427_480_08,
        0.015_198_666_563_616_457,
        5.475_938_084_995_345e-4,
        1.050_750_071_644_416_8e-9,
    ],
];

const END_OF_TAIL: Rational = [
    [
        6.657_904_643_501_103,
        5.463_784_911_164_114,
        1.784_826_539_917_291_3,
        0.296_560_571_828_504_9,
        0.026_532_189_526_576_124,
        0.001_242_660_947_388_078_4,
        2.711_555_568_743_487_6e-5,
        2.010_334_399_292_288e-7,
    ],
    [
        1.0,
        0.599_832_206_555_887_9,
        0.136_929_880_922_735_8,
        0.014_875_361_290_850_615,
        7.868_691_311_456_133e-4,
        1.846_318_317_510_054_8e-5,
        1.421_511_758_316_446e-7,
        2.044_263_103_389_939_8e-15,
    ],
];

fn polynomial(coefficients: &[f64; 8], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, coefficient| sum * x + coefficient)
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
