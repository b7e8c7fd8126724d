//! Accounts whose liquidation was worked out by hand. Contracts are one perpetual on A, margined at one rate.

use crate::common::{DOLLAR, empty_market, plain_rules, quote, quote_dollar, quote_mark};
use crate::near;
use margin_core::id::{AssetId, HoldingId, PositionId};
use margin_core::instrument::Instrument;
use margin_core::liquidation::size::{self, Relief};
use margin_core::liquidation::{Ending, Event, Path, PathStep, Process, What, process};
use margin_core::market::{Market, Peg};
use margin_core::portfolio::{Holding, Leverage, MarginMode, Order, Portfolio, Position};
use margin_core::report::GroupKey;
use margin_core::rules::liquidation::Party;
use margin_core::rules::{RuleKey, VenueRules};
use margin_core::units::{Price, Quantity, Ratio, Usd};
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub const CROSS: GroupKey = GroupKey::Cross;

/// A perpetual on A with its rate, and the venue's policy.
fn perpetual(rate: f64, policy: Value) -> VenueRules {
    let rate = json!({"base": {"share": rate}});
    let model = json!({
        "tables": {"T": {"rates": {"initial": rate, "maintenance": {"own": rate}}}},
        "listings": {"A-PERP": {"table": "T"}},
    });
    let mut rules = plain_rules(serde_json::from_value(model).unwrap());
    rules.liquidation = serde_json::from_value(policy).unwrap();
    rules
}

/// So many dollars and contracts, opened at a price.
fn holder(dollars: f64, contracts: f64, entry: f64, mode: MarginMode) -> Portfolio {
    let position = Position {
        id: PositionId(0),
        instrument: Instrument::perpetual("A"),
        quantity: Quantity::new(contracts),
        entry: Price::new(entry),
        mode,
        leverage: Leverage::VenueMaximum,
        accrued: Usd::ZERO,
    };
    let dollars = Holding { id: HoldingId(0), asset: DOLLAR.into(), quantity: Quantity::new(dollars) };
    Portfolio { holdings: vec![dollars], positions: vec![position], ..Portfolio::default() }
}

pub fn market(price: f64) -> Market {
    let mut market = empty_market();
    quote_dollar(&mut market);
    quote(&mut market, &"A".into(), price, Peg::Floating);
    quote_mark(&mut market, "A-PERP".into(), price);
    market
}

/// Prices of A as multiples of what it was, each at its second.
pub fn path(steps: &[(f64, f64)]) -> Path {
    let step = |&(seconds, factor): &(f64, f64)| PathStep {
        seconds,
        factors: BTreeMap::from([(AssetId::from("A"), Ratio::new(factor))]),
    };
    Path(steps.iter().map(step).collect())
}

pub fn still() -> Path {
    path(&[(0.0, 1.0)])
}

/// What was closed: when, which share of the position, and at what price.
fn closed(run: &Process) -> Vec<(f64, f64, f64)> {
    let closed = |event: &Event| match event.what {
        What::Closed { share, price, .. } => Some((event.seconds, share.get(), price.get())),
        _ => None,
    };
    run.events.iter().filter_map(closed).collect()
}

#[track_caller]
pub fn paid(run: &Process, expected: &[(Party, f64)]) {
    for (party, amount) in expected {
        near(run.balance(*party).get(), *amount, 1e-6);
    }
}

#[track_caller]
fn left(run: &Process, expected: f64) {
    near(run.after.total.equity.usd().get(), expected, 1e-6);
}

#[test]
fn without_a_policy_everything_is_closed_at_the_mark_as_soon_as_maintenance_is_not_met() {
    let rules = perpetual(0.05, json!({}));
    let account = holder(20.0, 1.0, 100.0, MarginMode::Cross);
    let afloat = process(&account, &market(100.0), &rules, &path(&[(0.0, 0.85)])).unwrap();
    assert!(afloat.events.is_empty());
    assert_eq!(afloat.ending(CROSS), Some(Ending::Untouched));
    let under = process(&account, &market(100.0), &rules, &path(&[(0.0, 0.84), (60.0, 0.5)])).unwrap();
    assert_eq!(closed(&under), [(0.0, 1.0, 84.0)]);
    assert_eq!(under.ending(CROSS), Some(Ending::Closed));
    assert_eq!((under.start, under.moved), (Usd::new(20.0), Usd::new(-16.0)));
    left(&under, 4.0);
}

#[test]
fn a_large_position_is_sold_in_part_and_the_rest_after_the_cooldown() {
    let policy = json!({"partial": {"above": 100_000, "share": 0.2, "cooldownSeconds": 30}});
    let rules = perpetual(0.05, policy);
    // 2,000 contracts at 100: 200,000 dollars, 10,000 to keep.
    let account = holder(9_000.0, 2_000.0, 100.0, MarginMode::Cross);
    let mended = process(&account, &market(100.0), &rules, &path(&[(0.0, 1.0), (60.0, 1.0)])).unwrap();
    assert_eq!(closed(&mended), [(0.0, 0.2, 100.0)]);
    assert_eq!(mended.ending(CROSS), Some(Ending::Safe));
    let worse = process(&account, &market(100.0), &rules, &path(&[(0.0, 1.0), (10.0, 0.998), (20.0, 0.997)])).unwrap();
    let times: Vec<_> = closed(&worse).iter().map(|(seconds, share, _)| (*seconds, *share)).collect();
    assert_eq!(times, [(0.0, 0.2)], "8,520 count and 7,976 must be kept");
    let under = process(&account, &market(100.0), &rules, &path(&[(0.0, 1.0), (10.0, 0.993)])).unwrap();
    let times: Vec<_> = closed(&under).iter().map(|(seconds, share, _)| (*seconds, *share)).collect();
    assert_eq!(times, [(0.0, 0.2), (30.0, 1.0)]);
}

#[test]
fn a_backstop_takes_over_with_all_that_is_left() {
    let rules = perpetual(0.05, json!({"backstop": 0.666_666_666_666_666_6, "waterfall": ["deleverage"]}));
    let account = holder(300.0, 1.0, 10_000.0, MarginMode::Cross);
    let taken = process(&account, &market(10_000.0), &rules, &still()).unwrap();
    assert!(matches!(taken.events[0].what, What::TakenOver { by: Party::Backstop }));
    assert_eq!(taken.events[0].rule, RuleKey::Backstop);
    paid(&taken, &[(Party::Trader, -300.0), (Party::Backstop, 300.0)]);
    left(&taken, 0.0);
    let worse = process(&account, &market(10_000.0), &rules, &path(&[(0.0, 0.96)])).unwrap();
    paid(&worse, &[(Party::Trader, 100.0), (Party::Counterparties, -100.0), (Party::Backstop, 0.0)]);
    assert_eq!(worse.ending(CROSS), Some(Ending::Bankrupt));
}

#[test]
fn the_smallest_multiple_that_restores_the_ratio_is_closed_for_a_penalty() {
    // Counts 80, maintenance 88.8; the documents' table has 0.4 closed, a penalty of 17.76, and 62.24 left.
    let rules = perpetual(
        0.05,
        json!({
            "size": {"multiple": {"step": 0.2, "target": {"share": 0.9}}},
            "fees": [{"amount": {"ofMaintenance": 0.5}, "to": {"insurance": 1}}],
        }),
    );
    let run = process(&holder(80.0, 1.0, 1_776.0, MarginMode::Cross), &market(1_776.0), &rules, &still()).unwrap();
    assert_eq!(closed(&run), [(0.0, 0.4, 1_776.0)]);
    paid(&run, &[(Party::Trader, -17.76), (Party::Insurance, 17.76)]);
    near(run.after.total.maintenance.usd().get(), 53.28, 1e-9);
    left(&run, 62.24);
    assert_eq!(run.ending(CROSS), Some(Ending::Safe));
}

#[test]
fn as_much_is_closed_as_the_closed_form_says() {
    let rules = perpetual(
        0.1,
        json!({
            "size": {"restoring": {}},
            "fees": [
                {"amount": {"ofNotional": 0.01}, "to": {"liquidator": 1}},
                {"amount": {"ofNotional": 0.01}, "to": {"insurance": 1}},
            ],
        }),
    );
    // 10 contracts at 100 with 90 dollars: 10 are missing.
    let run = process(&holder(90.0, 10.0, 100.0, MarginMode::Cross), &market(100.0), &rules, &still()).unwrap();
    let of = Ratio::new;
    let relief = Relief { price: Price::new(100.0), quote: of(1.0), rate: of(0.1), fee: of(0.01), insurance: of(0.01) };
    let expected = size::restoring_quantity(Usd::new(10.0), relief).unwrap().get();
    near(closed(&run)[0].1 * 10.0, expected, 1e-9);
    near(expected, 1.25, 1e-12);
    paid(&run, &[(Party::Liquidator, 1.25), (Party::Insurance, 1.25), (Party::Trader, -2.5)]);
    assert_eq!(run.ending(CROSS), Some(Ending::Safe));
}

#[test]
fn what_is_made_up_grows_with_time() {
    let target = json!({"growing": {"initial": 0.1, "seconds": 10, "small": 50, "target": {}}});
    let rules = perpetual(0.1, json!({"size": target, "limits": {"roundSeconds": 1}}));
    // 100 are missing: a tenth at once, a tenth more each second, and what is left once it is less than 50.
    let account = holder(900.0, 100.0, 100.0, MarginMode::Cross);
    let run = process(&account, &market(100.0), &rules, &still()).unwrap();
    let times: Vec<_> = closed(&run).iter().map(|(seconds, ..)| *seconds).collect();
    assert_eq!(times, [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    near(closed(&run)[0].1, 0.01, 1e-9);
    assert_eq!(run.ending(CROSS), Some(Ending::Safe));
}

#[test]
fn a_fee_takes_no_more_than_closing_brings_above_bankruptcy() {
    let policy = |most: f64| {
        json!({
            "fill": {"price": {"fillable": {"spread": 0.1, "adjustment": 1}}, "to": "market"},
            "fees": [{"amount": {"ofNotional": most}, "cap": "surplus", "to": {"insurance": 1}}],
            "waterfall": [{"insurance": {"most": 1_000_000}}, "deleverage"],
        })
    };
    // A debt of 4,501 dollars and a tenth of a contract at 50,000: 499 count, 500 must be kept.
    let account = holder(499.0, 0.1, 50_000.0, MarginMode::Cross);
    let run = process(&account, &market(50_000.0), &perpetual(0.1, policy(0.005)), &still()).unwrap();
    near(closed(&run)[0].2, 49_999.0, 1e-9);
    paid(&run, &[(Party::Market, 0.1), (Party::Insurance, 25.0), (Party::Trader, -25.1)]);
    let dear = process(&account, &market(50_000.0), &perpetual(0.1, policy(0.2)), &still()).unwrap();
    paid(&dear, &[(Party::Insurance, 498.9), (Party::Trader, -499.0)]);
    assert_eq!(dear.ending(CROSS), Some(Ending::Closed));
    let bankrupt = process(&account, &market(50_000.0), &perpetual(0.1, policy(0.005)), &path(&[(0.0, 0.8)])).unwrap();
    assert_eq!(bankrupt.ending(CROSS), Some(Ending::Bankrupt));
    assert!(bankrupt.balance(Party::Insurance) < Usd::new(-501.0));
    left(&bankrupt, 0.0);
}

#[test]
fn a_liquidator_takes_a_position_at_bankruptcy_and_shares_the_premium() {
    let policy = json!({"fill": {"price": "bankruptcy", "to": "liquidator", "insurance": 0.1}});
    let rules = perpetual(0.05, policy);
    let cases = [
        (10.0, 78.947_368, 35.526_312, 3.947_368),
        (-10.0, 119.047_622, 53.571_402, 5.952_378),
        (10.0, 69.999_998, -50.000_02, 0.0),
        (-10.0, 137.500_002, -125.000_02, 0.0),
    ];
    for (contracts, mark, liquidator, insurance) in cases {
        let account = holder(7.0, contracts, 100.0, MarginMode::Isolated { collateral: Usd::new(250.0) });
        let run = process(&account, &market(100.0), &rules, &path(&[(0.0, mark / 100.0)])).unwrap();
        paid(&run, &[(Party::Liquidator, liquidator), (Party::Insurance, insurance)]);
        assert_eq!(run.ending(GroupKey::Isolated(PositionId(0))), Some(Ending::Closed));
        left(&run, 7.0);
    }
}

#[test]
fn a_liquidator_buys_at_half_of_maintenance_or_at_bankruptcy() {
    let price = json!({"maintenanceShareOrBankruptcy": 0.5});
    let rules = perpetual(0.05, json!({"fill": {"price": price, "to": "liquidator"}}));
    let account = holder(3.0, 1.0, 100.0, MarginMode::Cross);
    let run = process(&account, &market(100.0), &rules, &still()).unwrap();
    near(closed(&run)[0].2, 97.5, 1e-9);
    paid(&run, &[(Party::Liquidator, 2.5)]);
    left(&run, 0.5);
}

#[test]
fn a_window_bounds_what_is_closed_and_the_keeper_is_paid_once() {
    let model = json!({
        "tables": {"T": {"rates": {
            "initial": {"base": {"share": 0.1}, "growth": {"skew": {"scale": 1_000, "factor": 0}}},
            "maintenance": {"own": {"base": {"share": 0.1}}},
            "keeper": 0.01,
        }}},
        "listings": {"A-PERP": {"table": "T"}},
        "keeper": {"least": 1, "most": 30},
    });
    let mut rules = plain_rules(serde_json::from_value(model).unwrap());
    let window = json!({"maker": 0.003, "taker": 0.007, "multiplier": 1, "seconds": 10});
    rules.liquidation = serde_json::from_value(json!({
        "limits": {"window": window},
        "fees": [{"amount": "keeper", "to": {"liquidator": 1}}],
        "remainder": {"to": "pool"},
    }))
    .unwrap();
    let account = holder(500.0, 150.0, 100.0, MarginMode::Cross);
    let run = process(&account, &market(100.0), &rules, &still()).unwrap();
    let quantities = run.events.iter().filter_map(|event| match event.what {
        What::Closed { quantity, .. } => Some((event.seconds, libm::round(quantity.get() * 1e6) / 1e6)),
        _ => None,
    });
    // (0.003 + 0.007) × 1,000 × 10 = 100 contracts. After them 470 count and 500 + 30 must be kept.
    assert_eq!(quantities.collect::<Vec<_>>(), [(0.0, 100.0), (10.0, 50.0)]);
    paid(&run, &[(Party::Liquidator, 30.0), (Party::Pool, 470.0), (Party::Trader, -500.0)]);
    left(&run, 0.0);
}

#[test]
fn a_loss_is_borne_by_the_fund_to_its_limit_and_then_by_the_other_side() {
    let rules = perpetual(0.05, json!({"waterfall": [{"insurance": {"most": 30}}, "deleverage"]}));
    let account = holder(20.0, 1.0, 1_000.0, MarginMode::Cross);
    let run = process(&account, &market(1_000.0), &rules, &path(&[(0.0, 0.9)])).unwrap();
    paid(&run, &[(Party::Insurance, -30.0), (Party::Counterparties, -50.0), (Party::Trader, 80.0)]);
    let last = run.events.last().unwrap();
    assert_eq!((&last.what, last.rule), (&What::BadDebt, RuleKey::BadDebt));
    let nobody = perpetual(0.05, json!({}));
    let run = process(&account, &market(1_000.0), &nobody, &path(&[(0.0, 0.9)])).unwrap();
    paid(&run, &[(Party::Unnamed, -80.0)]);
}

#[test]
fn the_venue_warns_once_and_cancels_orders_before_it_sells() {
    let rules = perpetual(0.05, json!({"calls": [{"name": "Margin call", "ratio": 1.5}]}));
    let mut account = holder(10.0, 1.0, 100.0, MarginMode::Cross);
    let (id, price) = (margin_core::id::OrderId(0), Price::new(90.0));
    account.orders = vec![Order { id, instrument: Instrument::perpetual("A"), quantity: Quantity::new(1.0), price }];
    let steps = path(&[(0.0, 1.0), (60.0, 0.97), (120.0, 0.96), (180.0, 0.94)]);
    let run = process(&account, &market(100.0), &rules, &steps).unwrap();
    let happened: Vec<_> = run.events.iter().map(|event| (event.seconds, &event.what)).collect();
    assert!(matches!(happened[0], (60.0, What::MarginCall { name, .. }) if name == "Margin call"), "{happened:?}");
    assert!(matches!(happened[1], (180.0, What::OrdersCancelled { count: 1 })), "{happened:?}");
    assert!(matches!(happened[2], (180.0, What::Closed { .. })), "{happened:?}");
    assert_eq!(happened.len(), 3);
}

#[test]
fn a_path_that_goes_back_in_time_is_refused() {
    let account = holder(20.0, 1.0, 100.0, MarginMode::Cross);
    for steps in [path(&[(1.0, 1.0), (0.0, 1.0)]), path(&[(0.0, 0.0)]), path(&[(f64::NAN, 1.0)])] {
        assert!(process(&account, &market(100.0), &perpetual(0.05, json!({})), &steps).is_err());
    }
}
