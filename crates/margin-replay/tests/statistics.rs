//! A case by hand for each family of statistics.

use margin_replay::vector::{Inputs, Vector, of_document};
use margin_replay::{Outcome, families};
use serde_json::{Map, Value, json};

fn by_hand() -> Vec<Vector> {
    let document: Value = serde_json::from_str(include_str!("statistics/by_hand.json")).expect("it is JSON");
    of_document(&document)
}

fn outcome(vector: &Vector) -> Outcome {
    families::replay(vector).outcome
}

/// The same with every number, truth and word in it changed.
fn wrong(value: &Value) -> Value {
    match value {
        Value::Bool(truth) => json!(!truth),
        Value::String(words) => json!(format!("{words}?")),
        Value::Array(list) => list.iter().map(wrong).collect(),
        Value::Object(named) => named.iter().map(|(name, each)| (name.clone(), wrong(each))).collect(),
        number => json!(number.as_f64().unwrap_or_default() + 1e-5),
    }
}

#[test]
fn a_case_of_every_family_is_met() {
    let vectors = by_hand();
    assert_eq!(vectors.len(), 19);
    for vector in vectors {
        assert_eq!(outcome(&vector), Outcome::Passed, "{}", vector.family);
    }
}

#[test]
fn a_figure_that_is_wrong_fails_in_every_family() {
    for vector in by_hand() {
        for (key, value) in &vector.expected {
            let expected = Map::from_iter([(key.clone(), wrong(value))]);
            let outcome = outcome(&Vector { expected, ..vector.clone() });
            assert!(matches!(outcome, Outcome::Failed(_)), "{}: {key} is {outcome:?}", vector.family);
        }
    }
}

#[test]
fn a_figure_or_a_shape_that_is_not_known_is_listed() {
    for vector in by_hand() {
        let expected = Map::from_iter([("colour".to_owned(), json!(1))]);
        let colour = outcome(&Vector { expected, ..vector.clone() });
        assert!(matches!(colour, Outcome::Listed(_)), "{}: {colour:?}", vector.family);
        let nothing = outcome(&Vector { inputs: Inputs::default(), ..vector.clone() });
        assert!(matches!(nothing, Outcome::Listed(_)), "{}: {nothing:?}", vector.family);
    }
}

#[test]
fn inputs_that_mean_nothing_fail() {
    let case = |inputs: Value| {
        let document =
            json!([{ "system": "Kupiec POF LR", "inputs": inputs, "expected": { "LR": 1 }, "tolerance": 1 }]);
        outcome(&of_document(&document)[0])
    };
    for inputs in [json!({ "T": 10, "exceptions": 11, "p": 0.1 }), json!({ "T": 10, "exceptions": 1, "p": 1.5 })] {
        assert!(matches!(case(inputs), Outcome::Failed(_)));
    }
}
