//! The same bits natively and in WebAssembly where requirements follow volatility, liquidity and latency: 300 random
//! portfolios, every figure hashed into one number.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on may panic, in its helpers too")]

mod common;
#[path = "sensitivity_loss/random.rs"]
mod random;

use common::tree::Hash;
use margin_core::evaluate;

/// What all figures hash to; whoever means to change figures puts the number here that the failure names.
const FIGURES: u64 = 0x4b51_5a53_be31_0233;

#[cfg_attr(not(target_family = "wasm"), test)]
#[cfg_attr(target_family = "wasm", wasm_bindgen_test::wasm_bindgen_test)]
fn portfolios_have_the_same_bits_everywhere() {
    let mut hash = Hash::new();
    for seed in 0..300 {
        let case = random::random_case(seed);
        hash.report(&evaluate(&case.portfolio, &case.market, &case.rules).unwrap());
    }
    assert_eq!(
        hash.0, FIGURES,
        "the figures are {:#018x}: when they were meant to change, put that number into FIGURES, \
         and make sure that the native and the WebAssembly run agree on it",
        hash.0
    );
}
