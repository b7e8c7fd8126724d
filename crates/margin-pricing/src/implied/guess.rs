//! The first guess: rational cubics through the prices at three total volatilities.
//!
//! The middle one, `√(2 |moneyness|)`, is where a price rises most steeply; the tangent there meets zero and the
//! largest price at the other two. Beyond them, the price is mapped to `2π |x| ÷ (3 √3) N(x ÷ (√3 total))³` below and
//! to `N(−total ÷ 2)` above, which are nearly straight there (Jäckel 2015, equations 4.1 to 4.4).

use super::{At, Curve, Normalised};
use crate::normal::{density, distribution, quantile};
use std::f64::consts::PI;

const ROOT_3: f64 = 1.732_050_807_568_877_2;

/// A point of a curve with the curve's slope there.
#[derive(Clone, Copy)]
struct Point {
    x: f64,
    y: f64,
    slope: f64,
}

/// The end of a cubic at which its second derivative is given.
#[derive(Clone, Copy)]
enum End {
    Left(f64),
    Right(f64),
}

/// The total volatility, to about a hundredth of it, and which curve leads on from there.
pub(super) fn total_volatility(price: Normalised) -> (Curve, f64) {
    let steepest = Point::at(price.moneyness, (2.0 * price.moneyness.abs()).sqrt());
    if price.above_exercise < steepest.x {
        let low = Point::at(price.moneyness, steepest.y - steepest.x * steepest.slope);
        if price.above_exercise < low.x {
            return (Curve::Low, below(price, low));
        }
        (Curve::Middle, between(low, steepest, End::Right(0.0), price.above_exercise))
    } else {
        let largest = price.above_exercise + price.below_largest;
        let high = Point::at(price.moneyness, steepest.y + (largest - steepest.x) * steepest.slope);
        if price.above_exercise > high.x {
            return (Curve::High, above(price, high));
        }
        (Curve::Middle, between(steepest, high, End::Left(0.0), price.above_exercise))
    }
}

impl Point {
    /// The total volatility as a function of the price.
    fn at(moneyness: f64, total: f64) -> Self {
        let at = At::new(moneyness, total);
        Self { x: at.price(), y: total, slope: 1.0 / at.slope() }
    }
}

fn below(price: Normalised, low: Point) -> f64 {
    let (moneyness, total) = (price.moneyness, low.y);
    let scale = 2.0 * PI * moneyness.abs() / (3.0 * ROOT_3);
    let deviations = moneyness / (ROOT_3 * total);
    let square = deviations * deviations;
    let probability = distribution(deviations);
    let mapped = scale * probability * probability * probability;
    let slope = 2.0 * PI * square * probability * probability * libm::exp(square + 0.125 * total * total);
    let ratio = probability / density(deviations);
    let bend = PI / 6.0 * square / (total * total * total)
        * probability
        * (8.0 * ROOT_3 * total * moneyness
            + (3.0 * total * total * (total * total - 8.0) - 8.0 * moneyness * moneyness) * ratio)
        * libm::exp(2.0 * square + 0.25 * total * total);
    let zero = Point { x: 0.0, y: 0.0, slope: 1.0 };
    let wanted = between(zero, Point { x: low.x, y: mapped, slope }, End::Right(bend), price.above_exercise);
    let wanted = if wanted > 0.0 { wanted } else { mapped * price.above_exercise / low.x };
    let guess = (moneyness / (ROOT_3 * quantile(libm::cbrt(wanted / scale)))).abs();
    // At the smallest of numbers what is mapped is none; there a price is about `exp(−moneyness² ÷ (2 total²))`.
    if guess > 0.0 { guess } else { -moneyness / (-2.0 * libm::log(price.above_exercise)).sqrt() }
}

fn above(price: Normalised, high: Point) -> f64 {
    let total = high.y;
    let deviations = price.moneyness / total;
    let square = deviations * deviations;
    let slope = -0.5 * libm::exp(0.5 * square);
    let bend = (0.5 * PI).sqrt() * square / total * libm::exp(square + 0.125 * total * total);
    let from = Point { x: high.x, y: distribution(-0.5 * total), slope };
    let largest = price.above_exercise + price.below_largest;
    let wanted = between(from, Point { x: largest, y: 0.0, slope: -0.5 }, End::Left(bend), price.above_exercise);
    let wanted = if wanted > 0.0 { wanted } else { 0.5 * price.below_largest };
    -2.0 * quantile(wanted)
}

/// A rational cubic through two points with their slopes and one second derivative (Delbourgo and Gregory 1985).
fn between(left: Point, right: Point, end: End, x: f64) -> f64 {
    let width = right.x - left.x;
    let secant = (right.y - left.y) / width;
    let turn = right.slope - left.slope;
    let wanted = match end {
        End::Left(bend) => (0.5 * width * bend + turn) / (secant - left.slope),
        End::Right(bend) => (0.5 * width * bend + turn) / (right.slope - secant),
    };
    let tension = wanted.max(least_tension(left.slope, right.slope, secant));
    let (t, u) = ((x - left.x) / width, (right.x - x) / width);
    if tension.is_nan() || tension >= STIFF {
        return left.y * u + right.y * t;
    }
    let cubic = right.y * t * t * t
        + (tension * right.y - width * right.slope) * t * t * u
        + (tension * left.y + width * left.slope) * t * u * u
        + left.y * u * u * u;
    cubic / (1.0 + (tension - 3.0) * t * u)
}

/// A cubic with more tension is a line, and so is one whose points have no width.
const STIFF: f64 = 1e15;

/// The least tension with which the cubic is convex where its points are: infinite where they are not.
fn least_tension(left: f64, right: f64, secant: f64) -> f64 {
    let turn = (right - left).abs();
    let monotone = if left * secant >= 0.0 && right * secant >= 0.0 { ((left + right) / secant).abs() } else { 0.0 };
    let bent = (turn / (right - secant)).abs().max((turn / (secant - left)).abs());
    if bent.is_finite() { bent.max(monotone).max(0.0) } else { monotone }
}
