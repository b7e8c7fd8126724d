//! No figure beyond Black's formula is NaN anywhere, and none is given where an input means nothing.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic, in its helpers too")]

use margin_pricing::barrier::{BarrierOption, Direction, Knock, Payment, no_touch, one_touch};
use margin_pricing::black_scholes::BlackScholes;
use margin_pricing::black76::{Black76, Right};
use margin_pricing::coin::CoinSettled;
use margin_pricing::implied::{NoVolatility, Quote};
use margin_pricing::merton::{Jumps, Merton};
use margin_pricing::normal::quantile;
use margin_pricing::passage::Passage;
use margin_pricing::passage::watched::Watched;

const ENDS: [f64; 7] = [0.0, 5e-324, 1e-100, 1e-9, 1.0, 1.0 + f64::EPSILON, 1e100];
const RATES: [f64; 7] = [-1e100, -1.0, -1e-9, 0.0, 1e-9, 1.0, 1e100];
const RIGHTS: [Right; 2] = [Right::Call, Right::Put];
const SIDES: [Direction; 2] = [Direction::Down, Direction::Up];

/// Every combination of ends for forward, strike, volatility and years.
fn extremes() -> impl Iterator<Item = [f64; 4]> {
    (0..2401).map(|number| [1, 7, 49, 343].map(|place| ENDS[number / place % 7]))
}

#[test]
fn no_higher_greek_is_nan_and_none_in_coins() {
    for [forward, strike, volatility, years] in extremes() {
        for discount in [5e-324, 1.0, 1e100] {
            let terms = Black76 { forward, strike, volatility, years, discount };
            let option = terms.standardised().unwrap();
            let third =
                [option.speed(), option.zomma(), option.color(), option.ultima(), option.charm(), option.veta()];
            let rho = RIGHTS.map(|right| option.rho(right));
            assert!(third.iter().chain(&rho).all(|figure| !figure.is_nan()), "{terms:?} {third:?} {rho:?}");
            let Some(coins) = CoinSettled::new(terms) else { continue };
            let both = [coins.vega(), coins.theta(), coins.vanna(), coins.volga()];
            let by_right = RIGHTS.map(|right| {
                [coins.value(right), coins.delta(right), coins.net_delta(right), coins.gamma(right), coins.rho(right)]
            });
            assert!(
                both.iter().chain(by_right.as_flattened()).all(|figure| !figure.is_nan()),
                "{terms:?} {by_right:?}"
            );
        }
    }
}

#[test]
fn no_figure_by_a_spot_price_is_nan() {
    for [spot, strike, volatility, years] in extremes() {
        for rate in RATES {
            for carry in RATES {
                let terms = BlackScholes { spot, strike, volatility, years, rate, carry };
                let Some(option) = terms.carried() else { continue };
                let both = [option.gamma(), option.vega(), option.vanna(), option.volga()];
                let by_right = RIGHTS.map(|right| {
                    [option.value(right), option.delta(right), option.theta(right), option.rho(right)]
                        .map(|figure| figure + 0.0 * option.dividend_rho(right).min(1.0))
                });
                let figures = both.iter().chain(by_right.as_flattened());
                assert!(figures.into_iter().all(|figure| !figure.is_nan()), "{terms:?} {both:?} {by_right:?}");
            }
        }
    }
}

#[test]
fn no_figure_of_a_barrier_is_nan() {
    for [spot, strike, volatility, years] in extremes() {
        for barrier in [1e-100, 0.9, 1.0, 1.1, 1e100] {
            for (rate, carry) in [(0.0, 0.0), (1e-9, 1.0), (-1.0, -1.0), (1.0, -1e100)] {
                let terms = BlackScholes { spot, strike, volatility, years, rate, carry };
                let option =
                    |direction, knock, right| BarrierOption { terms, barrier, direction, knock, right }.value();
                let all = SIDES.iter().flat_map(|&side| [Knock::In, Knock::Out].map(|knock| (side, knock)));
                let values = all.flat_map(|(side, knock)| RIGHTS.map(|right| option(side, knock, right)));
                assert!(values.flatten().all(|value| !value.is_nan()), "{terms:?} {barrier}");
                let touches = [Payment::AtTouch, Payment::AtExpiry].map(|payment| one_touch(terms, barrier, payment));
                let touches = touches.into_iter().chain([no_touch(terms, barrier)]).flatten();
                assert!(touches.into_iter().all(|value| !value.is_nan()), "{terms:?} {barrier}");
                let passage = Passage { spot, barrier, drift: carry, volatility, years };
                let probability = passage.probability();
                assert!(probability.is_none_or(|p| (0.0..=1.0).contains(&p)), "{passage:?} {probability:?}");
            }
        }
    }
}

#[test]
fn an_implied_volatility_is_positive_or_none() {
    for [forward, strike, years, price] in extremes() {
        for right in RIGHTS {
            let quote = Quote { forward, strike, years, discount: 1.0, right, price };
            let volatility = quote.volatility();
            assert!(
                volatility.is_err() || volatility.is_ok_and(|volatility| volatility > 0.0),
                "{quote:?} {volatility:?}"
            );
        }
    }
}

#[test]
fn no_figure_with_jumps_is_nan() {
    for [forward, strike, volatility, years] in extremes() {
        for jumps in [
            Jumps { per_year: 1.0, mean: -0.1, deviation: 0.0 },
            Jumps { per_year: 1e-9, mean: 3.0, deviation: 2.0 },
            Jumps { per_year: 400.0, mean: 0.0, deviation: 0.1 },
        ] {
            let diffusion = Black76 { forward, strike, volatility, years, discount: 1.0 };
            let Some(figures) = (Merton { diffusion, jumps }).figures() else { continue };
            let by_right = RIGHTS.map(|right| [figures.value(right), figures.delta(right)]);
            let both = [figures.gamma(), figures.vega()];
            assert!(
                both.iter().chain(by_right.as_flattened()).all(|figure| !figure.is_nan()),
                "{diffusion:?} {jumps:?}"
            );
        }
    }
}

#[test]
fn with_no_time_higher_greeks_are_zero_or_infinite_at_the_strike() {
    let option = |forward| Black76 { forward, strike: 100.0, volatility: 0.5, years: 0.0, discount: 1.0 };
    let greeks = |forward| {
        let option = option(forward).standardised().unwrap();
        [option.speed(), option.zomma(), option.color(), option.charm(), option.veta(), option.ultima()]
    };
    assert_eq!(greeks(110.0), [0.0; 6]);
    let up = f64::INFINITY;
    assert_eq!(greeks(100.0), [-up, -up, up, -up, -up, 0.0]);
}

#[test]
fn what_cannot_jump_or_move_touches_a_barrier_or_does_not() {
    let passage = Passage { spot: 100.0, barrier: 110.0, drift: 0.1, volatility: 0.0, years: 0.9 };
    assert_eq!(passage.probability(), Some(0.0));
    assert_eq!(Passage { years: 1.0, ..passage }.probability(), Some(1.0));
    assert_eq!(Passage { barrier: 100.0, ..passage }.probability(), Some(1.0));
    let terms = BlackScholes { spot: 100.0, strike: 90.0, volatility: 0.0, years: 1.0, rate: 0.0, carry: 0.1 };
    let option = |barrier, knock| {
        let option = BarrierOption { terms, barrier, direction: Direction::Up, knock, right: Right::Call };
        option.value().map(|value| (value * 1e9).round() / 1e9)
    };
    let worth = Some(20.517_091_808);
    assert_eq!((option(110.0, Knock::In), option(110.0, Knock::Out)), (worth, Some(0.0)));
    assert_eq!((option(111.0, Knock::In), option(111.0, Knock::Out)), (Some(0.0), worth));
    // Touched after ln 1.1 ÷ 0.1 years; at a rate of 20 % that is worth 1.1^−2.
    let paid = one_touch(BlackScholes { rate: 0.2, ..terms }, 110.0, Payment::AtTouch).unwrap();
    assert!((paid - 1.0 / 1.21).abs() < 1e-15);
}

#[test]
fn what_has_touched_a_barrier_already_is_in_or_out() {
    let terms = BlackScholes { spot: 100.0, strike: 90.0, volatility: 0.5, years: 1.0, rate: 0.0, carry: 0.1 };
    let plain = terms.carried().map(|option| option.value(Right::Put));
    for (direction, barrier) in [(Direction::Down, 100.0), (Direction::Down, 101.0), (Direction::Up, 99.0)] {
        let option = BarrierOption { terms, barrier, direction, knock: Knock::In, right: Right::Put };
        assert_eq!(option.value(), plain);
        assert_eq!(BarrierOption { knock: Knock::Out, ..option }.value(), Some(0.0));
    }
}

#[test]
fn an_input_that_means_nothing_gives_no_figure() {
    let terms = BlackScholes { spot: 100.0, strike: 90.0, volatility: 0.5, years: 1.0, rate: 0.0, carry: 0.1 };
    let passage = Passage { spot: 100.0, barrier: 90.0, drift: 0.1, volatility: 0.5, years: 1.0 };
    let jumps = Jumps { per_year: 1.0, mean: -0.1, deviation: 0.1 };
    let diffusion = Black76 { forward: 100.0, strike: 90.0, volatility: 0.5, years: 1.0, discount: 1.0 };
    let watched = Watched { spot: 100.0, barrier: 90.0, drift: 0.0, volatility: 0.5, jumps, years: 1.0, looks: 2 };
    let quote = Quote { forward: 1.0, strike: 1.0, years: 1.0, discount: 1.0, right: Right::Call, price: 0.5 };
    for bad in [f64::NAN, f64::INFINITY, -1.0, 1e101] {
        assert_eq!(BlackScholes { spot: bad, ..terms }.carried(), None);
        assert_eq!(Passage { spot: bad, ..passage }.probability(), None);
        assert_eq!(Passage { volatility: bad, ..passage }.probability(), None);
        assert_eq!(passage.in_intervals(bad), None);
        assert_eq!(one_touch(terms, bad, Payment::AtTouch), None);
        assert_eq!(CoinSettled::new(Black76 { strike: bad, ..diffusion }), None);
        assert_eq!(Watched { spot: bad, ..watched }.probability(), None);
        assert_eq!(Quote { strike: bad, ..quote }.volatility(), Err(NoVolatility::Meaningless));
        for jumps in [Jumps { per_year: bad, ..jumps }, Jumps { deviation: bad, ..jumps }] {
            assert_eq!(Merton { diffusion, jumps }.figures(), None);
            assert_eq!(Watched { jumps, ..watched }.probability(), None);
        }
    }
    for rate in [f64::NAN, f64::INFINITY, 1e101] {
        assert_eq!(BlackScholes { rate, ..terms }.carried(), None);
        assert_eq!(BlackScholes { carry: rate, ..terms }.carried(), None);
        assert_eq!(Passage { drift: rate, ..passage }.probability(), None);
    }
    assert_eq!(CoinSettled::new(Black76 { forward: 0.0, ..diffusion }), None);
    assert_eq!(Watched { looks: 0, ..watched }.probability(), None);
    // Jumps of one size and hardly any volatility make steps that no few panels can follow.
    let alike = Jumps { deviation: 0.0, ..jumps };
    assert_eq!(Watched { volatility: 1e-4, jumps: alike, looks: 1000, ..watched }.probability(), None);
    assert!([-0.1, 1.1, f64::NAN].into_iter().all(|probability| quantile(probability).is_nan()));
    assert_eq!((quantile(0.0), quantile(1.0)), (f64::NEG_INFINITY, f64::INFINITY));
}

#[test]
fn a_price_is_between_what_exercise_is_worth_and_the_largest_or_there_is_a_reason() {
    let quote =
        |right, price| Quote { forward: 110.0, strike: 100.0, years: 0.5, discount: 0.5, right, price }.volatility();
    assert_eq!(quote(Right::Call, 5.0), Err(NoVolatility::NotAboveExercise));
    assert_eq!(quote(Right::Call, 4.0), Err(NoVolatility::NotAboveExercise));
    assert_eq!(quote(Right::Call, 55.0), Err(NoVolatility::NotBelowLargest));
    assert_eq!(quote(Right::Put, 0.0), Err(NoVolatility::NotAboveExercise));
    assert_eq!(quote(Right::Put, -1.0), Err(NoVolatility::NotAboveExercise));
    assert_eq!(quote(Right::Put, 50.0), Err(NoVolatility::NotBelowLargest));
    assert!(quote(Right::Call, 5.000_000_1).is_ok() && quote(Right::Put, 49.999_999).is_ok());
}
