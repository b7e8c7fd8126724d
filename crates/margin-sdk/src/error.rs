//! Why a call gives nothing, as the `MarginError` that is thrown.

use crate::convert::{Misfit, json_compatible};
use js_sys::{Array, JSON};
use margin_core::problem::Problems;
use margin_import::ImportProblem;
use margin_venues::FileProblems;
use serde::Serialize;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

// A class of its own, so that `instanceof` holds; neither `js_sys` nor an exported struct can extend `Error`.
#[wasm_bindgen(inline_js = r#"
export class MarginError extends Error {
  constructor(message, problems) {
    super(message);
    this.name = "MarginError";
    this.problems = problems;
  }
}
"#)]
extern "C" {
    /// What is thrown: an `Error` with every problem that was found.
    #[wasm_bindgen(extends = js_sys::Error)]
    #[derive(Debug)]
    pub type MarginError;

    #[wasm_bindgen(constructor)]
    fn new(message: &str, problems: Array) -> MarginError;

    // Exports the class from the package. As a type it would be declared as `unknown`; `types.ts` declares it in full.
    #[wasm_bindgen(js_name = MarginError, reexport, skip_typescript)]
    #[allow(dead_code, reason = "JavaScript calls it, Rust does not")]
    fn class();
}

/// Why a call gives nothing.
pub(crate) enum Failure {
    /// Arguments that do not have the right shape: at least one.
    Shape(Vec<Misfit>),
    /// What the engine finds wrong.
    Engine(Problems),
    /// What is wrong with the documents handed in.
    Import(Vec<ImportProblem>),
    /// A file of the package that cannot be read.
    Files(FileProblems),
    /// No rules have the id that was asked for.
    UnknownRules,
    /// A result that has no form in JavaScript.
    Unwritable(String),
}

/// A problem as JavaScript sees it.
#[derive(Serialize)]
struct Reported<K> {
    at: Place,
    kind: K,
}

/// Where a problem is, beside the engine's own places.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum Place {
    /// A path that begins with an argument's name.
    Input(String),
    /// Which document, counted from zero, and where in it.
    Document(usize, String),
    /// A file of the package.
    File(&'static str),
    /// What the call gives.
    Result,
}

/// What is wrong that only this crate can find.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum Kind {
    UnknownRules,
    Unwritable(String),
}

impl From<Failure> for MarginError {
    fn from(failure: Failure) -> Self {
        let problems = failure.problems();
        Self::new(&message(&problems), problems)
    }
}

impl Failure {
    fn problems(self) -> Array {
        match self {
            Self::Shape(misfits) => reported(misfits, |misfit| (Place::Input(misfit.path()), misfit.kind)),
            Self::Engine(problems) => list(problems),
            Self::Import(problems) => {
                reported(problems, |problem| (Place::Document(problem.document, problem.at), problem.kind))
            }
            Self::Files(problems) => {
                reported(problems.iter(), |problem| (Place::File(problem.file), problem.kind.clone()))
            }
            Self::UnknownRules => reported([Kind::UnknownRules], |kind| (Place::Input("id".into()), kind)),
            Self::Unwritable(reason) => reported([Kind::Unwritable(reason)], |kind| (Place::Result, kind)),
        }
    }
}

fn reported<T, K: Serialize>(found: impl IntoIterator<Item = T>, split: impl Fn(T) -> (Place, K)) -> Array {
    list(found.into_iter().map(|each| {
        let (at, kind) = split(each);
        Reported { at, kind }
    }))
}

fn list(problems: impl IntoIterator<Item = impl Serialize>) -> Array {
    // A problem is texts and numbers, so writing one cannot fail; if it did, saying how is better than saying nothing.
    let objects = problems.into_iter().map(|each| each.serialize(&json_compatible()).unwrap_or_else(JsValue::from));
    objects.collect()
}

/// The first problem as JSON and how many more there are: for logs, in the words of `problems`.
fn message(problems: &Array) -> String {
    let first = JSON::stringify(&problems.get(0)).map(String::from).unwrap_or_default();
    match problems.length() {
        0 | 1 => first,
        count => format!("{first} and {} more", count - 1),
    }
}
