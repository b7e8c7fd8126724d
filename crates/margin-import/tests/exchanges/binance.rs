use crate::{agrees, imported, in_any_order, never_panics, notes, problems, reconciled};
use margin_core::instrument::{Kind, Settlement};
use margin_core::portfolio::{Leverage, MarginMode};
use margin_core::rules::Pairs;
use margin_core::units::{Price, Ratio, Usd};
use margin_import::{ImportNote, Simplified, StatedLiquidation};
use serde_json::{Value, json};

/// 10,000 USDT, long 1 BTC cross at 10 times, short 20 ETH isolated with 6,000 USDT set aside.
fn account() -> Value {
    json!({
        "multiAssetsMargin": false,
        "totalOpenOrderInitialMargin": "0.0",
        "assets": [
            {"asset": "USDT", "walletBalance": "16000.0", "crossWalletBalance": "10000.0", "crossUnPnl": "2000.0",
                "maintMargin": "458.0", "positionInitialMargin": "7700.0", "updateTime": 0},
            {"asset": "BNB", "walletBalance": "3.5", "crossWalletBalance": "3.5", "crossUnPnl": "0.0", "updateTime": 0}
        ],
        "positions": [
            {"symbol": "BTCUSDT", "positionSide": "BOTH", "leverage": "10", "isolated": false, "positionAmt": "1.000",
                "entryPrice": "50000.0", "unrealizedProfit": "2000.0", "positionInitialMargin": "5200.0",
                "maintMargin": "208.0", "updateTime": 1788713175818_u64},
            {"symbol": "ETHUSDT", "positionSide": "BOTH", "leverage": "20", "isolated": true, "positionAmt": "-20.000",
                "entryPrice": "2600.0", "unrealizedProfit": "2000.0", "positionInitialMargin": "2500.0",
                "maintMargin": "250.0", "isolatedWallet": "6000.0", "updateTime": 1788713175000_u64},
            {"symbol": "SOLUSDT", "positionSide": "BOTH", "leverage": "20", "isolated": false, "positionAmt": "0",
                "entryPrice": "0.0", "unrealizedProfit": "0.0", "updateTime": 0}
        ]
    })
}

/// The same positions as the third version of `positionRisk` has them, with the prices that go under.
fn risk() -> Value {
    json!([
        {"symbol": "BTCUSDT", "positionSide": "BOTH", "positionAmt": "1.000", "entryPrice": "50000.0",
            "markPrice": "52000.0", "unRealizedProfit": "2000.0", "liquidationPrice": "40160.64257028112",
            "isolatedMargin": "0", "isolatedWallet": "0", "notional": "52000.0", "marginAsset": "USDT",
            "maintMargin": "208.0", "positionInitialMargin": "5200.0", "updateTime": 1788713175818_u64},
        {"symbol": "ETHUSDT", "positionSide": "BOTH", "positionAmt": "-20.000", "entryPrice": "2600.0",
            "markPrice": "2500.0", "unRealizedProfit": "2000.0", "liquidationPrice": "2885.572139303482",
            "isolatedMargin": "8000.0", "isolatedWallet": "6000.0", "notional": "-50000.0", "marginAsset": "USDT",
            "maintMargin": "250.0", "positionInitialMargin": "2500.0", "updateTime": 1788713175000_u64}
    ])
}

fn brackets() -> Value {
    let bracket = |number: u32, leverage: u32, floor: u32, share: &str| json!({"bracket": number, "initialLeverage": leverage, "notionalFloor": floor, "maintMarginRatio": share});
    json!([
        {"symbol": "BTCUSDT", "brackets": [bracket(1, 125, 0, "0.004"), bracket(2, 100, 300_000, "0.005")]},
        {"symbol": "ETHUSDT", "brackets": [bracket(2, 75, 100_000, "0.0065"), bracket(1, 100, 0, "0.005")]}
    ])
}

fn premiums() -> Value {
    json!([
        {"symbol": "BTCUSDT", "markPrice": "52000.0", "indexPrice": "52010.0", "lastFundingRate": "0.0001",
            "interestRate": "0.0001", "time": 1788713175900_u64},
        {"symbol": "ETHUSDT", "markPrice": "2500.0", "indexPrice": "2501.0", "lastFundingRate": "-0.0001",
            "interestRate": "0.0001", "time": 1788713175900_u64}
    ])
}

#[test]
fn what_brackets_require_is_what_the_venue_says() {
    let imported = imported(&[account(), risk(), brackets(), premiums()]);
    agrees(&imported);
    let compared = reconciled(&imported);
    assert_eq!((compared.rows.len(), compared.matched(), compared.mismatched()), (3 + 4 + 5, 2, 0));
    let [btc, eth] = imported.portfolio.positions.as_slice() else {
        unreachable!("two positions are held");
    };
    assert_eq!((btc.quantity.get(), btc.leverage), (1.0, Leverage::Chosen(Ratio::new(10.0))));
    assert_eq!(eth.mode, MarginMode::Isolated { collateral: Usd::new(6_000.0) });
    assert_eq!(imported.market.index(&"BTC".into()), Some(Price::new(52_010.0)));
    assert!(imported.taken.iter().any(|note| matches!(note, ImportNote::SpotNotCounted(spot) if spot.len() == 1)));
}

#[test]
fn each_document_alone_is_read_as_far_as_it_goes() {
    agrees(&imported(&[account()]));
    let positions = imported(&[risk()]);
    assert!(positions.taken.contains(&ImportNote::NoCollateral));
    // What the venue states of the second position is not what the carried tiers require.
    assert!(positions.taken.contains(&ImportNote::RulesStated { count: 1 }));
    assert!(positions.taken.iter().any(|note| matches!(note, ImportNote::RulesCarried { .. })));
    assert_eq!(positions.stated.positions[1].liquidation, StatedLiquidation::At(Price::new(2_885.572139303482)));
    assert_eq!(problems(&[brackets()]), ["document 1, : MissingDocument { venue: \"Binance\", document: Positions }"]);
}

#[test]
fn a_hedged_pair_is_two_positions_each_with_its_requirement() {
    let mut long = risk()[0].clone();
    long["positionSide"] = json!("LONG");
    let mut short = long.clone();
    short["positionSide"] = json!("SHORT");
    short["positionAmt"] = json!("-1.000");
    let imported = imported(&[json!([long, short])]);
    assert_eq!(imported.portfolio.positions.len(), 2);
    assert_eq!(imported.rules.unwrap().pairs, Pairs::EachSide);
}

/// Long 2 contracts of 100 dollars in bitcoin, isolated with 0.003 bitcoin, under a maintenance rate of 0.4 %.
fn coins() -> Value {
    let notional = 200.0 / 40_000.0;
    let liquidation = notional * 1.004 / (0.003 + 200.0 / 38_000.0) * 40_000.0;
    json!([{"symbol": "BTCUSD_PERP", "positionSide": "BOTH", "positionAmt": "2", "entryPrice": "38000.0",
        "markPrice": "40000.0", "unRealizedProfit": (200.0 / 38_000.0 - notional).to_string(), "leverage": "2",
        "marginType": "isolated", "isolatedMargin": (0.003 + 200.0 / 38_000.0 - notional).to_string(),
        "isolatedWallet": "0.003", "notionalValue": notional.to_string(), "liquidationPrice": liquidation.to_string(),
        "maintMargin": (notional * 0.004).to_string(), "updateTime": 1788713175818_u64}])
}

#[test]
fn a_coin_settled_position_with_coins_behind_it_goes_under_where_the_venue_says() {
    let imported = imported(&[coins()]);
    agrees(&imported);
    assert_eq!(reconciled(&imported).matched(), 1);
    let position = &imported.portfolio.positions[0];
    assert_eq!((position.instrument.settlement, position.instrument.multiplier.get()), (Settlement::Coin, 100.0));
    notes(&imported, &Simplified::ContractSizes { count: 1 });
    notes(&imported, &Simplified::LoneIsolated("BTC-PERP-COIN".into()));
}

#[test]
fn a_contract_size_that_nothing_implies_is_asked_for() {
    let mut written = coins();
    written[0]["notionalValue"] = Value::Null;
    assert_eq!(problems(&[written.clone()]), ["document 1, [0].symbol: UnknownSize { venue: \"Binance\" }"]);
    let listed = json!({"symbols": [{"symbol": "BTCUSD_PERP", "contractType": "PERPETUAL", "contractSize": 100}]});
    assert_eq!(imported(&[written, listed]).portfolio.positions[0].instrument.multiplier.get(), 100.0);
}

#[test]
fn contracts_that_settle_in_different_dollars_are_kept_apart() {
    let mut other = risk()[0].clone();
    other["symbol"] = json!("BTCUSDC");
    let quarterly = {
        let mut written = risk()[0].clone();
        written["symbol"] = json!("BTCUSDT_261225");
        written
    };
    let imported = imported(&[json!([risk()[0], other, quarterly])]);
    notes(&imported, &Simplified::SettledApart("BTC:USDC-PERP".into()));
    notes(&imported, &Simplified::PoolsTogether(vec!["USDC".into(), "USDT".into()]));
    let Kind::Future { expiry } = imported.portfolio.positions[2].instrument.kind else {
        unreachable!("it ends");
    };
    assert_eq!(expiry.to_string(), "2026-12-25T08:00:00Z");
}

#[test]
fn all_that_is_wrong_is_told_with_its_place() {
    let mut written = risk();
    written[0]["positionAmt"] = json!("NaN");
    written[1]["symbol"] = json!("ETHBTC");
    let mut tiers = brackets();
    tiers[0]["brackets"][0]["maintMarginRatio"] = json!("0.5");
    assert_eq!(
        problems(&[written, tiers]),
        [
            "document 1, [0].positionAmt: NotFinite",
            "document 1, [1].symbol: NotAContract",
            "document 2, [0].brackets: Contradiction(Tiers)",
        ]
    );
}

#[test]
fn nothing_that_is_handed_in_panics() {
    never_panics(&[account(), risk(), brackets(), premiums()]);
    never_panics(&[coins()]);
}

#[test]
fn documents_may_come_in_any_order() {
    in_any_order(&[account(), risk(), brackets(), premiums()]);
}
