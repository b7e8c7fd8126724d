use crate::{agrees, imported, in_any_order, never_panics, problems, reconciled};
use margin_core::units::{Price, Ratio, Usd};
use margin_import::{ImportNote, StatedLiquidation, Subject};
use serde_json::{Value, json};

/// 10,000 USDC, long 1 BTC with 150 dollars of funding to come.
fn account() -> Value {
    json!({"account": "", "account_value": "12150", "total_collateral": "10000", "free_collateral": "10910",
        "initial_margin_requirement": "1240", "maintenance_margin_requirement": "620", "settlement_asset": "USDC",
        "updated_at": 1788713175818_u64})
}

fn positions() -> Value {
    json!({"results": [
        {"market": "BTC-USD-PERP", "status": "OPEN", "side": "LONG", "size": "1", "average_entry_price": "60000",
            "average_entry_price_usd": "60000", "unrealized_pnl": "2150", "unrealized_funding_pnl": "150",
            "liquidation_price": "50353.535353535353", "leverage": "5", "last_updated_at": 1788713175000_u64},
        {"market": "ETH-USD-PERP", "status": "CLOSED", "side": "SHORT", "size": "0", "average_entry_price": "0"}
    ]})
}

fn markets() -> Value {
    json!({"results": [{"symbol": "BTC-USD-PERP", "asset_kind": "PERP",
        "delta1_cross_margin_params": {"imf_base": "0.02", "imf_factor": "0", "imf_shift": "0", "mmf_factor": "0.5"}}]})
}

fn summary() -> Value {
    json!({"results": [{"symbol": "BTC-USD-PERP", "mark_price": "62000", "underlying_price": "61990",
        "last_traded_price": "62001", "funding_rate": "0.0001", "open_interest": "100", "created_at": 1788713175818_u64}]})
}

#[test]
fn an_account_comes_to_what_the_venue_says() {
    let full = imported(&[account(), positions(), markets(), summary()]);
    agrees(&full);
    assert_eq!(reconciled(&full).matched(), 1);
    assert_eq!(full.portfolio.positions[0].accrued, Usd::new(150.0));
    assert_eq!(full.market.index(&"BTC".into()), Some(Price::new(61_990.0)));
    let btc = &full.market.instruments[&"BTC-PERP".into()];
    assert_eq!(btc.funding, Some(Ratio::new(0.0001)));
    // Without prices and lists, the mark follows from the profit and the rules are those that are carried.
    let short = imported(&[account(), positions()]);
    agrees(&short);
    assert!(short.taken.iter().any(|note| matches!(note, ImportNote::RulesCarried { .. })));
}

#[test]
fn balances_come_before_the_accounts_sum() {
    let balances = json!({"results": [{"token": "USDC", "size": "9999", "last_updated_at": 0}]});
    let imported = imported(&[account(), positions(), balances]);
    let row = *reconciled(&imported).row(Subject::CrossEquity).unwrap();
    assert!((row.residual.get() + 1.0).abs() < 1e-9, "{row:?}");
}

#[test]
fn no_liquidation_price_is_the_empty_text() {
    let mut written = positions();
    written["results"][0]["liquidation_price"] = json!("");
    assert_eq!(imported(&[account(), written]).stated.positions[0].liquidation, StatedLiquidation::None);
}

#[test]
fn what_is_wrong_or_lacking_is_told() {
    assert_eq!(problems(&[account()]), ["document 1, : MissingDocument { venue: \"Paradex\", document: Positions }"]);
    let mut empty = account();
    empty["maintenance_margin_requirement"] = json!("0");
    assert_eq!(imported(&[empty]).portfolio.positions.len(), 0);
    let mut written = positions();
    written["results"][0]["market"] = json!("BTC-USD-100000-C");
    written["results"][1]["size"] = json!("NaN");
    let mut listed = markets();
    listed["results"][0]["delta1_cross_margin_params"]["mmf_factor"] = json!("2");
    assert_eq!(
        problems(&[written, listed]),
        [
            "document 1, results[0].market: NotAContract",
            "document 1, results[1].size: NotFinite",
            "document 2, results[0].delta1_cross_margin_params: Contradiction(Tiers)",
        ]
    );
}

#[test]
fn nothing_that_is_handed_in_panics() {
    never_panics(&[account(), positions(), markets(), summary()]);
}

#[test]
fn documents_may_come_in_any_order() {
    in_any_order(&[account(), positions(), markets(), summary()]);
}
