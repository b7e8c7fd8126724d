//! Vectors as their files hold them: one case, what is put in and what should come out.

use crate::tolerance::Tolerance;
use serde_json::{Map, Value};
use std::io;
use std::path::{Path, PathBuf};

const EXACT: &str = "exact";
const MOVED: &str = "new_prices";

/// One case.
#[derive(Clone, Debug)]
pub struct Vector {
    /// The file that it stands in, for people; empty where it is not known.
    pub source: String,
    /// Its name, for people; nothing is decided by it.
    pub id: String,
    /// The venue or system whose rules it follows.
    pub family: String,
    /// What is put in.
    pub inputs: Inputs,
    /// What should come out, by name.
    pub expected: Map<String, Value>,
    /// How near it must be, where the file says so.
    pub tolerance: Option<Tolerance>,
}

/// What is put into a case, by name; numbers may be written as JSON numbers or as decimal text.
#[derive(Clone, Debug, Default)]
pub struct Inputs(Map<String, Value>);

/// Reads every vector file of a directory, in the order of their names; other files are passed over.
///
/// # Errors
/// A directory or a file that cannot be read, or a file that is not JSON.
pub fn read(directory: &Path) -> io::Result<Vec<Vector>> {
    let entries: io::Result<Vec<PathBuf>> = directory.read_dir()?.map(|entry| Ok(entry?.path())).collect();
    let mut paths = entries?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    let mut vectors = Vec::new();
    for path in paths {
        let named = |error: String| io::Error::other(format!("{}: {error}", path.display()));
        let text = std::fs::read_to_string(&path).map_err(|error| named(error.to_string()))?;
        let document: Value = serde_json::from_str(&text).map_err(|error| named(error.to_string()))?;
        let source = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        vectors.extend(of_document(&document).into_iter().map(|vector| Vector { source: source.clone(), ..vector }));
    }
    Ok(vectors)
}

/// The vectors of one document: its entries that have a family, inputs and expected figures.
pub fn of_document(document: &Value) -> Vec<Vector> {
    let entries = document.as_array().into_iter().flatten();
    let mut vectors: Vec<Vector> = Vec::new();
    for mut vector in entries.filter_map(of_entry) {
        if let Some(before) = vectors.last().filter(|before| before.family == vector.family)
            && vector.inputs.continues()
        {
            vector.inputs = vector.inputs.after(&before.inputs);
        }
        vectors.push(vector);
    }
    vectors
}

fn of_entry(entry: &Value) -> Option<Vector> {
    let family = entry.get("venue").or_else(|| entry.get("system"))?.as_str()?;
    let inputs = entry.get("inputs")?.as_object().cloned().unwrap_or_default();
    let expected = match entry.get("expected")? {
        Value::Object(expected) => expected.clone(),
        alone => Map::from_iter([("value".to_owned(), alone.clone())]),
    };
    Some(Vector {
        source: String::new(),
        id: entry.get("id").and_then(Value::as_str).unwrap_or("(no id)").to_owned(),
        family: family.to_owned(),
        inputs: Inputs(inputs),
        expected,
        tolerance: entry.get("tolerance").and_then(Tolerance::read),
    })
}

impl Vector {
    /// Every expected figure by its name. A source that states one roughly and then with all its digits has it twice:
    /// `exact` repeats what stands beside it, `price_exact` and `price_30digits` repeat `price`.
    /// A list is a figure for each of its entries, named `pnl.0`, `pnl.1` and so on, and so is what has names of its own;
    /// those within are named the same way. A standard error is no figure of its own: see [`Vector::tolerance_of`].
    pub fn figures(&self) -> Vec<(String, &Value)> {
        let mut beside = self.expected.keys().map(String::as_str).filter(|key| *key != EXACT);
        let alone = beside.next().filter(|_| beside.next().is_none());
        let mut figures = Vec::new();
        for (key, expected) in &self.expected {
            match (key.as_str(), expected) {
                (EXACT, Value::Object(exact)) => figures.extend(exact.iter().map(|(key, exact)| (key.clone(), exact))),
                (EXACT, exact) => figures.push((alone.unwrap_or(EXACT).to_owned(), exact)),
                (key, expected @ (Value::Array(_) | Value::Object(_))) => within(key, expected, &mut figures),
                (key, _) if self.simulated(key).is_some() => {}
                (key, expected) => figures.push((without_digits(key).to_owned(), expected)),
            }
        }
        figures
    }

    /// How near a figure must be. One that the source simulated, which it says by a standard error beside it, as
    /// `mc_se` is beside `mc`, is known no better than to two of these.
    pub fn tolerance_of(&self, key: &str) -> Option<Tolerance> {
        let error = self.expected.get(&format!("{key}{STANDARD_ERROR}")).and_then(number);
        error.map_or(self.tolerance, |error| Some(Tolerance::Absolute(2.0 * error)))
    }

    /// The figure beside which a key is the standard error.
    fn simulated(&self, key: &str) -> Option<&Value> {
        self.expected.get(key.strip_suffix(STANDARD_ERROR)?)
    }
}

const STANDARD_ERROR: &str = "_se";

/// The figures of a list or of what has names of its own, each by the way to it.
fn within<'v>(key: &str, expected: &'v Value, figures: &mut Vec<(String, &'v Value)>) {
    match expected {
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(place, each)| within(&format!("{key}.{place}"), each, figures));
        }
        Value::Object(named) => named.iter().for_each(|(name, each)| within(&format!("{key}.{name}"), each, figures)),
        figure => figures.push((key.to_owned(), figure)),
    }
}

/// A figure's name without what says how many of its digits are stated.
fn without_digits(key: &str) -> &str {
    match key.rsplit_once('_') {
        Some((name, EXACT)) => name,
        Some((name, digits)) if is_count_of_digits(digits) => name,
        _ => key,
    }
}

fn is_count_of_digits(text: &str) -> bool {
    let count = text.strip_suffix("digits");
    count.is_some_and(|count| !count.is_empty() && count.chars().all(|digit| digit.is_ascii_digit()))
}

/// A number, written as one or as decimal text, which a remark in brackets may follow.
pub fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => {
            let remarked = text.strip_suffix(')').and_then(|text| text.split_once(" ("));
            remarked.map_or(text.as_str(), |(number, _)| number).trim().parse().ok()
        }
        _ => None,
    }
}

impl Inputs {
    /// The first of several names that is there and is not null.
    pub fn value(&self, names: &[&str]) -> Option<&Value> {
        names.iter().find_map(|name| self.0.get(*name)).filter(|value| !value.is_null())
    }

    /// The number under the first of several names that is there.
    pub fn number(&self, names: &[&str]) -> Option<f64> {
        names.iter().filter_map(|name| self.0.get(*name)).find_map(number)
    }

    /// The text under the first of several names that is there.
    pub fn text(&self, names: &[&str]) -> Option<&str> {
        names.iter().filter_map(|name| self.0.get(*name)).find_map(Value::as_str)
    }

    /// Whether the case says that it goes on from the one before it, or only to what prices the market moves.
    fn continues(&self) -> bool {
        self.truth(&["as_previous"]) == Some(true) || self.0.keys().all(|name| name == MOVED) && !self.0.is_empty()
    }

    /// The inputs of the case before with what this one says beside or instead of them.
    fn after(&self, before: &Self) -> Self {
        let mut together = before.0.clone();
        together.extend(self.0.clone());
        Self(together)
    }

    /// The same inputs and one number beside or instead of them.
    pub fn with(&self, name: &str, number: f64) -> Self {
        let mut inputs = self.0.clone();
        inputs.insert(name.to_owned(), Value::from(number));
        Self(inputs)
    }

    /// The inputs within one of several names.
    pub fn within(&self, names: &[&str]) -> Option<Self> {
        self.value(names)?.as_object().cloned().map(Self)
    }

    /// The numbers of a list under the first of several names that is there; nothing where one of them is no number.
    pub fn numbers(&self, names: &[&str]) -> Option<Vec<f64>> {
        self.value(names)?.as_array()?.iter().map(number).collect()
    }

    /// The entries of a list of inputs under the first of several names that is there.
    pub fn each(&self, names: &[&str]) -> Option<Vec<Self>> {
        let entries = self.value(names)?.as_array()?.iter();
        entries.map(|entry| entry.as_object().cloned().map(Self)).collect()
    }

    /// The truth under the first of several names that is there.
    pub fn truth(&self, names: &[&str]) -> Option<bool> {
        self.value(names)?.as_bool()
    }

    /// The names that are there, to say what a shape is.
    pub fn shape(&self) -> String {
        self.0.keys().map(String::as_str).collect::<Vec<_>>().join(", ")
    }
}

impl From<Map<String, Value>> for Inputs {
    fn from(map: Map<String, Value>) -> Self {
        Self(map)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_number_may_be_text_and_have_a_remark() {
        let cases = [
            (json!(2), 2.0),
            (json!(" 0.5 "), 0.5),
            (json!("0 (none counts)"), 0.0),
            (json!("-1e-3 (a loss)"), -0.001),
        ];
        for (written, read) in cases {
            assert_eq!(number(&written), Some(read), "{written}");
        }
        for other in [json!("about 2"), json!("2 or 3"), json!("(2)"), json!("(2) (3)"), json!(null), json!([2])] {
            assert_eq!(number(&other), None, "{other}");
        }
    }
}
