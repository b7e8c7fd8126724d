use crate::{agrees, imported, in_any_order, never_panics, notes, problems, reconciled};
use margin_core::portfolio::MarginMode;
use margin_core::units::{Price, Usd};
use margin_import::{ImportNote, Simplified, StatedLiquidation};
use serde_json::{Value, json};

/// 10,000 USDT and 0.1 BTC that counts, some ETH owed; long 0.5 BTC at 10 times.
fn wallet() -> Value {
    let coin = |coin: &str, wallet: &str, equity: &str, dollars: &str, owed: &str| {
        json!({"coin": coin, "walletBalance": wallet, "equity": equity, "usdValue": dollars, "spotBorrow": owed,
            "collateralSwitch": true, "marginCollateral": true})
    };
    json!({"retCode": 0, "time": 1788713175900_u64, "result": {"list": [{
        "accountType": "UNIFIED", "totalEquity": "16601", "totalInitialMargin": "3100",
        "totalMaintenanceMargin": "155", "totalAvailableBalance": "13501",
        "coin": [
            coin("USDT", "10000", "11000", "11000", "0"),
            coin("BTC", "0.1", "0.1", "6201", "0"),
            coin("ETH", "0", "-0.2", "-600", "0.2"),
            coin("SOL", "0", "0", "0", "0")
        ]
    }]}})
}

fn positions() -> Value {
    json!({"retCode": 0, "time": 1788713175900_u64, "result": {"category": "linear", "nextPageCursor": "", "list": [
        {"positionIdx": 0, "riskId": 1, "symbol": "BTCUSDT", "side": "Buy", "size": "0.5", "avgPrice": "60000",
            "positionValue": "30000", "tradeMode": 0, "leverage": "10", "positionBalance": "0", "markPrice": "62000",
            "liqPrice": "", "positionIM": "3100", "positionMM": "155", "unrealisedPnl": "1000",
            "updatedTime": "1788713175818"},
        {"positionIdx": 0, "symbol": "ETHUSDT", "side": "", "size": "0", "avgPrice": "0", "leverage": "10"}
    ]}})
}

fn tickers() -> Value {
    json!({"result": {"category": "linear", "list": [
        {"symbol": "BTCUSDT", "markPrice": "62000", "indexPrice": "62010", "fundingRate": "0.0001",
            "openInterest": "50000.5", "turnover24h": "900000000", "lastPrice": "62001", "bid1Price": "62000"}
    ]}})
}

fn limits() -> Value {
    let limit = |up_to: &str, leverage: &str, share: &str| {
        json!({"symbol": "BTCUSDT", "riskLimitValue": up_to, "maxLeverage": leverage, "maintenanceMargin": share,
            "initialMargin": "0.01", "isLowestRisk": 0})
    };
    json!({"result": {"category": "linear", "list": [limit("4000000", "50", "0.01"), limit("2000000", "100", "0.005")]}})
}

#[test]
fn a_unified_account_comes_to_what_the_venue_says() {
    let mut tickers = tickers();
    tickers["result"]["list"][0]["indexPrice"] = json!("62010");
    let imported = imported(&[wallet(), positions(), tickers, limits()]);
    agrees(&imported);
    assert_eq!(imported.portfolio.holdings.len(), 3);
    assert_eq!(imported.portfolio.holdings[2].quantity.get(), -0.2);
    assert_eq!(imported.market.index(&"ETH".into()), Some(Price::new(3_000.0)));
    assert!(imported.taken.contains(&ImportNote::RulesNotCarried { id: "bybit/unified".into() }));
    assert!(imported.taken.contains(&ImportNote::RulesStated { count: 1 }));
    notes(&imported, &Simplified::CountedInFull(vec!["BTC".into()]));
    assert_eq!(imported.stated.positions[0].liquidation, StatedLiquidation::Absent);
}

#[test]
fn positions_alone_are_read_and_an_account_alone_asks_for_them() {
    let alone = imported(&[positions()]);
    assert!(alone.taken.contains(&ImportNote::NoCollateral));
    assert_eq!(reconciled(&alone).rows.len(), 3);
    assert_eq!(
        problems(&[wallet()]),
        ["document 1, result.list: MissingDocument { venue: \"Bybit\", document: Positions }"]
    );
    let none = json!({"result": {"category": "linear", "nextPageCursor": "", "list": []}});
    assert_eq!(imported(&[wallet(), none]).portfolio.positions.len(), 0);
}

/// Short 3,000 dollars of an inverse contract, isolated, beside coins.
#[test]
fn what_is_isolated_with_coins_is_told_of() {
    let inverse = json!({"list": [{"positionIdx": 2, "symbol": "ETHUSDH27", "side": "Sell", "size": "3000",
        "avgPrice": "3000", "positionValue": "1", "tradeMode": 1, "leverage": "5", "positionBalance": "0.2",
        "markPrice": "2500", "liqPrice": "3500", "positionIM": "0.24", "positionMM": "0.0072",
        "unrealisedPnl": "0.2", "updatedTime": "1788713175818"}]});
    let imported = imported(&[positions(), inverse]);
    notes(&imported, &Simplified::CoinsSetAside { count: 1 });
    let position = &imported.portfolio.positions[1];
    assert_eq!(position.mode, MarginMode::Isolated { collateral: Usd::new(500.0) });
    assert_eq!(position.instrument.id().as_str(), "ETH-2027-03-26-COIN");
    let row = reconciled(&imported).rows.into_iter().find(|row| row.theirs == Usd::new(500.0)).unwrap();
    assert!(row.residual.get().abs() < 1e-9, "{row:?}");
}

#[test]
fn an_option_is_kept_and_not_margined() {
    let option = json!({"list": [{"positionIdx": 0, "symbol": "BTC-25DEC26-70000-C-USDT", "side": "Sell", "size": "2",
        "avgPrice": "1500", "positionValue": "3000", "markPrice": "1400", "positionIM": "9000", "positionMM": "5000",
        "unrealisedPnl": "200", "liqPrice": "", "updatedTime": "1788713175818"}]});
    let imported = imported(&[wallet(), positions(), option]);
    assert_eq!(imported.rules, None);
    notes(&imported, &Simplified::NoRequirement(vec!["BTC-2026-12-25-70000-C".into()]));
    assert_eq!(imported.stated.positions[1].initial, Some(Usd::new(9_000.0)));
}

#[test]
fn a_portfolio_margin_account_is_told_of() {
    let setup = json!({"result": {"unifiedMarginStatus": 6, "marginMode": "PORTFOLIO_MARGIN"}});
    notes(&imported(&[wallet(), positions(), setup.clone()]), &Simplified::MarginedAs("PORTFOLIO_MARGIN".into()));
    let mut isolated = setup;
    isolated["result"]["marginMode"] = json!("ISOLATED_MARGIN");
    let imported = imported(&[positions(), isolated]);
    assert_eq!(imported.portfolio.positions[0].mode, MarginMode::Isolated { collateral: Usd::ZERO });
}

#[test]
fn all_that_is_wrong_is_told_with_its_place() {
    let mut written = positions();
    written["result"]["list"][0]["side"] = json!("Long");
    written["result"]["list"][0]["leverage"] = json!("0.5");
    written["result"]["list"][1]["size"] = json!("one");
    assert_eq!(
        problems(&[written]),
        [
            "document 1, result.list[0].side: Unrecognised",
            "document 1, result.list[0].leverage: LeverageBelowOne",
            "document 1, result.list[1].size: NotANumber",
        ]
    );
}

#[test]
fn nothing_that_is_handed_in_panics() {
    never_panics(&[wallet(), positions(), tickers(), limits()]);
}

#[test]
fn documents_may_come_in_any_order() {
    in_any_order(&[wallet(), positions(), tickers(), limits()]);
}
