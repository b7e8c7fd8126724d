//! Vaults, ranges, covered spreads, reputations and joined wallets: each formula held to figures that its source states
//! or that follow from it by hand, and to what holds whatever is put in.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on may panic, in its helpers too")]

#[path = "vaults/power_perpetual.rs"]
mod power_perpetual;
#[path = "vaults/range_option.rs"]
mod range_option;
#[path = "vaults/reputation.rs"]
mod reputation;
#[path = "vaults/spread.rs"]
mod spread;
#[path = "vaults/unified.rs"]
mod unified;

use margin_core::units::{Price, Quantity, Ratio, Usd};
use proptest::test_runner::Config;

/// So many random cases; failures are not written to files.
fn cases(count: u32) -> Config {
    Config { cases: count, failure_persistence: None, ..Config::default() }
}

fn usd(value: f64) -> Usd {
    Usd::new(value)
}

fn ratio(value: f64) -> Ratio {
    Ratio::new(value)
}

fn price(value: f64) -> Price {
    Price::new(value)
}

fn quantity(value: f64) -> Quantity {
    Quantity::new(value)
}

#[track_caller]
fn near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found} is not {expected}");
}
