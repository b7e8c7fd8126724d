//! What a venue does with a portfolio that goes under: each formula held to figures that venues' own tests and documents
//! state, the process to accounts worked out by hand and to what holds for every account.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on may panic, in its helpers too")]

#[path = "liquidation/auctions.rs"]
mod auctions;
#[path = "liquidation/charges.rs"]
mod charges;
#[path = "liquidation/collateral.rs"]
mod collateral;
mod common;
#[path = "liquidation/lending.rs"]
mod lending;
#[path = "liquidation/policy.rs"]
mod policy;
#[path = "liquidation/pool.rs"]
mod pool;
#[path = "liquidation/prices.rs"]
mod prices;
#[path = "liquidation/process.rs"]
mod process;
#[cfg(not(target_family = "wasm"))]
#[path = "liquidation/properties.rs"]
mod properties;
#[path = "liquidation/random.rs"]
mod random;
#[path = "liquidation/sizes.rs"]
mod sizes;

use margin_core::units::{Price, Quantity, Ratio, Usd};

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
