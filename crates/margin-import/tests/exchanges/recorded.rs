//! Recorded positions with the venues' own liquidation prices, where they are at hand.

use crate::{reconciled, try_import};
use margin_import::{LiquidationOutcome, Subject};
use serde_json::Value;
use std::path::PathBuf;

/// A recorded document, where it is at hand.
pub(crate) fn recorded(name: &str) -> Option<Value> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(name);
    if !path.exists() {
        println!("skipped: there is no ../shared/{name}");
        return None;
    }
    Some(serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap())
}

/// The recorded position of an exchange that a line of the collection is of.
fn position(exchange: &str, line: u64) -> Option<Value> {
    let all = recorded("data/cex/positions_with_venue_liq_price_ccxt.json")?;
    let found = all.as_array().unwrap().iter().find(|each| each["exchange"] == exchange && each["line"] == line);
    Some(found.unwrap()["position"].clone())
}

/// How far our liquidation price is from the venue's.
fn difference(values: &[Value]) -> f64 {
    let imported = try_import(values).unwrap();
    let row = reconciled(&imported).liquidations[0];
    println!("theirs {:?}, ours {:?}", row.theirs, row.ours);
    match row.outcome {
        LiquidationOutcome::Matched { difference } => difference.get(),
        LiquidationOutcome::Mismatched { difference: Some(difference) } => difference.get(),
        _ => f64::INFINITY,
    }
}

#[test]
fn a_recorded_coin_settled_position_of_binance_goes_under_where_the_venue_says() {
    let Some(position) = position("binance", 11588) else {
        return;
    };
    let bracket = serde_json::json!({"bracket": 1, "initialLeverage": 125, "qtyFloor": 0, "maintMarginRatio": "0.004"});
    let tiers = serde_json::json!([{"symbol": "BTCUSD_PERP", "brackets": [bracket]}]);
    let apart = difference(&[serde_json::json!([position]), tiers]);
    assert!(apart < 1e-6, "{apart:e}");
}

#[test]
fn a_recorded_inverse_position_of_okx_goes_under_where_the_venue_says_but_for_its_fee() {
    let Some(position) = position("okx", 6183) else {
        return;
    };
    // The venue keeps the taker's fee of 0.05 % beside the 0.8 % that it states.
    let apart = difference(&[serde_json::json!([position])]);
    assert!((apart - 0.0005).abs() < 1e-4, "{apart:e}");
    let tier = serde_json::json!([{"instFamily": "ETH-USD", "minSz": "0", "maxSz": "100", "maxLever": "100",
        "mmr": "0.0085"}]);
    let apart = difference(&[serde_json::json!([position]), tier]);
    // What is left is one step of the price: the venue rounds up by one.
    println!("with the fee {apart:e}");
    assert!((apart - 0.01 / 2_352.84).abs() < 1e-9, "{apart:e}");
}

#[test]
fn a_recorded_position_of_derive_requires_the_shares_that_the_venue_publishes() {
    let Some(position) = position("derive", 2260) else {
        return;
    };
    let imported = try_import(&[serde_json::json!([position])]).unwrap();
    let stated = &imported.stated.positions[0];
    let size = 0.02 * 102_765.190_337_908_18;
    let share = |amount: Option<margin_core::units::Usd>| amount.unwrap().get() / size;
    assert!((share(stated.initial) - 0.065).abs() < 1e-9, "{}", share(stated.initial));
    assert!((share(stated.maintenance) - 0.05).abs() < 1e-9, "{}", share(stated.maintenance));
    let compared = reconciled(&imported);
    let positions = compared.rows.iter().filter(|row| !matches!(row.subject, Subject::CrossEquity));
    assert!(positions.clone().count() >= 3);
    for row in positions {
        assert!(row.residual.get().abs() < 1e-9, "{row:?}");
    }
}

/// Samples of answers, some of which hold nothing, and what reading them alone comes to: positions, or problems.
#[test]
fn recorded_answers_are_read_or_ask_for_what_they_lack() {
    let expected = [
        ("binance_futures_http_json_account_info_v2", Ok(0)),
        ("binance_futures_http_json_position_risk", Ok(1)),
        ("binance_futures_market_data_json_mark_price_stream", Err(1)),
        ("bybit_http_get_positions_with_open_time", Ok(1)),
        ("bybit_http_get_wallet_balance", Ok(0)),
        ("bybit_ws_ticker_linear", Err(1)),
        ("bybit_ws_ticker_option", Err(1)),
        ("coinbase_http_cfm_positions", Ok(1)),
        ("coinbase_http_cfm_balance_summary", Err(1)),
        ("deribit_http_get_account_summaries_cross_margin", Err(1)),
        ("deribit_ws_portfolio", Ok(0)),
        ("deribit_ws_ticker", Err(1)),
        ("derive_common_http_subaccount_usdc", Ok(0)),
        ("derive_perps_http_position_eth", Ok(1)),
        ("kraken_http_futures_open_positions", Err(2)),
        ("kraken_ws_futures_ticker", Err(1)),
        ("lighter_http_account", Ok(0)),
        ("lighter_ws_market_stats_update_single", Err(1)),
        ("okx_http_get_account_balance", Ok(0)),
        ("okx_http_get_positions", Ok(1)),
        ("okx_http_get_position_tiers", Err(1)),
        ("okx_ws_account", Ok(0)),
    ];
    for (name, outcome) in expected {
        let Some(value) = recorded(&format!("samples/nautilus_{name}.json")) else {
            return;
        };
        let read = try_import(&[value]);
        if let Err(problems) = &read {
            assert!(problems.iter().all(|problem| problem.contains("MissingDocument")), "{name}: {problems:?}");
        }
        let found = read.map(|imported| imported.portfolio.positions.len()).map_err(|problems| problems.len());
        assert_eq!(found, outcome, "{name}");
    }
}

/// An account's summary with a position that has the rest of its equity: what is in coins before profit is found.
#[test]
fn a_recorded_summary_of_deribit_comes_to_its_own_equity() {
    let Some(summaries) = recorded("data/deribit/account_summaries.json") else {
        return;
    };
    let perpetual = serde_json::json!([{"instrument_name": "BTC-PERPETUAL", "kind": "future", "direction": "buy",
        "size": 100_000, "average_price": 80_000.0, "mark_price": 82_000.0, "index_price": 81_990.0,
        "total_profit_loss": 100_000.0 / 80_000.0 - 100_000.0 / 82_000.0, "initial_margin": 0.0245,
        "maintenance_margin": 0.0123}]);
    let prices = serde_json::json!([{"instrument_name": "ETH-PERPETUAL", "mark_price": 2_500.0, "open_interest": 1.0,
        "index_price": 2_500.0}]);
    let imported = try_import(&[summaries, perpetual, prices]).unwrap();
    let row = *reconciled(&imported).row(Subject::CrossEquity).unwrap();
    println!("theirs {}, ours {}", row.theirs.get(), row.ours.get());
    assert!(row.residual.get().abs() < 1e-6, "{row:?}");
}
