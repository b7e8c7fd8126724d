//! Which numbers can be calculated with.

use crate::problem::ProblemKind;

/// The largest size of an input, and one over the smallest that may be divided by. The longest product of inputs has
/// four factors and a search moves prices by 2^±60, so no figure comes near the largest f64.
pub(super) const LARGEST: f64 = 1e60;

/// The least positive number that may be divided by.
pub(super) const LEAST: f64 = 1.0 / LARGEST;

/// What is wrong with a number of either sign.
pub(super) fn problem(value: f64) -> Option<ProblemKind> {
    if !value.is_finite() {
        Some(ProblemKind::NotFinite)
    } else if value.abs() > LARGEST {
        Some(ProblemKind::OutOfRange)
    } else {
        None
    }
}

/// What is wrong with a number that must be positive.
pub(super) fn positive_problem(value: f64) -> Option<ProblemKind> {
    match problem(value) {
        None if value <= 0.0 => Some(ProblemKind::NotPositive),
        None if value < LEAST => Some(ProblemKind::OutOfRange),
        Some(ProblemKind::OutOfRange) if value < 0.0 => Some(ProblemKind::NotPositive),
        found => found,
    }
}
