//! Written options that options held cover.

use super::{cases, near, price, quantity};
use margin_core::spread::{Strip, calls, puts};
use proptest::prelude::*;

fn strip(contracts: f64, strike: f64) -> Strip {
    Strip { quantity: quantity(contracts), strike: price(strike) }
}

/// What both strips lose together at a price at expiry.
fn loss(written: Strip, held: Strip, payoff: impl Fn(f64) -> f64) -> f64 {
    written.quantity.get() * payoff(written.strike.get()) - held.quantity.get() * payoff(held.strike.get())
}

#[test]
fn what_is_held_covers_what_is_written() {
    let put_cases = [(1.0, 250.0, 1.0, 200.0, 50.0), (1.0, 200.0, 1.0, 250.0, 0.0), (2.0, 250.0, 1.0, 200.0, 300.0)];
    for (written, at, held, above, expected) in put_cases {
        near(puts(strip(written, at), strip(held, above)).get(), expected, 1e-12);
    }
    let call_cases = [(1.0, 200.0, 1.0, 250.0, 0.2), (1.0, 250.0, 1.0, 200.0, 0.0), (2.0, 200.0, 1.0, 250.0, 1.0)];
    for (written, at, held, above, expected) in call_cases {
        near(calls(strip(written, at), strip(held, above)).get(), expected, 1e-12);
    }
    near(calls(strip(3.0, 200.0), strip(0.0, 250.0)).get(), 3.0, 0.0);
    near(puts(strip(3.0, 200.0), strip(0.0, 250.0)).get(), 600.0, 0.0);
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn no_price_at_expiry_loses_more_than_is_required(
        written in 0.0..10.0_f64, held in 0.0..10.0_f64, at in 1.0..1000.0_f64, other in 1.0..1000.0_f64, expiry in 0.1..5000.0_f64,
    ) {
        let (written, held) = (strip(written, at), strip(held, other));
        let of_puts = loss(written, held, |strike| (strike - expiry).max(0.0));
        prop_assert!(of_puts <= puts(written, held).get() + 1e-9);
        let of_calls = loss(written, held, |strike| (expiry - strike).max(0.0)) / expiry;
        prop_assert!(of_calls <= calls(written, held).get() + 1e-9);
    }

    #[test]
    fn a_whole_spread_requires_exactly_its_greatest_loss(contracts in 0.1..10.0_f64, at in 1.0..1000.0_f64, other in 1.0..1000.0_f64) {
        let (written, held) = (strip(contracts, at), strip(contracts, other));
        prop_assert!((puts(written, held).get() - (contracts * (at - other)).max(0.0)).abs() <= 1e-9);
        let at_the_held_strike = (contracts * (other - at) / other).max(0.0);
        prop_assert!((calls(written, held).get() - at_the_held_strike).abs() <= 1e-9);
    }
}
