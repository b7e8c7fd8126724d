use crate::{agrees, imported, in_any_order, never_panics, notes, problems, reconciled};
use margin_core::instrument::Kind;
use margin_core::units::Usd;
use margin_import::Simplified;
use serde_json::{Value, json};

fn dollars(amount: &str) -> Value {
    json!({"value": amount, "currency": "USD"})
}

/// 1,000 dollars.
fn summary() -> Value {
    let window = |initial: &str, maintenance: &str| json!({"initial_margin": dollars(initial), "maintenance_margin": dollars(maintenance)});
    json!({"balance_summary": {
        "futures_buying_power": dollars("792"), "total_usd_balance": dollars("1000"), "cfm_usd_balance": dollars("1000"),
        "unrealized_pnl": dollars("40"), "initial_margin": dollars("248"), "total_open_orders_hold_amount": dollars("5"),
        "intraday_margin_window_measure": window("124", "93"),
        "overnight_margin_window_measure": window("248", "186")
    }})
}

/// Long two contracts of a hundredth.
fn positions() -> Value {
    json!({"positions": [{
        "product_id": "BIT-25DEC26-CDE", "side": "LONG", "number_of_contracts": "2", "contract_size": "0.01",
        "current_price": dollars("62000"), "avg_entry_price": dollars("60000"), "unrealized_pnl": dollars("40"),
        "position_notional": dollars("1240"), "im_contribution": dollars("248"), "mm_contribution": dollars("186"),
        "liquidation_price": dollars("11764.705882352941"), "leverage": "5"
    }]})
}

#[test]
fn an_account_comes_to_what_the_venue_says() {
    let imported = imported(&[summary(), positions()]);
    agrees(&imported);
    assert_eq!((reconciled(&imported).rows.len(), reconciled(&imported).matched()), (3 + 4, 1));
    let Kind::Future { expiry } = imported.portfolio.positions[0].instrument.kind else {
        unreachable!("it ends");
    };
    assert_eq!(expiry.date().to_string(), "2026-12-25");
    notes(&imported, &Simplified::HoursOfDay);
    notes(&imported, &Simplified::HeldForOrders(Usd::new(5.0)));
}

#[test]
fn a_contract_size_follows_from_what_a_position_is_worth() {
    let mut written = positions();
    written["positions"][0]["contract_size"] = json!("");
    let implied = imported(&[written.clone()]);
    assert_eq!(implied.portfolio.positions[0].instrument.multiplier.get(), 0.01);
    notes(&implied, &Simplified::ContractSizes { count: 1 });
    written["positions"][0]["position_notional"] = Value::Null;
    written["positions"][0]["side"] = json!("LONG");
    assert_eq!(problems(&[written]), ["document 1, positions[0].contract_size: Missing"]);
}

#[test]
fn what_is_wrong_or_lacking_is_told() {
    let mut written = positions();
    written["positions"][0]["side"] = json!("BOTH");
    assert_eq!(problems(&[written]), ["document 1, positions[0].side: Unrecognised"]);
    assert_eq!(
        problems(&[summary()]),
        ["document 1, balance_summary: MissingDocument { venue: \"Coinbase CFM\", document: Positions }"]
    );
}

#[test]
fn nothing_that_is_handed_in_panics() {
    never_panics(&[summary(), positions()]);
}

#[test]
fn documents_may_come_in_any_order() {
    in_any_order(&[summary(), positions()]);
}
