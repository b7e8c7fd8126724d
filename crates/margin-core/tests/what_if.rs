//! Waterfalls and heat maps against the evaluation that they are differences and moves of.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on may panic, in its helpers too")]

mod common;

use common::options::{chain, grid_venue, january, march, option, portfolio};
use common::varied_case;
use margin_core::evaluate;
use margin_core::instrument::{Instrument, Right, Settlement};
use margin_core::portfolio::Portfolio;
use margin_core::report::{GroupKey, Level};
use margin_core::scenario::{Shock, VolatilityChange};
use margin_core::solve::{Shocked, heat_map, shocked};
use margin_core::units::{Ratio, Usd};
use margin_core::waterfall::{StepOf, waterfall};

fn near(left: Usd, right: Usd) -> bool {
    (left - right).abs().get() <= 1e-9 * (1.0 + left.abs().get().max(right.abs().get()))
}

/// A covered call, a strangle and a hedge on two assets.
fn optioned() -> Portfolio {
    let linear = Settlement::Linear;
    portfolio(
        &[("USD", 40_000.0), ("BTC", 1.0)],
        vec![
            (option("BTC", january(), 66_000.0, Right::Call, linear), -1.0, 1_900.0),
            (option("BTC", march(), 50_000.0, Right::Put, linear), -0.5, 2_100.0),
            (option("ETH", january(), 2_200.0, Right::Call, linear), 6.0, 70.0),
            (Instrument::perpetual("ETH"), -3.0, 2_010.0),
            (Instrument::perpetual("BTC"), 0.4, 60_500.0),
        ],
    )
}

#[test]
fn a_waterfall_ends_at_the_requirement() {
    for seed in 0..300 {
        let case = varied_case(seed);
        let Ok(report) = evaluate(&case.portfolio, &case.market, &case.rules) else { continue };
        for level in Level::ALL {
            let found = waterfall(&case.portfolio, &case.market, &case.rules, level).unwrap();
            let end = found.steps.iter().fold(found.standalone.usd(), |sum, step| sum + step.change.usd());
            assert!(near(end, report.total.requirement(level).usd()), "case {seed}: {end:?}, {report:?}");
            assert_eq!(found.requirement.usd(), report.total.requirement(level).usd(), "case {seed}");
        }
    }
}

#[test]
fn options_on_one_asset_free_each_other_and_a_grid_adds_assets_up() {
    let (portfolio, market, rules) = (optioned(), chain(), grid_venue("none"));
    let found = waterfall(&portfolio, &market, &rules, Level::Maintenance).unwrap();
    let report = evaluate(&portfolio, &market, &rules).unwrap();
    let end = found.steps.iter().fold(found.standalone.usd(), |sum, step| sum + step.change.usd());
    assert!(near(end, report.total.maintenance.usd()));
    let of = |asset: &str| found.steps.iter().find(|step| step.of == StepOf::Within(asset.into()));
    assert!(["BTC", "ETH"].into_iter().all(|asset| of(asset).is_some_and(|step| step.change.usd() < Usd::ZERO)));
    assert!(!found.steps.iter().any(|step| step.of == StepOf::Between), "{:?}", found.steps);
}

#[test]
fn a_cell_of_a_heat_map_is_the_evaluation_of_the_market_there() {
    let (portfolio, market, rules) = (optioned(), chain(), grid_venue("none"));
    let inputs = (&portfolio, &market, &rules);
    let prices = [0.7, 1.0, 1.25].map(Ratio::new);
    let volatile = |points: f64| Shock { volatility: VolatilityChange::Plus(Ratio::new(points)), ..Shock::NONE };
    let shocks = [volatile(-0.1), Shock::NONE, volatile(0.3), Shock { days: 12.0, ..Shock::NONE }];
    let rows = heat_map(inputs, GroupKey::Cross, &"BTC".into(), &prices, &shocks).unwrap();
    let now = evaluate(&portfolio, &market, &rules).unwrap().total.equity.usd();
    for (row, shock) in rows.iter().zip(shocks) {
        for (cell, price) in row.iter().zip(prices) {
            let there = shocked(inputs, &Shocked::One("BTC".into()), &Shock { price, ..shock }).unwrap();
            let report = evaluate(&portfolio, &there, &rules).unwrap();
            assert!(near(cell.equity, report.total.equity.usd()), "{price:?} {shock:?}: {cell:?}");
            assert!(near(cell.profit, cell.equity - now));
            for level in Level::ALL {
                assert!(near(*cell.required.at(level), report.total.requirement(level).usd()), "{price:?} {shock:?}");
                assert!(near(*cell.counted.at(level), report.total.counted.at(level).usd()), "{price:?} {shock:?}");
            }
        }
    }
}

#[test]
fn a_heat_map_of_what_is_not_there_is_empty() {
    let (portfolio, market, rules) = (optioned(), chain(), grid_venue("none"));
    let inputs = (&portfolio, &market, &rules);
    let one = [Ratio::new(1.0)];
    assert_eq!(heat_map(inputs, GroupKey::Cross, &"SOL".into(), &one, &[Shock::NONE]), Ok(Vec::new()));
    assert!(heat_map(inputs, GroupKey::Cross, &"BTC".into(), &[Ratio::new(-1.0)], &[Shock::NONE]).is_err());
}
