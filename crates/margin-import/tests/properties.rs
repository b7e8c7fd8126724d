//! Whatever is handed in, there is an import that evaluates or a list of problems, and never a panic.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop here")]

mod common;

use common::{account, contexts, documents, meta, places, spot};
use margin_core::solve::liquidation_prices;
use margin_import::{AccountMode, import, reconcile};
use proptest::prelude::*;
use serde_json::{Value, json};

const MODES: [AccountMode; 3] = [AccountMode::Detect, AccountMode::Standard, AccountMode::Unified];

/// Imports, and takes what was imported through everything that follows.
fn holds<T: ToString>(texts: &[T], mode: AccountMode) {
    match import(&documents(texts), mode) {
        Err(problems) => assert!(!problems.is_empty()),
        Ok(imported) => {
            let (portfolio, market) = (&imported.portfolio, &imported.market);
            let Some(rules) = &imported.rules else {
                return;
            };
            let report = margin_core::evaluate(portfolio, market, rules).unwrap();
            let liquidation = liquidation_prices(portfolio, market, rules).unwrap();
            let reconciled = reconcile(&imported.stated, &report, &liquidation);
            assert_eq!(reconciled.liquidations.len(), portfolio.positions.len());
        }
    }
}

fn everything() -> Value {
    json!({"clearinghouseState": account(), "metaAndAssetCtxs": [meta(), contexts()], "spotState": spot("15000.5")})
}

/// Values to put where others are expected.
fn intruder() -> impl Strategy<Value = Value> {
    let texts =
        ["", "NaN", "inf", "-Infinity", "1e400", "1e308", "-1e308", "1e-320", "0", "-0.0", "-5", "BTC", "ETH", "cross"];
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        proptest::sample::select(texts.to_vec()).prop_map(Value::from),
        any::<f64>().prop_map(|number| Value::from(number.to_string())),
        (-1e6..1e6).prop_map(|number: f64| Value::from(number.to_string())),
        Just(json!([])),
        Just(json!({})),
        Just(json!([[0, {"marginTiers": []}]])),
        Just((0..100).fold(json!(0), |inner, _| json!([inner]))),
    ]
}

/// What is done to a document.
#[derive(Clone, Debug)]
enum Change {
    Replace(Value),
    /// A list's item is written twice, an object's field is taken out.
    Unbalance,
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![4 => intruder().prop_map(Change::Replace), 1 => Just(Change::Unbalance)]
}

fn changed(changes: &[(usize, Change)]) -> Value {
    let mut value = everything();
    for (which, change) in changes {
        let mut found = Vec::new();
        places(&value, "", &mut found);
        let path = &found[which % found.len()];
        match change {
            Change::Replace(other) => *value.pointer_mut(path).unwrap() = other.clone(),
            Change::Unbalance => unbalance(&mut value, path),
        }
    }
    value
}

fn unbalance(value: &mut Value, path: &str) {
    let Some((parent, step)) = path.rsplit_once('/') else {
        return;
    };
    match value.pointer_mut(parent).unwrap() {
        Value::Array(items) => items.push(items[step.parse::<usize>().unwrap()].clone()),
        Value::Object(map) => drop(map.remove(step)),
        _ => {}
    }
}

/// JSON of the venue's words in any order.
fn anything() -> impl Strategy<Value = Value> {
    let words = [
        "clearinghouseState",
        "assetPositions",
        "position",
        "coin",
        "szi",
        "entryPx",
        "positionValue",
        "leverage",
        "type",
        "value",
        "rawUsd",
        "crossMarginSummary",
        "accountValue",
        "totalRawUsd",
        "time",
        "universe",
        "name",
        "maxLeverage",
        "marginTables",
        "marginTiers",
        "lowerBound",
        "marginTableId",
        "balances",
        "total",
        "data",
        "assetCtxs",
        "markPx",
        "userAbstraction",
        "isolated",
        "unifiedAccount",
    ];
    let word = proptest::sample::select(words.to_vec());
    let leaf = prop_oneof![intruder(), word.clone().prop_map(Value::from)];
    leaf.prop_recursive(6, 60, 8, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::vec((word.clone(), inner), 0..8).prop_map(|fields| {
                Value::Object(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
            }),
        ]
    })
}

#[test]
fn a_document_cut_off_anywhere_is_a_list_of_problems() {
    let text = everything().to_string();
    holds(&[&text], AccountMode::Detect);
    for end in 0..text.len() {
        assert!(import(&documents(&[&text[..end]]), AccountMode::Detect).is_err(), "cut off at {end}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, ..ProptestConfig::default() })]

    #[test]
    fn a_document_changed_in_some_places_never_panics(
        changes in proptest::collection::vec((any::<usize>(), change()), 1..4),
        mode in proptest::sample::select(&MODES[..]),
    ) {
        holds(&[changed(&changes)], mode);
    }

    #[test]
    fn any_json_never_panics(value in anything(), mode in proptest::sample::select(&MODES[..])) {
        holds(&[value], mode);
    }

    #[test]
    fn any_text_never_panics(text in any::<String>(), bytes in any::<Vec<u8>>()) {
        let bytes = String::from_utf8_lossy(&bytes).into_owned();
        holds(&[text, bytes], AccountMode::Detect);
    }

    #[test]
    fn a_document_with_a_byte_changed_never_panics(at in any::<usize>(), byte in 32_u8..127) {
        let mut bytes = everything().to_string().into_bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        holds(&[String::from_utf8(bytes).unwrap()], AccountMode::Detect);
    }
}
