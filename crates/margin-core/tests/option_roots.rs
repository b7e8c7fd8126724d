//! Every price at which a portfolio of options goes under or recovers is found: compared with dense scans.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on may panic, in its helpers too")]

mod common;

use common::Random;
use common::options::{chain, grid_venue, january, march, option, portfolio, venue};
use margin_core::instrument::{Instrument, Right, Settlement};
use margin_core::market::Market;
use margin_core::portfolio::Portfolio;
use margin_core::report::GroupKey;
use margin_core::rules::VenueRules;
use margin_core::solve::{CurvePoint, curve, liquidation_prices};
use margin_core::units::Ratio;
use serde_json::json;

/// Shares of the underlying for short options, and relief by the largest loss.
fn formula_venue() -> VenueRules {
    let share = |initial: f64, maintenance: f64| {
        json!({
            "initial": { "share": { "lessOutOfTheMoney": initial, "underlying": maintenance } },
            "maintenance": { "share": { "underlying": maintenance } },
        })
    };
    let rates = json!({
        "long": { "initial": "nothing", "maintenance": "nothing" },
        "call": share(0.15, 0.075),
        "put": share(0.15, 0.075),
    });
    venue(json!({ "optionFormula": {
        "linear": {
            "tables": { "T": { "tiers": [{ "from": 0.0, "initial": { "share": 0.05 }, "maintenance": { "share": 0.025 } }] } },
            "listings": { "BTC-PERP": { "table": "T" }, "BTC-PERP-COIN": { "table": "T" } },
        },
        "options": { "BTC": rates },
    } }))
}

/// Options of both expiries, sides and settlements, now and then with perpetuals, and some cash.
fn random_portfolio(seed: u64) -> Portfolio {
    let random = &mut Random::new(seed);
    let mut positions: Vec<(Instrument, f64, f64)> = Vec::new();
    for _ in 0..1 + random.below(7) {
        let expiry = random.of(&[january(), march()]);
        let strike = 1_000.0 * libm::rint(random.between(30.0, 110.0));
        let right = random.of(&[Right::Call, Right::Put]);
        let settlement = random.of(&[Settlement::Linear, Settlement::Coin]);
        let quantity = libm::rint(random.between(-40.0, 40.0)) / 10.0;
        positions.push((option("BTC", expiry, strike, right, settlement), quantity, 1.0));
    }
    if random.one_in(3) {
        positions.push((Instrument::perpetual("BTC"), random.between(-4.0, 4.0), 60_000.0));
    }
    let cash = random.between(-20_000.0, 60_000.0);
    let coins = if random.one_in(3) { random.between(0.0, 2.0) } else { 0.0 };
    portfolio(&[("USD", cash), ("BTC", coins)], positions)
}

/// How often portfolios had so many crossings.
#[derive(Debug, Default)]
struct Counted {
    portfolios: usize,
    crossings: usize,
    two: usize,
    more: usize,
    both_sides: usize,
}

const FARTHEST: f64 = 4.0;

fn safety(point: &CurvePoint) -> f64 {
    (point.counted - point.maintenance).get()
}

fn factors(points: usize) -> Vec<Ratio> {
    let at = |place: usize| libm::exp2(FARTHEST * (2.0 * place as f64 / (points - 1) as f64 - 1.0));
    (0..points).map(|place| Ratio::new(at(place))).collect()
}

/// Holds one portfolio's crossings against a scan, and gives their factors.
fn held_against_a_scan(portfolio: &Portfolio, market: &Market, rules: &VenueRules, scanned: &[Ratio]) -> Vec<f64> {
    let inputs = (portfolio, market, rules);
    let report = liquidation_prices(portfolio, market, rules).unwrap();
    let group = report.group(GroupKey::Cross).unwrap();
    let alone = group.alone.iter().find(|alone| alone.asset.as_str() == "BTC").unwrap();
    let found: Vec<f64> = alone.crossings.all().iter().map(|crossing| crossing.factor.get()).collect();
    let points = curve(inputs, GroupKey::Cross, &"BTC".into(), scanned).unwrap();
    for pair in points.windows(2) {
        let [left, right] = [safety(&pair[0]), safety(&pair[1])];
        let means_something = left.abs() > 1e-6 && right.abs() > 1e-6;
        if means_something && (left < 0.0) != (right < 0.0) {
            let [low, high] = [pair[0].factor.get(), pair[1].factor.get()];
            let within = found.iter().filter(|root| (low..=high).contains(*root)).count();
            assert!(within % 2 == 1, "between {low} and {high} are {within} of {found:?} of {portfolio:?}");
        }
    }
    // What is found is a sign change, though a scan may step over two at once.
    for root in found.iter().filter(|root| (1.0 / 16.0..16.0).contains(*root)) {
        let beside = [root * (1.0 - 1e-9), root * (1.0 + 1e-9)].map(Ratio::new);
        let [below, above] = curve(inputs, GroupKey::Cross, &"BTC".into(), &beside).unwrap().try_into().unwrap();
        let (below, above) = (safety(&below), safety(&above));
        assert!((below < 0.0) != (above < 0.0), "{below} and {above} at {root} of {portfolio:?}");
    }
    found
}

fn hold(rules: &VenueRules, seeds: std::ops::Range<u64>, points: usize) -> Counted {
    let (market, scanned) = (chain(), factors(points));
    let mut counted = Counted::default();
    for seed in seeds {
        let found = held_against_a_scan(&random_portfolio(seed), &market, rules, &scanned);
        counted.portfolios += 1;
        counted.crossings += found.len();
        counted.two += usize::from(found.len() == 2);
        counted.more += usize::from(found.len() > 2);
        counted.both_sides += usize::from(found.iter().any(|root| *root < 1.0) && found.iter().any(|root| *root > 1.0));
    }
    counted
}

#[test]
fn every_crossing_of_options_under_formulas_is_found() {
    let counted = hold(&formula_venue(), 0..150, 1_500);
    assert!(counted.two >= 8 && counted.more >= 1 && counted.both_sides >= 5, "{counted:?}");
}

#[test]
fn every_crossing_of_options_under_a_grid_is_found() {
    let counted = hold(&grid_venue("none"), 0..40, 500);
    assert!(counted.two >= 1 && counted.crossings > 10, "{counted:?}");
}

/// An hour without optimisation, minutes with it: `cargo test --release -p margin-core --test option_roots -- --ignored`.
#[test]
#[ignore = "thousands of scans of 20,000 points take minutes"]
fn every_crossing_of_thousands_of_portfolios_is_found() {
    for rules in [formula_venue(), grid_venue("none")] {
        println!("{:?}", hold(&rules, 0..3_000, 20_000));
    }
}

#[test]
fn a_short_strangle_goes_under_on_both_sides_and_a_long_one_between() {
    let market = chain();
    let legs = |quantity: f64| {
        vec![
            (option("BTC", march(), 80_000.0, Right::Call, Settlement::Linear), quantity, 1_000.0),
            (option("BTC", march(), 45_000.0, Right::Put, Settlement::Linear), quantity, 1_000.0),
        ]
    };
    let scanned = factors(20_000);
    let rules = formula_venue();
    let short = held_against_a_scan(&portfolio(&[("USD", 30_000.0)], legs(-1.0)), &market, &rules, &scanned);
    assert!(matches!(short.as_slice(), [low, high] if *low < 1.0 && *high > 1.0), "{short:?}");
    let long = held_against_a_scan(&portfolio(&[("USD", -5_000.0)], legs(1.0)), &market, &rules, &scanned);
    assert!(matches!(long.as_slice(), [low, high] if *low < *high), "{long:?}");
}

#[test]
fn options_that_only_just_go_under_between_two_strikes_are_found() {
    let (market, rules) = (chain(), formula_venue());
    let legs = [(45_000.0, Right::Put), (80_000.0, Right::Call)]
        .map(|(strike, right)| (option("BTC", january(), strike, right, Settlement::Linear), 5.0, 100.0));
    // With a debt so large that the least of what is above the requirement is a hair's breadth below nothing.
    let with = |cash: f64| portfolio(&[("USD", cash)], legs.to_vec());
    let scanned = factors(20_000);
    let inputs = with(0.0);
    let points = curve((&inputs, &market, &rules), GroupKey::Cross, &"BTC".into(), &scanned).unwrap();
    let least = points.iter().map(safety).fold(f64::INFINITY, f64::min);
    for hair in [1e-3, 0.1, 10.0] {
        let found = held_against_a_scan(&with(-least - hair), &market, &rules, &scanned);
        assert!(matches!(found.as_slice(), [low, high] if high / low < 1.2), "{hair}: {found:?}");
    }
}

#[test]
fn a_future_s_crossing_is_where_the_straight_line_is_none() {
    let (market, rules) = (chain(), formula_venue());
    let long = portfolio(&[("USD", 10_000.0)], vec![(Instrument::perpetual("BTC"), 1.0, 60_020.0)]);
    let found = held_against_a_scan(&long, &market, &rules, &factors(2_000));
    let wanted = (60_020.0 - 10_000.0) / (60_020.0 * 0.975);
    assert!(found.len() == 1 && (found[0] / wanted - 1.0).abs() < 1e-12, "{found:?} is not {wanted}");
}
