//! Sign changes of a function that bends between its kinks, such as what a portfolio of options has above its requirement.
//!
//! The grid's intervals are halved wherever the function bends so much that it could pass zero within: where it is off the
//! straight line by a good share of its distance to zero. Then each sample that is nearer to zero than its neighbours, on
//! the same side, is followed down to the least distance (golden section): what passes zero there has two roots.

use super::{Root, bracketed, grid, significant};
use crate::report::Bare;

/// How far off a straight line the middle of an interval may be, as a share of the least distance to zero.
const STRAIGHT: f64 = 0.125;

/// How often an interval of the grid is halved at most: to a seven-hundredth of an octave.
const HALVINGS: u32 = 6;

/// The share of an interval at which it is parted where its middle has no sign.
const BESIDE: f64 = 0.4;

/// How much farther down than its neighbours' distance a least distance is looked for.
const REACH: f64 = 4.0;

/// The share of a bracket that golden section keeps, and its steps: to a billionth of the bracket.
const GOLDEN: f64 = 0.618_033_988_749_894_8;
const STEPS: usize = 44;

/// A factor and the function's value there, which means something.
#[derive(Clone, Copy, Debug)]
struct Sample {
    factor: f64,
    value: f64,
}

/// All sign changes of `value` over positive factors, in ascending order.
pub(super) fn roots(value: &impl Fn(f64) -> Bare, kinks: impl IntoIterator<Item = f64>) -> Vec<Root> {
    let at = |factor: f64| significant(value(factor)).map(|value| Sample { factor, value });
    let coarse: Vec<Sample> = grid(kinks).into_iter().filter_map(at).collect();
    let mut samples = Vec::with_capacity(2 * coarse.len());
    samples.extend(coarse.first().copied());
    for pair in coarse.windows(2) {
        if let [left, right] = pair {
            halve(&at, *left, *right, HALVINGS, &mut samples);
            samples.push(*right);
        }
    }
    let mut found = Vec::new();
    for (place, sample) in samples.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|place| samples.get(place));
        let Some(before) = before else { continue };
        if (before.value < 0.0) != (sample.value < 0.0) {
            found.push(bracketed(value, (before.factor, before.value), (sample.factor, sample.value)));
        } else if let Some(after) = samples.get(place + 1)
            && let Some(beyond) = dip(&at, [*before, *sample, *after])
        {
            found.push(bracketed(value, (before.factor, before.value), (beyond.factor, beyond.value)));
            found.push(bracketed(value, (beyond.factor, beyond.value), (after.factor, after.value)));
        }
    }
    // A dip of two samples alike is found from each.
    found.sort_by(|left, right| left.factor.total_cmp(&right.factor));
    found.dedup_by(|right, left| right.falls == left.falls);
    found
}

/// Adds samples between two until the function is nearly straight between each, as far as its distance to zero asks.
fn halve(at: &impl Fn(f64) -> Option<Sample>, left: Sample, right: Sample, times: u32, samples: &mut Vec<Sample>) {
    if times == 0 {
        return;
    }
    // Where the middle means nothing, as at a root, a place beside it does.
    let beside = || at(left.factor + BESIDE * (right.factor - left.factor));
    let Some(middle) = at((left.factor * right.factor).sqrt()).or_else(beside) else { return };
    let share = (middle.factor - left.factor) / (right.factor - left.factor);
    let off = (middle.value - (left.value + share * (right.value - left.value))).abs();
    let near = left.value.abs().min(middle.value.abs()).min(right.value.abs());
    let bends = off > STRAIGHT * near;
    if bends {
        halve(at, left, middle, times - 1, samples);
    }
    samples.push(middle);
    if bends {
        halve(at, middle, right, times - 1, samples);
    }
}

/// Where the function has passed zero between three samples of one sign of which the middle one is the nearest to it.
fn dip(at: &impl Fn(f64) -> Option<Sample>, [before, middle, after]: [Sample; 3]) -> Option<Sample> {
    let sign = if middle.value < 0.0 { -1.0 } else { 1.0 };
    let [left, least, right] = [before, middle, after].map(|sample| sign * sample.value);
    let rise = if left > right { left - least } else { right - least };
    let is_least = least > 0.0 && left > 0.0 && right > 0.0 && least <= left && least <= right;
    if !is_least || least > REACH * rise {
        return None;
    }
    let (mut low, mut high) = (before.factor, after.factor);
    let inner = |low: f64, high: f64, share: f64| low + share * (high - low);
    let mut first = at(inner(low, high, 1.0 - GOLDEN))?;
    let mut second = at(inner(low, high, GOLDEN))?;
    for _ in 0..STEPS {
        if let Some(passed) = [first, second].into_iter().find(|sample| sign * sample.value < 0.0) {
            return Some(passed);
        }
        if sign * first.value < sign * second.value {
            (high, second) = (second.factor, first);
            first = at(inner(low, high, 1.0 - GOLDEN))?;
        } else {
            (low, first) = (first.factor, second);
            second = at(inner(low, high, GOLDEN))?;
        }
    }
    None
}
