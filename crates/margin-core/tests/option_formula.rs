//! What holds of options that are margined by a formula each, whatever is in an account.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on may panic, in its helpers too")]

#[path = "option_formula/account.rs"]
mod account;
#[path = "option_formula/checks.rs"]
mod checks;
mod common;
#[path = "option_formula/examples.rs"]
mod examples;

use account::{Optional, accounts, by_loss, naked, required, shocked, strategies, with_long};
use margin_core::instrument::Right;
use margin_core::report::Level;
use margin_core::rules::{Model, Relief, VenueRules, Worth};
use proptest::prelude::*;
use proptest::test_runner::Config;

fn without_relief(mut rules: VenueRules) -> VenueRules {
    if let Model::OptionFormula(model) = &mut rules.model {
        model.relief = Relief::None;
    }
    rules
}

fn every_rules() -> Vec<VenueRules> {
    let worths = [Worth::Counted, Worth::Required];
    worths.into_iter().flat_map(|worth| [naked(worth), by_loss(worth), strategies(worth), shocked(worth)]).collect()
}

proptest! {
    #![proptest_config(Config { cases: 128, failure_persistence: None, ..Config::default() })]

    #[test]
    fn relief_never_raises_what_is_required(account in accounts(0..7)) {
        for rules in every_rules() {
            for level in Level::ALL {
                let with = required(&account, &rules, level);
                let without = required(&account, &without_relief(rules.clone()), level);
                prop_assert!(with <= without + account.slack(), "{with} > {without}");
            }
        }
    }

    #[test]
    fn nothing_negative_is_required(account in accounts(0..7)) {
        for rules in every_rules() {
            for level in Level::ALL {
                let required = required(&account, &rules, level);
                prop_assert!(required >= -account.slack(), "{required}");
            }
        }
    }

    #[test]
    fn one_more_long_option_requires_no_more_than_its_own_rule_says(
        account in accounts(0..6),
        strike in 40.0..250.0_f64,
        right in prop_oneof![Just(Right::Call), Just(Right::Put)],
    ) {
        for rules in [Worth::Counted, Worth::Required].into_iter().flat_map(|worth| [naked(worth), by_loss(worth)]) {
            let more = with_long(&account, strike, right);
            let own = required(&more.alone(more.options.len() - 1), &rules, Level::Initial);
            let [before, after] = [&account, &more].map(|account| required(account, &rules, Level::Initial));
            prop_assert!(after <= before + own + more.slack(), "{after} > {before} + {own}");
        }
    }

    #[test]
    fn a_spread_requires_no_more_than_its_width(
        short in 60.0..180.0_f64,
        width in 0.0..60.0_f64,
        quantity in 0.1..5.0_f64,
        right in prop_oneof![Just(Right::Call), Just(Right::Put)],
    ) {
        let long = match right { Right::Call => short + width, Right::Put => short - width.min(40.0) };
        let options =
            vec![Optional { strike: short, right, quantity: -quantity }, Optional { strike: long, right, quantity }];
        let account = account::Account { options, stock: 0.0, index: 120.0 };
        for rules in [by_loss(Worth::Required), strategies(Worth::Required)] {
            let required = required(&account, &rules, Level::Initial);
            let most = (short - long).abs() * quantity;
            prop_assert!(required <= most + account.slack(), "{required} > {most}");
        }
    }

    #[test]
    fn a_short_option_deeper_in_the_money_requires_more(
        strike in 60.0..180.0_f64,
        deeper in 0.0..40.0_f64,
        right in prop_oneof![Just(Right::Call), Just(Right::Put)],
    ) {
        let deep = match right { Right::Call => strike - deeper, Right::Put => strike + deeper };
        let one = |strike| account::Account {
            options: vec![Optional { strike, right, quantity: -1.0 }], stock: 0.0, index: 120.0,
        };
        for rules in [naked(Worth::Required), by_loss(Worth::Required), shocked(Worth::Required)] {
            let [out, within] = [strike, deep].map(|strike| required(&one(strike), &rules, Level::Initial));
            prop_assert!(out <= within + 1e-6, "{strike}: {out} > {deep}: {within}");
        }
    }

    #[test]
    fn the_order_of_positions_decides_nothing(account in accounts(1..7), turn in 0_usize..7) {
        let mut turned = account.clone();
        let places = turned.options.len();
        turned.options.rotate_left(turn % places);
        turned.options.reverse();
        for rules in every_rules() {
            let [first, second] = [&account, &turned].map(|account| required(account, &rules, Level::Initial));
            prop_assert!((first - second).abs() <= account.slack(), "{first} {second}");
        }
    }
}

#[test]
fn the_rules_of_these_tests_pass_the_engines_check() {
    for rules in every_rules() {
        margin_core::evaluate::check(&rules).unwrap();
    }
}
