//! What the tests of venues share.

#![allow(dead_code, reason = "each test uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop here")]

use margin_core::id::{AssetId, HoldingId};
use margin_core::market::Market;
use margin_core::portfolio::{Holding, Portfolio};
use margin_core::units::Quantity;
use std::collections::BTreeMap;

/// Recorded prices of a lending market.
pub fn market() -> Market {
    serde_json::from_str(include_str!("../../markets/aave-v3-ethereum-2025-07-03.json")).unwrap()
}

/// Somebody who holds these units of these assets.
pub fn portfolio(holdings: &BTreeMap<AssetId, f64>) -> Portfolio {
    let holdings = holdings.iter().zip(1..).map(|((asset, units), id)| Holding {
        id: HoldingId(id),
        asset: asset.clone(),
        quantity: Quantity::new(*units),
    });
    Portfolio { holdings: holdings.collect(), ..Portfolio::default() }
}

/// Figures worked out by hand are given to nine digits.
pub fn close(about: &str, found: f64, expected: f64) {
    let apart = (found - expected).abs();
    assert!(apart <= 1e-9 * expected.abs().max(1.0), "{about}: {found} instead of {expected}");
}
