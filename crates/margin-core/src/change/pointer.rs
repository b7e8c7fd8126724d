//! Parameters by where they stand in the written rules.

use crate::change::Why;
use crate::rules::{RuleKey, VenueRules};
use serde_json::Value;

/// The parts of the written rules that hold parameters, in their order.
pub(super) const PARAMETERS: [&str; 7] =
    ["status", "collateral", "pairs", "model", "withdrawal", "liquidation", "funding"];

/// The rules with the value at a path set or, when it is null, taken out.
pub(super) fn set(rules: &VenueRules, path: &str, value: &Value) -> Result<VenueRules, Why> {
    let not_a_value = || Why::NotAValue(path.to_owned());
    let mut written = serde_json::to_value(rules).map_err(|_| not_a_value())?;
    put(&mut written, path, value).ok_or_else(|| Why::NoParameter(path.to_owned()))?;
    serde_json::from_value(written).map_err(|_| not_a_value())
}

/// Which rules a parameter is followed by; nothing for a path that is no parameter's.
pub(super) fn followed(path: &str) -> Option<Vec<RuleKey>> {
    let mut steps = path.strip_prefix('/')?.split('/');
    let (first, rest): (_, Vec<_>) = (steps.next()?, steps.collect());
    let has = |name| rest.contains(&name);
    Some(match first {
        "status" => Vec::new(),
        "collateral" if has("debt") || has("debts") => vec![RuleKey::Debt],
        "collateral" if has("prices") => vec![RuleKey::Prices],
        "collateral" if has("categories") => vec![RuleKey::Category],
        "collateral" if has("crowding") || has("mostUnits") || has("mostCounted") => vec![RuleKey::Crowding],
        "collateral" => vec![RuleKey::Haircut],
        "pairs" => vec![RuleKey::Initial, RuleKey::Maintenance],
        "withdrawal" => vec![RuleKey::Withdrawal],
        "liquidation" if has("backstop") => vec![RuleKey::Backstop],
        "liquidation" => vec![RuleKey::Liquidation],
        "funding" => vec![RuleKey::Funding],
        "model" => of_model(&rest),
        _ => return None,
    })
}

/// Which rules a parameter of the model is followed by, from the steps to it below the model.
fn of_model(rest: &[&str]) -> Vec<RuleKey> {
    let has = |name| rest.contains(&name);
    if rest.first() == Some(&"sensitivityLoss") {
        return match has("buffer") {
            true => vec![RuleKey::Initial],
            false => vec![RuleKey::Scenarios],
        };
    }
    match rest.get(1).copied() {
        Some("basis") => vec![RuleKey::Notional],
        Some("orders") => vec![RuleKey::Orders],
        Some("profit") => vec![RuleKey::Profit],
        Some("account") => vec![RuleKey::Account],
        Some("keeper") => vec![RuleKey::Keeper],
        Some("settlement") => vec![RuleKey::Settlement],
        Some("spread") => vec![RuleKey::Spread],
        _ if has("initial") && !has("maintenance") => vec![RuleKey::Initial, RuleKey::Tiers],
        _ if has("maintenance") && !has("initial") => vec![RuleKey::Maintenance, RuleKey::Tiers],
        _ => vec![RuleKey::Initial, RuleKey::Maintenance, RuleKey::Tiers],
    }
}

/// Puts a value at a path: over what is there, or beside what is there when the place above exists.
fn put(written: &mut Value, path: &str, value: &Value) -> Option<()> {
    let (above, last) = path.rsplit_once('/')?;
    let last = unescaped(last);
    match (written.pointer_mut(above)?, value) {
        (Value::Object(fields), Value::Null) => fields.remove(&last).map(drop),
        (Value::Object(fields), value) => {
            fields.insert(last, value.clone());
            Some(())
        }
        (Value::Array(items), value) => {
            let index: usize = last.parse().ok()?;
            match (index < items.len(), value) {
                (true, Value::Null) => drop(items.remove(index)),
                (true, value) => *items.get_mut(index)? = value.clone(),
                (false, Value::Null) => return None,
                (false, value) if index == items.len() => items.push(value.clone()),
                (false, _) => return None,
            }
            Some(())
        }
        _ => None,
    }
}

/// One step of a path, with what a pointer cannot hold written as RFC 6901 says.
pub(super) fn escaped(step: &str) -> String {
    step.replace('~', "~0").replace('/', "~1")
}

pub(super) fn unescaped(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}
