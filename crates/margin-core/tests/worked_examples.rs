//! Examples that venues publish or that were worked by hand, as data: one file each in `worked_examples/`.
//!
//! A file holds a portfolio, a market, an excerpt of rules and the figures that the source gives, each with the
//! tolerance that its printed digits allow.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on may panic, in its helpers too")]

mod common;

use common::{Case, plain_rules};
use margin_core::evaluate;
use margin_core::id::PositionId;
use margin_core::report::{GroupKey, GroupReport, Level};
use margin_core::solve::liquidation_prices;
use serde_json::Value;
use std::path::{Path, PathBuf};

const FIELDS: [&str; 8] = ["name", "source", "date", "portfolio", "market", "rules", "expected", "tolerance"];

#[test]
fn every_worked_example_is_met() {
    let files = files();
    assert!(files.len() >= 5, "the examples are gone");
    let wrong: Vec<String> = files.iter().flat_map(|path| differences(path)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn files() -> Vec<PathBuf> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/worked_examples");
    let mut files: Vec<_> = directory.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Every expected figure that is not met.
fn differences(path: &Path) -> Vec<String> {
    let example: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let fields: Vec<_> = example.as_object().unwrap().keys().map(String::as_str).collect();
    assert!(FIELDS.iter().all(|field| fields.contains(field)) && fields.len() == FIELDS.len(), "{name}: {fields:?}");
    let case = case(&example);
    let tolerance = example["tolerance"].as_f64().unwrap();
    let expected = example["expected"].as_object().unwrap();
    let compared = expected.iter().map(|(key, expected)| (key, expected.as_f64(), got(&case, key)));
    let met = |expected: Option<f64>, got: Option<f64>| match (expected, got) {
        (Some(expected), Some(got)) => (got - expected).abs() <= tolerance,
        (None, None) => true,
        _ => false,
    };
    compared
        .filter(|(_, expected, got)| !met(*expected, *got))
        .map(|(key, expected, got)| format!("{name}: {key}: expected {expected:?}, got {got:?}"))
        .collect()
}

fn case(example: &Value) -> Case {
    let mut market = example["market"].clone();
    market["schema"] = 1.into();
    market["time"] = format!("{}T00:00:00Z", example["date"].as_str().unwrap()).into();
    market["source"] = example["source"].clone();
    let excerpt = &example["rules"];
    let mut rules = plain_rules(read(&excerpt["model"]["tieredNotional"]));
    rules.pairs = read(excerpt.get("pairs").unwrap_or(&"netted".into()));
    rules.withdrawal = read(excerpt.get("withdrawal").unwrap_or(&"initial".into()));
    rules.liquidation = read(excerpt.get("liquidation").unwrap_or(&serde_json::json!({})));
    if let Some(collateral) = excerpt.get("collateral") {
        rules.collateral = read(collateral);
    }
    Case { portfolio: read(&example["portfolio"]), market: read(&market), rules }
}

fn read<T: serde::de::DeserializeOwned>(value: &Value) -> T {
    serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{error} in {value}"))
}

/// A figure by its name: `cross.` or `isolated-<id>.` and a figure of the group, or `liquidation-<id>`.
fn got(case: &Case, key: &str) -> Option<f64> {
    let number = |text: &str| PositionId(text.parse().unwrap());
    if let Some(id) = key.strip_prefix("liquidation-") {
        let found = liquidation_prices(&case.portfolio, &case.market, &case.rules).unwrap();
        return found.position(number(id)).unwrap().price().map(|price| price.get());
    }
    let (group, figure) = key.split_once('.').unwrap();
    let key = match group.strip_prefix("isolated-") {
        Some(id) => GroupKey::Isolated(number(id)),
        None => GroupKey::Cross,
    };
    let report = evaluate(&case.portfolio, &case.market, &case.rules).unwrap();
    figure_of(report.group(key).unwrap(), figure)
}

fn figure_of(group: &GroupReport, name: &str) -> Option<f64> {
    let figures = &group.figures;
    let item = match name {
        "equity" => figures.equity.clone(),
        "counted" => figures.counted.maintenance.clone(),
        "countedInitial" => figures.counted.initial.clone(),
        "initial" => figures.initial.clone(),
        "maintenance" => figures.maintenance.clone(),
        "excess" => figures.excess(Level::Maintenance),
        "withdrawal" => group.withdrawal.clone(),
        "backstop" => group.backstop.clone()?,
        other => panic!("there is no figure {other}"),
    };
    Some(item.usd().get())
}
