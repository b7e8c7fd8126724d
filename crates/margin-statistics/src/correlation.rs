//! Correlation matrices that are valid, and losses added up under them.
//!
//! A matrix of correlations is symmetric, has ones on its diagonal and entries from −1 to 1. Whether numbers in such a
//! table can be correlations of anything at all is a further question: then no eigenvalue is negative.

use crate::eigen::decompose;

/// What an eigenvalue may fall short of zero by rounding, for each row.
const ROUNDING: f64 = 4.0 * f64::EPSILON;

/// The repair ends when a step moves no entry by more.
const SETTLED: f64 = 1e-11;

/// The repair goes on for so many steps at most; tables far from correlations may need hundreds.
const STEPS: usize = 2_000;

/// A symmetric matrix with ones on its diagonal and entries from −1 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Correlation {
    rows: Vec<Vec<f64>>,
}

/// Why a table of numbers is no correlation matrix; rows and columns are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flaw {
    /// A row has more or fewer entries than there are rows.
    NotSquare {
        /// The row.
        row: usize,
    },
    /// An entry of the diagonal is not 1.
    DiagonalNotOne {
        /// The row.
        row: usize,
    },
    /// An entry is not a number from −1 to 1.
    OutOfBounds {
        /// The row.
        row: usize,
        /// The column.
        column: usize,
    },
    /// An entry differs from the one across the diagonal.
    NotSymmetric {
        /// The row.
        row: usize,
        /// The column.
        column: usize,
    },
}

impl Correlation {
    /// Checks a table of numbers.
    ///
    /// # Errors
    /// Every flaw with its place; those within rows of the wrong length are not looked for.
    pub fn new(rows: &[Vec<f64>]) -> Result<Self, Vec<Flaw>> {
        let size = rows.len();
        let uneven = rows.iter().zip(0..).filter(|(entries, _)| entries.len() != size);
        let mut flaws: Vec<Flaw> = uneven.map(|(_, row)| Flaw::NotSquare { row }).collect();
        if flaws.is_empty() {
            let places = (0..size).flat_map(|row| (0..=row).map(move |column| (row, column)));
            flaws.extend(places.filter_map(|(row, column)| flaw(rows, row, column)));
        }
        if flaws.is_empty() { Ok(Self { rows: rows.to_vec() }) } else { Err(flaws) }
    }

    /// How many rows and columns there are.
    pub fn size(&self) -> usize {
        self.rows.len()
    }

    /// The rows.
    pub fn rows(&self) -> &[Vec<f64>] {
        &self.rows
    }

    /// The eigenvalues, the least first.
    pub fn eigenvalues(&self) -> Vec<f64> {
        let mut values = decompose(&self.rows).values;
        values.sort_by(f64::total_cmp);
        values
    }

    /// Whether these can be correlations of anything: no eigenvalue is below zero by more than rounding.
    pub fn is_positive_semidefinite(&self) -> bool {
        let least = self.eigenvalues().first().copied().unwrap_or(0.0);
        least >= -ROUNDING * (self.size() * self.size()) as f64
    }

    /// `(1 − intensity) × entry + intensity × mean entry` beside the diagonal: towards one correlation for all.
    ///
    /// Nothing unless the intensity lies from 0 to 1.
    pub fn shrunk(&self, intensity: f64) -> Option<Self> {
        let size = self.size();
        let mut sum = 0.0;
        for (row, entries) in self.rows.iter().enumerate() {
            sum = entries.iter().take(row).fold(sum, |sum, entry| sum + entry);
        }
        let pairs = (size * size.saturating_sub(1) / 2).max(1) as f64;
        let towards = |entry: f64| ((1.0 - intensity) * entry + intensity * (sum / pairs)).clamp(-1.0, 1.0);
        (0.0..=1.0).contains(&intensity).then(|| self.beside_diagonal(towards))
    }

    /// The nearest matrix, by the squares of the differences, whose entries can be correlations: itself where they can.
    ///
    /// Higham, "Computing the nearest correlation matrix" (2002), algorithm 3.3: in turn the nearest matrix without
    /// negative eigenvalues and the nearest with ones on its diagonal, with Dykstra's correction.
    pub fn nearest(&self) -> Self {
        if self.is_positive_semidefinite() {
            return self.clone();
        }
        let size = self.size();
        let mut unit = self.rows.clone();
        let mut correction = vec![vec![0.0; size]; size];
        for _ in 0..STEPS {
            let corrected = combined(&unit, &correction, |entry, rest| entry - rest);
            let positive = without_negative_eigenvalues(&corrected);
            correction = combined(&positive, &corrected, |entry, before| entry - before);
            let before = unit;
            unit = positive;
            (0..size).for_each(|place| unit[place][place] = 1.0);
            if farthest(&unit, &before) <= SETTLED {
                break;
            }
        }
        // The last step left the diagonal exact and the eigenvalues nearly so; scaling makes both so.
        Self { rows: scaled_to_unit_diagonal(&without_negative_eigenvalues(&unit)) }
    }

    /// `√(Σ loss × correlation × loss)` over all pairs: losses that do not all come together, as one.
    ///
    /// Each with its sign. Nothing where there are more or fewer losses than rows, or where the sum is negative beyond
    /// rounding, as it can be when the entries cannot be correlations.
    pub fn aggregate(&self, losses: &[f64]) -> Option<f64> {
        if losses.len() != self.size() {
            return None;
        }
        let (mut sum, mut size) = (0.0, 0.0);
        for (row, first) in self.rows.iter().zip(losses) {
            for (entry, second) in row.iter().zip(losses) {
                let term = first * entry * second;
                sum += term;
                size += term.abs();
            }
        }
        let rounding = ROUNDING * losses.len() as f64 * size;
        (sum >= -rounding).then(|| sum.max(0.0).sqrt())
    }

    fn beside_diagonal(&self, change: impl Fn(f64) -> f64) -> Self {
        let changed = |(row, entries): (usize, &Vec<f64>)| {
            let entry = |(column, entry): (usize, &f64)| if row == column { 1.0 } else { change(*entry) };
            entries.iter().enumerate().map(entry).collect()
        };
        Self { rows: self.rows.iter().enumerate().map(changed).collect() }
    }
}

fn flaw(rows: &[Vec<f64>], row: usize, column: usize) -> Option<Flaw> {
    let (entry, across) = (rows[row][column], rows[column][row]);
    if row == column {
        return (entry != 1.0).then_some(Flaw::DiagonalNotOne { row });
    }
    if ![entry, across].iter().all(|entry| (-1.0..=1.0).contains(entry)) {
        return Some(Flaw::OutOfBounds { row, column });
    }
    (entry != across).then_some(Flaw::NotSymmetric { row, column })
}

/// The nearest symmetric matrix without negative eigenvalues: the same with zero in their place.
fn without_negative_eigenvalues(matrix: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let size = matrix.len();
    let eigen = decompose(matrix);
    let mut positive = vec![vec![0.0; size]; size];
    let parts = eigen.values.iter().zip(&eigen.vectors).filter(|(value, _)| **value > 0.0);
    for (value, vector) in parts {
        for row in 0..size {
            for column in 0..=row {
                positive[row][column] += value * (vector[row] * vector[column]);
            }
        }
    }
    mirrored(&positive)
}

fn scaled_to_unit_diagonal(matrix: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let size = matrix.len();
    let mut scaled = vec![vec![1.0; size]; size];
    for row in 0..size {
        for column in 0..row {
            let scale = (matrix[row][row] * matrix[column][column]).sqrt();
            scaled[row][column] = (matrix[row][column] / scale).clamp(-1.0, 1.0);
        }
    }
    mirrored(&scaled)
}

/// The lower triangle on both sides of the diagonal.
fn mirrored(lower: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let places = 0..lower.len();
    let entry = |row: usize, column: usize| lower[row.max(column)][row.min(column)];
    places.clone().map(|row| places.clone().map(|column| entry(row, column)).collect()).collect()
}

fn combined(one: &[Vec<f64>], other: &[Vec<f64>], with: impl Fn(f64, f64) -> f64) -> Vec<Vec<f64>> {
    let row =
        |(one, other): (&Vec<f64>, &Vec<f64>)| one.iter().zip(other).map(|(one, other)| with(*one, *other)).collect();
    one.iter().zip(other).map(row).collect()
}

fn farthest(one: &[Vec<f64>], other: &[Vec<f64>]) -> f64 {
    combined(one, other, |one, other| (one - other).abs()).iter().flatten().fold(0.0, |most, each| each.max(most))
}
