//! One case by hand for each family of auctions, vaults, ranges, spreads, reputations, wallets and states.

use margin_replay::vector::{Inputs, Vector, of_document};
use margin_replay::{Outcome, families};
use serde_json::{Map, Value, json};

fn by_hand() -> Vec<Vector> {
    let document: Value = serde_json::from_str(include_str!("families/vaults.json")).expect("it is JSON");
    let vectors = of_document(&document);
    assert_eq!(vectors.len(), document.as_array().map_or(0, Vec::len), "every entry is a case");
    vectors
}

fn outcome(vector: &Vector) -> Outcome {
    families::replay(vector).outcome
}

#[test]
fn a_case_of_every_family_is_met() {
    for vector in by_hand() {
        assert_eq!(outcome(&vector), Outcome::Passed, "{}", vector.family);
    }
}

#[test]
fn a_figure_that_is_wrong_fails_in_every_family() {
    for vector in by_hand() {
        for (key, figure) in vector.figures() {
            let wrong = match figure {
                Value::Bool(truth) => json!(!truth),
                Value::String(words) => json!(format!("{words}, or not")),
                number => json!(number.as_f64().unwrap_or_default() + 1e-6),
            };
            let expected = Map::from_iter([(key.clone(), wrong)]);
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
