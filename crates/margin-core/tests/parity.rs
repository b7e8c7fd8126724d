//! The same bits natively and in WebAssembly: 10,000 random accounts, every figure hashed into one number.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on may panic, in its helpers too")]

mod common;

use common::random_case;
use common::tree::Hash;
use margin_core::evaluate;
use margin_core::solve::liquidation_prices;

/// What all figures hash to; whoever means to change figures puts the number here that the failure names.
const FIGURES: u64 = 0x3a07_2e40_897c_cf1a;

#[cfg_attr(not(target_family = "wasm"), test)]
#[cfg_attr(target_family = "wasm", wasm_bindgen_test::wasm_bindgen_test)]
fn ten_thousand_accounts_have_the_same_bits_everywhere() {
    let mut hash = Hash::new();
    for seed in 0..10_000 {
        let case = random_case(seed);
        let report = evaluate(&case.portfolio, &case.market, &case.rules).unwrap();
        hash.report(&report);
        hash.crossings(&liquidation_prices(&case.portfolio, &case.market, &case.rules).unwrap());
    }
    assert_eq!(
        hash.0, FIGURES,
        "the figures are {:#018x}: when they were meant to change, put that number into FIGURES, \
         and make sure that the native and the WebAssembly run agree on it",
        hash.0
    );
}
