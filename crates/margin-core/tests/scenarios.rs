//! What holds for every grid of scenarios, whatever is in the account and in the grid.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on may panic, in its helpers too")]

#[path = "scenarios/checks.rs"]
mod checks;
mod common;
#[path = "scenarios/examples.rs"]
mod examples;
#[path = "scenarios/random.rs"]
mod random;

use common::{Case, tree};
use margin_core::evaluate;
use margin_core::portfolio::Portfolio;
use margin_core::report::{GridLabel, Label, Level, LineItem};
use margin_core::rules::{Grid, Model, VenueRules};
use margin_core::scenarios::{PartOf, ScenarioTable, Worst, scenarios};
use margin_core::units::Ratio;
use proptest::prelude::*;
use proptest::test_runner::Config;

/// So many random cases, each from one seed that a failure names; failures are not written to files.
fn cases(count: u32) -> Config {
    Config { cases: count, failure_persistence: None, ..Config::default() }
}

fn tables(case: &Case) -> Vec<ScenarioTable> {
    scenarios(&case.portfolio, &case.market, &case.rules).unwrap()
}

/// The worst losses of all underlyings, added.
fn worst(case: &Case) -> f64 {
    tables(case).iter().map(|table| table.loss.get()).sum()
}

fn required(case: &Case, level: Level) -> f64 {
    tree::value(evaluate(&case.portfolio, &case.market, &case.rules).unwrap().total.requirement(level))
}

/// The size of everything in an account, by which rounding is measured.
fn size(case: &Case) -> f64 {
    let report = evaluate(&case.portfolio, &case.market, &case.rules).unwrap();
    let holdings: f64 = report.holdings.iter().map(|holding| tree::value(&holding.value).abs()).sum();
    holdings + tree::value(&report.gross_notional()) + 1.0
}

/// Changes every grid.
fn with_grids(case: &Case, change: impl Fn(&mut Grid)) -> Case {
    let mut case = case.clone();
    grids(&mut case.rules).for_each(change);
    case
}

fn grids(rules: &mut VenueRules) -> impl Iterator<Item = &mut Grid> {
    match &mut rules.model {
        Model::ScenarioLoss(model) => model.grids.values_mut(),
        _ => panic!("these rules have no grids"),
    }
}

/// The account with the positions of some places only, and without holdings.
fn part(case: &Case, wanted: impl Fn(usize) -> bool) -> Case {
    let positions = case.portfolio.positions.iter().enumerate();
    let positions = positions.filter(|(place, _)| wanted(*place)).map(|(_, position)| position.clone()).collect();
    Case { portfolio: Portfolio { positions, ..Portfolio::default() }, ..case.clone() }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn portfolios_lose_no_more_together_than_apart(seed: u64) {
        let case = random::convex_case(seed);
        let (even, odd) = (part(&case, |place| place % 2 == 0), part(&case, |place| place % 2 == 1));
        let together = worst(&part(&case, |_| true));
        let rounding = 1e-9 * size(&case);
        prop_assert!(together <= worst(&even) + worst(&odd) + rounding);
    }

    #[test]
    fn one_more_scenario_never_lowers_what_is_required(seed: u64, which: usize) {
        let case = random::case(seed);
        let fewer = with_grids(&case, |grid| {
            let place = which % grid.scenarios.len();
            if grid.scenarios.len() > 1 {
                grid.scenarios.remove(place);
            }
        });
        for level in Level::ALL {
            prop_assert!(required(&fewer, level) <= required(&case, level));
        }
    }

    #[test]
    fn a_requirement_is_never_negative(seed: u64) {
        let case = random::case(seed);
        for table in tables(&case) {
            prop_assert!(table.loss.get() >= 0.0);
            for required in table.required.all() {
                prop_assert!(tree::value(required) >= 0.0);
            }
        }
    }

    #[test]
    fn the_order_of_positions_and_holdings_changes_no_bit(seed: u64) {
        let case = random::case(seed);
        let mut turned = case.clone();
        turned.portfolio.positions.reverse();
        turned.portfolio.holdings.reverse();
        for level in Level::ALL {
            prop_assert_eq!(required(&case, level).to_bits(), required(&turned, level).to_bits());
        }
        let losses = |case| tables(case).into_iter().map(|table| (table.worst, table.loss)).collect::<Vec<_>>();
        prop_assert_eq!(losses(&case), losses(&turned));
    }

    #[test]
    fn a_greater_scale_never_lowers_what_is_required(seed: u64, more in 1.0..3.0_f64) {
        let case = random::case(seed);
        let scaled = with_grids(&case, |grid| {
            grid.scale.initial = Ratio::new(grid.scale.initial.get() * more);
            grid.scale.maintenance = Ratio::new(grid.scale.maintenance.get() * more);
        });
        for level in Level::ALL {
            prop_assert!(required(&case, level) <= required(&scaled, level));
        }
    }

    #[test]
    fn what_is_explained_is_the_number_that_searches_use(seed: u64) {
        let case = random::case(seed);
        for table in tables(&case) {
            let mut worst = None;
            tree::each(&table.required.initial, &mut |item: &LineItem| {
                let (value, made) = (tree::value(item), tree::recomputed(item));
                assert_eq!(value.to_bits(), made.to_bits(), "{:?}", item.label());
                if item.label() == Label::Grid(GridLabel::Worst) {
                    worst = Some(value);
                }
            });
            prop_assert_eq!(worst, Some(table.loss.get()));
        }
    }

    #[test]
    fn the_parts_of_a_scenario_add_up_and_the_worst_is_marked(seed: u64) {
        let case = random::case(seed);
        for table in tables(&case) {
            let losses = table.rows.iter().map(|row| -row.profit.get()).chain(table.basis.map(|basis| basis.get()));
            let most = losses.fold(0.0, f64::max);
            prop_assert_eq!(table.loss.get(), most);
            match table.worst {
                Worst::Nothing => prop_assert_eq!(most, 0.0),
                Worst::Row(place) => prop_assert_eq!(-table.rows[place].profit.get(), most),
                Worst::Basis => prop_assert_eq!(table.basis.map(|basis| basis.get()), Some(most)),
            }
            for row in &table.rows {
                let parts: f64 = row.parts.iter().map(|part| part.change.get()).sum();
                prop_assert_eq!(parts, row.change.get());
                let positions = row.parts.iter().filter(|part| matches!(part.of, PartOf::Position(_))).count();
                prop_assert!(positions <= case.portfolio.positions.len());
            }
        }
    }
}
