//! What holds for every option.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic, in its helpers too")]

use margin_pricing::black76::{Black76, Right, Standardised};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::Config;

/// So many random cases, each from one seed that a failure names; failures are not written to files.
fn cases(count: u32) -> Config {
    Config { cases: count, failure_persistence: None, ..Config::default() }
}

fn right() -> impl Strategy<Value = Right> {
    select(vec![Right::Call, Right::Put])
}

/// As they are traded: up to 4 standard deviations from the strike, a day to two years, 10 % to 200 %.
fn traded() -> impl Strategy<Value = Black76> {
    let numbers = (1.0..100_000.0, -4.0..4.0, 0.1..2.0, 0.003..2.0, 0.8..1.05);
    numbers.prop_map(|(forward, deviations, volatility, years, discount): (f64, f64, f64, f64, f64)| {
        let strike = forward * libm::exp(deviations * volatility * years.sqrt());
        Black76 { forward, strike, volatility, years, discount }
    })
}

/// Any numbers that the domain has, the ends of it most of all.
fn extreme() -> impl Strategy<Value = Black76> {
    let ends = vec![0.0, -0.0, 5e-324, f64::MIN_POSITIVE, 1e-100, 1e-9, 0.5, 1.0, 1.0 + f64::EPSILON, 1e9, 1e100];
    let number = || prop_oneof![4 => select(ends.clone()), 1 => 1e-3..1e3];
    let numbers = (number(), number(), number(), number(), number());
    let options = numbers.prop_map(|(forward, strike, volatility, years, discount)| Black76 {
        forward,
        strike,
        volatility,
        years,
        discount,
    });
    options.prop_filter("a discount is positive", |option| option.discount > 0.0)
}

fn of(option: Black76) -> Standardised {
    option.standardised().unwrap()
}

/// The slope of a figure where one input, given by `with`, is moved by a share of itself: right to the fourth order.
fn slope(at: f64, with: impl Fn(f64) -> Black76, figure: impl Fn(&Standardised) -> f64) -> f64 {
    let step = at * 1e-4;
    let difference = |step: f64| figure(&of(with(at + step))) - figure(&of(with(at - step)));
    (8.0 * difference(step) - difference(2.0 * step)) / (12.0 * step)
}

/// Whether two numbers are the same to 1e-6 of them or of what else is of their size.
fn close(ours: f64, slope: f64, size: f64) -> bool {
    (ours - slope).abs() <= 1e-6 * ours.abs().max(size)
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn a_call_less_a_put_is_the_discounted_forward_less_the_strike(option in prop_oneof![traded(), extreme()]) {
        let Black76 { forward, strike, discount, .. } = option;
        let (call, put) = (of(option).value(Right::Call), of(option).value(Right::Put));
        let rounding = 2.0 * f64::EPSILON * call.max(put) + 1e-323;
        prop_assert!((call - put - discount * (forward - strike)).abs() <= rounding);
    }

    #[test]
    fn a_call_is_a_put_with_forward_and_strike_exchanged(option in prop_oneof![traded(), extreme()]) {
        let exchanged = Black76 { forward: option.strike, strike: option.forward, ..option };
        prop_assert_eq!(of(option).value(Right::Call), of(exchanged).value(Right::Put));
    }

    #[test]
    fn a_value_is_between_what_exercise_is_worth_and_what_it_can_ever_be(
        option in prop_oneof![traded(), extreme()],
        right in right(),
    ) {
        let Black76 { forward, strike, .. } = option;
        let value = of(option).undiscounted(right);
        let (least, most) = match right {
            Right::Call => ((forward - strike).max(0.0), forward),
            Right::Put => ((strike - forward).max(0.0), strike),
        };
        prop_assert!(least <= value && value <= most * (1.0 + 2.0 * f64::EPSILON), "{} {} {}", least, value, most);
    }

    #[test]
    fn no_figure_is_ever_nan(option in extreme(), right in right()) {
        let option = of(option);
        let by_right = [option.value(right), option.undiscounted(right), option.delta(right)];
        let both = [option.gamma(), option.vega(), option.theta(), option.vanna(), option.volga()];
        prop_assert!(by_right.iter().all(|figure| figure.is_finite()), "{:?}", by_right);
        prop_assert!(both.iter().all(|figure| !figure.is_nan()), "{:?}", both);
    }

    #[test]
    fn first_greeks_are_slopes_of_the_value(option in traded(), right in right()) {
        let Black76 { forward, volatility, years, discount, .. } = option;
        let ours = of(option);
        let value = |option: &Standardised| option.value(right);
        let by_forward = slope(forward, |forward| Black76 { forward, ..option }, value);
        let by_volatility = slope(volatility, |volatility| Black76 { volatility, ..option }, value);
        let by_years = slope(years, |years| Black76 { years, ..option }, value);
        prop_assert!(close(ours.delta(right), by_forward, discount));
        prop_assert!(close(ours.vega(), by_volatility, 1e-2 * value(&ours) / volatility));
        prop_assert!(close(-ours.theta(), by_years, 1e-2 * value(&ours) / years));
    }

    #[test]
    fn second_greeks_are_slopes_of_the_first(option in traded(), right in right()) {
        let Black76 { forward, volatility, .. } = option;
        let ours = of(option);
        let with_forward = |forward| Black76 { forward, ..option };
        let with_volatility = |volatility| Black76 { volatility, ..option };
        let delta = |option: &Standardised| option.delta(right);
        let by_forward = slope(forward, with_forward, delta);
        let by_volatility = slope(volatility, with_volatility, delta);
        prop_assert!(close(ours.gamma(), by_forward, 1e-2 / forward));
        prop_assert!(close(ours.vanna(), by_volatility, 1e-2 / volatility));
        let vega = ours.vega();
        let by_forward = slope(forward, with_forward, Standardised::vega);
        let by_volatility = slope(volatility, with_volatility, Standardised::vega);
        prop_assert!(close(ours.vanna(), by_forward, vega / forward));
        prop_assert!(close(ours.volga(), by_volatility, vega / volatility));
    }
}
