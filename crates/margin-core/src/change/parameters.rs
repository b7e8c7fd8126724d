//! Every parameter of a venue's rules, each with the rules that it is followed by.

use crate::change::pointer::{PARAMETERS, escaped, followed, unescaped};
use crate::rules::{RuleKey, VenueRules};
use serde::Serialize;
use serde_json::Value;

/// A parameter: a number, a text or something empty in the written rules.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Parameter {
    /// Where it stands, as a JSON pointer such as `/liquidation/backstop`.
    pub path: String,
    /// What it is.
    pub value: Value,
    /// The rules that it is followed by.
    pub rules: Vec<RuleKey>,
}

/// Every parameter, in the order of the written rules and, within maps, of names.
pub fn parameters(rules: &VenueRules) -> Vec<Parameter> {
    let mut found = Vec::new();
    // Rules have texts as keys and plain values, so writing them does not fail.
    let written = serde_json::to_value(rules).unwrap_or_default();
    for name in PARAMETERS {
        if let Some(value) = written.get(name) {
            walk(format!("/{name}"), value, &mut found);
        }
    }
    found
}

impl Parameter {
    /// The steps of the path, as the rules write them.
    pub fn steps(&self) -> Vec<String> {
        self.path.split('/').skip(1).map(unescaped).collect()
    }
}

fn walk(path: String, value: &Value, found: &mut Vec<Parameter>) {
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            for (name, value) in fields {
                walk(format!("{path}/{}", escaped(name)), value, found);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for (index, value) in items.iter().enumerate() {
                walk(format!("{path}/{index}"), value, found);
            }
        }
        _ => {
            let rules = followed(&path).unwrap_or_default();
            found.push(Parameter { path, value: value.clone(), rules });
        }
    }
}
