//! Invented accounts in the forms of centralised venues: what they come to, and that what is wrong is told.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop here")]

mod binance;
mod bybit;
mod coinbase;
mod deribit;
mod derive;
mod kraken;
mod lighter;
mod okx;
mod paradex;
mod recorded;

use margin_core::solve::liquidation_prices;
use margin_import::{
    AccountMode, Document, ImportNote, Imported, LiquidationOutcome, Reconciliation, Simplified, import, reconcile,
};
use serde_json::Value;

/// Imports these values, each a document of its own.
fn try_import(values: &[Value]) -> Result<Imported, Vec<String>> {
    let documents: Vec<_> =
        values.iter().map(|value| Document { name: "pasted".into(), text: value.to_string() }).collect();
    import(&documents, AccountMode::Detect).map_err(|problems| problems.iter().map(ToString::to_string).collect())
}

#[track_caller]
fn imported(values: &[Value]) -> Imported {
    try_import(values).unwrap()
}

fn problems(values: &[Value]) -> Vec<String> {
    try_import(values).err().unwrap_or_default()
}

#[track_caller]
fn reconciled(imported: &Imported) -> Reconciliation {
    let Imported { portfolio, market, stated, rules, .. } = imported;
    let rules = rules.as_ref().unwrap();
    let report = margin_core::evaluate(portfolio, market, rules).unwrap();
    reconcile(stated, &report, &liquidation_prices(portfolio, market, rules).unwrap())
}

/// Every amount that the venue states is ours, and so is every liquidation price.
#[track_caller]
fn agrees(imported: &Imported) {
    let compared = reconciled(imported);
    for row in &compared.rows {
        assert!(row.residual.get().abs() < 1e-6, "{row:?}");
    }
    for row in &compared.liquidations {
        assert!(!matches!(row.outcome, LiquidationOutcome::Mismatched { .. }), "{row:?}");
    }
}

#[track_caller]
fn notes(imported: &Imported, expected: &Simplified) {
    let found = imported.taken.iter().any(|note| matches!(note, ImportNote::Simplified(what) if what == expected));
    assert!(found, "{expected:?} is not in {:?}", imported.taken);
}

/// Every cut of a document, and every field taken out of it, is an import or a list of problems.
fn never_panics(values: &[Value]) {
    for (index, value) in values.iter().enumerate() {
        let mut paths = Vec::new();
        places(value, "", &mut paths);
        for path in paths {
            for intruder in [Value::Null, "NaN".into(), "-1".into(), "".into(), 0.into(), Value::Array(Vec::new())] {
                let mut changed = values.to_vec();
                *changed[index].pointer_mut(&path).unwrap() = intruder;
                if let Ok(imported) = try_import(&changed)
                    && imported.rules.is_some()
                {
                    reconciled(&imported);
                }
            }
        }
    }
}

fn places(value: &Value, path: &str, found: &mut Vec<String>) {
    found.push(path.to_owned());
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| places(item, &format!("{path}/{index}"), found));
        }
        Value::Object(map) => map.iter().for_each(|(name, item)| places(item, &format!("{path}/{name}"), found)),
        _ => {}
    }
}

/// The same account, whichever document comes first and all in one text.
#[track_caller]
fn in_any_order(values: &[Value]) {
    let expected = imported(values);
    let backwards: Vec<Value> = values.iter().rev().cloned().collect();
    let text: String = values.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    let together = Document { name: String::new(), text };
    let together = import(&[together], AccountMode::Detect).unwrap();
    for other in [imported(&backwards), together] {
        assert_eq!((&other.portfolio, &other.market), (&expected.portfolio, &expected.market));
        assert_eq!(other.stated, expected.stated);
    }
}
