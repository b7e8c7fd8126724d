//! What the venue lends, as it stands in lists of reserves and beside a user's own.

use crate::node::{Fields, Node};
use crate::problem::{ImportProblemKind, Problems};
use serde_json::Value;
use std::collections::BTreeMap;

/// Fields that hold lists of reserves.
pub(super) const LISTS: [&str; 3] = ["reservesData", "reserves", "baseReserves"];

/// Indexes of interest are whole numbers of this part.
const RAY: f64 = 1e27;

/// Shares are whole numbers of this part.
const BASIS_POINTS: f64 = 1e4;

/// Prices are whole numbers of this part of a dollar, where nothing else is said.
const PRICE_UNIT: f64 = 1e8;

/// What is known of a reserve.
#[derive(Clone, Debug, Default)]
pub(super) struct Reserve {
    pub(super) symbol: Option<String>,
    /// Smallest units in one.
    pub(super) unit: Option<f64>,
    /// What may be borrowed against a dollar of it.
    pub(super) ltv: Option<f64>,
    /// What a dollar of it counts for before the account is liquidated.
    pub(super) threshold: Option<f64>,
    /// Dollars.
    pub(super) price: Option<f64>,
    /// What a scaled balance has grown by.
    pub(super) supply_index: Option<f64>,
    /// What a scaled debt has grown by.
    pub(super) debt_index: Option<f64>,
}

/// Reserves by the address of their asset, which is not kept.
#[derive(Debug, Default)]
pub(super) struct Reserves {
    by_address: BTreeMap<String, Reserve>,
}

impl Reserves {
    pub(super) fn read(node: &Node, problems: &mut Problems) -> Self {
        let mut by_address = BTreeMap::new();
        for node in node.members(problems) {
            let Some(fields) = node.object(problems) else {
                continue;
            };
            let address = address(&fields, problems);
            let reserve = Reserve::read(&fields, problems);
            if let Some(address) = address.or_else(|| reserve.symbol.clone()) {
                by_address.insert(address, reserve);
            }
        }
        Self { by_address }
    }

    /// The reserve of an asset.
    pub(super) fn find(&self, address: &str) -> Option<&Reserve> {
        self.by_address.get(address)
    }

    /// All of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Reserve> {
        self.by_address.values()
    }
}

impl Reserve {
    /// Reads what there is.
    pub(super) fn read(fields: &Fields, problems: &mut Problems) -> Self {
        let symbol = fields.optional("symbol").and_then(|node| node.name(problems)).map(str::to_owned);
        let decimals = fields.optional("decimals").and_then(|node| node.count(problems));
        let mut first = |names: &[&str]| {
            let node = names.iter().find_map(|name| fields.optional(name))?;
            amount(&node, problems)
        };
        let ltv = first(&["baseLTVasCollateral", "ltv"]).map(share);
        let threshold = first(&["reserveLiquidationThreshold", "liquidationThreshold"]).map(share);
        let supply_index = first(&["liquidityIndex"]).map(index);
        let debt_index = first(&["variableBorrowIndex"]).map(index);
        let dollars = first(&["priceInUSD"]);
        let units = first(&["priceInMarketReferenceCurrency"]).map(|price| price / PRICE_UNIT);
        let answer = first(&["oracleLatestAnswer"]);
        let answer_decimals = first(&["oracleDecimals"]).unwrap_or(8.0);
        let answer = answer.map(|answer| answer / power_of_ten(answer_decimals));
        let price = dollars.or(units).or(answer).filter(|price| *price > 0.0);
        let unit = decimals.map(|decimals| power_of_ten(f64::from(decimals)));
        Self { symbol, unit, ltv, threshold, price, supply_index, debt_index }
    }

    /// With what another says where this one says nothing.
    pub(super) fn or(self, other: Option<&Self>) -> Self {
        let Some(other) = other else {
            return self;
        };
        Self {
            symbol: self.symbol.or_else(|| other.symbol.clone()),
            unit: self.unit.or(other.unit),
            ltv: self.ltv.or(other.ltv),
            threshold: self.threshold.or(other.threshold),
            price: self.price.or(other.price),
            supply_index: self.supply_index.or(other.supply_index),
            debt_index: self.debt_index.or(other.debt_index),
        }
    }
}

/// The address of a reserve's asset, to find it by.
pub(super) fn address(fields: &Fields, problems: &mut Problems) -> Option<String> {
    let node = fields.optional("underlyingAsset").or_else(|| fields.optional("underlying"))?;
    Some(node.text(problems)?.to_lowercase())
}

/// A number, or a large whole one as programs write it: in hexadecimal, with an `n`, or as an object that holds it.
pub(super) fn amount(node: &Node, problems: &mut Problems) -> Option<f64> {
    let value = match node.value {
        Value::Object(map) => map.get("hex").or_else(|| map.get("_hex")).unwrap_or(node.value),
        value => value,
    };
    if let Some(text) = value.as_str() {
        if let Some(digits) = text.strip_prefix("0x") {
            let number = hexadecimal(digits);
            if number.is_none() {
                problems.add(&node.place, ImportProblemKind::NotANumber);
            }
            return number;
        }
        if let Some(digits) = text.strip_suffix('n') {
            return Node::new(&Value::from(digits), node.place.clone()).number(problems);
        }
    }
    Node::new(value, node.place.clone()).number(problems)
}

fn hexadecimal(digits: &str) -> Option<f64> {
    let known = !digits.is_empty() && digits.len() <= 64;
    let mut number = 0.0;
    for digit in digits.chars().filter(|_| known) {
        number = number * 16.0 + f64::from(digit.to_digit(16)?);
    }
    known.then_some(number)
}

fn share(written: f64) -> f64 {
    if written > 1.0 { written / BASIS_POINTS } else { written }
}

fn index(written: f64) -> f64 {
    if written > 1e20 { written / RAY } else { written }
}

fn power_of_ten(power: f64) -> f64 {
    let power = if (0.0..=60.0).contains(&power) { power as u32 } else { 0 };
    (0..power).fold(1.0, |unit, _| unit * 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::node::Place;
    use serde_json::json;

    #[test]
    fn large_numbers_are_read_however_programs_write_them() {
        let read = |value: Value| {
            let mut problems = Problems::default();
            amount(&Node::new(&value, Place::start(0)), &mut problems)
        };
        for value in
            [json!("255"), json!(255), json!("0xff"), json!("255n"), json!({"type": "BigNumber", "hex": "0xFF"})]
        {
            assert_eq!(read(value.clone()), Some(255.0), "{value}");
        }
        for value in [json!("0x"), json!("0xzz"), json!({}), json!("n")] {
            assert_eq!(read(value.clone()), None, "{value}");
        }
    }
}
