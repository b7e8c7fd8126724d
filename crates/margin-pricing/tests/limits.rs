//! Where formulas divide by zero, figures are their limits; where an input means nothing, there is no figure.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic, in its helpers too")]

use margin_pricing::black76::{Black76, Right, Standardised};
use margin_pricing::normal::{density, distribution};

const OPTION: Black76 = Black76 { forward: 110.0, strike: 100.0, volatility: 0.5, years: 0.25, discount: 0.98 };

fn of(option: Black76) -> Standardised {
    option.standardised().unwrap()
}

fn greeks(option: &Standardised) -> [f64; 5] {
    [option.gamma(), option.vega(), option.theta(), option.vanna(), option.volga()]
}

#[test]
fn with_no_time_or_no_volatility_an_option_is_worth_its_exercise() {
    for still in [Black76 { years: 0.0, ..OPTION }, Black76 { volatility: 0.0, ..OPTION }] {
        let option = of(still);
        assert_eq!([Right::Call, Right::Put].map(|right| option.value(right)), [9.8, 0.0]);
        assert_eq!([Right::Call, Right::Put].map(|right| option.delta(right)), [0.98, -0.0]);
        assert_eq!(greeks(&option), [0.0; 5]);
    }
}

#[test]
fn at_the_strike_with_no_time_only_gamma_and_theta_are_infinite() {
    let option = of(Black76 { forward: 100.0, years: 0.0, ..OPTION });
    assert_eq!([Right::Call, Right::Put].map(|right| option.delta(right)), [0.49, -0.49]);
    assert_eq!(greeks(&option), [f64::INFINITY, 0.0, f64::NEG_INFINITY, 0.0, 0.0]);
}

#[test]
fn at_the_strike_with_no_volatility_the_first_of_it_counts() {
    let option = of(Black76 { forward: 100.0, volatility: 0.0, discount: 1.0, ..OPTION });
    let vega = 100.0 * density(0.0) * 0.5;
    assert_eq!(greeks(&option), [f64::INFINITY, vega, 0.0, density(0.0) * 0.25, 0.0]);
}

#[test]
fn a_free_call_is_worth_the_forward_and_a_worthless_forward_gives_a_put_its_strike() {
    let free = of(Black76 { strike: 0.0, discount: 1.0, ..OPTION });
    assert_eq!((free.value(Right::Call), free.value(Right::Put), free.delta(Right::Call)), (110.0, 0.0, 1.0));
    let worthless = of(Black76 { forward: 0.0, discount: 1.0, ..OPTION });
    assert_eq!((worthless.value(Right::Call), worthless.value(Right::Put)), (0.0, 100.0));
    assert_eq!((worthless.delta(Right::Call), worthless.delta(Right::Put)), (0.0, -1.0));
    assert_eq!((greeks(&free), greeks(&worthless)), ([0.0; 5], [0.0; 5]));
}

#[test]
fn with_volatility_without_end_a_call_is_worth_the_forward_and_a_put_the_strike() {
    let option = of(Black76 { volatility: 1e6, discount: 1.0, ..OPTION });
    assert_eq!((option.value(Right::Call), option.value(Right::Put)), (110.0, 100.0));
}

#[test]
fn a_value_far_out_of_the_money_keeps_its_digits() {
    // Computed with 40 digits for a volatility of 0.5 and 0.1 years.
    let option = of(Black76 { forward: 100.0, strike: 1000.0, volatility: 0.5, years: 0.1, discount: 1.0 });
    assert!((option.value(Right::Call) / 8.209_126_843_699_504e-48 - 1.0).abs() < 1e-13);
}

#[test]
fn an_input_that_means_nothing_gives_no_figure() {
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 1e101] {
        let options = [
            Black76 { forward: bad, ..OPTION },
            Black76 { strike: bad, ..OPTION },
            Black76 { volatility: bad, ..OPTION },
            Black76 { years: bad, ..OPTION },
            Black76 { discount: bad, ..OPTION },
        ];
        assert!(options.into_iter().all(|option| option.standardised().is_none()), "{bad}");
    }
    assert_eq!(Black76 { discount: 0.0, ..OPTION }.standardised(), None);
}

#[test]
fn the_normal_law_ends_in_zero_and_one_and_keeps_nan() {
    for far in [41.0, 1e300, f64::INFINITY] {
        assert_eq!((density(far), density(-far), distribution(far), distribution(-far)), (0.0, 0.0, 1.0, 0.0));
    }
    assert!(density(f64::NAN).is_nan() && distribution(f64::NAN).is_nan());
}
