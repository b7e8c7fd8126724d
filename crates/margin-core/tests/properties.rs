//! What holds for every account, whatever is in it.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on may panic, in its helpers too")]

#[path = "properties/collateral.rs"]
mod collateral;
mod common;
#[path = "properties/inputs.rs"]
mod inputs;
#[path = "properties/report.rs"]
mod report;
#[path = "properties/solve.rs"]
mod solve;
#[path = "properties/tiers.rs"]
mod tiers;

use proptest::test_runner::Config;

/// So many random cases, each from one seed that a failure names; failures are not written to files.
fn cases(count: u32) -> Config {
    Config { cases: count, failure_persistence: None, ..Config::default() }
}
