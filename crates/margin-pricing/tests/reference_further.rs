//! Against values computed with 60 digits: `reference/compute_further.py` says how.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic, in its helpers too")]

mod common;

use common::{largest, relative, rows};
use margin_pricing::barrier::{BarrierOption, Direction, Knock, Payment, one_touch};
use margin_pricing::black_scholes::BlackScholes;
use margin_pricing::black76::{Black76, Right, Standardised};
use margin_pricing::coin::CoinSettled;
use margin_pricing::implied::Quote;
use margin_pricing::merton::{Figures, Jumps, Merton};
use margin_pricing::passage::Passage;

/// A figure and how many units its error may be.
type Figure<Option> = (&'static str, f64, fn(&Option) -> f64);

/// In the order of the file, as the next two. Each bound is less than twice the largest error there is among the rows.
const GREEKS: [Figure<Standardised>; 6] = [
    ("charm", 3.0, Standardised::charm),
    ("veta", 3.0, Standardised::veta),
    ("speed", 3.0, Standardised::speed),
    ("zomma", 3.0, Standardised::zomma),
    ("color", 3.0, Standardised::color),
    ("ultima", 3.0, Standardised::ultima),
];

const IN_COINS: [Figure<CoinSettled>; 7] = [
    ("value of a call", 4.0, |option| option.value(Right::Call)),
    ("delta of a call", 3.0, |option| option.delta(Right::Call)),
    ("gamma of a call", 3.0, |option| option.gamma(Right::Call)),
    ("value of a put", 4.0, |option| option.value(Right::Put)),
    ("delta of a put", 3.0, |option| option.delta(Right::Put)),
    ("gamma of a put", 3.0, |option| option.gamma(Right::Put)),
    ("vanna", 3.0, CoinSettled::vanna),
];

const WITH_JUMPS: [Figure<Figures>; 6] = [
    ("value of a call", 8.0, |option| option.value(Right::Call)),
    ("value of a put", 5.0, |option| option.value(Right::Put)),
    ("delta of a call", 2.5, |option| option.delta(Right::Call)),
    ("delta of a put", 1.0, |option| option.delta(Right::Put)),
    ("gamma", 0.6, Figures::gamma),
    ("vega", 1.2, Figures::vega),
];

fn option(row: &[f64]) -> Black76 {
    let [forward, strike, volatility, years, discount] = *row.first_chunk().unwrap();
    Black76 { forward, strike, volatility, years, discount }
}

/// `ε (1 + d1² + d2²)`: about what a change of the inputs in their last place does to a figure.
fn unit(option: Black76) -> f64 {
    let total = option.volatility * option.years.sqrt();
    let middle = libm::log(option.forward / option.strike) / total;
    f64::EPSILON * (1.0 + 2.0 * middle * middle + 0.5 * total * total)
}

/// The largest error of a figure that stands in a column, in units of the size that stands beside it.
fn worst(rows: &[Vec<f64>], column: usize, figure: impl Fn(&[f64]) -> f64) -> f64 {
    largest(rows.iter().map(|row| (figure(row) - row[column]).abs() / row[column + 1] / unit(option(row))))
}

#[test]
fn higher_greeks_are_as_accurate_as_their_terms() {
    let rows = rows(include_str!("reference/greeks.csv"), 300);
    for (place, (name, bound, figure)) in GREEKS.into_iter().enumerate() {
        let worst = worst(&rows, 5 + 2 * place, |row| figure(&option(row).standardised().unwrap()));
        assert!(worst <= bound, "{name}: {worst} units");
    }
}

#[test]
fn figures_in_coins_are_as_accurate_as_their_terms() {
    let rows = rows(include_str!("reference/greeks.csv"), 300);
    for (place, (name, bound, figure)) in IN_COINS.into_iter().enumerate() {
        let worst = worst(&rows, 17 + 2 * place, |row| figure(&CoinSettled::new(option(row)).unwrap()));
        assert!(worst <= bound, "{name}: {worst} units");
    }
}

/// The error of an implied volatility in `ε (1 + condition)`, where the condition is `price ÷ (volatility vega)`: how
/// many last places of it one last place of the price is.
#[test]
fn an_implied_volatility_is_as_accurate_as_its_price() {
    let rows = rows(include_str!("reference/implied.csv"), 500);
    let error = |row: &Vec<f64>| {
        let [forward, strike, years, discount, sign, price, volatility, condition] = *row.first_chunk().unwrap();
        let right = if sign > 0.0 { Right::Call } else { Right::Put };
        let ours = Quote { forward, strike, years, discount, right, price }.volatility().unwrap();
        relative(ours, volatility) / f64::EPSILON / (1.0 + condition)
    };
    let worst = largest(rows.iter().map(error));
    assert!(worst <= 4.0, "{worst} units");
}

/// The largest that a figure can be where the price does not jump, together with what a change of the forward in its
/// last place does to it.
fn size_with_jumps(option: Black76, column: usize) -> f64 {
    let Black76 { forward, strike, discount, years, volatility } = option;
    let total = volatility * years.sqrt();
    let steep = discount * (1.0 + 1.0 / total);
    match column {
        8 | 9 => discount * forward.max(strike),
        10 | 11 => steep,
        12 => steep / (forward * total),
        _ => steep * forward * years.sqrt(),
    }
}

#[test]
fn figures_with_jumps_are_right_to_a_few_last_places_of_the_largest_that_they_can_be() {
    let rows = rows(include_str!("reference/merton.csv"), 120);
    for (place, (name, bound, figure)) in WITH_JUMPS.into_iter().enumerate() {
        let error = |row: &Vec<f64>| {
            let jumps = Jumps { per_year: row[5], mean: row[6], deviation: row[7] };
            let ours = figure(&Merton { diffusion: option(row), jumps }.figures().unwrap());
            (ours - row[8 + place]).abs() / size_with_jumps(option(row), 8 + place) / f64::EPSILON
        };
        let worst = largest(rows.iter().map(error));
        assert!(worst <= bound, "{name}: {worst} units");
    }
}

#[test]
fn values_with_jumps_keep_their_digits_far_out_of_the_money() {
    let rows = rows(include_str!("reference/merton.csv"), 120);
    let error = |row: &Vec<f64>| {
        let jumps = Jumps { per_year: row[5], mean: row[6], deviation: row[7] };
        let ours = Merton { diffusion: option(row), jumps }.figures().unwrap();
        relative(ours.value(Right::Call), row[8]).max(relative(ours.value(Right::Put), row[9]))
    };
    let worst = largest(rows.iter().map(error));
    assert!(worst <= 1.3e-13, "{worst:e}");
}

/// What a row of the file of barriers has: the terms, the barrier and the side from which the price comes to it.
fn barrier(row: &[f64]) -> (BlackScholes, f64, Direction) {
    let [spot, strike, volatility, years, rate, carry, barrier] = *row.first_chunk().unwrap();
    let direction = if barrier < spot { Direction::Down } else { Direction::Up };
    (BlackScholes { spot, strike, volatility, years, rate, carry }, barrier, direction)
}

#[test]
fn knock_outs_and_knock_ins_are_what_integrals_over_the_density_are() {
    for row in rows(include_str!("reference/barrier.csv"), 120) {
        let (terms, barrier, direction) = barrier(&row);
        let size = terms.spot.max(terms.strike) + barrier;
        for (right, out) in [(Right::Call, row[7]), (Right::Put, row[8])] {
            let of = |knock| BarrierOption { terms, barrier, direction, knock, right }.value().unwrap();
            let plain = terms.carried().unwrap().value(right);
            for (ours, reference) in [(of(Knock::Out), out), (of(Knock::In), plain - out)] {
                assert!((ours - reference).abs() <= 1e-14 * size, "{ours} is not {reference}: {terms:?}");
            }
        }
    }
}

#[test]
fn a_touch_is_as_probable_as_the_density_of_its_moment_says() {
    for row in rows(include_str!("reference/barrier.csv"), 120) {
        let (terms, barrier, _) = barrier(&row);
        let BlackScholes { spot, volatility, years, carry, .. } = terms;
        let probability = Passage { spot, barrier, drift: carry, volatility, years }.probability().unwrap();
        assert!(relative(probability, row[9]) < 1e-13, "{probability} is not {}: {terms:?}", row[9]);
        let Some(at_touch) = one_touch(terms, barrier, Payment::AtTouch) else { continue };
        assert!(relative(at_touch, row[10]) < 1e-12, "{at_touch} is not {}: {terms:?}", row[10]);
    }
}
