//! A small invented account and market to test with, in the venue's form.

#![allow(dead_code, reason = "each test file uses a part of it")]

use margin_import::{AccountMode, Document, ImportProblem, Imported, import};
use serde_json::{Value, json};

/// 10,000 USDC, long 1 BTC and short 10 ETH cross, long 100 SOL isolated with 2,500 USDC set aside.
pub fn account() -> Value {
    json!({
        "crossMarginSummary": {
            "accountValue": "13000.0", "totalNtlPos": "77000.0", "totalRawUsd": "-14000.0", "totalMarginUsed": "6450.0"
        },
        "crossMaintenanceMarginUsed": "1150.0",
        "withdrawable": "5300.0",
        "assetPositions": [
            {"type": "oneWay", "position": {
                "coin": "BTC", "szi": "1.0", "entryPx": "50000.0", "positionValue": "52000.0",
                "unrealizedPnl": "2000.0", "liquidationPx": "39999.9999999999", "marginUsed": "5200.0",
                "maxLeverage": 40, "leverage": {"type": "cross", "value": 10}
            }},
            {"type": "oneWay", "position": {
                "coin": "ETH", "szi": "-10.0", "entryPx": "2600.0", "positionValue": "25000.0",
                "unrealizedPnl": "1000.0", "liquidationPx": "3661.7647058823", "marginUsed": "1250.0",
                "maxLeverage": 25, "leverage": {"type": "cross", "value": 20}
            }},
            {"type": "oneWay", "position": {
                "coin": "SOL", "szi": "100.0", "entryPx": "100.0", "positionValue": "10100.0",
                "unrealizedPnl": "100.0", "liquidationPx": "76.9230769231", "marginUsed": "2600.0",
                "maxLeverage": 20, "leverage": {"type": "isolated", "value": 4, "rawUsd": "-7500.0"}
            }}
        ],
        "time": 1_788_713_175_818_u64
    })
}

/// What the venue lists.
pub fn meta() -> Value {
    json!({
        "universe": [
            {"name": "BTC", "szDecimals": 5, "maxLeverage": 40, "marginTableId": 56},
            {"name": "ETH", "szDecimals": 4, "maxLeverage": 25, "marginTableId": 55},
            {"name": "SOL", "szDecimals": 2, "maxLeverage": 20, "marginTableId": 20},
            {"name": "ICE", "szDecimals": 0, "maxLeverage": 3, "marginTableId": 3, "onlyIsolated": true},
            {"name": "OLD", "szDecimals": 1, "maxLeverage": 5, "marginTableId": 5, "isDelisted": true}
        ],
        "marginTables": [
            [55, {"description": "", "marginTiers": [
                {"lowerBound": "0.0", "maxLeverage": 25}, {"lowerBound": "100000000.0", "maxLeverage": 15}]}],
            [56, {"description": "", "marginTiers": [
                {"lowerBound": "0.0", "maxLeverage": 40}, {"lowerBound": "150000000.0", "maxLeverage": 20}]}]
        ],
        "collateralToken": 0
    })
}

/// Prices of what it lists.
pub fn contexts() -> Value {
    json!([
        {"markPx": "52000.0", "oraclePx": "52010.0", "funding": "0.0000125", "openInterest": "30000.5",
            "dayNtlVlm": "900000000.0", "midPx": null, "premium": null},
        {"markPx": "2501.0", "oraclePx": "2502.0", "funding": "-0.00001", "openInterest": "1.0", "dayNtlVlm": "1.0"},
        {"markPx": "101.0", "oraclePx": "100.9", "funding": "0.0", "openInterest": "1.0", "dayNtlVlm": "1.0"},
        {"markPx": "1.5", "oraclePx": "1.6", "funding": "0.0", "openInterest": "1.0", "dayNtlVlm": "1.0"},
        {"markPx": "0.0", "oraclePx": "0.0", "funding": "0.0", "openInterest": "0.0", "dayNtlVlm": "0.0"}
    ])
}

/// Spot balances of `dollars` and some of another coin.
pub fn spot(dollars: &str) -> Value {
    json!({"balances": [
        {"coin": "USDC", "token": 0, "total": dollars, "hold": "0.0"},
        {"coin": "HYPE", "token": 150, "total": "5.2", "hold": "0.0"},
        {"coin": "PURR", "token": 1, "total": "0.0", "hold": "0.0"}
    ]})
}

/// A position of the account, to be changed.
pub fn position(account: &mut Value, index: usize) -> &mut Value {
    &mut account["assetPositions"][index]["position"]
}

/// Documents of these texts.
pub fn documents<T: ToString>(texts: &[T]) -> Vec<Document> {
    texts.iter().map(|text| Document { name: "pasted".into(), text: text.to_string() }).collect()
}

/// Imports these values, each a document of its own.
pub fn try_import(values: &[Value], mode: AccountMode) -> Result<Imported, Vec<ImportProblem>> {
    import(&documents(values), mode)
}

/// What is wrong with these values.
pub fn problems(values: &[Value]) -> Vec<String> {
    let found = try_import(values, AccountMode::Detect).err().unwrap_or_default();
    found.iter().map(ToString::to_string).collect()
}

/// All values within a value, itself first, each by its path of steps.
pub fn places(value: &Value, path: &str, found: &mut Vec<String>) {
    found.push(path.to_owned());
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| places(item, &format!("{path}/{index}"), found));
        }
        Value::Object(map) => map.iter().for_each(|(name, item)| places(item, &format!("{path}/{name}"), found)),
        _ => {}
    }
}
