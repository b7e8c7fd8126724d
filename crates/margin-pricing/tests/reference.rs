//! Against values computed with 60 digits: `reference/compute.py` says how.
//!
//! A figure's error is measured in `ε (1 + d1² + d2²)` of the figure, about what a change of the inputs in their last
//! place does to it; one of vanna and volga, zero where `d1` or `d2` is, of what they would be without cancellation.
//! Within three standard deviations of the strike that is less than 4e-15, far out in the tails less than 4e-13.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic, in its helpers too")]

mod common;

use common::{largest, relative, rows};
use margin_pricing::black76::{Black76, Right, Standardised};
use margin_pricing::normal::{density, distribution};

/// A figure, how many units its error may be, and the powers of `|d1|` and `|d2|` that are factors of it.
type Figure = (&'static str, f64, [f64; 2], fn(&Standardised) -> f64);

/// In the order of the file. Each bound is less than twice the largest error there is among the rows.
const FIGURES: [Figure; 9] = [
    ("call", 4.0, [0.0, 0.0], |option| option.value(Right::Call)),
    ("put", 4.0, [0.0, 0.0], |option| option.value(Right::Put)),
    ("delta of the call", 1.5, [0.0, 0.0], |option| option.delta(Right::Call)),
    ("delta of the put", 1.5, [0.0, 0.0], |option| option.delta(Right::Put)),
    ("gamma", 3.0, [0.0, 0.0], Standardised::gamma),
    ("vega", 2.0, [0.0, 0.0], Standardised::vega),
    ("theta", 3.0, [0.0, 0.0], Standardised::theta),
    ("vanna", 2.5, [0.0, 1.0], Standardised::vanna),
    ("volga", 4.0, [1.0, 1.0], Standardised::volga),
];

#[test]
fn density_and_distribution_are_right_to_the_last_places_in_both_tails() {
    let rows = rows(include_str!("reference/normal.csv"), 200);
    let worst_density = largest(rows.iter().map(|row| relative(density(row[0]), row[1])));
    let worst_distribution = largest(rows.iter().map(|row| relative(distribution(row[0]), row[2])));
    assert!(worst_density <= 2.0 * f64::EPSILON, "{worst_density:e}");
    assert!(worst_distribution <= 2.0 * f64::EPSILON, "{worst_distribution:e}");
}

#[test]
fn every_figure_is_as_accurate_as_its_inputs_allow() {
    let rows = rows(include_str!("reference/black76.csv"), 900);
    for (place, (name, bound, powers, figure)) in FIGURES.into_iter().enumerate() {
        let units = |row: &Vec<f64>| {
            let option = option(row);
            let (d1, d2) = distances(option);
            let size = (d1.abs() + d2.abs()) / 2.0;
            let without_cancellation = libm::pow(size / d1.abs(), powers[0]) * libm::pow(size / d2.abs(), powers[1]);
            let error = relative(figure(&option.standardised().unwrap()), row[5 + place]);
            error / without_cancellation / (1.0 + d1 * d1 + d2 * d2) / f64::EPSILON
        };
        let worst = largest(rows.iter().map(units));
        assert!(worst <= bound, "{name}: {worst} units");
    }
}

#[test]
fn near_the_strike_values_are_right_to_4e_15_and_in_the_tails_to_4e_13() {
    let rows = rows(include_str!("reference/black76.csv"), 900);
    for (reach, bound) in [(3.0, 4e-15), (40.0, 4e-13)] {
        let within =
            rows.iter().filter(|row| distances(option(row)).0.abs().max(distances(option(row)).1.abs()) < reach);
        let error = |row: &Vec<f64>| {
            let option = option(row).standardised().unwrap();
            relative(option.value(Right::Call), row[5]).max(relative(option.value(Right::Put), row[6]))
        };
        let worst = largest(within.map(error));
        assert!(worst <= bound, "within {reach}: {worst:e}");
    }
}

fn option(row: &[f64]) -> Black76 {
    let [forward, strike, volatility, years, discount] = *row.first_chunk().unwrap();
    Black76 { forward, strike, volatility, years, discount }
}

/// `d1` and `d2`, to a few digits.
fn distances(option: Black76) -> (f64, f64) {
    let total = option.volatility * option.years.sqrt();
    let middle = libm::log(option.forward / option.strike) / total;
    (middle + 0.5 * total, middle - 0.5 * total)
}
