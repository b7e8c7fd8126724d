//! Recorded positions with the venues' own liquidation prices, where they are at hand.

use crate::{reconciled, try_import};
use margin_import::LiquidationOutcome;
use serde_json::Value;
use std::path::PathBuf;

/// A recorded document, where it is at hand.
pub(crate) fn recorded(name: &str) -> Option<Value> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(name);
    if !path.exists() {
        println!("skipped: there is no ../shared/{name}");
        return None;
    }
    Some(serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap())
}

/// The recorded position of an exchange that a line of the collection is of.
fn position(exchange: &str, line: u64) -> Option<Value> {
    let all = recorded("data/cex/positions_with_venue_liq_price_ccxt.json")?;
    let found = all.as_array().unwrap().iter().find(|each| each["exchange"] == exchange && each["line"] == line);
    Some(found.unwrap()["position"].clone())
}

/// How far our liquidation price is from the venue's.
fn difference(values: &[Value]) -> f64 {
    let imported = try_import(values).unwrap();
    let row = reconciled(&imported).liquidations[0];
    println!("theirs {:?}, ours {:?}", row.theirs, row.ours);
    match row.outcome {
        LiquidationOutcome::Matched { difference } => difference.get(),
        LiquidationOutcome::Mismatched { difference: Some(difference) } => difference.get(),
        _ => f64::INFINITY,
    }
}

#[test]
fn a_recorded_coin_settled_position_of_binance_goes_under_where_the_venue_says() {
    let Some(position) = position("binance", 11588) else {
        return;
    };
    let bracket = serde_json::json!({"bracket": 1, "initialLeverage": 125, "qtyFloor": 0, "maintMarginRatio": "0.004"});
    let tiers = serde_json::json!([{"symbol": "BTCUSD_PERP", "brackets": [bracket]}]);
    let apart = difference(&[serde_json::json!([position]), tiers]);
    assert!(apart < 1e-6, "{apart:e}");
}

#[test]
fn a_recorded_inverse_position_of_okx_goes_under_where_the_venue_says_but_for_its_fee() {
    let Some(position) = position("okx", 6183) else {
        return;
    };
    // The venue keeps the taker's fee of 0.05 % beside the 0.8 % that it states.
    let apart = difference(&[serde_json::json!([position])]);
    assert!((apart - 0.0005).abs() < 1e-4, "{apart:e}");
    let tier = serde_json::json!([{"instFamily": "ETH-USD", "minSz": "0", "maxSz": "100", "maxLever": "100",
        "mmr": "0.0085"}]);
    let apart = difference(&[serde_json::json!([position]), tier]);
    // What is left is one step of the price: the venue rounds up by one.
    println!("with the fee {apart:e}");
    assert!((apart - 0.01 / 2_352.84).abs() < 1e-9, "{apart:e}");
}
