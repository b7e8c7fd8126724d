//! What tests against reference files share.
#![allow(clippy::unwrap_used, dead_code, reason = "a test that cannot go on may panic, and not every test needs all")]

/// The rows of numbers below the header.
pub fn rows(csv: &str, at_least: usize) -> Vec<Vec<f64>> {
    let lines = csv.lines().filter(|line| !line.starts_with('#')).skip(1);
    let rows: Vec<Vec<f64>> =
        lines.map(|line| line.split(',').map(|number| number.parse().unwrap()).collect()).collect();
    assert!(rows.len() >= at_least, "only {} rows", rows.len());
    rows
}

pub fn relative(ours: f64, reference: f64) -> f64 {
    (ours - reference).abs() / reference.abs()
}

/// The largest; NaN if there is one.
pub fn largest(errors: impl Iterator<Item = f64>) -> f64 {
    errors.fold(0.0, |largest, error| if error > largest || error.is_nan() { error } else { largest })
}
