use crate::{agrees, imported, in_any_order, never_panics, notes, problems, reconciled};
use margin_core::instrument::Kind;
use margin_core::portfolio::{Leverage, MarginMode};
use margin_core::units::{Quantity, Ratio, Usd};
use margin_import::{ImportNote, Simplified};
use serde_json::{Value, json};

/// 10,000 USDT and one bitcoin of which nine tenths count; long 200 contracts of 0.01 bitcoin, in multi-currency mode.
fn balance() -> Value {
    json!({"code": "0", "data": [{
        "adjEq": "67800", "totalEq": "74000", "isoEq": "0", "imr": "12400", "mmr": "496", "ordFroz": "0",
        "uTime": "1788713175900",
        "details": [
            {"ccy": "USDT", "cashBal": "10000", "eq": "12000", "eqUsd": "12000", "disEq": "12000", "upl": "2000",
                "collateralEnabled": true, "liab": ""},
            {"ccy": "BTC", "cashBal": "1", "eq": "1", "eqUsd": "62000", "disEq": "55800", "collateralEnabled": true}
        ]
    }]})
}

fn positions() -> Value {
    json!({"code": "0", "data": [{
        "instId": "BTC-USDT-SWAP", "instType": "SWAP", "mgnMode": "cross", "posSide": "net", "pos": "200",
        "avgPx": "61000", "markPx": "62000", "idxPx": "62000", "liqPx": "", "lever": "10", "imr": "12400", "mmr": "496",
        "margin": "", "upl": "2000", "notionalUsd": "124000", "uTime": "1788713175818"
    }]})
}

fn instruments() -> Value {
    json!({"code": "0", "data": [
        {"instId": "BTC-USDT-SWAP", "ctVal": "0.01", "ctMult": "1", "ctType": "linear", "ctValCcy": "BTC"}
    ]})
}

fn tiers() -> Value {
    let tier = |tier: &str, from: &str, to: &str, leverage: &str, share: &str| {
        json!({"instFamily": "BTC-USDT", "uly": "BTC-USDT", "instId": "", "tier": tier, "minSz": from, "maxSz": to,
            "maxLever": leverage, "imr": "0.01", "mmr": share})
    };
    json!({"code": "0", "data": [tier("1", "0", "500", "100", "0.004"), tier("2", "501", "2000", "50", "0.01")]})
}

#[test]
fn a_multi_currency_account_comes_to_what_the_venue_says() {
    let imported = imported(&[balance(), positions(), instruments(), tiers()]);
    agrees(&imported);
    let position = &imported.portfolio.positions[0];
    assert_eq!(position.instrument.multiplier, Quantity::new(0.01));
    assert_eq!(position.leverage, Leverage::Chosen(Ratio::new(10.0)));
    notes(&imported, &Simplified::TierOfSize { count: 1 });
    let rules = imported.rules.as_ref().unwrap();
    let report = margin_core::evaluate(&imported.portfolio, &imported.market, rules).unwrap();
    assert!((report.total.counted.maintenance.usd().get() - 67_800.0).abs() < 1e-6);
}

#[test]
fn a_contract_size_is_taken_from_what_a_position_is_worth_or_asked_for() {
    let implied = imported(&[positions()]);
    assert_eq!(implied.portfolio.positions[0].instrument.multiplier, Quantity::new(0.01));
    notes(&implied, &Simplified::ContractSizes { count: 1 });
    let mut written = positions();
    written["data"][0]["notionalUsd"] = json!("");
    written["data"][0]["imr"] = json!("");
    assert_eq!(problems(&[written]), ["document 1, data[0].instId: UnknownSize { venue: \"OKX\" }"]);
}

/// Long one contract of 10 dollars in ether, isolated with coins.
#[test]
fn an_inverse_isolated_position_is_read_as_an_account_of_its_own() {
    let (entry, mark) = (2_500.0, 2_600.0);
    let written = json!([{"instId": "ETH-USD-261225", "instType": "FUTURES", "mgnMode": "isolated", "posSide": "long",
        "pos": "1", "avgPx": entry.to_string(), "markPx": mark.to_string(), "lever": "10", "imr": "",
        "margin": (10.0 / entry / 10.0).to_string(), "mmr": (10.0 / mark * 0.008).to_string(),
        "upl": (10.0 / entry - 10.0 / mark).to_string(),
        "liqPx": (10.0 * 1.008 / (1.1 * 10.0 / entry)).to_string(), "uTime": "1788713175818"}]);
    let imported = imported(&[written]);
    agrees(&imported);
    assert_eq!(reconciled(&imported).matched(), 1);
    notes(&imported, &Simplified::LoneIsolated("ETH-2026-12-25-COIN".into()));
}

#[test]
fn hedged_isolated_and_margin_positions_are_all_kept() {
    let written = json!([
        {"instId": "SOL-USDT-SWAP", "mgnMode": "isolated", "posSide": "short", "pos": "7", "avgPx": "150",
            "markPx": "140", "lever": "5", "margin": "210", "imr": "", "mmr": "9.8", "upl": "70", "notionalUsd": "980"},
        {"instId": "ETH-USDT", "instType": "MARGIN", "mgnMode": "isolated", "posSide": "net", "posCcy": "ETH", "pos": "2",
            "avgPx": "2500", "markPx": "2600", "lever": "3", "margin": "1700", "imr": "1733", "mmr": "156", "upl": "200"},
        {"instId": "BTC-USD-261225-90000-P", "instType": "OPTION", "mgnMode": "cross", "posSide": "net", "pos": "-3",
            "avgPx": "0.05", "markPx": "0.04", "idxPx": "60000", "imr": "0.1", "mmr": "0.08", "upl": "0.0003",
            "lever": ""}
    ]);
    let sizes = json!([{"instId": "BTC-USD-261225-90000-P", "ctVal": "1", "ctMult": "0.01"}]);
    let imported = imported(&[written, sizes]);
    let [sol, eth, put] = imported.portfolio.positions.as_slice() else {
        unreachable!("three positions are held");
    };
    assert_eq!((sol.quantity.get(), sol.instrument.multiplier.get()), (-7.0, 1.0));
    assert_eq!(sol.mode, MarginMode::Isolated { collateral: Usd::new(210.0) });
    assert_eq!((eth.instrument.kind, eth.quantity.get()), (Kind::Spot, 2.0));
    assert!(put.entry.get() == 0.05);
    assert_eq!(put.instrument.multiplier.get(), 0.01);
    assert_eq!(imported.rules, None);
    assert!(imported.taken.iter().any(|note| matches!(note, ImportNote::NoTime { .. })));
}

#[test]
fn all_that_is_wrong_is_told_with_its_place() {
    let mut written = positions();
    written["data"][0]["posSide"] = json!("up");
    let mut account = balance();
    account["data"][0]["details"][0]["cashBal"] = json!("NaN");
    assert_eq!(
        problems(&[written, account]),
        ["document 1, data[0].posSide: Unrecognised", "document 2, data[0].details[0].cashBal: NotFinite"]
    );
    assert_eq!(
        problems(&[json!([{"instId": "ETH-BTC-SWAP", "mgnMode": "cross", "pos": "1"}])]),
        ["document 1, [0].instId: NotAContract"]
    );
}

#[test]
fn nothing_that_is_handed_in_panics() {
    never_panics(&[balance(), positions(), instruments(), tiers()]);
}

#[test]
fn documents_may_come_in_any_order() {
    in_any_order(&[balance(), positions(), instruments(), tiers()]);
}
