use crate::{agrees, imported, in_any_order, never_panics, notes, problems, reconciled};
use margin_core::instrument::Settlement;
use margin_core::portfolio::MarginMode;
use margin_core::units::{Price, Usd};
use margin_import::{ImportNote, Simplified};
use serde_json::{Value, json};

/// 5,000 dollars, and a tenth of a bitcoin of which nine tenths count, in the account for several currencies.
fn accounts() -> Value {
    json!({"result": "success", "serverTime": "2026-09-06T16:46:15.818Z", "accounts": {
        "cash": {"type": "cashAccount", "balances": {"xbt": 0.5, "usd": 0.0}},
        "fi_xbtusd": {"type": "marginAccount", "currency": "xbt", "balances": {"xbt": 0.0}},
        "flex": {"type": "multiCollateralMarginAccount", "initialMargin": 620.0, "maintenanceMargin": 310.0,
            "portfolioValue": 12_190.0, "availableMargin": 10_950.0,
            "currencies": {"USD": {"quantity": 5_000.0, "value": 5_000.0, "collateral": 5_000.0},
                "XBT": {"quantity": 0.1, "value": 6_200.0, "collateral": 5_580.0}}}
    }})
}

fn positions() -> Value {
    json!({"result": "success", "serverTime": "2026-09-06T16:46:15.410Z", "openPositions": [
        {"side": "long", "symbol": "PF_XBTUSD", "price": 60_000.0, "size": 0.5, "unrealizedFunding": -10.0,
            "fillTime": "2026-09-05T12:31:21.410Z"}
    ]})
}

fn tickers() -> Value {
    json!({"result": "success", "serverTime": "2026-09-06T16:46:15.900Z", "tickers": [
        {"symbol": "PF_XBTUSD", "markPrice": 62_000.0, "indexPrice": 62_000.0, "openInterest": 100.0},
        {"symbol": "PI_ETHUSD", "markPrice": 2_500.0, "indexPrice": 2_500.0, "openInterest": 100.0}
    ]})
}

fn instruments() -> Value {
    let level = |named: &str, from: f64, initial: f64| json!({named: from, "initialMargin": initial, "maintenanceMargin": initial / 2.0});
    json!({"result": "success", "instruments": [
        {"symbol": "PF_XBTUSD", "marginLevels": [level("numNonContractUnits", 0.0, 0.02),
            level("numNonContractUnits", 500_000.0, 0.04)]},
        {"symbol": "PI_ETHUSD", "marginLevels": [level("contracts", 0.0, 0.02)]}
    ]})
}

#[test]
fn an_account_in_several_currencies_comes_to_what_the_venue_says() {
    for documents in [vec![accounts(), positions(), tickers(), instruments()], vec![accounts(), positions(), tickers()]]
    {
        let imported = imported(&documents);
        let compared = reconciled(&imported);
        for row in compared.rows.iter().take(3) {
            assert!(row.residual.get().abs() < 1e-6, "{row:?}");
        }
        assert_eq!(imported.portfolio.positions[0].accrued, Usd::new(-10.0));
        assert!(imported.taken.iter().any(|note| matches!(note, ImportNote::SpotNotCounted(spot) if spot.len() == 1)));
        let rules = imported.rules.as_ref().unwrap();
        let report = margin_core::evaluate(&imported.portfolio, &imported.market, rules).unwrap();
        assert!((report.total.counted.initial.usd().get() - (5_000.0 + 5_580.0 + 990.0)).abs() < 1e-6);
    }
    notes(&imported(&[accounts(), positions(), tickers()]), &Simplified::RateOfAccount("BTC-PERP".into()));
}

/// Short 3,000 contracts of a dollar in ether, with its own account of coins.
#[test]
fn an_inverse_position_stands_in_its_own_account_of_coins() {
    let accounts = json!({"accounts": {"fi_ethusd": {"type": "marginAccount", "currency": "eth",
        "balances": {"eth": 2.0, "usd": 0.0}, "marginRequirements": {"im": 0.024, "mm": 0.012}}}});
    let positions = json!({"openPositions": [
        {"side": "short", "symbol": "PI_ETHUSD", "price": 3_000.0, "size": 3_000.0, "unrealizedFunding": 0.001}
    ]});
    let imported = imported(&[accounts, positions, tickers(), instruments()]);
    agrees(&imported);
    let position = &imported.portfolio.positions[0];
    assert_eq!((position.instrument.settlement, position.quantity.get()), (Settlement::Coin, -3_000.0));
    assert_eq!(position.accrued, Usd::new(2.5));
    assert_eq!(imported.market.index(&"ETH".into()), Some(Price::new(2_500.0)));
    assert!(!imported.taken.iter().any(|note| matches!(note, ImportNote::NoTime { .. })));
}

#[test]
fn a_position_with_a_leverage_of_its_own_is_isolated() {
    let mut written = positions();
    written["openPositions"][0]["maxFixedLeverage"] = json!(10.0);
    let imported = imported(&[written, tickers(), instruments()]);
    assert_eq!(imported.portfolio.positions[0].mode, MarginMode::Isolated { collateral: Usd::new(3_000.0) });
    notes(&imported, &Simplified::SetAsideFromLeverage { count: 1 });
}

#[test]
fn what_is_wrong_or_lacking_is_told() {
    assert_eq!(
        problems(&[positions()]),
        ["document 1, openPositions[0]: MissingDocument { venue: \"Kraken Futures\", document: Contexts }"]
    );
    let mut written = positions();
    written["openPositions"][0]["side"] = json!("up");
    assert_eq!(problems(&[written, tickers()]), ["document 1, openPositions[0].side: Unrecognised"]);
}

#[test]
fn nothing_that_is_handed_in_panics() {
    never_panics(&[accounts(), positions(), tickers(), instruments()]);
}

#[test]
fn documents_may_come_in_any_order() {
    in_any_order(&[accounts(), positions(), tickers(), instruments()]);
}
