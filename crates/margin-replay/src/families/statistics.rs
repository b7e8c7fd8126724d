//! Statistics of returns, losses and networks, each figure as its source names it.

pub(super) mod coverage;
pub(super) mod efficiency;
pub(super) mod execution;
pub(super) mod loss;
pub(super) mod network;
pub(super) mod procyclicality;
pub(super) mod volatility;

use crate::families::unknown;
use crate::outcome::{Answer, Unanswered};
use crate::vector::{Inputs, number};

/// The place in a list that a figure's name ends with, as in `holdings.3`.
fn place(key: &str, list: &str) -> Option<usize> {
    key.strip_prefix(list)?.strip_prefix('.')?.parse().ok()
}

/// An entry of a list; one that is not there is unknown.
fn entry(list: &[f64], place: usize, inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    list.get(place).copied().map(Answer::Number).ok_or_else(|| unknown(inputs, key))
}

/// A list of numbers; without it, the shape is unknown.
fn list(inputs: &Inputs, names: &[&str], key: &str) -> Result<Vec<f64>, Unanswered> {
    inputs.numbers(names).ok_or_else(|| unknown(inputs, key))
}

/// A table of numbers; without it, the shape is unknown.
fn table(inputs: &Inputs, names: &[&str], key: &str) -> Result<Vec<Vec<f64>>, Unanswered> {
    let rows = inputs.value(names).and_then(|value| value.as_array());
    let row = |row: &serde_json::Value| row.as_array()?.iter().map(number).collect();
    rows.and_then(|rows| rows.iter().map(row).collect()).ok_or_else(|| unknown(inputs, key))
}

/// A whole number that is not negative; without it, the shape is unknown.
fn count(inputs: &Inputs, names: &[&str], key: &str) -> Result<u64, Unanswered> {
    let number = inputs.number(names).filter(|number| *number >= 0.0 && number.fract() == 0.0);
    number.map(|number| number as u64).ok_or_else(|| unknown(inputs, key))
}

/// What a function of the statistics made of inputs; it refuses those that mean nothing.
fn made<T>(result: Option<T>) -> Result<T, Unanswered> {
    result.ok_or_else(|| Unanswered::Refused("the inputs are out of their domain".to_owned()))
}
