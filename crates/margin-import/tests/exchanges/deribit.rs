use crate::{agrees, imported, in_any_order, never_panics, notes, problems, reconciled};
use margin_core::instrument::Settlement;
use margin_core::units::{Price, Usd};
use margin_import::{ImportNote, Simplified, StatedLiquidation};
use serde_json::{Value, json};

/// Long 50,000 dollars of the inverse perpetual, short two calls that pay coins.
fn positions(with: &[Value]) -> Value {
    json!({"jsonrpc": "2.0", "result": with})
}

fn perpetual() -> Value {
    let (entry, mark) = (50_000.0, 62_500.0);
    json!({"instrument_name": "BTC-PERPETUAL", "kind": "future", "direction": "buy", "size": 50_000,
        "average_price": entry, "mark_price": mark, "index_price": 62_480.0, "size_currency": 0.8,
        "floating_profit_loss": 0.01, "total_profit_loss": 50_000.0 / entry - 50_000.0 / mark,
        "initial_margin": 0.8 * 0.02, "maintenance_margin": 0.8 * 0.01, "leverage": 50,
        "estimated_liquidation_price": 0.0})
}

fn call() -> Value {
    json!({"instrument_name": "BTC-25DEC26-70000-C", "kind": "option", "direction": "sell", "size": -2.0,
        "average_price": 0.1, "average_price_usd": 5_500.0, "mark_price": 0.09, "index_price": 62_480.0,
        "total_profit_loss": 0.02, "initial_margin": 0.4, "maintenance_margin": 0.25})
}

fn summary(model: &str) -> Value {
    json!({"currency": "BTC", "equity": 2.2, "balance": 1.95, "margin_balance": 2.2, "available_funds": 2.1,
        "initial_margin": 0.016, "maintenance_margin": 0.008, "margin_model": model,
        "portfolio_margining_enabled": false})
}

#[test]
fn an_account_in_coins_comes_to_what_the_venue_says() {
    let summaries = json!({"result": {"summaries": [summary("segregated_sm"), {"currency": "ETH", "equity": 0.0,
        "margin_balance": 0.0, "initial_margin": 0.0, "maintenance_margin": 0.0}]}});
    let imported = imported(&[positions(&[perpetual()]), summaries]);
    agrees(&imported);
    assert_eq!(reconciled(&imported).rows[0].theirs, Usd::new(2.2 * 62_480.0));
    assert!((imported.portfolio.holdings[0].quantity.get() - 2.0).abs() < 1e-12, "equity less 0.2 of profit");
    assert_eq!(imported.portfolio.positions[0].instrument.settlement, Settlement::Coin);
    assert_eq!(imported.stated.positions[0].liquidation, StatedLiquidation::Absent);
    assert!(imported.taken.contains(&ImportNote::RulesStated { count: 1 }));
}

#[test]
fn options_are_kept_with_the_venues_figures_and_margined_by_its_formulas() {
    let imported = imported(&[positions(&[perpetual(), call()]), summary("cross_pm")]);
    let rules = imported.rules.as_ref().unwrap();
    let report = margin_core::evaluate(&imported.portfolio, &imported.market, rules).unwrap();
    assert_eq!(report.positions[1].value.as_ref().unwrap().usd(), Usd::new(-2.0 * 0.09 * 62_480.0));
    let option = &imported.portfolio.positions[1];
    assert_eq!((option.quantity.get(), option.entry.get()), (-2.0, 0.1));
    assert_eq!(option.instrument.id().as_str(), "BTC-2026-12-25-70000-C-COIN");
    assert_eq!(imported.market.mark(&option.instrument.id()), Some(Price::new(0.09)));
    notes(&imported, &Simplified::MarginedAs("cross_pm".into()));
    assert_eq!(imported.stated.positions[1].maintenance, Some(Usd::new(0.25 * 62_480.0)));
}

#[test]
fn linear_contracts_and_separate_currencies_are_read() {
    let linear = json!({"instrument_name": "SOL_USDC-PERPETUAL", "kind": "future", "direction": "sell", "size": -100.0,
        "average_price": 150.0, "mark_price": 140.0, "index_price": 139.9, "total_profit_loss": 1_000.0,
        "initial_margin": 700.0, "maintenance_margin": 350.0});
    let dollars = json!({"currency": "USDC", "equity": 6_000.0, "margin_balance": 6_000.0, "initial_margin": 700.0,
        "maintenance_margin": 350.0, "margin_model": "segregated_sm"});
    let imported = imported(&[positions(&[perpetual(), linear]), summary("segregated_sm"), dollars]);
    agrees(&imported);
    notes(&imported, &Simplified::PoolsTogether(vec!["BTC".into(), "USDC".into()]));
}

#[test]
fn what_is_wrong_or_lacking_is_told() {
    let mut written = perpetual();
    written["direction"] = json!("long");
    let mut second = call();
    second["instrument_name"] = json!("BTC-25DEC26-70000-X");
    assert_eq!(
        problems(&[positions(&[written, second])]),
        ["document 1, result[0].direction: Unrecognised", "document 1, result[1].instrument_name: NotAContract"]
    );
    assert_eq!(
        problems(&[summary("segregated_sm")]),
        ["document 1, : MissingDocument { venue: \"Deribit\", document: Positions }"]
    );
}

#[test]
fn a_book_summary_gives_prices() {
    let mut written = perpetual();
    written["index_price"] = Value::Null;
    written["mark_price"] = Value::Null;
    let book = json!({"result": [{"instrument_name": "BTC-PERPETUAL", "mark_price": 62_500.0, "open_interest": 1.0,
        "estimated_delivery_price": 62_470.0, "creation_timestamp": 1788713175818_u64}]});
    let imported = imported(&[positions(&[written]), book]);
    assert_eq!(imported.market.index(&"BTC".into()), Some(Price::new(62_470.0)));
    assert_eq!(imported.market.time.to_string(), "2026-09-06T16:46:15.818Z");
}

#[test]
fn nothing_that_is_handed_in_panics() {
    never_panics(&[positions(&[perpetual(), call()]), summary("cross_sm")]);
    never_panics(&[positions(&[perpetual()]), summary("segregated_sm")]);
}

#[test]
fn documents_may_come_in_any_order() {
    in_any_order(&[positions(&[perpetual()]), summary("segregated_sm")]);
}
