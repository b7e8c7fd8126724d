//! One case by hand for each family of perpetual and lending venues, and how a case goes on from the one before it.

use margin_replay::vector::{Inputs, Vector, of_document};
use margin_replay::{Outcome, families};
use serde_json::{Map, Value, json};

fn by_hand() -> Vec<Vector> {
    let document: Value = serde_json::from_str(include_str!("families/by_hand.json")).expect("it is JSON");
    of_document(&document)
}

fn outcome(vector: &Vector) -> Outcome {
    families::replay(vector).outcome
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
            let wrong = match value {
                Value::Bool(truth) => json!(!truth),
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

#[test]
fn a_case_that_only_moves_prices_goes_on_from_the_one_before() {
    let position = json!({ "m": "A", "size": 10, "price": 100, "skew_scale": 1000 });
    let case = |venue: &str, inputs: Value, available: f64| json!({ "venue": venue, "inputs": inputs, "expected": { "available": available }, "tolerance": 1e-9 });
    // Opening pays 10 × 100 × 10 ÷ 2000; then the price rises by 20, and falls by 30 from where it was.
    let document = json!([
        case("synthetix-v3", json!({ "collateral": 1000, "positions": [position] }), 995.0),
        case("synthetix-v3", json!({ "new_prices": [120] }), 1195.0),
        case("synthetix-v3", json!({ "new_prices": [70] }), 695.0),
        case("dydx-v4", json!({ "new_prices": [70] }), 695.0),
    ]);
    let outcomes: Vec<_> = of_document(&document).iter().map(outcome).collect();
    assert!(outcomes[..3].iter().all(|outcome| *outcome == Outcome::Passed), "{outcomes:?}");
    assert!(matches!(outcomes[3], Outcome::Listed(_)), "another venue's account is not gone on from");
}

#[test]
fn a_list_is_a_figure_for_each_of_its_entries() {
    let positions =
        json!([{ "size": 10, "price": 100, "skew_scale": 1000 }, { "size": -4, "price": 50, "skew_scale": 100 }]);
    let case = |pnl: Value| {
        let vector = json!([{ "venue": "synthetix-v3", "inputs": { "positions": positions }, "expected": { "pnl": pnl },
            "tolerance": 1e-9 }]);
        outcome(&of_document(&vector)[0])
    };
    assert_eq!(case(json!([-5, -4])), Outcome::Passed);
    let Outcome::Failed(misses) = case(json!([-5, -3])) else { panic!("it must fail") };
    assert_eq!((misses.len(), misses[0].key.as_str()), (1, "pnl.1"));
}
