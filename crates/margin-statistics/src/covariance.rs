//! Covariances and correlations of several series of returns, recent ones weighing most.
//!
//! `covariance = Σ decay^age × first × second ÷ Σ decay^age`, the last return's age being 0 and no mean taken off. All
//! pairs have the same weights, so the matrix is that of real returns and its correlations fit together.

use crate::correlation::Correlation;

/// The covariance of each series with each; nothing without returns or where the series differ in length.
pub fn exponential_covariances(decay: f64, series: &[&[f64]]) -> Option<Vec<Vec<f64>>> {
    let length = series.first()?.len();
    if length == 0 || series.iter().any(|each| each.len() != length) {
        return None;
    }
    let covariance = |first: &[f64], second: &[f64]| {
        let (mut sum, mut weights) = (0.0, 0.0);
        for (one, other) in first.iter().zip(second) {
            sum = decay * sum + one * other;
            weights = decay * weights + 1.0;
        }
        sum / weights
    };
    Some(series.iter().map(|first| series.iter().map(|second| covariance(first, second)).collect()).collect())
}

/// The correlation of each series with each; nothing where a series does not move, or as [`exponential_covariances`].
pub fn exponential_correlations(decay: f64, series: &[&[f64]]) -> Option<Correlation> {
    let covariances = exponential_covariances(decay, series)?;
    let deviations: Vec<f64> = covariances.iter().zip(0..).map(|(row, place): (_, usize)| row[place].sqrt()).collect();
    if deviations.iter().any(|deviation| deviation.is_nan() || *deviation <= 0.0) {
        return None;
    }
    let correlation = |row: usize, column: usize| match row == column {
        true => 1.0,
        false => (covariances[row][column] / (deviations[row] * deviations[column])).clamp(-1.0, 1.0),
    };
    let places = 0..series.len();
    let rows: Vec<Vec<f64>> =
        places.clone().map(|row| places.clone().map(|column| correlation(row, column)).collect()).collect();
    Correlation::new(&rows).ok()
}

/// How far correlations that were measured should go towards their mean: the intensity, from 0 to 1, for
/// [`Correlation::shrunk`], by Ledoit and Wolf, "Honey, I Shrunk the Sample Covariance Matrix" (2004), appendix B.
///
/// `(π − ρ) ÷ γ ÷ length`, kept between 0 and 1: π is how unsure the covariances are, ρ how much of that the target
/// shares, γ how far the target is from them. Nothing for fewer than two series or returns, or where one does not move.
pub fn shrinkage_intensity(series: &[&[f64]]) -> Option<f64> {
    let length = series.first()?.len();
    if series.len() < 2 || length < 2 || series.iter().any(|each| each.len() != length) {
        return None;
    }
    let centred: Vec<Vec<f64>> = series.iter().map(|each| centred(each)).collect();
    let sample = Sample { covariances: covariances(&centred), centred };
    if (0..series.len()).any(|place| sample.deviation(place) <= 0.0) {
        return None;
    }
    Some(sample.intensity().clamp(0.0, 1.0))
}

fn centred(series: &[f64]) -> Vec<f64> {
    let mean = series.iter().fold(0.0, |sum, each| sum + each) / series.len() as f64;
    series.iter().map(|each| each - mean).collect()
}

fn covariances(centred: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let covariance = |first: &[f64], second: &[f64]| mean_of(first, second, |one, other| one * other);
    centred.iter().map(|first| centred.iter().map(|second| covariance(first, second)).collect()).collect()
}

fn mean_of(first: &[f64], second: &[f64], term: impl Fn(f64, f64) -> f64) -> f64 {
    first.iter().zip(second).fold(0.0, |sum, (one, other)| sum + term(*one, *other)) / first.len() as f64
}

struct Sample {
    centred: Vec<Vec<f64>>,
    covariances: Vec<Vec<f64>>,
}

impl Sample {
    fn intensity(&self) -> f64 {
        let size = self.centred.len();
        let mean = self.mean_correlation();
        let (mut unsure, mut shared, mut distance) = (0.0, 0.0, 0.0);
        for row in 0..size {
            for column in 0..size {
                let spread = self.spread(row, column);
                unsure += spread;
                if row == column {
                    shared += spread;
                    continue;
                }
                let target = mean * self.deviation(row) * self.deviation(column);
                distance += (target - self.covariances[row][column]) * (target - self.covariances[row][column]);
                let (first, second) = (self.joint(row, column), self.joint(column, row));
                let ratio = self.deviation(column) / self.deviation(row);
                shared += 0.5 * mean * (ratio * first + second / ratio);
            }
        }
        let length = self.centred[0].len() as f64;
        // Where the target is the sample itself, nothing is to be gained by going there.
        if distance > 0.0 { (unsure - shared) / distance / length } else { 0.0 }
    }

    fn deviation(&self, place: usize) -> f64 {
        self.covariances[place][place].sqrt()
    }

    fn mean_correlation(&self) -> f64 {
        let size = self.centred.len();
        let mut sum = 0.0;
        for row in 0..size {
            for column in row + 1..size {
                sum += self.covariances[row][column] / (self.deviation(row) * self.deviation(column));
            }
        }
        2.0 * sum / (size * (size - 1)) as f64
    }

    /// The variance of a covariance's products.
    fn spread(&self, row: usize, column: usize) -> f64 {
        let covariance = self.covariances[row][column];
        let square = |one: f64, other: f64| (one * other - covariance) * (one * other - covariance);
        mean_of(&self.centred[row], &self.centred[column], square)
    }

    /// The covariance of a variance's products with a covariance's.
    fn joint(&self, row: usize, column: usize) -> f64 {
        let (variance, covariance) = (self.covariances[row][row], self.covariances[row][column]);
        let product = |one: f64, other: f64| (one * one - variance) * (one * other - covariance);
        mean_of(&self.centred[row], &self.centred[column], product)
    }
}
