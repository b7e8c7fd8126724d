//! What holds for every account, every policy and every path of prices.

use crate::common::{Case, Random, random_case};
use crate::random::random_policy;
use margin_core::evaluate;
use margin_core::id::AssetId;
use margin_core::liquidation::{Ending, Event, Path, PathStep, Process, What, process, trigger};
use margin_core::report::{Figures, GroupKey, Level};
use margin_core::rules::liquidation::Party;
use margin_core::units::{Ratio, Usd};
use proptest::prelude::*;
use proptest::test_runner::Config;
use std::collections::BTreeMap;

/// How many random runs each property is held to.
const CASES: u32 = 60;

fn cases(count: u32) -> Config {
    Config { cases: count, failure_persistence: None, ..Config::default() }
}

/// An account, a policy and a path by one seed.
fn random_run(seed: u64) -> (Case, Path) {
    let mut case = random_case(seed);
    let random = &mut Random::new(seed.rotate_left(29) ^ 0x5eed);
    case.rules.liquidation = random_policy(random);
    let assets: Vec<AssetId> = case.market.assets.keys().cloned().collect();
    let mut seconds = 0.0;
    let steps = (0..1 + random.below(4)).map(|_| {
        let mut factors = BTreeMap::new();
        for asset in &assets {
            if random.one_in(2) {
                factors.insert(asset.clone(), Ratio::new(random.magnitude(0.3, 2.5)));
            }
        }
        let step = PathStep { seconds, factors };
        seconds += random.of(&[0.0, 1.0, 10.0, 120.0]);
        step
    });
    let path = Path(steps.collect());
    (case, path)
}

fn run(case: &Case, path: &Path) -> Process {
    process(&case.portfolio, &case.market, &case.rules, path).unwrap()
}

/// The size of everything that is traded, for tolerances.
fn scale(case: &Case, run: &Process) -> f64 {
    let before = evaluate(&case.portfolio, &case.market, &case.rules).unwrap();
    let held: f64 = before.holdings.iter().map(|holding| holding.value.usd().get().abs()).sum();
    let set_aside: f64 = before.groups.iter().map(|group| group.figures.equity.usd().get().abs()).sum();
    // Prices rise at most 2.5 times, and profits in coins with them.
    let transfers = run.events.iter().flat_map(|event| &event.transfers);
    let paid: f64 = transfers.map(|transfer| transfer.amount.usd().get().abs()).sum();
    10.0 * (before.gross_notional().usd().get() + held + set_aside) + paid + 1.0
}

fn equity(figures: &Figures) -> f64 {
    figures.equity.usd().get()
}

fn is_call(event: &Event) -> bool {
    matches!(event.what, What::MarginCall { .. })
}

proptest! {
    #![proptest_config(cases(CASES))]

    #[test]
    fn what_the_trader_loses_others_gain(seed in any::<u64>()) {
        let (case, path) = random_run(seed);
        let run = run(&case, &path);
        let tolerance = 1e-9 * scale(&case, &run);
        let all: Usd = run.balances.values().copied().sum();
        prop_assert!(all.get().abs() <= tolerance, "{all:?}");
        let expected = (run.start + run.moved + run.balance(Party::Trader)).get();
        let left = equity(&run.after.total);
        prop_assert!((left - expected).abs() <= tolerance, "{left} is left of {expected}");
    }

    #[test]
    fn every_event_changes_its_groups_equity_by_what_the_trader_paid(seed in any::<u64>()) {
        let (case, path) = random_run(seed);
        let run = run(&case, &path);
        let tolerance = 1e-9 * scale(&case, &run);
        for event in &run.events {
            let (Some(before), Some(after)) = (&event.before, &event.after) else { continue };
            let changed = equity(after) - equity(before);
            let paid = event.balance(Party::Trader).get();
            prop_assert!((changed - paid).abs() <= tolerance, "{changed} is not {paid} in {:?}", event.what);
        }
    }

    #[test]
    fn a_portfolio_that_stays_safe_is_never_touched(seed in any::<u64>()) {
        let (case, path) = random_run(seed);
        let run = run(&case, &path);
        let touched = run.events.iter().any(|event| !is_call(event));
        let policy = &case.rules.liquidation;
        let mut under = false;
        for step in &path.0 {
            let mut moved = case.clone();
            for (asset, factor) in &step.factors {
                moved.market = crate::common::shocked(&moved, |moves| moves == asset, factor.get());
            }
            let report = evaluate(&moved.portfolio, &moved.market, &moved.rules).unwrap();
            under |= report.groups.iter().any(|group| {
                let figures = &group.figures;
                let counted = figures.counted.at(Level::Maintenance).usd();
                trigger::triggered(counted, figures.maintenance.usd(), policy.trigger_share(), policy.at_trigger)
            });
        }
        prop_assert_eq!(touched, under);
        if !under {
            prop_assert_eq!(&run.portfolio, &case.portfolio);
            prop_assert!(run.endings.iter().all(|ended| ended.ending == Ending::Untouched));
        }
    }

    #[test]
    fn nothing_is_taken_that_is_not_there_without_saying_so(seed in any::<u64>()) {
        let (case, path) = random_run(seed);
        let run = run(&case, &path);
        let tolerance = 1e-9 * scale(&case, &run);
        for ended in &run.endings {
            let lost = run.events.iter().any(|event| event.group == ended.group && event.what == What::BadDebt);
            prop_assert_eq!(ended.ending == Ending::Bankrupt, lost, "{:?}", ended);
            let Some(group) = run.after.group(ended.group) else { continue };
            let open = run.after.positions.iter().any(|position| position.group == ended.group);
            if matches!(ended.ending, Ending::Closed | Ending::Bankrupt) && !open && path.0.len() == 1 {
                prop_assert!(equity(&group.figures) >= -tolerance, "{:?} {:?}", ended, equity(&group.figures));
            }
        }
    }

    #[test]
    fn a_group_that_ends_safe_or_closed_may_not_be_liquidated(seed in any::<u64>()) {
        let (case, path) = random_run(seed);
        let run = run(&case, &path);
        let policy = &case.rules.liquidation;
        for ended in run.endings.iter().filter(|ended| ended.ending == Ending::Safe) {
            let Some(group) = run.after.group(ended.group) else { continue };
            let counted = group.figures.counted.at(Level::Maintenance).usd();
            let required = group.figures.maintenance.usd();
            prop_assert!(!trigger::triggered(counted, required, policy.trigger_share(), policy.at_trigger));
        }
        for ended in run.endings.iter().filter(|ended| matches!(ended.ending, Ending::Closed | Ending::Bankrupt)) {
            prop_assert!(ended.group == GroupKey::Cross || run.after.group(ended.group).is_none());
        }
    }

    #[test]
    fn the_same_run_gives_the_same_events(seed in any::<u64>()) {
        let (case, path) = random_run(seed);
        prop_assert_eq!(run(&case, &path), run(&case, &path));
    }
}
