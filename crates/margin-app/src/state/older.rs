//! Stored workspaces of older forms, brought up to the present one.
//!
//! Version 1 had rules in their first form: a haircut for each asset, the same at both levels, and tables of tiers
//! alone. Each of them is written in the second form as it stands, so no figure changes.

use crate::state::workspace::{SCHEMA, Workspace};
use margin_core::rules;
use serde_json::{Map, Value, json};

/// Reads a stored workspace of this or an older version.
///
/// # Errors
/// Why it cannot be read.
pub fn read(text: &str) -> Result<Workspace, String> {
    let mut stored: Value = serde_json::from_str(text).map_err(|problem| problem.to_string())?;
    let found = stored.get("schema").and_then(Value::as_u64);
    if found == Some(1) {
        from_the_first_form(&mut stored);
    } else if found != Some(u64::from(SCHEMA)) {
        let found = found.map_or_else(|| "unknown".into(), |found| found.to_string());
        return Err(format!("it is of version {found}, and this app reads versions 1 to {SCHEMA}"));
    }
    serde_json::from_value(stored).map_err(|problem| problem.to_string())
}

fn from_the_first_form(stored: &mut Value) {
    set(stored, "schema", json!(SCHEMA));
    let Some(rules) = stored.get_mut("rules").filter(|rules| rules.get("schema") == Some(&json!(1))) else { return };
    set(rules, "schema", json!(rules::SCHEMA));
    if let Some(Value::Object(haircuts)) = rules.get_mut("collateral").map(Value::take) {
        let terms = |(asset, haircut): (String, Value)| {
            (asset, json!({ "haircut": { "initial": haircut, "maintenance": haircut } }))
        };
        let assets: Map<_, _> = haircuts.into_iter().map(terms).collect();
        set(rules, "collateral", json!({ "assets": assets }));
    }
    let tables = rules.pointer_mut("/model/tieredNotional/tables").and_then(Value::as_object_mut);
    for table in tables.into_iter().flat_map(Map::values_mut) {
        *table = json!({ "tiers": table.take() });
    }
}

fn set(object: &mut Value, field: &str, value: Value) {
    if let Some(object) = object.as_object_mut() {
        object.insert(field.into(), value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A workspace as the first version stored it, with rules that are cut down to one contract.
    const FIRST: &str = include_str!("../../tests/workspace-1.json");

    #[test]
    fn a_workspace_of_the_first_version_opens_with_the_same_figures() {
        let workspace = read(FIRST).unwrap();
        assert_eq!((workspace.schema, workspace.rules.schema), (SCHEMA, rules::SCHEMA));
        let report = margin_core::evaluate(&workspace.portfolio, &workspace.market, &workspace.rules).unwrap();
        let figures = &report.total;
        // 10,000 dollars, and 2 BTC long from 79,000 with the mark at 80,000 in a tier of 40 times.
        assert_eq!(figures.counted.initial.usd().get(), 12_000.0);
        assert_eq!(figures.initial.usd().get(), 8_000.0);
        assert_eq!(figures.maintenance.usd().get(), 3_000.0);
    }

    #[test]
    fn a_workspace_of_a_version_to_come_is_refused() {
        assert_eq!(
            read(r#"{"schema": 99}"#).unwrap_err(),
            format!("it is of version 99, and this app reads versions 1 to {SCHEMA}")
        );
    }

    #[test]
    fn what_is_no_workspace_is_refused() {
        for text in ["", "[]", "{}", r#"{"schema": 1}"#, r#"{"schema": 1, "rules": {"schema": 1, "collateral": []}}"#] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
