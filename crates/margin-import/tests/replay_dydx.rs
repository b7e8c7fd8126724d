//! Recorded dYdX accounts, imported, evaluated and put beside what the venue's own client calculates of them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop here")]

use margin_core::report::{GroupKey, MarginReport};
use margin_core::solve::liquidation_prices;
use margin_import::{AccountMode, Document, ImportNote, Imported, import, reconcile};
use serde_json::Value;
use std::path::PathBuf;

/// A recorded file, where it is at hand.
fn recorded(name: &str) -> Option<Value> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/dydx").join(name);
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: there is no ../shared/data/dydx/{name}");
        return None;
    };
    Some(serde_json::from_str(&text).unwrap())
}

/// Payloads named as the expectations name them: the file and, after `#`, the message in it.
fn payload(name: &str) -> Option<Value> {
    let name = name.split(' ').next().unwrap();
    let (file, message) = name.split_once('#').unwrap();
    Some(recorded(file)?[message].clone())
}

fn imported(values: &[Value]) -> Imported {
    let documents: Vec<_> =
        values.iter().map(|value| Document { name: String::new(), text: value.to_string() }).collect();
    import(&documents, AccountMode::Detect).unwrap()
}

fn report(imported: &Imported) -> MarginReport {
    margin_core::evaluate(&imported.portfolio, &imported.market, imported.rules.as_ref().unwrap()).unwrap()
}

fn close(ours: f64, theirs: f64, what: &str) {
    let difference = (ours / theirs - 1.0).abs();
    println!("{what}: theirs {theirs}, ours {ours}, {difference:e} apart");
    assert!(difference < 1e-9, "{what}: {ours} is not {theirs}");
}

/// Equity and free collateral, summed over the account and its isolated positions as the client sums them.
fn compare(expected: &Value, imported: &Imported) {
    let report = report(imported);
    let equity: f64 = report.groups.iter().map(|group| group.figures.equity.usd().get()).sum();
    close(equity, expected["equity"].as_f64().unwrap(), "equity");
    let cross = &report.group(GroupKey::Cross).unwrap().figures;
    let free = cross.counted.initial.usd() - cross.initial.usd();
    close(free.get(), expected["freeCollateral"].as_f64().unwrap(), "free collateral");
    if let Some(price) = expected["ETH-USD"]["liquidationPrice"].as_f64() {
        let found =
            liquidation_prices(&imported.portfolio, &imported.market, imported.rules.as_ref().unwrap()).unwrap();
        close(found.positions[0].price().unwrap().get(), price, "liquidation price");
    }
}

#[test]
fn recorded_accounts_come_to_what_the_venues_client_says() {
    let Some(expected) = recorded("expected_values.json") else {
        return;
    };
    let mut compared = 0;
    for case in expected["cases"].as_array().unwrap() {
        let (name, markets) = (case["payload"].as_str().unwrap(), case["markets"].as_str().unwrap());
        // One case is of prices that were not recorded, and one begins from another's account.
        if markets.contains("(check)") {
            println!("skipped: {name}, whose prices are not known");
            continue;
        }
        println!("{name}");
        let mut account = payload(name).unwrap();
        if let Some(first) = account["subaccounts"].as_array_mut() {
            first.truncate(1);
        }
        let mut values = vec![account, payload(markets).unwrap()];
        if name.contains("(after real_subscribed)") {
            values.insert(0, payload("abacus_ParentSubaccountsChannelMock.json#real_subscribed").unwrap());
        }
        compare(&case["expect"], &imported(&values));
        compared += 1;
    }
    assert_eq!(compared, 5);
}

#[test]
fn an_account_without_markets_is_at_the_prices_of_its_own_profits() {
    let Some(account) = payload("abacus_SubaccountChannelMock.json#rest_response") else {
        return;
    };
    let stated: f64 = account["subaccounts"][0]["equity"].as_str().unwrap().parse().unwrap();
    let alone = imported(std::slice::from_ref(&account));
    assert_eq!(alone.portfolio.positions.len(), 42);
    let marks = alone.portfolio.positions.iter().map(|position| {
        let mark = alone.market.mark(&position.instrument.id()).unwrap();
        position.quantity.get() * (mark.get() - position.entry.get())
    });
    close(alone.portfolio.holdings[0].quantity.get() + marks.sum::<f64>(), stated, "equity");
    assert_eq!(alone.stated.cross_equity.map(margin_core::units::Usd::get), Some(stated));

    let markets = payload("abacus_MarketsChannelMock.json#subscribed_2").unwrap();
    let repriced = imported(&[account, markets]);
    assert!(repriced.taken.iter().any(|note| matches!(note, ImportNote::Recalculated { .. })));
    let (report, rules) = (report(&repriced), repriced.rules.as_ref().unwrap());
    let liquidation = liquidation_prices(&repriced.portfolio, &repriced.market, rules).unwrap();
    let reconciled = reconcile(&repriced.stated, &report, &liquidation);
    assert!(reconciled.rows.is_empty(), "figures of other prices are not compared");
}

#[test]
fn recorded_answers_and_messages_are_recognised() {
    for name in ["nautilus_http_get_subaccount.json", "nautilus_ws_subaccounts_subscribed.json"] {
        let (Some(account), Some(markets)) = (recorded(name), recorded("nautilus_http_get_perpetual_markets.json"))
        else {
            return;
        };
        let imported = imported(&[account, markets]);
        assert_eq!((imported.venue.as_str(), imported.portfolio.holdings.len()), ("dYdX", 1));
    }
}
