//! What time alone does: funding on positions, interest on debts and deposits.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop here")]

use margin_core::interest::{self, Accrued, UnknownRate, accrue};
use margin_core::market::Market;
use margin_core::portfolio::Portfolio;
use margin_core::problem::ProblemKind;
use margin_core::rules::VenueRules;
use margin_core::units::{Quantity, Ratio};
use serde_json::{Value, json};

const YEAR: f64 = 8760.0;

fn portfolio(value: Value) -> Portfolio {
    serde_json::from_value(value).unwrap()
}

fn market(assets: Value, instruments: Value) -> Market {
    let market = json!({
        "schema": 1, "time": "2026-01-01T00:00:00Z", "source": "a test", "assets": assets, "instruments": instruments
    });
    serde_json::from_value(market).unwrap()
}

/// Funding each eight hours, and USDC lent on a curve with a kink at 0.8, of which the venue keeps a tenth.
fn rules() -> VenueRules {
    serde_json::from_value(json!({
        "schema": 2, "venue": "Nowhere", "product": "Everything", "status": "live", "effective": "2026-01-01",
        "citations": {}, "collateral": {"assets": {}, "debts": "required"}, "pairs": "netted",
        "model": {"tieredNotional": {"tables": {}, "listings": {}}}, "liquidation": {},
        "funding": {"interest": 0, "band": 0, "payments": 1, "cap": 1, "intervalHours": 8},
        "interest": {"USDC": {
            "borrow": {"base": 0.05, "kink": 0.8, "below": 0, "above": 4.75},
            "supply": {"ofBorrow": {"cut": 0.1}}
        }}
    }))
    .unwrap()
}

fn perpetual(quantity: f64) -> Value {
    json!({"id": 1, "instrument": {"underlying": "BTC", "kind": "perpetual"}, "quantity": quantity, "entry": 100})
}

fn holding(id: u32, asset: &str, quantity: f64) -> Value {
    json!({"id": id, "asset": asset, "quantity": quantity})
}

fn held(accrued: &Accrued) -> Vec<f64> {
    accrued.portfolio.holdings.iter().map(|holding| holding.quantity.get()).collect()
}

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-12 * expected.abs().max(1.0), "{found} instead of {expected}");
}

#[test]
fn longs_pay_what_shorts_receive_in_proportion_to_time() {
    let market = market(json!({"BTC": {"index": 50000}}), json!({"BTC-PERP": {"mark": 50100, "funding": 0.0001}}));
    for (quantity, hours, expected) in [(2.0, 8.0, -10.0), (-2.0, 8.0, 10.0), (2.0, 12.0, -15.0), (2.0, 0.0, 0.0)] {
        let accrued =
            accrue(&portfolio(json!({"positions": [perpetual(quantity)]})), &market, &rules(), hours).unwrap();
        close(accrued.portfolio.positions.first().unwrap().accrued.get(), expected);
        assert_eq!(accrued.unknown, []);
    }
}

#[test]
fn funding_adds_to_what_has_accrued() {
    let market = market(json!({"BTC": {"index": 50000}}), json!({"BTC-PERP": {"mark": 50000, "funding": 0.0001}}));
    let mut before = portfolio(json!({"positions": [perpetual(1.0)]}));
    for _ in 0..3 {
        before = accrue(&before, &market, &rules(), 8.0).unwrap().portfolio;
    }
    close(before.positions.first().unwrap().accrued.get(), -15.0);
}

#[test]
fn a_coin_settled_contracts_funding_is_on_its_face_value() {
    let market = market(json!({"BTC": {"index": 50000}}), json!({"BTC-PERP-COIN": {"mark": 40000, "funding": 0.001}}));
    let position = json!({"id": 1, "instrument": {"underlying": "BTC", "kind": "perpetual", "settlement": "coin",
        "multiplier": 100}, "quantity": 30, "entry": 100});
    let accrued = accrue(&portfolio(json!({"positions": [position]})), &market, &rules(), 8.0).unwrap();
    close(accrued.portfolio.positions.first().unwrap().accrued.get(), -3.0);
}

#[test]
fn a_quoted_rate_compounds_each_hour_for_debts_and_deposits() {
    let quotes = json!({"USDC": {"index": 1, "borrowRate": 0.0876, "supplyRate": 0.0438}});
    let both = portfolio(json!({"holdings": [holding(1, "USDC", -1000.0), holding(2, "USDC", 500.0)]}));
    let accrued = accrue(&both, &market(quotes, json!({})), &rules(), 2.0).unwrap();
    let [debt, deposit] = held(&accrued).try_into().unwrap();
    close(debt, -1000.0 * 1.00001 * 1.00001);
    close(deposit, 500.0 * 1.000005 * 1.000005);
}

#[test]
fn a_year_in_one_step_is_a_year_in_two() {
    let market = market(json!({"USDC": {"index": 1, "borrowRate": 0.3}}), json!({}));
    let owes = portfolio(json!({"holdings": [holding(1, "USDC", -1000.0)]}));
    let whole = accrue(&owes, &market, &rules(), YEAR).unwrap();
    let half = accrue(&owes, &market, &rules(), YEAR / 2.0).unwrap();
    let twice = accrue(&half.portfolio, &market, &rules(), YEAR / 2.0).unwrap();
    assert!((held(&whole)[0] - held(&twice)[0]).abs() < 1e-9);
}

#[test]
fn a_rate_that_is_not_quoted_follows_utilisation() {
    let quotes = json!({"USDC": {"index": 1, "deposits": 1000, "debts": 900}});
    let both = portfolio(json!({"holdings": [holding(1, "USDC", -1000.0), holding(2, "USDC", 1000.0)]}));
    let accrued = accrue(&both, &market(quotes, json!({})), &rules(), 1.0).unwrap();
    let [debt, deposit] = held(&accrued).try_into().unwrap();
    close(debt, -1000.0 * (1.0 + 0.525 / YEAR));
    close(deposit, 1000.0 * (1.0 + 0.525 * 0.9 * 0.9 / YEAR));
    assert_eq!(accrued.unknown, []);
}

#[test]
fn what_nobody_knows_stays_as_it_was_and_is_named() {
    let before = portfolio(json!({
        "holdings": [holding(1, "USDC", 10.0), holding(2, "ETH", -1.0), holding(3, "ETH", -2.0), holding(4, "SOL", 5.0)],
        "positions": [perpetual(1.0)]
    }));
    let quotes = json!({"USDC": {"index": 1}, "ETH": {"index": 3000}, "SOL": {"index": 100}});
    let accrued = accrue(&before, &market(quotes, json!({"BTC-PERP": {"mark": 1}})), &rules(), 24.0).unwrap();
    assert_eq!(accrued.portfolio, before);
    let unknown = [
        UnknownRate::Funding("BTC-PERP".into()),
        UnknownRate::Borrow("ETH".into()),
        UnknownRate::Supply("USDC".into()),
    ];
    assert_eq!(accrued.unknown, unknown);
}

#[test]
fn funding_of_which_nobody_says_how_often_it_is_paid_is_unknown() {
    let market = market(json!({"BTC": {"index": 50000}}), json!({"BTC-PERP": {"mark": 50000, "funding": 0.0001}}));
    let rules = VenueRules { funding: None, ..rules() };
    let accrued = accrue(&portfolio(json!({"positions": [perpetual(1.0)]})), &market, &rules, 8.0).unwrap();
    assert_eq!(accrued.unknown, [UnknownRate::Funding("BTC-PERP".into())]);
}

#[test]
fn time_does_not_run_backwards() {
    let nothing = market(json!({}), json!({}));
    for hours in [-1.0, f64::NAN, f64::INFINITY] {
        let problems = accrue(&Portfolio::default(), &nothing, &rules(), hours).unwrap_err();
        assert_eq!(problems.iter().map(|problem| &problem.kind).collect::<Vec<_>>(), [&ProblemKind::OutOfRange]);
    }
}

#[test]
fn funding_needs_the_index_that_it_is_paid_on() {
    let market = market(json!({}), json!({"BTC-PERP": {"mark": 50000, "funding": 0.0001}}));
    let problems = accrue(&portfolio(json!({"positions": [perpetual(1.0)]})), &market, &rules(), 8.0).unwrap_err();
    let kinds: Vec<_> = problems.iter().map(|problem| &problem.kind).collect();
    assert_eq!(kinds, [&ProblemKind::MissingIndex("BTC".into())]);
}

#[test]
fn utilisation_is_unknown_where_nothing_is_deposited() {
    assert_eq!(interest::utilisation(Quantity::ZERO, Quantity::new(1.0)), None);
    assert_eq!(interest::utilisation(Quantity::new(4.0), Quantity::new(1.0)), Some(Ratio::new(0.25)));
}
