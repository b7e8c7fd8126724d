//! Venues that margin a portfolio by the worst of a grid: accounts worked out by hand, under the rules as carried.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should stop here")]

mod common;

use common::close;
use margin_core::id::PositionId;
use margin_core::instrument::{Instrument, Kind, Right, Settlement};
use margin_core::market::{self, Market};
use margin_core::portfolio::{Leverage, MarginMode, Portfolio, Position};
use margin_core::report::{GroupKey, Level};
use margin_core::rules::{Grid, Model, ScenarioSet, VenueRules};
use margin_core::scenarios::{ScenarioTable, scenarios};
use margin_core::units::{Price, Quantity, Ratio, Usd};
use margin_venues::catalogue;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const VENUES: [&str; 6] = [
    "okx/portfolio",
    "deribit/portfolio",
    "paradex/portfolio",
    "classroom/span",
    "classroom/span-1990s",
    "classroom/tims",
];

/// An account under one venue's rules, and what it requires to open and to keep.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    rules: String,
    words: String,
    positions: Vec<Position>,
    assets: Value,
    instruments: Value,
    required: [f64; 2],
}

fn cases() -> Vec<Case> {
    serde_json::from_str(include_str!("portfolio_margin/cases.json")).unwrap()
}

fn market(assets: &Value, instruments: &Value) -> Market {
    let market = json!({
        "schema": market::SCHEMA, "time": "2026-09-06T16:46:00Z", "source": "invented",
        "assets": assets, "instruments": instruments,
    });
    serde_json::from_value(market).unwrap()
}

fn rules(id: &str) -> VenueRules {
    catalogue().unwrap().find(id).unwrap().clone()
}

fn grids(rules: &VenueRules) -> Vec<Grid> {
    let Model::ScenarioLoss(model) = &rules.model else { panic!("{} has no grids", rules.venue) };
    model.underlyings.values().map(|name| model.grids.get(name).unwrap().clone()).collect()
}

#[test]
fn accounts_require_what_was_worked_out_by_hand() {
    for case in cases() {
        let about = format!("{}, {}: {}", case.rules, case.name, case.words);
        let portfolio = Portfolio { positions: case.positions, ..Portfolio::default() };
        let report =
            margin_core::evaluate(&portfolio, &market(&case.assets, &case.instruments), &rules(&case.rules)).unwrap();
        let figures = &report.group(GroupKey::Cross).unwrap().figures;
        for (level, required) in Level::ALL.into_iter().zip(case.required) {
            close(&format!("{about}: {level:?}"), figures.requirement(level).usd().get(), required);
        }
    }
}

#[test]
fn every_venue_of_grids_has_a_case() {
    let tested: BTreeSet<String> = cases().into_iter().map(|case| case.rules).collect();
    assert!(VENUES.iter().all(|id| tested.contains(*id)), "{tested:?}");
}

#[test]
fn grids_have_as_many_scenarios_as_their_venues_say() {
    let counts = [21 + 1 + 2, 27 + 8, 16 + 8, 16, 16, 10];
    for (id, count) in VENUES.into_iter().zip(counts) {
        for grid in grids(&rules(id)) {
            assert_eq!(grid.scenarios.len(), count, "{id}");
        }
    }
}

#[test]
fn far_moves_go_both_ways_and_the_usual_ones_are_even() {
    for id in VENUES.into_iter().filter(|id| *id != "classroom/tims") {
        for grid in grids(&rules(id)) {
            let prices = |set| grid.scenarios.iter().filter(move |each| each.set == set).map(|each| each.price.get());
            let usual: f64 = prices(ScenarioSet::Regular).sum();
            assert!(usual.abs() < 1e-12, "{id}: {usual}");
            let far: Vec<f64> = grid
                .scenarios
                .iter()
                .filter(|each| each.set != ScenarioSet::Regular)
                .map(|each| each.price.get())
                .collect();
            assert!(far.iter().any(|price| *price > 0.0) && far.iter().any(|price| *price < 0.0), "{id}");
        }
    }
}

/// Ether options of one strike that settle in coins.
fn written_calls(quantity: f64) -> ScenarioTable {
    let assets = json!({"ETH": {"index": 2000}});
    let market = market(&assets, &json!({"ETH-2026-12-25-2400-C-COIN": {"mark": 0.05, "volatility": 0.7}}));
    let (strike, right) = (Price::new(2400.0), Right::Call);
    let kind = Kind::Option { expiry: "2026-12-25T00:00:00Z".parse().unwrap(), strike, right };
    let instrument = Instrument { kind, settlement: Settlement::Coin, ..Instrument::perpetual("ETH") };
    let position = Position {
        id: PositionId(1),
        instrument,
        quantity: Quantity::new(quantity),
        entry: Price::new(0.05),
        mode: MarginMode::Cross,
        leverage: Leverage::VenueMaximum,
        accrued: Usd::ZERO,
    };
    let portfolio = Portfolio { positions: vec![position], ..Portfolio::default() };
    scenarios(&portfolio, &market, &rules("deribit/portfolio")).unwrap().into_iter().next().unwrap()
}

#[test]
fn far_away_options_count_by_their_share_of_the_move_and_shrink_by_the_dampener() {
    let table = written_calls(-10_000.0);
    let far = table.rows.iter().filter(|row| row.scenario.set == ScenarioSet::Extended);
    let mut lost = 0;
    for row in far {
        let part = row.change.get() * 0.18 / row.scenario.price.get().abs();
        let expected = if part < 0.0 { (part + 200_000.0).min(0.0) } else { (0.6 * part - 200_000.0).max(0.0) };
        close(&format!("{:?}", row.scenario.price), row.profit.get(), expected);
        lost += usize::from(row.profit < Usd::ZERO);
    }
    assert!(lost > 0, "the book is too small for the test");
}

#[test]
fn a_written_call_loses_most_where_price_and_volatility_rise() {
    let table = written_calls(-1.0);
    let worst = table.rows.iter().min_by(|one, other| one.profit.get().total_cmp(&other.profit.get())).unwrap();
    assert_eq!(worst.scenario.price, Ratio::new(0.18));
    assert_eq!(worst.profit, Usd::ZERO - table.loss);
}
