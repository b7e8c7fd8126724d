//! A difference of two neighbouring values of Mills' ratio `R(x) = N(x) ÷ φ(x)`, without cancellation.
//!
//! `R(middle + half) − R(middle − half) = 2 Σ Rₙ(middle) halfⁿ ÷ n!` over odd n, where the derivatives
//! `Rₙ(x) = ∫ uⁿ exp(x u − u² ÷ 2) du` over positive u are all positive and `Rₙ₊₁ = x Rₙ + n Rₙ₋₁`.

use crate::normal::{density, distribution};

/// Where the derivatives are computed upward rather than downward: upward loses digits in the tail.
const NEAR: f64 = 2.0;

/// Where the asymptotic series of the ratio has its last place in eight terms.
const DEEP: f64 = 30.0;

/// Whether [`difference`] serves: farther apart, two values differ enough to be subtracted.
pub(crate) fn are_neighbours(middle: f64, half: f64) -> bool {
    4.0 * half <= middle.abs().max(NEAR)
}

/// `R(x)`, right to the last places where x is not positive, down to any depth.
pub(crate) fn ratio(x: f64) -> f64 {
    if x > -DEEP { distribution(x) / density(x) } else { asymptote(-x) }
}

/// `R(middle + half) − R(middle − half)`, for a `middle` that is not positive.
pub(crate) fn ratio_difference(middle: f64, half: f64) -> f64 {
    if !are_neighbours(middle, half) {
        ratio(middle + half) - ratio(middle - half)
    } else if middle > -NEAR {
        near(middle, half, 1.0, ratio(middle))
    } else {
        far(-middle, half)
    }
}

/// `φ(middle) (R(middle + half) − R(middle − half))` of neighbours, for a `middle` that is not positive.
pub(crate) fn difference(middle: f64, half: f64) -> f64 {
    let at_middle = density(middle);
    if at_middle == 0.0 {
        0.0
    } else if middle > -NEAR {
        near(middle, half, at_middle, distribution(middle))
    } else {
        at_middle * far(-middle, half)
    }
}

/// The sum upward, each derivative from the two before it, in units of a density for which the distribution is given;
/// `half` is at most a half, so ten terms are enough.
fn near(middle: f64, half: f64, density: f64, distribution: f64) -> f64 {
    let mut even = distribution;
    let mut odd = density + middle * even;
    let mut power = half;
    let mut sum = power * odd;
    for term in 1..10 {
        let order = f64::from(2 * term);
        even = middle * odd + (order - 1.0) * even;
        odd = middle * even + order * odd;
        power *= half * half / (order * (order + 1.0));
        sum += power * odd;
    }
    2.0 * sum
}

/// The sum from its last term, by the continued fraction `Rₙ ÷ Rₙ₋₁ = n ÷ (depth + Rₙ₊₁ ÷ Rₙ)`: only positive terms.
fn far(depth: f64, half: f64) -> f64 {
    // The fewest for which more would not change the last bits, with a few to spare.
    let pairs = (15.0 + 96.0 / (depth * depth)) as u32;
    let last = f64::from(2 * pairs + 1);
    let mut ratio = 0.5 * ((depth * depth + 4.0 * (last + 1.0)).sqrt() - depth);
    let mut sum = 1.0;
    for pair in (1..=pairs).rev() {
        let order = f64::from(2 * pair);
        let upper = (order + 1.0) / (depth + ratio);
        ratio = order / (depth + upper);
        sum = 1.0 + half * half * (upper * ratio) / (order * (order + 1.0)) * sum;
    }
    let first = 1.0 / (depth + ratio);
    2.0 * half * first * (1.0 / (depth + first)) * sum
}

/// `R(−depth) = (1 − 1 ÷ depth² + 3 ÷ depth⁴ − 15 ÷ depth⁶ + …) ÷ depth`, from its last term.
fn asymptote(depth: f64) -> f64 {
    let square = 1.0 / (depth * depth);
    let mut sum = 1.0;
    for order in [15.0, 13.0, 11.0, 9.0, 7.0, 5.0, 3.0, 1.0] {
        sum = 1.0 - order * square * sum;
    }
    sum / depth
}
