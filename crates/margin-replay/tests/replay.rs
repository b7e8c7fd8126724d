//! A vector file written by hand: what passes, what fails and what is listed.

use margin_replay::outcome::{by_family, json_lines, text};
use margin_replay::{Outcome, Replayed};
use std::path::Path;

fn by_hand() -> Vec<Replayed> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    margin_replay::vectors(&directory).expect("the directory is there")
}

fn outcome(id: &str) -> Outcome {
    let replayed = by_hand();
    let found = replayed.iter().find(|each| each.id == id);
    found.map(|each| each.outcome.clone()).expect("the file has it")
}

#[test]
fn figures_that_are_met_pass() {
    assert_eq!(outcome("an isolated long, by hand"), Outcome::Passed);
    assert_eq!(outcome("a cross long that nothing can sink"), Outcome::Passed);
    assert_eq!(outcome("a cross short above its first tier"), Outcome::Passed);
}

#[test]
fn a_figure_that_is_not_met_fails_with_the_difference() {
    let Outcome::Failed(misses) = outcome("a figure that its file has wrong") else { panic!("it must fail") };
    assert_eq!(misses.len(), 1);
    assert_eq!(misses[0].difference, Some(0.0000125 - 0.5));
}

#[test]
fn inputs_that_the_engine_refuses_fail_with_the_problem() {
    let Outcome::Failed(misses) = outcome("inputs that the engine refuses") else { panic!("it must fail") };
    assert!(misses[0].got.contains("NotPositive"), "{}", misses[0].got);
}

#[test]
fn what_nothing_answers_is_listed_with_the_reason() {
    let Outcome::Listed(reason) = outcome("a figure that nothing answers") else { panic!("it must be listed") };
    assert_eq!(reason, "no adapter answers `colour` from mark, max_leverage, szi");
    let Outcome::Listed(reason) = outcome("a family that nothing answers") else { panic!("it must be listed") };
    assert_eq!(reason, "its model is not built yet");
}

#[test]
fn every_vector_is_counted_once() {
    let replayed = by_hand();
    let families = by_family(&replayed);
    let counted: usize = families.values().map(|counts| counts.passed + counts.failed + counts.listed).sum();
    assert_eq!(counted, replayed.len());
    let lines = json_lines(&replayed);
    assert!(lines.contains(r#"{"family":"hyperliquid","passed":3,"failed":2,"listed":1}"#), "{lines}");
    assert_eq!(lines.lines().count(), families.len());
    assert!(text(&replayed).contains("hourly_rate: expected 0.5, got 0.0000125, difference -4.999875e-1"));
}

#[test]
fn an_id_decides_nothing() {
    let file = r#"[{"id": 7, "venue": "hyperliquid", "inputs": {"premium": "0"}, "expected": {"hourly_rate": 1.25e-5},
        "tolerance": 1e-15}]"#;
    let document = serde_json::from_str(file).expect("it is JSON");
    let vectors = margin_replay::vector::of_document(&document);
    assert_eq!(margin_replay::families::replay(&vectors[0]).outcome, Outcome::Passed);
}
