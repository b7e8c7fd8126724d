//! dYdX accounts, as the indexer answers and as its channels send them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop here")]

mod common;

use common::{problems, try_import};
use margin_core::portfolio::{MarginMode, Portfolio};
use margin_core::report::GroupKey;
use margin_core::solve::liquidation_prices;
use margin_core::units::{Price, Usd};
use margin_import::{AccountMode, ImportNote, Imported, Reconciliation, Subject, reconcile};
use serde_json::{Value, json};

/// Long 1 BTC and short 10 ETH with 10,000 USDC paid in, at the markets' prices.
fn subaccount() -> Value {
    json!({"address": "dydx1nobody", "subaccountNumber": 0, "equity": "13000.0", "freeCollateral": "11710.0",
        "openPerpetualPositions": {
            "BTC-USD": {"market": "BTC-USD", "status": "OPEN", "side": "LONG", "size": "1.0", "entryPrice": "50000.0",
                "unrealizedPnl": "2000.0", "createdAt": "2026-09-06T16:46:15.818Z", "subaccountNumber": 0},
            "ETH-USD": {"market": "ETH-USD", "status": "OPEN", "side": "SHORT", "size": "-10", "entryPrice": "2600.0",
                "unrealizedPnl": "1000.0", "createdAt": "2026-09-01T00:00:00.000Z", "subaccountNumber": 0}},
        "assetPositions": {"USDC": {"symbol": "USDC", "side": "SHORT", "size": "14000.0", "assetId": "0"}},
        "marginEnabled": true})
}

fn market(price: &str, initial: &str, maintenance: &str) -> Value {
    json!({"clobPairId": "0", "status": "ACTIVE", "oraclePrice": price, "volume24H": "1000000.5",
        "nextFundingRate": "0.0000125", "initialMarginFraction": initial, "maintenanceMarginFraction": maintenance,
        "openInterest": "1000", "openInterestLowerCap": "0", "openInterestUpperCap": "0", "marketType": "CROSS"})
}

fn markets() -> Value {
    json!({"markets": {
        "BTC-USD": market("52000", "0.02", "0.012"),
        "ETH-USD": market("2500", "0.01", "0.006"),
        "ICE-USD": {"oraclePrice": "1.5", "initialMarginFraction": "0.2", "maintenanceMarginFraction": "0.1",
            "openInterest": "40000000", "openInterestLowerCap": "20000000", "openInterestUpperCap": "100000000",
            "marketType": "ISOLATED", "clobPairId": "9"},
        "DUST,RAYDIUM,XYZ-USD": market("0.5", "0.2", "0.1")
    }})
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

fn account() -> Value {
    json!({"subaccount": subaccount()})
}

#[test]
fn our_figures_are_the_venues() {
    let found = imported(&[account(), markets()]);
    assert_eq!(found.portfolio.holdings[0].quantity.get(), 10_000.0);
    assert_eq!(found.market.mark(&"DUST-PERP".into()), Some(Price::new(0.5)));
    assert_eq!(found.market.time.to_string(), "2026-09-06T16:46:15.818Z");
    let compared = reconciled(&found);
    let of = |subject| compared.row(subject).unwrap().residual.get().abs();
    assert!(of(Subject::CrossEquity) < 1e-9 && of(Subject::Withdrawable) < 1e-5);
    assert_eq!(compared.rows.len(), 4);
}

#[test]
fn answers_and_messages_are_the_same_account() {
    let expected = imported(&[account(), markets()]);
    let wrapped = [
        json!({"type": "subscribed", "channel": "v4_subaccounts", "contents": {"subaccount": subaccount(), "orders": []}}),
        json!({"status": "success", "result": {"subaccount": subaccount()}}),
        json!({"subaccounts": [subaccount()]}),
        subaccount(),
    ];
    for account in wrapped {
        let listed = json!({"type": "subscribed", "channel": "v4_markets", "contents": markets()});
        assert_eq!(imported(&[account.clone(), listed]).portfolio, expected.portfolio, "{account}");
    }
    let mut unsigned = account();
    unsigned["subaccount"]["openPerpetualPositions"]["ETH-USD"]["size"] = json!("10");
    assert_eq!(imported(&[unsigned, markets()]).portfolio, expected.portfolio);
}

#[test]
fn figures_of_other_prices_are_calculated_anew() {
    let mut listed = markets();
    listed["markets"]["BTC-USD"]["oraclePrice"] = json!("53000");
    let found = imported(&[account(), listed]);
    let (stated, taken) = (Usd::new(13_000.0), Usd::new(14_000.0));
    assert!(found.taken.contains(&ImportNote::Recalculated { stated, taken }));
    assert!(reconciled(&found).rows.is_empty());
}

#[test]
fn an_account_alone_is_at_the_prices_of_its_profits() {
    let found = imported(&[account()]);
    assert_eq!(found.market.mark(&"BTC-PERP".into()), Some(Price::new(52_000.0)));
    assert_eq!(found.stated.cross_equity, Some(Usd::new(13_000.0)));
    let mut silent = account();
    silent["subaccount"]["openPerpetualPositions"]["BTC-USD"]["unrealizedPnl"] = Value::Null;
    let missing = "MissingDocument { venue: \"dYdX\", document: Universe }";
    assert_eq!(problems(&[silent]), [format!("document 1, subaccount.openPerpetualPositions.BTC-USD: {missing}")]);
}

fn parent() -> Value {
    let child = |number: u32, quote: &str, positions: Value| {
        json!({"subaccountNumber": number, "equity": null, "openPerpetualPositions": positions,
            "assetPositions": {"USDC": {"symbol": "USDC", "side": "LONG", "size": quote}}})
    };
    let ice = json!({"ICE-USD": {"market": "ICE-USD", "status": "OPEN", "side": "LONG", "size": "100",
        "entryPrice": "1.4", "unrealizedPnl": "10", "subaccountNumber": 128}});
    json!({"subaccount": {"parentSubaccountNumber": 0, "equity": "1", "freeCollateral": "1",
        "childSubaccounts": [subaccount(), child(128, "50", ice), child(256, "20", json!({}))]}})
}

#[test]
fn children_of_a_parent_are_isolated_positions() {
    let found = imported(&[parent(), markets()]);
    let ice = &found.portfolio.positions[2];
    assert_eq!(ice.mode, MarginMode::Isolated { collateral: Usd::new(190.0) });
    assert!(found.taken.iter().any(|note| matches!(note, ImportNote::SpotNotCounted(idle) if idle.len() == 1)));
    let rules = found.rules.as_ref().unwrap();
    let report = margin_core::evaluate(&found.portfolio, &found.market, rules).unwrap();
    let figures = &report.group(GroupKey::Isolated(ice.id)).unwrap().figures;
    assert_eq!(figures.equity.usd(), Usd::new(200.0));
    // Open interest of 60,000,000 dollars lies half way between the bounds.
    assert!((figures.initial.usd().get() - 150.0 * 0.6).abs() < 1e-5);
}

#[test]
fn of_several_accounts_the_first_that_holds_anything_is_read() {
    let mut other = subaccount();
    other["subaccountNumber"] = json!(1);
    let mut empty = subaccount();
    empty["openPerpetualPositions"] = json!({});
    let found = imported(&[json!({"subaccounts": [empty, other]}), markets()]);
    assert_eq!(found.portfolio.positions.len(), 2);
    assert!(found.taken.contains(&ImportNote::OtherAccounts { count: 1 }));
}

fn batch(contents: Value) -> Value {
    json!({"type": "channel_batch_data", "channel": "v4_subaccounts", "contents": [contents]})
}

#[test]
fn later_messages_change_the_account_and_its_prices() {
    let closed = json!({"market": "ETH-USD", "status": "CLOSED", "side": "SHORT", "size": "0", "entryPrice": "2600"});
    let opened = json!({"market": "ICE-USD", "status": "OPEN", "side": "SHORT", "size": "-3", "entryPrice": "1.6"});
    let quote = json!({"symbol": "USDC", "side": "LONG", "size": "7", "assetId": "0"});
    let change = batch(json!({"perpetualPositions": [closed, opened], "assetPositions": [quote]}));
    let prices = json!({"channel": "v4_markets", "type": "channel_data",
        "contents": {"oraclePrices": {"BTC-USD": {"oraclePrice": "54000", "effectiveAt": "2026-09-07T00:00:00.000Z"}}}});
    let found = imported(&[account(), markets(), change, prices]);
    let Portfolio { positions, holdings, .. } = &found.portfolio;
    let names: Vec<_> = positions.iter().map(|held| held.instrument.id().to_string()).collect();
    assert_eq!(names, ["BTC-PERP", "ICE-PERP"]);
    assert_eq!(holdings[0].quantity.get(), 7.0 + 50_000.0 - 3.0 * 1.6);
    assert_eq!(found.market.mark(&"BTC-PERP".into()), Some(Price::new(54_000.0)));
    assert_eq!(found.market.time.to_string(), "2026-09-07T00:00:00Z");
    assert!(found.taken.contains(&ImportNote::CrossWhereIsolatedOnly("ICE-PERP".into())));
    assert_eq!(found.stated.cross_equity, None, "what was stored before is no longer so");
}

#[test]
fn resting_orders_are_kept_and_others_are_not() {
    let order = |id: &str, status: &str, side: &str| {
        json!({"id": id, "ticker": "BTC-USD", "clobPairId": "0", "side": side, "size": "2", "totalFilled": "0.5",
            "price": "51000", "status": status, "type": "LIMIT"})
    };
    let contents = json!({"subaccount": subaccount(), "orders": [
        order("a", "OPEN", "BUY"), order("b", "UNTRIGGERED", "SELL"), order("c", "BEST_EFFORT_OPENED", "SELL"),
        order("d", "OPEN", "SELL")]});
    let change = batch(json!({"orders": [order("d", "FILLED", "SELL")], "fills": [{"clobPairId": "0"}]}));
    let found = imported(&[json!({"contents": contents}), markets(), change]);
    let orders: Vec<_> = found.portfolio.orders.iter().map(|order| (order.quantity.get(), order.price.get())).collect();
    assert_eq!(orders, [(1.5, 51_000.0), (-1.5, 51_000.0)]);
}

#[test]
fn all_problems_are_found_at_once_and_each_has_its_place() {
    let mut written = account();
    let positions = &mut written["subaccount"]["openPerpetualPositions"];
    positions["BTC-USD"]["size"] = json!("one");
    positions["BTC-USD"]["entryPrice"] = json!("-1");
    positions["ETH-USD"]["side"] = json!("SIDEWAYS");
    written["subaccount"]["assetPositions"]["USDC"]["size"] = json!("inf");
    let mut listed = markets();
    listed["markets"]["ETH-USD"]["maintenanceMarginFraction"] = json!("0.5");
    assert_eq!(
        problems(&[written, listed]),
        [
            "document 1, subaccount.assetPositions.USDC.size: NotFinite",
            "document 1, subaccount.openPerpetualPositions.BTC-USD.size: NotANumber",
            "document 1, subaccount.openPerpetualPositions.BTC-USD.entryPrice: NotPositive",
            "document 1, subaccount.openPerpetualPositions.ETH-USD.side: Unrecognised",
            "document 2, markets.ETH-USD: Contradiction(Rates)",
        ]
    );
    assert_eq!(problems(&[markets()]), ["document 1, : MissingDocument { venue: \"dYdX\", document: Account }"]);
    let mut held = account();
    held["subaccount"]["openPerpetualPositions"]["ETH-USD"]["market"] = json!("NEW-USD");
    assert_eq!(
        problems(&[held, markets()]),
        ["document 1, subaccount.openPerpetualPositions.ETH-USD.market: UnknownCoin(\"NEW-USD\")"]
    );
    let both = problems(&[account(), json!({"universe": []})]);
    assert_eq!(both, ["document 2, : OtherVenue { this: \"Hyperliquid\", first: \"dYdX\" }"]);
}

#[test]
fn no_address_is_kept() {
    assert!(!format!("{:?}", imported(&[account(), markets()])).contains("nobody"));
}
