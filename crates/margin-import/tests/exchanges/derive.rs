use crate::{agrees, imported, never_panics, notes, problems, reconciled};
use margin_core::units::Usd;
use margin_import::Simplified;
use serde_json::{Value, json};

/// 1,000 USDC and one ether of which 75 % and 80 % count; long 0.1 BTC of whose profit 150 dollars are settled.
fn subaccount() -> Value {
    json!({"result": {
        "subaccount_id": 1, "margin_type": "SM", "currency": "USDC", "is_under_liquidation": false,
        "collaterals": [
            {"asset_name": "USDC", "amount": "1000", "mark_price": "1", "mark_value": "1000", "initial_margin": "1000",
                "maintenance_margin": "1000"},
            {"asset_name": "ETH", "amount": "1", "mark_price": "2500", "mark_value": "2500", "initial_margin": "1875",
                "maintenance_margin": "2000"}
        ],
        "collaterals_value": "3500", "collaterals_initial_margin": "2875", "collaterals_maintenance_margin": "3000",
        "positions_value": "50", "positions_initial_margin": "-570", "positions_maintenance_margin": "-353",
        "initial_margin": "2305", "maintenance_margin": "2647", "open_orders_margin": "-20",
        "subaccount_value": "3550",
        "positions": [
            {"instrument_type": "perp", "instrument_name": "BTC-PERP", "amount": "0.1", "average_price": "60000",
                "unrealized_pnl": "200", "net_settlements": "150", "mark_price": "62000", "index_price": "61990",
                "mark_value": "50", "maintenance_margin": "-353", "initial_margin": "-570", "leverage": "2.1",
                "liquidation_price": "33689.8395721925133"}
        ]
    }})
}

#[test]
fn a_subaccount_comes_to_what_the_venue_says() {
    let imported = imported(&[subaccount()]);
    agrees(&imported);
    assert_eq!(reconciled(&imported).matched(), 1);
    assert_eq!(imported.portfolio.positions[0].accrued, Usd::new(-150.0));
    assert_eq!(imported.stated.positions[0].maintenance, Some(Usd::new(403.0)));
    notes(&imported, &Simplified::HeldForOrders(Usd::new(20.0)));
    let rules = imported.rules.as_ref().unwrap();
    let report = margin_core::evaluate(&imported.portfolio, &imported.market, rules).unwrap();
    let counted = &report.total.counted;
    assert!((counted.initial.usd().get() - 2_925.0).abs() < 1e-9);
    assert!((counted.maintenance.usd().get() - 3_050.0).abs() < 1e-9);
}

#[test]
fn options_and_portfolio_margin_are_kept_and_told_of() {
    let mut written = subaccount();
    written["result"]["margin_type"] = json!("PM2");
    let option = json!({"instrument_type": "option", "instrument_name": "ETH-20261225-4000-C", "amount": "-2",
        "average_price": "110", "mark_price": "100", "index_price": "2500", "mark_value": "-200",
        "unrealized_pnl": "20", "initial_margin": "-900", "maintenance_margin": "-600", "liquidation_price": "0"});
    written["result"]["positions"].as_array_mut().unwrap().push(option);
    let imported = imported(&[written]);
    assert_eq!((imported.rules.is_some(), imported.portfolio.positions.len()), (true, 2));
    notes(&imported, &Simplified::MarginedAs("PM2".into()));
}

#[test]
fn positions_alone_are_read_and_what_is_wrong_is_told() {
    let positions = subaccount()["result"]["positions"].clone();
    assert_eq!(imported(&[positions]).portfolio.positions.len(), 1);
    let mut wrong = subaccount();
    wrong["result"]["positions"][0]["instrument_name"] = json!("BTC");
    wrong["result"]["collaterals"][0]["amount"] = json!("inf");
    assert_eq!(
        problems(&[wrong]),
        [
            "document 1, result.positions[0].instrument_name: NotAContract",
            "document 1, result.collaterals[0].amount: NotFinite",
        ]
    );
}

#[test]
fn nothing_that_is_handed_in_panics() {
    never_panics(&[subaccount()]);
}
