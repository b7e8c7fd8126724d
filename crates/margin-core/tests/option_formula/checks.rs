//! Parameters that make no sense are found, each with its path.

use crate::account::{made, naked, shocked};
use margin_core::evaluate;
use margin_core::problem::{Place, ProblemKind};
use margin_core::rules::{VenueRules, Worth};
use serde_json::{Value, json};

/// The rules with one value of their model replaced.
fn with(rules: &VenueRules, path: &str, value: Value) -> VenueRules {
    let mut written = serde_json::to_value(rules).unwrap();
    let pointer = format!("/model/optionFormula/{}", path.replace('.', "/"));
    match written.pointer_mut(&pointer) {
        Some(place) => *place = value,
        None => {
            let (parent, name) = pointer.rsplit_once('/').unwrap();
            written.pointer_mut(parent).unwrap()[name] = value;
        }
    }
    serde_json::from_value(written).unwrap()
}

fn problems(rules: &VenueRules) -> Vec<(String, ProblemKind)> {
    let found = evaluate::check(rules).err().into_iter().flatten();
    found
        .map(|problem| match problem.at {
            Place::Rules(path) => (path, problem.kind),
            place => panic!("{place:?}"),
        })
        .collect()
}

#[test]
fn every_parameter_that_makes_no_sense_is_named_by_its_path() {
    let (share, shock) = (naked(Worth::Counted), shocked(Worth::Required));
    let cases = [
        (&share, "options.BTC.call.initial.share.lessOutOfTheMoney", json!(-0.1), ProblemKind::NotPositive),
        (&share, "options.BTC.call.initial.share.strike", json!(-0.1), ProblemKind::NotPositive),
        (&share, "options.BTC.put.initial.share.maintenance", json!(-1.0), ProblemKind::NotPositive),
        (&share, "options.BTC.put.maintenance.share.maintenance", json!(1.0), ProblemKind::OutOfRange),
        (&share, "options.BTC.put.maintenance.share", json!({}), ProblemKind::NotPositive),
        (&share, "options.BTC.long.initial", json!({ "worthUpTo": -0.2 }), ProblemKind::NotPositive),
        (&shock, "options.BTC.put.initial.shocked.shock", json!(0.0), ProblemKind::NotPositive),
        (&shock, "options.BTC.put.initial.shocked.shares", json!([]), ProblemKind::UnorderedTiers),
        (
            &shock,
            "options.BTC.call.maintenance.shocked.shares",
            json!([{ "days": 7.0, "share": 0.1 }, { "days": 7.0, "share": 0.2 }]),
            ProblemKind::UnorderedTiers,
        ),
        (
            &shock,
            "options.BTC.call.maintenance.shocked.shares",
            json!([{ "days": 7.0, "share": 1.1 }]),
            ProblemKind::ShareOutside,
        ),
        (
            &share,
            "relief",
            json!({ "largestLoss": { "forward": { "initial": -1.0, "maintenance": 1.0 } } }),
            ProblemKind::NotPositive,
        ),
        (&share, "certainty", json!({ "threshold": 1.5, "factor": 1.0 }), ProblemKind::ShareOutside),
        (&share, "certainty", json!({ "threshold": 0.5, "factor": -1.0 }), ProblemKind::NotPositive),
        (&share, "peg", json!({ "asset": "USD", "threshold": 0.0, "factor": 1.0 }), ProblemKind::NotPositive),
        (&share, "peg", json!({ "asset": "USD", "threshold": 0.9, "factor": -1.0 }), ProblemKind::NotPositive),
    ];
    for (rules, path, value, kind) in cases {
        let found = problems(&with(rules, path, value.clone()));
        let [(at, found)] = found.as_slice() else { panic!("{path} = {value}: {found:?}") };
        assert!(at.starts_with(&format!("model.{path}")), "{at} for {path}");
        assert_eq!(*found, kind, "{path} = {value}");
    }
}

#[test]
fn rules_without_options_are_no_problem() {
    assert_eq!(problems(&made(&json!({}), &json!("strategies"), Worth::Required)), []);
}
