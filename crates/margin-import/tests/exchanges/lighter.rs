use crate::{agrees, imported, in_any_order, never_panics, notes, problems, reconciled};
use margin_core::portfolio::{Leverage, MarginMode};
use margin_core::units::{Ratio, Usd};
use margin_import::{ImportNote, Simplified};
use serde_json::{Value, json};

/// 10,000 USDC, long 10 ETH cross at 20 times, short 0.5 BTC isolated with 6,000 USDC.
fn account() -> Value {
    json!({"code": 200, "accounts": [{
        "l1_address": "", "collateral": "10000", "available_balance": "9700", "total_asset_value": "16000",
        "cross_asset_value": "11000", "cross_initial_margin_requirement": "1300",
        "cross_maintenance_margin_requirement": "312",
        "positions": [
            {"market_id": 0, "symbol": "ETH", "initial_margin_fraction": "5.00", "sign": 1, "position": "10",
                "avg_entry_price": "2500", "position_value": "26000", "unrealized_pnl": "1000",
                "liquidation_price": "1518.2186234817813", "margin_mode": 0, "allocated_margin": "0"},
            {"market_id": 1, "symbol": "BTC", "initial_margin_fraction": "10.00", "sign": -1, "position": "0.5",
                "avg_entry_price": "60000", "position_value": "31000", "unrealized_pnl": "-1000",
                "liquidation_price": "71570.57654075547", "margin_mode": 1, "allocated_margin": "6000"},
            {"market_id": 2, "symbol": "SOL", "initial_margin_fraction": "10.00", "sign": 1, "position": "0",
                "avg_entry_price": "0", "position_value": "0", "unrealized_pnl": "0", "liquidation_price": "0"}
        ],
        "assets": [{"symbol": "USDC", "balance": "0"}, {"symbol": "ETH", "balance": "1.5", "margin_mode": "disabled"}]
    }]})
}

fn details() -> Value {
    json!({"code": 200, "order_book_details": [
        {"symbol": "ETH", "market_id": 0, "default_initial_margin_fraction": 500, "min_initial_margin_fraction": 200,
            "maintenance_margin_fraction": 120, "closeout_margin_fraction": 80},
        {"symbol": "BTC", "market_id": 1, "default_initial_margin_fraction": 500, "min_initial_margin_fraction": 200,
            "maintenance_margin_fraction": 60, "closeout_margin_fraction": 40}
    ]})
}

#[test]
fn an_account_comes_to_what_the_venue_says() {
    let imported = imported(&[account(), details()]);
    agrees(&imported);
    assert_eq!(reconciled(&imported).matched(), 2);
    let [eth, btc] = imported.portfolio.positions.as_slice() else {
        unreachable!("two positions are held");
    };
    assert_eq!(eth.leverage, Leverage::Chosen(Ratio::new(20.0)));
    assert_eq!(btc.mode, MarginMode::Isolated { collateral: Usd::new(6_000.0) });
    assert!(imported.taken.iter().any(|note| matches!(note, ImportNote::SpotNotCounted(spot) if spot.len() == 1)));
}

#[test]
fn without_the_list_the_only_cross_position_has_the_accounts_rate() {
    let mut written = account();
    written["accounts"][0]["positions"].as_array_mut().unwrap().truncate(1);
    let alone = imported(&[written]);
    agrees(&alone);
    notes(&alone, &Simplified::RateOfAccount("ETH-PERP".into()));
    let several = imported(&[account()]);
    assert_eq!(several.rules, None);
    notes(&several, &Simplified::NoRequirement(vec!["BTC-PERP".into()]));
}

#[test]
fn another_account_is_told_of_and_what_is_wrong_is_found() {
    let mut written = account();
    let second = written["accounts"][0].clone();
    written["accounts"].as_array_mut().unwrap().push(second);
    assert!(imported(&[written, details()]).taken.contains(&ImportNote::OtherAccounts { count: 1 }));
    let mut wrong = account();
    wrong["accounts"][0]["positions"][0]["avg_entry_price"] = json!("-1");
    wrong["accounts"][0]["positions"][1]["sign"] = json!("short");
    assert_eq!(
        problems(&[wrong]),
        [
            "document 1, accounts[0].positions[0].avg_entry_price: NotPositive",
            "document 1, accounts[0].positions[1].sign: NotANumber",
        ]
    );
    assert_eq!(problems(&[details()]), ["document 1, : MissingDocument { venue: \"Lighter\", document: Account }"]);
}

#[test]
fn nothing_that_is_handed_in_panics() {
    never_panics(&[account(), details()]);
}

#[test]
fn documents_may_come_in_any_order() {
    in_any_order(&[account(), details()]);
}
