//! What options require, calculated by hand.

use crate::account::{Account, Optional, by_loss, made, naked, required, strategies};
use margin_core::evaluate;
use margin_core::instrument::Right;
use margin_core::report::{GroupKey, Level};
use margin_core::rules::Worth;
use serde_json::json;

fn option(strike: f64, right: Right, quantity: f64) -> Optional {
    Optional { strike, right, quantity }
}

fn account(options: Vec<Optional>) -> Account {
    Account { options, stock: 0.0, index: 120.0 }
}

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "{found}, not {expected}");
}

#[test]
fn a_short_call_requires_its_share_less_what_it_is_out_of_the_money() {
    let one = account(vec![option(126.0, Right::Call, -2.0)]);
    // 2 × (20 % of 120 − 6).
    near(required(&one, &naked(Worth::Counted), Level::Initial), 36.0);
    near(required(&one, &naked(Worth::Counted), Level::Maintenance), 2.0 * 0.08 * 120.0);
    let worth = 2.0 * one.premium(&one.options[0]);
    near(required(&one, &naked(Worth::Required), Level::Initial), 36.0 + worth);
}

#[test]
fn far_out_of_the_money_the_floor_holds() {
    let far = account(vec![option(228.0, Right::Call, -1.0)]);
    near(required(&far, &naked(Worth::Counted), Level::Initial), 12.0);
}

#[test]
fn a_put_deep_in_the_money_requires_a_multiple_of_what_it_must_keep() {
    let deep = account(vec![option(600.0, Right::Put, -1.0)]);
    let owed = deep.premium(&deep.options[0]);
    near(required(&deep, &naked(Worth::Counted), Level::Maintenance), 0.08 * owed);
    near(required(&deep, &naked(Worth::Counted), Level::Initial), 1.05 * 1.08 * owed - owed);
}

#[test]
fn an_iron_condor_requires_the_width_of_its_wider_side() {
    let condor = account(vec![
        option(90.0, Right::Put, 1.0),
        option(102.0, Right::Put, -1.0),
        option(138.0, Right::Call, -1.0),
        option(144.0, Right::Call, 1.0),
    ]);
    near(required(&condor, &by_loss(Worth::Required), Level::Initial), 12.0);
    near(required(&condor, &strategies(Worth::Required), Level::Initial), 12.0);
}

#[test]
fn a_call_without_a_long_one_requires_a_multiple_of_the_forward_beside_the_largest_loss() {
    let ratio = account(vec![option(60.0, Right::Call, 1.0), option(90.0, Right::Call, -1.1)]);
    let worth = ratio.premium(&ratio.options[0]) - 1.1 * ratio.premium(&ratio.options[1]);
    // No strike loses; a tenth of a call is unpaired.
    near(required(&ratio, &by_loss(Worth::Counted), Level::Initial), worth + 0.1 * 120.0 * 1.2);
}

#[test]
fn of_a_short_call_and_a_short_put_the_greater_side_stands_for_both() {
    let strangle = account(vec![option(126.0, Right::Call, -1.0), option(114.0, Right::Put, -1.0)]);
    let [call, put] = [0, 1].map(|place| required(&strangle.alone(place), &naked(Worth::Required), Level::Initial));
    let other = strangle.premium(&strangle.options[if call >= put { 1 } else { 0 }]);
    near(required(&strangle, &strategies(Worth::Required), Level::Initial), call.max(put) + other);
}

#[test]
fn a_call_that_the_underlying_covers_requires_what_it_is_in_the_money() {
    let mut covered = account(vec![option(96.0, Right::Call, -1.0)]);
    covered.stock = 1.0;
    near(required(&covered, &strategies(Worth::Required), Level::Initial), 24.0);
    covered.options[0].strike = 132.0;
    near(required(&covered, &strategies(Worth::Required), Level::Initial), 0.0);
}

#[test]
fn a_long_option_that_helps_nobody_leaves_a_short_pair_as_it_is() {
    let mut strangle = account(vec![option(126.0, Right::Call, -1.0), option(114.0, Right::Put, -1.0)]);
    let before = required(&strangle, &strategies(Worth::Required), Level::Initial);
    strangle.options.push(option(234.0, Right::Call, 1.0));
    near(required(&strangle, &strategies(Worth::Required), Level::Initial), before);
}

#[test]
fn unsure_feeds_and_a_lost_peg_raise_what_is_required_to_open_alone() {
    let one = account(vec![option(126.0, Right::Call, -2.0), option(144.0, Right::Call, 1.0)]);
    let mut rules = serde_json::to_value(naked(Worth::Required)).unwrap();
    rules["model"]["optionFormula"]["certainty"] = json!({ "threshold": 0.5, "factor": 0.4 });
    rules["model"]["optionFormula"]["peg"] = json!({ "asset": "USD", "threshold": 0.99, "factor": 2.0 });
    let rules = serde_json::from_value(rules).unwrap();
    let mut market = one.market();
    let evaluated = |market: &margin_core::market::Market, level| {
        let report = evaluate(&one.portfolio(), market, &rules).unwrap();
        report.group(GroupKey::Cross).unwrap().figures.requirement(level).usd().get()
    };
    let [initial, maintenance] = Level::ALL.map(|level| evaluated(&market, level));
    let bitcoin = market.assets.get_mut(&"BTC".into()).unwrap();
    bitcoin.expiries[0].certainty = Some(margin_core::units::Ratio::new(0.3));
    near(evaluated(&market, Level::Initial), initial + 0.7 * 0.4 * 120.0 * 2.0);
    let dollar = market.assets.get_mut(&"USD".into()).unwrap();
    dollar.reference = Some(margin_core::units::Price::new(0.9));
    near(evaluated(&market, Level::Initial), initial + 0.7 * 0.4 * 240.0 + 0.09 * 2.0 * 240.0);
    near(evaluated(&market, Level::Maintenance), maintenance);
}

#[test]
fn a_long_option_requires_no_more_than_a_share_of_its_underlying() {
    let short = json!({ "share": { "underlying": 0.1 } });
    let side = json!({ "initial": short, "maintenance": short });
    let long = json!({ "initial": { "worthUpTo": 0.2 }, "maintenance": { "worthUpTo": 0.1 } });
    let rules = made(&json!({ "BTC": { "long": long, "call": side, "put": side } }), &json!("none"), Worth::Counted);
    let deep = account(vec![option(60.0, Right::Call, 1.0)]);
    near(required(&deep, &rules, Level::Initial), 24.0);
    near(required(&deep, &rules, Level::Maintenance), 12.0);
    let far = account(vec![option(234.0, Right::Call, 1.0)]);
    near(required(&far, &rules, Level::Initial), far.premium(&far.options[0]));
}
