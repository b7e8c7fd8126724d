//! What is asked over evaluations: rules changed and compared, venues compared, and searches for a number.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on may panic, in its helpers too")]

#[path = "over_evaluate/change.rs"]
mod change;
mod common;
#[path = "over_evaluate/compare.rs"]
mod compare;
#[path = "over_evaluate/made.rs"]
mod made;
#[path = "over_evaluate/solve.rs"]
mod solve;
#[path = "over_evaluate/split.rs"]
mod split;

use proptest::test_runner::Config;

/// So many random cases; failures are not written to files.
fn cases(count: u32) -> Config {
    Config { cases: count, failure_persistence: None, ..Config::default() }
}
