//! Requirements that follow volatility, liquidity and latency: what never lowers them, what they are made of, and what
//! their parts say.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on may panic, in its helpers too")]

mod common;
#[path = "sensitivity_loss/dials.rs"]
mod dials;
#[path = "sensitivity_loss/known.rs"]
mod known;
#[path = "sensitivity_loss/parts.rs"]
mod parts;
#[path = "sensitivity_loss/random.rs"]
mod random;
#[path = "sensitivity_loss/rules.rs"]
mod rules;
#[path = "sensitivity_loss/together.rs"]
mod together;

use common::Case;
use common::options::{chain, portfolio};
use margin_core::dynamic::{Profile, profile};
use margin_core::evaluate;
use margin_core::instrument::Instrument;
use margin_core::report::{Level, MarginReport};
use margin_core::rules::{Model, SensitivityLoss};
use proptest::test_runner::Config;
use random::{model, random_case, rules_of};

/// So many random cases, each from one seed that a failure names; failures are not written to files.
fn cases(count: u32) -> Config {
    Config { cases: count, failure_persistence: None, ..Config::default() }
}

fn parameters(case: &mut Case) -> &mut SensitivityLoss {
    match &mut case.rules.model {
        Model::SensitivityLoss(model) => model,
        _ => panic!("these rules are of another kind"),
    }
}

fn report(case: &Case) -> MarginReport {
    evaluate(&case.portfolio, &case.market, &case.rules).unwrap()
}

fn profiled(case: &Case) -> Profile {
    profile(&case.portfolio, &case.market, &case.rules).unwrap().unwrap()
}

/// Initial and maintenance, in dollars.
fn required(case: &Case) -> [f64; 2] {
    Level::ALL.map(|level| report(case).total.requirement(level).usd().get())
}

/// The same with contracts that are no options only.
fn straight_case(seed: u64) -> Case {
    let mut case = random_case(seed);
    case.portfolio.positions.retain(|position| !position.instrument.is_option());
    case
}
