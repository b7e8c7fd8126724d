//! Accounts as ccxt unifies them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop here")]

mod common;

use common::{problems, try_import};
use margin_core::portfolio::{Leverage, MarginMode};
use margin_core::solve::liquidation_prices;
use margin_core::units::{Price, Ratio, Usd};
use margin_import::{AccountMode, ImportNote, Imported, Reconciliation, reconcile};
use serde_json::{Value, json};

fn positions() -> Value {
    json!([
        {"symbol": "BTC/USDT:USDT", "contracts": 20.0, "contractSize": 0.1, "side": "long", "entryPrice": 50000.0,
            "markPrice": 52000.0, "notional": 104000.0, "unrealizedPnl": 4000.0, "leverage": 10.0,
            "marginMode": "cross", "collateral": null, "initialMargin": 10400.0, "initialMarginPercentage": 0.1,
            "maintenanceMargin": 520.0, "maintenanceMarginPercentage": 0.005, "liquidationPrice": null,
            "timestamp": 1_788_713_175_818_u64, "hedged": false, "info": {"user": "nobody"}},
        {"symbol": "ETH/USDT:USDT", "contracts": 10.0, "contractSize": 1, "side": "short", "entryPrice": 2600.0,
            "markPrice": 2500.0, "notional": 25000.0, "unrealizedPnl": 1000.0, "leverage": 20,
            "marginMode": "isolated", "collateral": 3000.0, "initialMargin": 1250.0,
            "maintenanceMargin": null, "maintenanceMarginPercentage": 0.01, "liquidationPrice": "2772.2772277228"},
        {"symbol": "SOL/USDT:USDT", "contracts": null, "side": null, "entryPrice": null}
    ])
}

fn balance() -> Value {
    json!({"info": {}, "timestamp": null, "free": {"USDT": 1.0}, "used": {"USDT": 2.0},
        "total": {"USDT": 20000.0, "BTC": 0.5, "DUST": 0.1}, "USDT": {"total": 20000.0}})
}

fn imported(values: &[Value]) -> Imported {
    try_import(values, AccountMode::Detect).unwrap()
}

fn reconciled(imported: &Imported) -> Reconciliation {
    let Imported { portfolio, market, rules, stated, .. } = imported;
    let rules = rules.as_ref().unwrap();
    let report = margin_core::evaluate(portfolio, market, rules).unwrap();
    reconcile(stated, &report, &liquidation_prices(portfolio, market, rules).unwrap())
}

#[test]
fn positions_and_balances_are_read() {
    let imported = imported(&[positions(), balance()]);
    let [btc, eth] = imported.portfolio.positions.as_slice() else {
        unreachable!("two positions are held");
    };
    assert_eq!((btc.quantity.get(), btc.instrument.multiplier.get(), btc.mode), (20.0, 0.1, MarginMode::Cross));
    assert_eq!((eth.quantity.get(), eth.entry.get()), (-10.0, 2_600.0));
    assert_eq!(eth.mode, MarginMode::Isolated { collateral: Usd::new(2_000.0) });
    assert_eq!(eth.leverage, Leverage::VenueMaximum);
    let held: Vec<_> =
        imported.portfolio.holdings.iter().map(|held| (held.asset.as_str(), held.quantity.get())).collect();
    assert_eq!(held, [("BTC", 0.5), ("USDT", 20_000.0)]);
    assert_eq!(imported.market.mark(&"BTC-PERP".into()), Some(Price::new(52_000.0)));
    assert_eq!(imported.market.time.to_string(), "2026-09-06T16:46:15.818Z");
    assert_eq!((imported.venue.as_str(), imported.rules_id.as_deref()), ("ccxt", None));
    assert!(imported.taken.contains(&ImportNote::RulesOpen));
    let left = |note: &ImportNote| matches!(note, ImportNote::BalancesUnpriced(spot) if spot.len() == 1);
    assert!(imported.taken.iter().any(left), "what has no price is told of");
    assert!(imported.taken.contains(&ImportNote::NothingHeld("SOL-PERP".into())));
    assert!(!format!("{imported:?}").contains("nobody"), "what the venue wrote itself is not kept");
}

#[test]
fn our_figures_under_the_stated_rates_are_the_venues() {
    let imported = imported(&[positions(), balance()]);
    assert!(imported.taken.contains(&ImportNote::RulesStated { count: 2 }));
    let compared = reconciled(&imported);
    assert!(compared.rows.len() >= 7, "{:?}", compared.rows);
    for row in &compared.rows {
        assert!(row.residual.get().abs() < 1e-9, "{row:?}");
    }
    assert_eq!((compared.matched(), compared.mismatched()), (1, 0));
    assert!(compared.worst_difference().unwrap() < Ratio::new(1e-12));
}

#[test]
fn a_coin_settled_contract_is_in_coins() {
    let position = json!({"symbol": "BTC/USD:BTC", "contracts": 100, "contractSize": 100, "side": "long",
        "entryPrice": 40000, "markPrice": 50000, "unrealizedPnl": 0.05, "marginMode": "cross",
        "maintenanceMarginPercentage": 0.01, "leverage": 10});
    let balance = json!({"free": {}, "used": {}, "total": {"BTC": 1.0}});
    let imported = imported(&[position, balance]);
    assert_eq!(imported.portfolio.positions[0].instrument.id().as_str(), "BTC-PERP-COIN");
    let report = reconciled(&imported);
    let profit = report.rows.iter().find(|row| matches!(row.subject, margin_import::Subject::Unrealised(_))).unwrap();
    assert!((profit.theirs.get() - 2_500.0).abs() < 1e-9 && profit.residual.get().abs() < 1e-9, "{profit:?}");
}

#[test]
fn without_rates_there_are_no_rules_but_a_portfolio() {
    let bare = json!([{"symbol": "BTC/USDT:USDT", "contracts": 2, "side": "short", "entryPrice": 50000,
        "markPrice": 52000}]);
    let imported = imported(&[bare]);
    assert_eq!((imported.rules, imported.portfolio.positions.len()), (None, 1));
    assert!(imported.taken.contains(&ImportNote::NoCollateral));
    assert!(imported.taken.contains(&ImportNote::SizeOfOne { count: 1 }));
}

#[test]
fn what_is_wrong_has_its_place() {
    let mut written = positions();
    written[0]["side"] = json!("up");
    written[0]["contractSize"] = json!(0);
    written[1]["symbol"] = json!("ETHUSDT");
    written[1]["collateral"] = Value::Null;
    written[1]["initialMargin"] = Value::Null;
    written[2]["contracts"] = json!("many");
    assert_eq!(
        problems(&[written]),
        [
            "document 1, [0].contractSize: NotPositive",
            "document 1, [0].side: Unrecognised",
            "document 1, [1].symbol: NotAContract",
            "document 1, [1].collateral: Missing",
            "document 1, [2].contracts: NotANumber",
        ]
    );
    let mut unpriced = positions();
    for name in ["markPrice", "notional", "unrealizedPnl"] {
        unpriced[0][name] = Value::Null;
    }
    assert_eq!(problems(&[unpriced]), ["document 1, [0].markPrice: Missing"]);
    assert_eq!(problems(&[balance()]), ["document 1, : MissingDocument { venue: \"ccxt\", document: Positions }"]);
}
