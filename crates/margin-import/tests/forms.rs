//! Whatever is handed in of any venue's form, there is an import or a list of problems, and never a panic.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop here")]

mod common;

use common::{documents, places};
use margin_core::solve::liquidation_prices;
use margin_import::{AccountMode, import, reconcile};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Imports, and takes what was imported through everything that follows.
fn holds<T: ToString>(texts: &[T]) {
    match import(&documents(texts), AccountMode::Detect) {
        Err(problems) => assert!(!problems.is_empty()),
        Ok(imported) => {
            let (portfolio, market) = (&imported.portfolio, &imported.market);
            let Some(rules) = &imported.rules else {
                return;
            };
            let report = margin_core::evaluate(portfolio, market, rules).unwrap();
            let liquidation = liquidation_prices(portfolio, market, rules).unwrap();
            let reconciled = reconcile(&imported.stated, &report, &liquidation);
            assert_eq!(reconciled.liquidations.len(), imported.stated.positions.len());
        }
    }
}

/// One document of each form, all of them readable.
fn forms() -> Vec<Value> {
    let dydx = json!([
        {"subaccount": {"subaccountNumber": 0, "equity": "13000.0", "freeCollateral": "1", "openPerpetualPositions": {
            "BTC-USD": {"market": "BTC-USD", "status": "OPEN", "side": "LONG", "size": "1.0", "entryPrice": "50000.0",
                "unrealizedPnl": "2000.0", "createdAt": "2026-09-06T16:46:15.818Z"}},
            "assetPositions": {"USDC": {"symbol": "USDC", "side": "SHORT", "size": "14000.0", "assetId": "0"}}},
         "orders": [{"id": "a", "ticker": "BTC-USD", "clobPairId": "0", "side": "BUY", "size": "2",
            "price": "51000", "status": "OPEN"}]},
        {"markets": {"BTC-USD": {"clobPairId": "0", "oraclePrice": "52000", "initialMarginFraction": "0.02",
            "maintenanceMarginFraction": "0.012", "openInterest": "1000", "openInterestLowerCap": "1",
            "openInterestUpperCap": "5", "marketType": "CROSS"}}},
        {"perpetualPositions": [{"market": "BTC-USD", "side": "SHORT", "size": "3", "entryPrice": "5", "status": "OPEN"}],
         "assetPositions": [{"symbol": "USDC", "side": "LONG", "size": "9", "assetId": "0"}],
         "oraclePrices": {"BTC-USD": {"oraclePrice": "53000", "effectiveAt": "2026-09-07T00:00:00.000Z"}}}
    ]);
    let ccxt = json!({"positions": [{"symbol": "BTC/USDT:USDT", "contracts": 20.0, "contractSize": 0.1, "side": "long",
        "entryPrice": 50000.0, "markPrice": 52000.0, "notional": 104000.0, "unrealizedPnl": 4000.0, "leverage": 10.0,
        "marginMode": "isolated", "collateral": 9000.0, "initialMargin": 10400.0, "maintenanceMargin": 520.0,
        "liquidationPrice": 48000.0, "timestamp": 1_788_713_175_818_u64}],
        "balance": {"free": {}, "used": {}, "total": {"USDT": 20000.0}}});
    let aave = json!({"chainId": 1, "userEmodeCategoryId": 1, "userReservesData": [
        {"scaledATokenBalance": "8000000000000000000", "usageAsCollateralEnabledOnUser": true, "scaledVariableDebt": "5",
            "reserve": {"symbol": "WETH", "decimals": 18, "priceInUSD": "2500", "baseLTVasCollateral": "8000",
                "reserveLiquidationThreshold": "8300", "liquidityIndex": "1250000000000000000000000000",
                "variableBorrowIndex": "0x33b2e3c9fd0803ce8000000"}}],
        "totalCollateralUSD": "25000", "totalBorrowsUSD": "12000", "healthFactor": "1.7"});
    vec![dydx, ccxt, aave]
}

const TABLE: &str = "contract,asset,quantity,side,entry,mark,index,contract size,mode,set aside,leverage,maintenance,liquidation,rules,time\n\
    BTC-PERP,,\"0,5\",long,60.000,62.500,62510,1,isolated,500,10x,156,0,,2026-09-06\n,USDC,10 000,,,,,,,,,,,,\n";

/// Values to put where others are expected.
fn intruder() -> impl Strategy<Value = Value> {
    let texts =
        ["", "NaN", "inf", "1e400", "1e308", "-1e308", "1e-320", "0", "-5", "BTC", "0x", "n", "isolated", "SHORT"];
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        proptest::sample::select(texts.to_vec()).prop_map(Value::from),
        (-1e6..1e6).prop_map(|number: f64| Value::from(number.to_string())),
        Just(json!([])),
        Just(json!({})),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn a_document_changed_in_some_places_never_panics(
        form in 0..3_usize,
        changes in proptest::collection::vec((any::<usize>(), intruder()), 0..4),
    ) {
        let mut value = forms().swap_remove(form);
        for (which, intruder) in changes {
            let mut found = Vec::new();
            places(&value, "", &mut found);
            *value.pointer_mut(&found[which % found.len()]).unwrap() = intruder;
        }
        holds(&[value]);
    }

    #[test]
    fn a_table_changed_in_some_places_never_panics(
        changes in proptest::collection::vec((any::<usize>(), "[0-9.,;\"'\n\t ()xe\u{2212}BT-]{0,3}"), 0..6),
    ) {
        let mut letters: Vec<String> = TABLE.chars().map(String::from).collect();
        for (which, other) in changes {
            let at = which % letters.len();
            letters[at] = other;
        }
        holds(&[letters.concat()]);
    }

    #[test]
    fn any_table_never_panics(text in "(contract|quantity|mark|asset|[,;\t\n\"0-9.x ]){0,40}") {
        holds(&[format!("contract,quantity,{text}")]);
    }
}

#[test]
fn every_form_is_read() {
    for form in forms() {
        let read = import(&documents(&[&form]), AccountMode::Detect);
        assert!(read.is_ok(), "{read:?}");
    }
    assert!(import(&documents(&[TABLE]), AccountMode::Detect).is_ok());
}
