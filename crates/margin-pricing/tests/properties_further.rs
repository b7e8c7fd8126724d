//! What holds for every option beyond Black's formula: in coins, by a spot price, with jumps, with barriers.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic, in its helpers too")]

use margin_pricing::barrier::{BarrierOption, Direction, Knock, Payment, no_touch, one_touch};
use margin_pricing::black_scholes::{BlackScholes, Carried};
use margin_pricing::black76::{Black76, Right, Standardised};
use margin_pricing::coin::CoinSettled;
use margin_pricing::implied::{NoVolatility, Quote};
use margin_pricing::merton::{Figures, Jumps, Merton};
use margin_pricing::normal::{distribution, quantile};
use margin_pricing::passage::Passage;
use margin_pricing::passage::watched::Watched;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::Config;

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

fn by_spot() -> impl Strategy<Value = BlackScholes> {
    (traded(), -0.1..0.2, -0.2..0.2).prop_map(|(option, rate, carry)| {
        let Black76 { forward, strike, volatility, years, .. } = option;
        BlackScholes { spot: forward, strike, volatility, years, rate, carry }
    })
}

fn with_barrier() -> impl Strategy<Value = BarrierOption> {
    let cases = (by_spot(), 0.01..3.0, select(vec![Direction::Down, Direction::Up]), right());
    cases.prop_map(|(terms, deviations, direction, right): (BlackScholes, f64, _, _)| {
        let distance = deviations * terms.volatility * terms.years.sqrt();
        let barrier = match direction {
            Direction::Down => terms.spot * libm::exp(-distance),
            Direction::Up => terms.spot * libm::exp(distance),
        };
        BarrierOption { terms, barrier, direction, knock: Knock::In, right }
    })
}

fn jumping() -> impl Strategy<Value = Jumps> {
    (0.0..20.0, -0.3..0.2, 0.0..0.3).prop_map(|(per_year, mean, deviation)| Jumps { per_year, mean, deviation })
}

fn of(option: Black76) -> Standardised {
    option.standardised().unwrap()
}

/// The slope of a figure where one input is moved by a share of itself: right to the fourth order.
fn slope(at: f64, figure: impl Fn(f64) -> f64) -> f64 {
    let step = at.abs().max(1e-3) * 1e-4;
    let difference = |step: f64| figure(at + step) - figure(at - step);
    (8.0 * difference(step) - difference(2.0 * step)) / (12.0 * step)
}

/// Whether two numbers are the same to 1e-6 of them or of what else is of their size.
fn close(ours: f64, slope: f64, size: f64) -> bool {
    (ours - slope).abs() <= 1e-6 * ours.abs().max(size)
}

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn third_greeks_are_slopes_of_the_second(option in traded()) {
        let Black76 { forward, volatility, years, .. } = option;
        let ours = of(option);
        let by_forward = |figure: fn(&Standardised) -> f64| {
            slope(forward, |forward| figure(&of(Black76 { forward, ..option })))
        };
        let by_volatility = |figure: fn(&Standardised) -> f64| {
            slope(volatility, |volatility| figure(&of(Black76 { volatility, ..option })))
        };
        let by_years = |figure: fn(&Standardised) -> f64| slope(years, |years| figure(&of(Black76 { years, ..option })));
        let (gamma, vega) = (ours.gamma(), ours.vega());
        let total = volatility * years.sqrt();
        prop_assert!(close(ours.speed(), by_forward(Standardised::gamma), gamma / (forward * total)));
        prop_assert!(close(ours.zomma(), by_volatility(Standardised::gamma), gamma / volatility));
        prop_assert!(close(ours.zomma(), by_forward(Standardised::vanna), gamma / (volatility * total)));
        prop_assert!(close(-ours.color(), by_years(Standardised::gamma), gamma / years));
        prop_assert!(close(ours.ultima(), by_volatility(Standardised::volga), vega / (volatility * volatility)));
        prop_assert!(close(-ours.veta(), by_years(Standardised::vega), vega / years));
        let by_years = slope(years, |years| of(Black76 { years, ..option }).delta(Right::Put));
        prop_assert!(close(-ours.charm(), by_years, 1.0 / years));
    }

    #[test]
    fn what_a_year_does_is_half_of_what_volatility_does(option in traded()) {
        // The value depends on years by the total volatility alone, whose square has both as factors.
        let ours = of(option);
        let share = 0.5 * option.volatility / option.years;
        prop_assert!(close(-ours.theta(), share * ours.vega(), 0.0));
        prop_assert!(close(-ours.charm(), share * ours.vanna(), 1e-9 / option.years));
        prop_assert!(close(-ours.color(), share * ours.zomma(), 1e-9 * ours.gamma() / option.years));
    }

    #[test]
    fn greeks_in_coins_are_slopes_of_the_worth_in_coins(option in traded(), right in right()) {
        let Black76 { forward, volatility, years, .. } = option;
        let coins = |option| CoinSettled::new(option).unwrap();
        let ours = coins(option);
        let with_forward = |forward| coins(Black76 { forward, ..option });
        let with_volatility = |volatility| coins(Black76 { volatility, ..option });
        let delta = slope(forward, |forward| with_forward(forward).value(right));
        prop_assert!(close(ours.delta(right), delta, 1e-2 / forward));
        let gamma = slope(forward, |forward| with_forward(forward).delta(right));
        prop_assert!(close(ours.gamma(right), gamma, ours.gamma(right).abs() + 1.0 / (forward * forward)));
        let vega = slope(volatility, |volatility| with_volatility(volatility).value(right));
        prop_assert!(close(ours.vega(), vega, 1e-2 * ours.value(right) / volatility));
        let theta = slope(years, |years| -coins(Black76 { years, ..option }).value(right));
        prop_assert!(close(ours.theta(), theta, 1e-2 * ours.value(right) / years));
        let vanna = slope(volatility, |volatility| with_volatility(volatility).delta(right));
        prop_assert!(close(ours.vanna(), vanna, 1e-2 / (forward * volatility)));
        let volga = slope(volatility, |volatility| with_volatility(volatility).vega());
        prop_assert!(close(ours.volga(), volga, ours.vega() / volatility));
    }

    #[test]
    fn the_net_delta_is_the_delta_in_money_less_the_worth_in_coins(option in traded(), right in right()) {
        let ours = CoinSettled::new(option).unwrap();
        let difference = ours.in_money().delta(right) - ours.value(right);
        prop_assert!((ours.net_delta(right) - difference).abs() <= 4e-15 * (1.0 + ours.value(right)));
    }

    #[test]
    fn greeks_by_a_spot_price_are_slopes_of_the_value(terms in by_spot(), right in right()) {
        let ours = terms.carried().unwrap();
        let BlackScholes { spot, volatility, years, rate, carry, .. } = terms;
        let value = |terms: BlackScholes| terms.carried().unwrap().value(right);
        let size = ours.value(right).max(1e-4 * spot);
        let by_spot = slope(spot, |spot| value(BlackScholes { spot, ..terms }));
        prop_assert!(close(ours.delta(right), by_spot, 1e-2));
        let delta = |spot| BlackScholes { spot, ..terms }.carried().unwrap().delta(right);
        prop_assert!(close(ours.gamma(), slope(spot, delta), ours.gamma() + 1.0 / spot));
        let vega = slope(volatility, |volatility| value(BlackScholes { volatility, ..terms }));
        prop_assert!(close(ours.vega(), vega, size / volatility));
        let theta = slope(years, |years| -value(BlackScholes { years, ..terms }));
        prop_assert!(close(ours.theta(right), theta, size / years));
        // A higher rate is a higher carry; a higher yield is a lower one.
        let rho = slope(rate, |higher| value(BlackScholes { rate: higher, carry: carry + (higher - rate), ..terms }));
        prop_assert!(close(ours.rho(right), rho, 100.0 * size));
        let of_forward = slope(rate, |rate| value(BlackScholes { rate, ..terms }));
        prop_assert!(close(ours.rho_of_forward(right), of_forward, 100.0 * size));
        let of_yield = slope(carry, |carry| -value(BlackScholes { carry, ..terms }));
        prop_assert!(close(ours.dividend_rho(right), of_yield, 100.0 * size));
    }

    #[test]
    fn a_call_less_a_put_is_the_carried_spot_less_the_discounted_strike(terms in by_spot()) {
        let option = terms.carried().unwrap();
        let BlackScholes { spot, strike, years, rate, carry, .. } = terms;
        let difference = spot * libm::exp((carry - rate) * years) - strike * libm::exp(-rate * years);
        let ours = option.value(Right::Call) - option.value(Right::Put);
        prop_assert!((ours - difference).abs() <= 1e-14 * (spot + strike));
        prop_assert!((Carried::delta(&option, Right::Call) - option.delta(Right::Put)
            - libm::exp((carry - rate) * years)).abs() <= 1e-14);
    }

    #[test]
    fn a_volatility_is_implied_by_its_price_wherever_the_price_depends_on_it(option in traded(), right in right()) {
        let Black76 { forward, strike, volatility, years, discount } = option;
        let ours = of(option);
        let price = ours.value(right);
        let condition = price / (volatility * ours.vega());
        let quote = Quote { forward, strike, years, discount, right, price };
        if condition < 100.0 {
            let implied = quote.volatility().unwrap();
            prop_assert!((implied / volatility - 1.0).abs() <= 1e-12, "{} {}", implied, condition);
        }
        // What is implied gives the price again, to the last places of it, whatever it depends on.
        if let Ok(volatility) = quote.volatility() {
            let again = of(Black76 { volatility, ..option }).value(right);
            prop_assert!((again / price - 1.0).abs() <= 1e-14 * (1.0 + 1.0 / condition), "{} {}", again, price);
        }
        let in_coins = Quote { price: price / forward, ..quote };
        if condition < 100.0 {
            prop_assert!((in_coins.volatility_of_coins().unwrap() / volatility - 1.0).abs() <= 1e-12);
        }
    }

    #[test]
    fn a_price_outside_of_what_volatility_can_give_has_none(option in traded(), right in right(), share in 0.0..1.0) {
        let Black76 { forward, strike, years, discount, .. } = option;
        let (exercise, largest) = match right {
            Right::Call => ((forward - strike).max(0.0), forward),
            Right::Put => ((strike - forward).max(0.0), strike),
        };
        let quote = |price| Quote { forward, strike, years, discount: 1.0, right, price };
        prop_assert_eq!(quote(exercise).volatility(), Err(NoVolatility::NotAboveExercise));
        prop_assert_eq!(quote(share * exercise).volatility(), Err(NoVolatility::NotAboveExercise));
        prop_assert_eq!(quote(largest).volatility(), Err(NoVolatility::NotBelowLargest));
        prop_assert_eq!(quote(largest / (share + 1e-9)).volatility().is_err(), true);
        for meaningless in [f64::NAN, f64::INFINITY] {
            prop_assert_eq!(quote(meaningless).volatility(), Err(NoVolatility::Meaningless));
        }
        for years in [0.0, -1.0, f64::NAN] {
            let quote = Quote { years, discount, ..quote(0.5 * largest) };
            prop_assert_eq!(quote.volatility(), Err(NoVolatility::Meaningless));
        }
    }

    #[test]
    fn a_quantile_is_where_the_distribution_is(x in -37.0..6.0) {
        let probability = distribution(x);
        // Near one a probability has lost what tells the far right apart.
        let lost = 0.5 * f64::EPSILON / margin_pricing::normal::density(x);
        let allowed = 4e-15 * x.abs().max(1e-1) + if x > 0.0 { lost } else { 0.0 };
        prop_assert!((quantile(probability) - x).abs() <= allowed);
    }

    #[test]
    fn a_knock_in_and_a_knock_out_are_the_option_without_a_barrier(option in with_barrier()) {
        let plain = option.terms.carried().unwrap().value(option.right);
        let knock_in = option.value().unwrap();
        let knock_out = BarrierOption { knock: Knock::Out, ..option }.value().unwrap();
        let rounding = 1e-13 * (option.terms.spot + option.terms.strike);
        prop_assert!((knock_in + knock_out - plain).abs() <= rounding);
        prop_assert!(knock_in >= -rounding && knock_out >= -rounding, "{} {}", knock_in, knock_out);
    }

    #[test]
    fn a_barrier_farther_off_knocks_less(option in with_barrier(), share in 0.5..1.0) {
        let nearer = option.terms.spot * libm::pow(option.barrier / option.terms.spot, share);
        let (here, there) = (BarrierOption { barrier: nearer, ..option }, option);
        let rounding = 1e-13 * (option.terms.spot + option.terms.strike);
        prop_assert!(here.value().unwrap() >= there.value().unwrap() - rounding);
        let touch = |barrier, payment| one_touch(option.terms, barrier, payment);
        prop_assert!(touch(nearer, Payment::AtExpiry) >= touch(option.barrier, Payment::AtExpiry));
        if option.terms.rate >= 0.0 {
            prop_assert!(touch(nearer, Payment::AtTouch) >= touch(option.barrier, Payment::AtTouch));
            prop_assert!(touch(nearer, Payment::AtTouch) >= touch(nearer, Payment::AtExpiry).map(|x| x - 1e-14));
        }
        let discount = libm::exp(-option.terms.rate * option.terms.years);
        let either = touch(nearer, Payment::AtExpiry).unwrap() + no_touch(option.terms, nearer).unwrap();
        prop_assert!((either - discount).abs() <= 1e-15);
    }

    #[test]
    fn a_longer_time_and_a_drift_toward_a_barrier_make_a_touch_more_probable(
        option in with_barrier(),
        longer in 1.0..3.0,
        faster in 0.0_f64..0.5,
    ) {
        let BlackScholes { spot, volatility, years, carry, .. } = option.terms;
        let passage = Passage { spot, barrier: option.barrier, drift: carry, volatility, years };
        let probability = |passage: Passage| passage.probability().unwrap();
        let toward = if option.barrier < spot { -faster } else { faster };
        prop_assert!((0.0..=1.0).contains(&probability(passage)));
        let (longer, faster) = (Passage { years: longer * years, ..passage }, Passage { drift: carry + toward, ..passage });
        prop_assert!(probability(longer) >= probability(passage) - 1e-15);
        prop_assert!(probability(faster) >= probability(passage) - 1e-15);
        let in_intervals = passage.in_intervals(years / 100.0).unwrap();
        prop_assert!(probability(in_intervals) <= probability(passage));
    }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn without_jumps_or_with_jumps_that_do_nothing_an_option_is_blacks(option in traded(), per_year in 0.0..20.0) {
        let black = of(option);
        for jumps in [
            Jumps { per_year: 0.0, mean: -0.1, deviation: 0.2 },
            Jumps { per_year, mean: 0.0, deviation: 0.0 },
        ] {
            let ours = Merton { diffusion: option, jumps }.figures().unwrap();
            for right in [Right::Call, Right::Put] {
                prop_assert!((ours.value(right) / black.value(right) - 1.0).abs() < 1e-13);
                prop_assert!((ours.delta(right) / black.delta(right) - 1.0).abs() < 1e-13);
            }
            prop_assert!((ours.gamma() / black.gamma() - 1.0).abs() < 1e-13);
            prop_assert!((ours.vega() / black.vega() - 1.0).abs() < 1e-13);
        }
    }

    #[test]
    fn greeks_with_jumps_are_slopes_of_the_value(option in traded(), jumps in jumping(), right in right()) {
        let figures = |diffusion| -> Figures { Merton { diffusion, jumps }.figures().unwrap() };
        let ours = figures(option);
        let Black76 { forward, strike, volatility, discount, .. } = option;
        let parity = ours.value(Right::Call) - ours.value(Right::Put) - discount * (forward - strike);
        prop_assert!(parity.abs() <= 1e-13 * (forward + strike));
        let with_forward = |forward| figures(Black76 { forward, ..option });
        prop_assert!(close(ours.delta(right), slope(forward, |forward| with_forward(forward).value(right)), 1e-2));
        let gamma = slope(forward, |forward| with_forward(forward).delta(right));
        prop_assert!(close(ours.gamma(), gamma, ours.gamma() + 1.0 / forward));
        let vega = slope(volatility, |volatility| figures(Black76 { volatility, ..option }).value(right));
        prop_assert!(close(ours.vega(), vega, 1e-2 * forward));
    }
}

proptest! {
    #![proptest_config(cases(4))]

    #[test]
    fn more_looks_find_a_price_beyond_a_barrier_more_often(
        option in with_barrier(),
        jumps in (0.0..20.0, -0.2..0.2, 0.05..0.3),
        looks in 1_u32..8,
    ) {
        let BlackScholes { spot, volatility, years, carry, .. } = option.terms;
        let (per_year, mean, deviation) = jumps;
        let jumps = Jumps { per_year, mean, deviation };
        let watched = Watched { spot, barrier: option.barrier, drift: carry, volatility, jumps, years, looks };
        let probability = |looks| Watched { looks, ..watched }.probability().unwrap();
        prop_assert!(probability(2 * looks) >= probability(looks) - 1e-10);
        let mirrored = Watched { looks: 1, ..watched };
        prop_assert!(mirrored.probability().is_some_and(|once| (0.0..=1.0).contains(&once)));
    }

    #[test]
    fn many_looks_at_a_price_without_jumps_are_a_barrier_moved_off(option in with_barrier()) {
        let BlackScholes { spot, volatility, years, carry, .. } = option.terms;
        let (barrier, looks) = (option.barrier, 60);
        let jumps = Jumps { per_year: 0.0, mean: 0.0, deviation: 0.0 };
        let watched = Watched { spot, barrier, drift: carry, volatility, jumps, years, looks };
        let passage = Passage { spot, barrier, drift: carry, volatility, years };
        let moved = passage.in_intervals(years / f64::from(looks)).unwrap().probability().unwrap();
        let difference = watched.probability().unwrap() - moved;
        prop_assert!(difference.abs() < 6e-3, "{}", difference);
        prop_assert!(watched.probability() <= passage.probability());
    }
}
