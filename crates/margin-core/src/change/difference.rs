//! What differs between two versions of a venue's rules.

use crate::change::pointer::{PARAMETERS, escaped, unescaped};
use crate::rules::VenueRules;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;

/// A parameter that differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Difference {
    /// Where it stands in the written rules, as a JSON pointer such as `/model/tieredNotional/listings/BTC-PERP`.
    pub path: String,
    /// What it was; nothing when it was not there.
    pub before: Option<Value>,
    /// What it is; nothing when it is not there any more.
    pub after: Option<Value>,
}

/// Every parameter that differs, in the order of the written rules and, within maps, of names. What is only in one of
/// the two, such as a contract that was listed in between, is one difference as a whole. Names, dates, sources and
/// notes are no parameters.
pub fn diff(before: &VenueRules, after: &VenueRules) -> Vec<Difference> {
    let (before, after) = (written(before), written(after));
    let mut found = Vec::new();
    for name in PARAMETERS {
        walk(&format!("/{name}"), before.get(name), after.get(name), &mut found);
    }
    found
}

impl Difference {
    /// The steps of the path, as the rules write them.
    pub fn steps(&self) -> Vec<String> {
        self.path.split('/').skip(1).map(unescaped).collect()
    }
}

/// Rules have texts as keys and numbers, texts, lists and maps as values, so writing them does not fail; if it did, all
/// would be said to differ.
fn written(rules: &VenueRules) -> Value {
    serde_json::to_value(rules).unwrap_or_default()
}

fn walk(path: &str, before: Option<&Value>, after: Option<&Value>, found: &mut Vec<Difference>) {
    if before == after {
        return;
    }
    match (before, after) {
        (Some(Value::Object(left)), Some(Value::Object(right))) => {
            let names: BTreeSet<&String> = left.keys().chain(right.keys()).collect();
            for name in names {
                walk(&format!("{path}/{}", escaped(name)), left.get(name), right.get(name), found);
            }
        }
        (Some(Value::Array(left)), Some(Value::Array(right))) => {
            for index in 0..left.len().max(right.len()) {
                walk(&format!("{path}/{index}"), left.get(index), right.get(index), found);
            }
        }
        _ => found.push(Difference { path: path.to_owned(), before: before.cloned(), after: after.cloned() }),
    }
}
