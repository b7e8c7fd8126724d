//! What perpetual venues' policies do with an account that goes under, and the venues' own examples of it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should stop here")]

mod common;

use common::close;
use margin_core::liquidation::{Ending, Path, Process, What, process};
use margin_core::market::{self, Market};
use margin_core::portfolio::Portfolio;
use margin_core::report::GroupKey;
use margin_core::rules::liquidation::{FeeAmount, Party};
use margin_core::rules::{Model, Modes, VenueRules};
use margin_core::units::Ratio;
use margin_venues::catalogue;
use serde_json::{Value, json};

fn portfolio(holdings: Value, positions: Value) -> Portfolio {
    serde_json::from_value(json!({"holdings": holdings, "positions": positions})).unwrap()
}

fn position(number: u32, underlying: &str, quantity: f64, entry: f64, mode: &Value) -> Value {
    let instrument = json!({"underlying": underlying, "kind": "perpetual"});
    json!({"id": number, "instrument": instrument, "quantity": quantity, "entry": entry, "mode": mode})
}

fn market(prices: &[(&str, f64)]) -> Market {
    let mut assets = json!({
        "USDC": {"index": 1, "peg": "dollar", "reference": 1}, "USDT": {"index": 1, "peg": "dollar", "reference": 1},
    });
    let mut instruments = json!({});
    for (asset, price) in prices {
        assets.as_object_mut().unwrap().insert((*asset).into(), json!({"index": price}));
        instruments.as_object_mut().unwrap().insert(format!("{asset}-PERP"), json!({"mark": price}));
    }
    let market = json!({
        "schema": market::SCHEMA, "time": "2026-09-06T16:46:00Z", "source": "invented",
        "assets": assets, "instruments": instruments,
    });
    serde_json::from_value(market).unwrap()
}

fn found(id: &str) -> VenueRules {
    catalogue().unwrap().find(id).unwrap_or_else(|| panic!("{id} is not listed")).clone()
}

fn fall(asset: &str, factor: f64) -> Path {
    Path::jump(asset.into(), Ratio::new(factor))
}

/// 10,000 dollars behind a first contract of 50,000 dollars, or as much as may be opened, and how far it falls.
fn fallen(rules: &VenueRules, factor: f64) -> Process {
    let Model::TieredNotional(model) = &rules.model else { panic!("it lists no perpetual") };
    let known = model.listings.get_key_value(&"BTC-PERP".into());
    let (id, listing) = known.or(model.listings.first_key_value()).unwrap();
    let asset = id.as_str().strip_suffix("-PERP").unwrap();
    let isolated = listing.modes == Modes::IsolatedOnly;
    let mode = if isolated { json!({"isolated": {"collateral": 10_000}}) } else { json!("cross") };
    let holding = if rules.collateral.assets.contains_key(&"USDC".into()) { "USDC" } else { "USDT" };
    let holdings = if isolated { json!([]) } else { json!([{"id": 1, "asset": holding, "quantity": 10_000}]) };
    let portfolio = portfolio(holdings, json!([position(1, asset, 50.0, 1000.0, &mode)]));
    process(&portfolio, &market(&[(asset, 1000.0)]), rules, &fall(asset, factor)).unwrap()
}

#[test]
fn every_policy_comes_to_an_end_and_nothing_is_lost_on_the_way() {
    for entry in catalogue().unwrap().entries() {
        let lists = matches!(&entry.rules.model, Model::TieredNotional(model) if !model.listings.is_empty());
        if !lists {
            continue;
        }
        for factor in [0.99, 0.82, 0.805, 0.7] {
            let run = fallen(&entry.rules, factor);
            let about = format!("{} after a fall to {factor}", entry.id);
            let ending = run.endings.last().unwrap().ending;
            assert!(!matches!(ending, Ending::CutOff | Ending::Under), "{about}: {ending:?}");
            assert_eq!(ending == Ending::Untouched, run.events.is_empty(), "{about}");
            for event in &run.events {
                assert!(entry.rules.citations.contains_key(&event.rule), "{about}: {:?} has no source", event.rule);
            }
            let total: f64 = run.balances.values().map(|balance| balance.get()).sum();
            close(&format!("{about}: all balances"), total, 0.0);
            let equity: f64 = run.after.groups.iter().map(|group| group.figures.equity.usd().get()).sum();
            let gained = run.moved.get() + run.balance(Party::Trader).get();
            close(&format!("{about}: the trader's equity"), equity, run.start.get() + gained);
        }
        assert!(fallen(&entry.rules, 0.99).events.is_empty(), "{} liquidates after a fall of 1 %", entry.id);
        assert!(!fallen(&entry.rules, 0.7).events.is_empty(), "{} does not liquidate a bankrupt account", entry.id);
    }
}

#[test]
fn the_example_of_a_fifth_at_a_time_is_reproduced_with_its_own_penalty() {
    // Long 0.1 BTC from 60,000 to 54,800 and short 1 ETH from 3,000 to 3,400 behind 1,000 USDC: 80 of equity, 88.8 required.
    let positions =
        json!([position(1, "BTC", 0.1, 60_000.0, &json!("cross")), position(2, "ETH", -1.0, 3000.0, &json!("cross")),]);
    let portfolio = portfolio(json!([{"id": 1, "asset": "USDC", "quantity": 1000}]), positions);
    let market = market(&[("BTC", 54_800.0), ("ETH", 3400.0)]);
    let run = |share: f64| {
        let mut rules = found("paradex/perpetuals");
        for fee in &mut rules.liquidation.fees {
            fee.amount = FeeAmount::OfMaintenance(Ratio::new(share));
        }
        process(&portfolio, &market, &rules, &fall("BTC", 1.0)).unwrap()
    };
    // The table on the page takes half: 40 %, a penalty of 17.76, and 62.24 is left.
    let table = run(0.5);
    close("the table's penalty", table.balance(Party::Insurance).get(), 17.76);
    close("what the table leaves", table.after.group(GroupKey::Cross).unwrap().figures.equity.usd().get(), 62.24);
    assert_eq!(closed(&table), [0.4, 0.4]);
    // The text says 70 %: then 40 % leaves 55.14 against 53.28, and it takes 60 %.
    let text = run(0.7);
    close("the text's penalty", text.balance(Party::Insurance).get(), 0.6 * 0.7 * 88.8);
    assert_eq!(closed(&text), [0.6, 0.6]);
}

/// The shares of positions that were closed, in order.
fn closed(run: &Process) -> Vec<f64> {
    let shares = run.events.iter().filter_map(|event| match event.what {
        What::Closed { share, .. } => Some((share.get() * 1e9).round() / 1e9),
        _ => None,
    });
    shares.collect()
}

#[test]
fn a_premium_is_split_as_in_the_venues_tests() {
    let rules = found("bluefin/v1");
    let cases = [
        (10.0, 78.947368, 35.526312, 3.947368),
        (-10.0, 119.047622, 53.571402, 5.952378),
        (10.0, 69.999998, -50.00002, 0.0),
        (-10.0, 137.500002, -125.00002, 0.0),
    ];
    for (quantity, price, liquidator, insurance) in cases {
        let isolated = json!({"isolated": {"collateral": 250}});
        let portfolio = portfolio(json!([]), json!([position(1, "BTC", quantity, 100.0, &isolated)]));
        let run = process(&portfolio, &market(&[("BTC", price)]), &rules, &fall("BTC", 1.0)).unwrap();
        let about = format!("{quantity} at {price}");
        close(&format!("{about}: liquidator"), run.balance(Party::Liquidator).get(), liquidator);
        close(&format!("{about}: insurance"), run.balance(Party::Insurance).get(), insurance);
    }
}

#[test]
fn what_is_left_goes_to_the_pool_or_back_to_the_trader() {
    // 1,000 behind 10,000; after a loss of 980 the requirement of 27 or, with fees, 56 is not met.
    let isolated = json!({"isolated": {"collateral": 1000}});
    let portfolio = portfolio(json!([]), json!([position(1, "BTC", 10.0, 1000.0, &isolated)]));
    let run = |id| process(&portfolio, &market(&[("BTC", 902.0)]), &found(id), &fall("BTC", 1.0)).unwrap();
    close("all that is left", run("jupiter/perpetuals").balance(Party::Pool).get(), 20.0);
    // 0.06 and 0.2 % of 9,020 is more than 20: the pool gets it and bears what is missing.
    close("fees that are not covered", run("gmx/arbitrum").balance(Party::Pool).get(), 20.0);
    let run = process(&portfolio, &market(&[("BTC", 905.0)]), &found("gmx/arbitrum"), &fall("BTC", 1.0)).unwrap();
    assert_eq!(run.endings.last().map(|ended| ended.ending), Some(Ending::Closed));
    close("fees that are covered", run.balance(Party::Pool).get(), 9050.0 * 0.0026);
}

#[test]
fn a_large_position_is_sold_a_tenth_and_100_000_at_a_time() {
    let holding = json!([{"id": 1, "asset": "USDC", "quantity": 45_000}]);
    let portfolio = portfolio(holding, json!([position(1, "BTC", 40.0, 50_000.0, &json!("cross"))]));
    let run =
        process(&portfolio, &market(&[("BTC", 50_000.0)]), &found("dydx/perpetuals"), &fall("BTC", 0.989)).unwrap();
    // 2,000,000 falls by 1.1 %: 23,000 against 1,978,000 × 1.2 % = 23,736. A tenth is 197,800; 100,000 is less.
    let first = run.events.first().unwrap();
    let What::Closed { quantity, mark, price, .. } = &first.what else { panic!("{:?}", first.what) };
    close("the first sale", quantity.get() * mark.get(), 100_000.0);
    // 49,450 × (1 − 1.5 × 1.2 % × (1 − 23,000 ÷ 23,736)).
    close("its price", price.get(), 49_450.0 * (1.0 - 1.5 * 0.012 * (1.0 - 23_000.0 / 23_736.0)));
}
