//! Recorded payloads and published parameters: what venues said of real accounts, and what their parameters demand of the
//! rules that the project carries.

mod binance;
mod chain;
mod derive;
mod derive_standard;
mod dydx;
mod gmx;
mod hyperliquid;
mod lending;
mod surface;

use crate::outcome::{Answer, Replayed, Unanswered, check, outcome};
use crate::tolerance::Tolerance;
use serde_json::Value;
use std::io;
use std::path::{Path, PathBuf};

/// Replays what lies in one folder.
type Reader = fn(&Path) -> io::Result<Vec<Replayed>>;

/// What is known of the folders of recorded data.
const FOLDERS: [(&str, Reader); 8] = [
    ("aave", lending::reserves),
    ("cex", binance::replay),
    ("compound", lending::markets),
    ("deribit", surface::replay),
    ("derive", derive::replay),
    ("derive", derive_standard::replay),
    ("dydx", dydx::replay),
    ("gmx", gmx::replay),
];

/// Replays every capture under a directory, and what lies in its folders of published parameters.
///
/// # Errors
/// A directory or a file that cannot be read, or a file that is not JSON.
pub fn replay(directory: &Path) -> io::Result<Vec<Replayed>> {
    let mut replayed = hyperliquid::replay(directory)?;
    for (folder, reader) in FOLDERS {
        let folder = directory.join(folder);
        if folder.is_dir() {
            replayed.extend(reader(&folder)?);
        }
    }
    Ok(replayed)
}

/// A figure that is expected, how near it must be, and what the engine answers.
struct Figure {
    key: &'static str,
    expected: Value,
    tolerance: Tolerance,
    answer: Result<Answer, Unanswered>,
}

impl Figure {
    fn number(key: &'static str, expected: f64, tolerance: Tolerance, answer: Result<f64, Unanswered>) -> Self {
        Self { key, expected: Value::from(expected), tolerance, answer: answer.map(Answer::Number) }
    }

    fn truth(key: &'static str, expected: bool, answer: Result<bool, Unanswered>) -> Self {
        let tolerance = Tolerance::Absolute(0.0);
        Self { key, expected: Value::from(expected), tolerance, answer: answer.map(Answer::Truth) }
    }
}

/// A case with its figures.
fn replayed(family: &str, id: String, figures: Vec<Figure>) -> Replayed {
    measured(family, id, figures, Vec::new())
}

/// A case with its figures, and what was measured in passing.
fn measured(family: &str, id: String, figures: Vec<Figure>, measured: Vec<String>) -> Replayed {
    let checked = figures
        .into_iter()
        .map(|Figure { key, expected, tolerance, answer }| check(key, &expected, Some(tolerance), answer));
    Replayed { source: String::new(), family: family.to_owned(), id, outcome: outcome(checked), measured }
}

/// The JSON files of a folder with what they hold, in the order of their names.
fn files(folder: &Path) -> io::Result<Vec<Value>> {
    let entries: io::Result<Vec<PathBuf>> = folder.read_dir()?.map(|entry| Ok(entry?.path())).collect();
    let mut paths = entries?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    paths.iter().map(|path| json(path)).collect()
}

fn json(path: &Path) -> io::Result<Value> {
    let named = |error: String| io::Error::other(format!("{}: {error}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|error| named(error.to_string()))?;
    serde_json::from_str(&text).map_err(|error| named(error.to_string()))
}

/// The entries of an object, or none where it is not one.
fn entries(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(key, value)| (key.as_str(), value))
}

/// The number of a field.
fn field(value: &Value, name: &str) -> Option<f64> {
    crate::vector::number(value.get(name)?)
}
