//! Smiles: published numbers, derivatives beside differences, densities beside prices, and conditions beside grids.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic, in its helpers too")]

use margin_pricing::black76::{Black76, Right};
use margin_pricing::ssvi::{PowerLaw, Ssvi};
use margin_pricing::svi::{Invalid, JumpWings, RawSvi};
use proptest::prelude::*;
use proptest::test_runner::Config;

/// Axel Vogt's smile, which has arbitrage: Gatheral and Jacquier, example 3.1.
const VOGT: RawSvi = RawSvi { level: -0.041, slope: 0.1331, tilt: 0.306, shift: 0.3586, curve: 0.4153 };

fn cases(count: u32) -> Config {
    Config { cases: count, failure_persistence: None, ..Config::default() }
}

fn log_moneynesses() -> impl Iterator<Item = f64> {
    (-300..=300).map(|hundredth| f64::from(hundredth) / 100.0)
}

fn assert_near(got: f64, wanted: f64, within: f64) {
    assert!((got - wanted).abs() <= within, "{got} is not {wanted}");
}

#[test]
fn vogts_smile_has_the_published_jump_wings() {
    let wings = VOGT.jump_wings(1.0).unwrap();
    let published = [0.01742625, -0.1752111, 0.6997381, 1.316798, 0.0116249];
    let ours = [wings.variance, wings.skew, wings.put_wing, wings.call_wing, wings.least_variance];
    for (got, wanted) in ours.into_iter().zip(published) {
        assert_near(got, wanted, 1e-6);
    }
}

#[test]
fn vogts_smile_has_butterflies_for_less_than_nothing_and_its_repair_has_none() {
    assert_eq!(VOGT.check(), Ok(()));
    let worst = VOGT.least_durrleman((-1500..=1500).map(|thousandth| f64::from(thousandth) / 1000.0)).unwrap();
    assert_near(worst.log_moneyness, 0.879, 1e-12);
    assert_near(worst.value, -0.03286354386432558, 1e-12);
    let repaired = VOGT.jump_wings(1.0).unwrap().repaired();
    assert_near(repaired.call_wing, 0.3493158, 1e-6);
    assert_near(repaired.least_variance, 0.01548182, 1e-7);
    let raw = repaired.raw().unwrap();
    assert!(raw.least_durrleman(log_moneynesses()).unwrap().value > 0.0);
    assert_near(raw.total_variance(0.0), VOGT.total_variance(0.0), 1e-15);
}

#[test]
fn what_is_no_smile_is_named() {
    let smile = RawSvi { level: 0.04, slope: 0.4, tilt: -0.4, shift: 0.1, curve: 0.1 };
    assert_eq!(smile.check(), Ok(()));
    let wrong = [
        (RawSvi { shift: f64::NAN, ..smile }, Invalid::NotFinite),
        (RawSvi { slope: -0.1, ..smile }, Invalid::SlopeNegative),
        (RawSvi { tilt: 1.0, ..smile }, Invalid::TiltOutOfRange),
        (RawSvi { curve: 0.0, ..smile }, Invalid::CurveNotPositive),
        (RawSvi { level: -0.04, ..smile }, Invalid::VarianceNegative),
        (RawSvi { slope: 1.5, ..smile }, Invalid::WingTooSteep),
    ];
    for (smile, invalid) in wrong {
        assert_eq!(smile.check(), Err(invalid), "{smile:?}");
    }
}

#[test]
fn a_feed_is_flat_beyond_its_reach() {
    // A venue's own test of its feed: derivexyz/lyra-utils, SVI.t.sol; the reach is 4 √(level + slope curve).
    let level = 0.027616438356164386;
    let smile = RawSvi {
        level,
        slope: 0.041424657534246574,
        tilt: 0.003452054794520548,
        shift: 0.001726027397260274,
        curve: 0.000345205479452055,
    };
    let volatility =
        |strike: f64, years: f64| (smile.total_variance_within(libm::log(strike / 1805.0), 4.0) / years).sqrt();
    assert_near(volatility(2100.0, 0.038356164383561646), 0.939244986304054, 1e-12);
    assert_near(volatility(2400.0, 0.038356164383561646), 1.0133571334275668, 1e-12);
    assert_eq!(smile.total_variance_within(2.0, 4.0), smile.total_variance_within(1.0, 4.0));
}

fn raw() -> impl Strategy<Value = RawSvi> {
    let numbers = (0.001..0.2, 0.01..0.9, -0.9..0.9, -0.5..0.5, 0.02..0.6);
    numbers.prop_map(|(least, slope, tilt, shift, curve): (f64, f64, f64, f64, f64)| RawSvi {
        level: least - slope * curve * (1.0 - tilt * tilt).sqrt(),
        slope,
        tilt,
        shift,
        curve,
    })
}

/// Any, and those that meet the conditions against butterflies as narrowly as others.
fn ssvi() -> impl Strategy<Value = Ssvi> {
    (0.0005..0.5, -0.95..0.95, 0.05..1.0).prop_map(|(at_forward, tilt, share): (f64, f64, f64)| {
        let sides = 1.0 + tilt.abs();
        let most = (4.0 / (at_forward * sides)).min((4.0 / (at_forward * sides)).sqrt());
        Ssvi { at_forward, tilt, bend: share * most * (1.0 - 1e-9) }
    })
}

/// The slope of a function, right to the fourth order.
fn slope(of: impl Fn(f64) -> f64, at: f64) -> f64 {
    let step = 1e-3;
    let difference = |step: f64| of(at + step) - of(at - step);
    (8.0 * difference(step) - difference(2.0 * step)) / (12.0 * step)
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn derivatives_are_the_slopes_of_what_they_are_derivatives_of(smile in raw(), place in -2.0..2.0) {
        let here = smile.at(place);
        prop_assert!((here.value - smile.total_variance(place)).abs() < 1e-15);
        prop_assert!((here.slope - slope(|k| smile.total_variance(k), place)).abs() < 1e-4 * (1.0 + here.curvature));
        prop_assert!((here.curvature - slope(|k| smile.at(k).slope, place)).abs() < 1e-3 * (1.0 + here.curvature));
    }

    #[test]
    fn no_total_variance_is_below_the_vertex(smile in raw(), place in -2.0..2.0) {
        let least = smile.least();
        prop_assert!((smile.total_variance(least.log_moneyness) - least.value).abs() < 1e-15);
        prop_assert!(smile.total_variance(place) >= least.value - 1e-15);
    }

    /// The density of the logarithm of the price by it, from prices alone: `strike ∂²call ÷ ∂strike²`.
    #[test]
    fn durrlemans_function_is_the_density_over_that_of_the_lognormal_law(smile in raw(), place in -0.5..0.5) {
        let call = |strike: f64| {
            let volatility = smile.volatility(libm::log(strike), 1.0);
            let option = Black76 { forward: 1.0, strike, volatility, years: 1.0, discount: 1.0 };
            option.standardised().unwrap().value(Right::Call)
        };
        let strike: f64 = libm::exp(place);
        let step = 2e-4 * strike;
        let second = (call(strike + step) - 2.0 * call(strike) + call(strike - step)) / (step * step);
        let total = smile.total_variance(place).sqrt();
        let d2 = -place / total - 0.5 * total;
        let lognormal = libm::exp(-0.5 * d2 * d2) / (total * (2.0 * std::f64::consts::PI).sqrt());
        let ours = smile.durrleman(place) * lognormal;
        prop_assert!((strike * second - ours).abs() < 2e-3 * (1.0 + ours.abs() + lognormal), "{} {ours}", strike * second);
    }

    #[test]
    fn jump_wings_lead_back_to_the_smile(smile in raw(), years in 0.01..2.0) {
        let wings = smile.jump_wings(years).unwrap();
        // Where the vertex is at the forward, many smiles have the same jump wings.
        prop_assume!((wings.variance - wings.least_variance) > 0.02 * wings.variance);
        let back = wings.raw().unwrap();
        for place in log_moneynesses() {
            let (ours, wanted) = (back.total_variance(place), smile.total_variance(place));
            prop_assert!((ours - wanted).abs() < 1e-7 * wanted, "{place}: {ours} {wanted}");
        }
        let ambiguous = JumpWings { least_variance: wings.variance, skew: 0.0, put_wing: 0.5, call_wing: 0.5, ..wings };
        prop_assert_eq!(ambiguous.raw(), None);
    }

    #[test]
    fn ssvi_is_raw_svi(smile in ssvi(), place in -2.0..2.0) {
        let (ours, raw) = (smile.at(place), smile.raw().at(place));
        let size = raw.value.max(1.0);
        prop_assert!((ours.value - raw.value).abs() < 1e-12 * size);
        prop_assert!((ours.slope - raw.slope).abs() < 1e-9 * size);
        prop_assert!((ours.curvature - raw.curvature).abs() < 1e-6 * (1.0 + raw.curvature));
    }

    #[test]
    fn ssvi_within_its_conditions_has_no_butterflies_for_less_than_nothing(smile in ssvi()) {
        prop_assert!(smile.is_free_of_butterflies());
        prop_assert!(smile.raw().least_durrleman(log_moneynesses()).unwrap().value >= -1e-12);
    }

    #[test]
    fn a_smile_above_another_by_its_numbers_is_above_it_everywhere(
        earlier in ssvi(),
        rise in 1.0..3.0,
        tilt in -0.95..0.95,
        widening in 0.3..3.0,
    ) {
        let width: f64 = earlier.at_forward * earlier.bend * widening;
        let at_forward = earlier.at_forward * rise;
        let later = Ssvi { at_forward, tilt, bend: width / at_forward };
        if later.is_above(&earlier) {
            for place in log_moneynesses() {
                prop_assert!(later.total_variance(place) >= earlier.total_variance(place) * (1.0 - 1e-12), "{place}");
            }
        }
    }

    #[test]
    fn a_power_law_within_its_conditions_rises_with_time_and_has_no_butterflies(
        tilt in -0.95..0.95,
        share in 0.05..1.0,
        exponent in 0.01..0.5,
        at_forward in 0.001..2.0,
        rise in 1.001..2.0,
    ) {
        let law = PowerLaw { tilt, scale: share * 2.0 / (1.0_f64 + f64::abs(tilt)), exponent };
        prop_assert!(law.butterfly_condition() <= 2.0 + 1e-12);
        let (smile, later) = (law.smile(at_forward), law.smile(at_forward * rise));
        prop_assert!(law.is_free_of_calendars(at_forward) && smile.is_free_of_butterflies());
        let widening = slope(|at: f64| at * law.bend(at), at_forward.max(0.01));
        prop_assert!((widening - law.widening(at_forward.max(0.01))).abs() < 1e-2 * widening.abs());
        for place in log_moneynesses() {
            prop_assert!(later.total_variance(place) >= smile.total_variance(place));
        }
    }
}
