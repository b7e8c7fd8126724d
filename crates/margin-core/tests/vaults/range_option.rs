//! Options made of liquidity in a range.

use super::{cases, near, price, quantity, ratio};
use margin_core::instrument::Right;
use margin_core::range_option::{self, Leg, Ramp};
use proptest::prelude::*;
use std::f64::consts::E;

fn ramp(base: f64, target: f64, full: f64, saturated: f64) -> Ramp {
    Ramp { base: ratio(base), target: ratio(target), full: ratio(full), saturated: ratio(saturated) }
}

fn at(ramp: &Ramp, utilisation: f64) -> f64 {
    range_option::at_utilisation(ramp, ratio(utilisation)).get()
}

fn leg(right: Right, strike: f64, width_ticks: f64) -> Leg {
    let reach = range_option::range_factor(width_ticks);
    Leg { right, amount: quantity(1.0), strike: price(strike), reach }
}

fn short(leg: Leg, at: f64, seller: f64) -> f64 {
    range_option::short_requirement(leg, price(at), ratio(seller)).get()
}

fn long(leg: Leg, at: f64, buyer: f64) -> f64 {
    range_option::long_requirement(leg, price(at), ratio(buyer)).get()
}

#[test]
fn ratios_follow_the_utilisation_of_the_pool() {
    let seller = ramp(0.2, 2.0 / 3.0, 1.0, 0.9);
    let strangle = range_option::of_strangle(&seller);
    // Utilisation; the ratio of a seller and of each leg of a strangle.
    let cases =
        [(0.0, 0.2, 0.1), (0.6666, 0.2, 0.1), (0.75, 0.485_714_212, 0.421_428_489), (0.9, 1.0, 1.0), (1.0, 1.0, 1.0)];
    for (utilisation, one, each) in cases {
        near(at(&seller, utilisation), one, 1e-6);
        near(at(&strangle, utilisation), each, 1e-6);
    }
    let first = (ramp(0.2, 0.5, 1.0, 0.9), ramp(0.1, 0.5, 0.05, 0.9));
    near(at(&first.0, 0.8), 0.8, 1e-12);
    near(at(&first.1, 0.8), 0.0625, 1e-12);
    near(at(&ramp(1.0, 0.9, 0.0, 0.95), 0.92), 0.6, 1e-12);
}

#[test]
fn a_short_leg_requires_more_the_deeper_it_is_in_the_money() {
    let cases = [
        (Right::Put, 800.0, 0.36),
        (Right::Put, 1000.0, 0.2),
        (Right::Put, 2000.0, 0.1),
        (Right::Put, 1e-9, 1.0),
        (Right::Call, 1250.0, 0.36),
        (Right::Call, 500.0, 0.1),
        (Right::Call, 1e12, 1.0),
    ];
    for (right, at, expected) in cases {
        near(short(leg(right, 1000.0, 0.0), at, 0.2), expected, 1e-6);
    }
    // Within a range that doubles the price, at its middle: 0.8 × (2 − 1) ÷ 3 + 0.1.
    let wide = Leg { reach: ratio(2.0), ..leg(Right::Put, 1000.0, 0.0) };
    near(short(wide, 1000.0, 0.2), 0.8 / 3.0 + 0.1, 1e-12);
    near(short(wide, 2000.0, 0.2), 0.1, 1e-12);
}

#[test]
fn a_long_leg_requires_less_the_farther_it_is_away() {
    let wide = leg(Right::Put, 1000.0, 1000.0);
    near(long(wide, 1000.0, 0.1), 0.1, 0.0);
    // One width and two widths away from the strike.
    let away = |ticks: f64| range_option::range_factor(2.0 * ticks).get();
    near(long(wide, 1000.0 * away(1000.0), 0.1), 0.1 / E, 1e-9);
    near(long(wide, 1000.0 / away(2000.0), 0.1), 0.1 / (2.0 * E * E), 1e-9);
    near(range_option::loan_requirement(quantity(5.0), ratio(0.1)).get(), 5.5, 1e-12);
}

#[test]
fn a_spread_requires_its_greatest_loss_or_both_legs() {
    let loss = range_option::vertical_loss(quantity(2.0), quantity(900.0), quantity(1000.0));
    near(loss.get(), 0.2, 1e-12);
    let required =
        |separate, ticks| range_option::spread_requirement(quantity(separate), loss, quantity(2.0), ticks).get();
    near(required(0.5, 0.0), 0.2, 1e-12);
    near(required(0.15, 0.0), 0.15, 1e-12);
    near(required(0.5, -4000.0), 0.2 + 2.0 * 4000.0 / 80_000.0, 1e-12);
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn a_ratio_stays_between_its_ends_and_never_turns(base in 0.0..1.0_f64, full in 0.0..1.0_f64, low in 0.0..1.0_f64, more in 0.0..1.0_f64) {
        let each = ramp(base, 0.6, full, 0.9);
        let (first, second) = (at(&each, low), at(&each, low + more));
        prop_assert!((second - first) * (full - base) >= 0.0);
        prop_assert!(first >= base.min(full) - 1e-15 && first <= base.max(full) + 1e-15);
    }

    #[test]
    fn a_short_puts_requirement_falls_as_the_price_rises_and_a_calls_rises(
        low in 1.0..10_000.0_f64, up in 1.0..10.0_f64, width in 0.0..20_000.0_f64, seller in 0.0..1.0_f64,
    ) {
        let (put, call) = (leg(Right::Put, 1000.0, width), leg(Right::Call, 1000.0, width));
        prop_assert!(short(put, low * up, seller) <= short(put, low, seller) + 1e-12);
        prop_assert!(short(call, low * up, seller) >= short(call, low, seller) - 1e-12);
    }

    #[test]
    fn a_legs_requirement_is_no_more_than_what_it_moves(at in 1.0..10_000.0_f64, width in 1.0..20_000.0_f64, rate in 0.0..1.0_f64) {
        for right in [Right::Put, Right::Call] {
            let each = leg(right, 1000.0, width);
            prop_assert!(short(each, at, rate) >= rate / 2.0 && short(each, at, rate) <= 1.0 + 1e-12);
            prop_assert!(long(each, at, rate) >= 0.0 && long(each, at, rate) <= rate);
        }
    }
}
