//! The numbers for which a sum of squares is least, near a start (Levenberg 1944, Marquardt 1963).
//!
//! Slopes are differences, steps are damped by the scale of each number, and every sum has a fixed order. It ends when a
//! step gains next to nothing, or after a fixed number of steps.

/// How many steps are tried at most.
const STEPS: usize = 60;
/// A step that gains less than this share of the sum is the last.
const GAIN: f64 = 1e-7;
/// How far a number is moved to see what follows.
const DIFFERENCE: f64 = 1e-6;
const LIGHTEST_DAMPING: f64 = 1e-12;
const HEAVIEST_DAMPING: f64 = 1e12;

/// What came of a search.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found<const N: usize> {
    pub at: [f64; N],
    /// The sum of squares there.
    pub sum: f64,
}

/// Goes down from `start`; `residuals` empties the vector that it is given and fills it, always with as many.
pub(super) fn minimise<const N: usize>(
    start: [f64; N],
    mut residuals: impl FnMut(&[f64; N], &mut Vec<f64>),
) -> Found<N> {
    let (mut here, mut moved) = (Vec::new(), Vec::new());
    residuals(&start, &mut here);
    let mut found = Found { at: start, sum: squared(&here) };
    let (mut damping, mut normal) = (1e-3, Normal::<N>::at(&found.at, &here, &mut moved, &mut residuals));
    for _ in 0..STEPS {
        let Some(step) = normal.step(damping) else {
            damping *= 10.0;
            if damping > HEAVIEST_DAMPING {
                break;
            }
            continue;
        };
        let at = added(&found.at, &step);
        residuals(&at, &mut moved);
        let sum = squared(&moved);
        if sum < found.sum {
            let gain = found.sum - sum;
            let is_last = gain <= GAIN * found.sum;
            found = Found { at, sum };
            std::mem::swap(&mut here, &mut moved);
            if is_last {
                break;
            }
            damping = (damping * 0.2).max(LIGHTEST_DAMPING);
            normal = Normal::at(&found.at, &here, &mut moved, &mut residuals);
        } else {
            damping *= 6.0;
            if damping > HEAVIEST_DAMPING {
                break;
            }
        }
    }
    found
}

/// The normal equations at a point: the products of the slopes with one another, and with the residuals.
struct Normal<const N: usize> {
    matrix: [[f64; N]; N],
    right: [f64; N],
}

impl<const N: usize> Normal<N> {
    fn at(
        at: &[f64; N],
        here: &[f64],
        moved: &mut Vec<f64>,
        residuals: &mut impl FnMut(&[f64; N], &mut Vec<f64>),
    ) -> Self {
        let slopes: [Vec<f64>; N] = std::array::from_fn(|number| {
            let step = DIFFERENCE * at[number].abs().max(1.0);
            let mut beside = *at;
            beside[number] += step;
            residuals(&beside, moved);
            moved.iter().zip(here).map(|(moved, here)| (moved - here) / step).collect()
        });
        Self {
            matrix: std::array::from_fn(|row| std::array::from_fn(|column| product(&slopes[row], &slopes[column]))),
            right: std::array::from_fn(|row| product(&slopes[row], here)),
        }
    }

    /// The step that goes down; `None` where the damped matrix is not positive.
    fn step(&self, damping: f64) -> Option<[f64; N]> {
        let largest = (0..N).map(|row| self.matrix[row][row]).fold(0.0, f64::max);
        let mut damped = self.matrix;
        for (row, line) in damped.iter_mut().enumerate() {
            line[row] += damping * line[row].max(1e-9 * largest).max(f64::MIN_POSITIVE);
        }
        solve(&damped, &self.right.map(|number| -number))
    }
}

/// The solution of equations with a positive symmetric matrix (Cholesky); `None` with any other.
fn solve<const N: usize>(matrix: &[[f64; N]; N], right: &[f64; N]) -> Option<[f64; N]> {
    let mut root = [[0.0; N]; N];
    for row in 0..N {
        for column in 0..=row {
            let known = (0..column).fold(matrix[row][column], |rest, k| rest - root[row][k] * root[column][k]);
            if row != column {
                root[row][column] = known / root[column][column];
            } else if known > 0.0 && known.is_finite() {
                root[row][row] = known.sqrt();
            } else {
                return None;
            }
        }
    }
    let mut solution = *right;
    for row in 0..N {
        solution[row] = (0..row).fold(solution[row], |rest, k| rest - root[row][k] * solution[k]) / root[row][row];
    }
    for row in (0..N).rev() {
        solution[row] = (row + 1..N).fold(solution[row], |rest, k| rest - root[k][row] * solution[k]) / root[row][row];
    }
    Some(solution)
}

fn added<const N: usize>(a: &[f64; N], b: &[f64; N]) -> [f64; N] {
    std::array::from_fn(|number| a[number] + b[number])
}

fn product(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).fold(0.0, |sum, (a, b)| sum + a * b)
}

/// Infinite where a residual is not a number, so that no such step is ever taken.
fn squared(residuals: &[f64]) -> f64 {
    let sum = product(residuals, residuals);
    if sum.is_nan() { f64::INFINITY } else { sum }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_valley_of_rosenbrock_is_gone_down_to_its_end() {
        let found = minimise([-1.2, 1.0], |[x, y], residuals| {
            residuals.clear();
            residuals.extend([10.0 * (y - x * x), 1.0 - x]);
        });
        assert!(found.at.iter().all(|number| (number - 1.0).abs() < 1e-6), "{found:?}");
    }

    #[test]
    fn a_number_that_nothing_depends_on_stays() {
        let found = minimise([3.0, 7.0], |[x, _], residuals| {
            residuals.clear();
            residuals.push(x - 1.0);
        });
        assert!((found.at[0] - 1.0).abs() < 1e-9 && found.at[1] == 7.0, "{found:?}");
    }
}
