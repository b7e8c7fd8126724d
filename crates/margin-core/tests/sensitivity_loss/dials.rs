//! What never lowers a requirement, at either level.

use crate::common::Case;
use crate::{cases, parameters, random_case, report, required, straight_case};
use margin_core::report::Level;
use margin_core::units::{Quantity, Ratio, Usd, Volatility};
use proptest::prelude::*;

/// More volatility, latency or concentration, or less credit: one change, by its number.
fn worsened(case: &Case, which: usize, times: f64) -> Case {
    let mut worse = case.clone();
    let up = |share: Ratio| Ratio::new(share.get() * times);
    let at_most = |share: Ratio, most: f64| Ratio::new((share.get() * times).min(most));
    let model = parameters(&mut worse);
    match which {
        0 => model.latency.oracle_seconds *= times,
        1 => model.latency.execution_seconds *= times,
        2 => model.latency.settlement_seconds *= times,
        3 => model.ranges.quantile = up(model.ranges.quantile),
        4 => model.ranges.participation = Ratio::new(model.ranges.participation.get() / times.min(50.0)),
        5 => model.offset.credit = Ratio::new(model.offset.credit.get() / times),
        6 => model.concentration.rate = up(model.concentration.rate),
        7 => model.concentration.free_days = Ratio::new(model.concentration.free_days.get() / times),
        8 => model.concentration.most = at_most(model.concentration.most, 1.0),
        9 => model.buffer.share = up(model.buffer.share),
        10 => model.buffer.drawn = Ratio::new(model.buffer.drawn.get() / times),
        11 => model.ranges.most = at_most(model.ranges.most, 0.94),
        12 => model.buffer.drawn_from = up(model.buffer.drawn_from),
        _ => of_assets(&mut worse, which, times),
    }
    worse
}

/// The same of each underlying: of all of them, or of one alone.
fn of_assets(worse: &mut Case, which: usize, times: f64) {
    let only = ["BTC", "ETH", "SOL"].get(which % 4).copied();
    let meant = |asset: &str| only.is_none_or(|only| only == asset);
    let up = |volatility: Volatility| Volatility::new(volatility.get() * times);
    match which {
        13..17 => {
            for (asset, quote) in worse.market.assets.iter_mut().filter(|(asset, _)| meant(asset.as_str())) {
                quote.volatility = quote.volatility.map(|each| if asset.as_str() == "USD" { each } else { up(each) });
            }
        }
        17..21 => {
            for (_, quote) in worse.market.assets.iter_mut().filter(|(asset, _)| meant(asset.as_str())) {
                quote.daily_volume = quote.daily_volume.map(|volume| Usd::new(volume.get() / times));
            }
        }
        21..25 => {
            for position in &mut worse.portfolio.positions {
                if meant(position.instrument.underlying.as_str()) {
                    position.quantity = Quantity::new(position.quantity.get() * times);
                }
            }
        }
        _ => {
            for (_, terms) in parameters(worse).underlyings.iter_mut().filter(|(asset, _)| meant(asset.as_str())) {
                match which {
                    25..29 => terms.stressed = up(terms.stressed),
                    29..33 => (terms.floor, terms.stressed) = (up(terms.floor), up(terms.stressed)),
                    33..37 => terms.daily_volume = Usd::new(terms.daily_volume.get() / times),
                    _ => terms.jumps = Ratio::new(terms.jumps.get() * times),
                }
            }
        }
    }
}

const CHANGES: usize = 41;

/// What a requirement may be below another by rounding: the root of losses that cancel is off by the root of what
/// rounding leaves of their squares.
fn rounding(requirement: f64) -> f64 {
    1e-7 * requirement
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn more_volatility_latency_or_size_and_less_volume_never_lower_a_requirement(
        seed: u64, which in 0..CHANGES, octaves in 0.0..4.0_f64,
    ) {
        let case = random_case(seed);
        let worse = worsened(&case, which, libm::exp2(octaves));
        for (before, after) in required(&case).into_iter().zip(required(&worse)) {
            prop_assert!(after >= before - rounding(before), "change {which}: {before} became {after}");
        }
    }

    #[test]
    fn a_higher_surface_never_lowers_what_contracts_without_options_require(seed: u64, octaves in 0.0..4.0_f64) {
        let case = straight_case(seed);
        let mut worse = case.clone();
        for smile in worse.market.assets.values_mut().flat_map(|quote| &mut quote.expiries).filter_map(|expiry| expiry.smile.as_mut()) {
            smile.level *= libm::exp2(2.0 * octaves);
            smile.slope *= libm::exp2(2.0 * octaves);
        }
        for (before, after) in required(&case).into_iter().zip(required(&worse)) {
            prop_assert!(after >= before - rounding(before), "{before} became {after}");
        }
    }

    #[test]
    fn a_little_more_volatility_or_size_never_makes_a_gap(seed: u64, which in 13..25_usize) {
        let case = random_case(seed);
        let worse = worsened(&case, which, 1.0 + 1e-9);
        let gross = report(&case).gross_notional().usd().get();
        for (before, after) in required(&case).into_iter().zip(required(&worse)) {
            prop_assert!((after - before).abs() <= 1e-6 * gross, "{before} became {after}");
        }
    }

    #[test]
    fn initial_lies_between_maintenance_and_maintenance_with_the_whole_buffer(seed: u64) {
        let case = random_case(seed);
        let [initial, maintenance] = required(&case);
        prop_assert!(maintenance >= 0.0);
        prop_assert!(initial >= maintenance - rounding(maintenance));
        prop_assert!(initial <= 1.25 * maintenance + rounding(maintenance));
    }
}

#[test]
fn a_spike_of_volatility_is_borne_by_the_buffer_first() {
    let mut case = straight_case(0);
    case.portfolio = crate::portfolio(&[("USD", 1e6)], vec![(crate::Instrument::perpetual("SOL"), 1_000.0, 150.0)]);
    let at = |case: &mut Case, volatility: f64| {
        let sol = case.market.assets.get_mut(&"SOL".into()).unwrap();
        (sol.volatility, sol.daily_volume) = (Some(Volatility::new(volatility)), Some(Usd::new(1e12)));
        Level::ALL.map(|level| report(case).total.requirement(level).usd().get())
    };
    // The floor is 0.9, so that the buffer is drawn on from 1.35.
    let [calm, calm_kept] = at(&mut case, 1.35);
    assert!((calm / calm_kept - 1.25).abs() < 1e-12);
    let [risen, risen_kept] = at(&mut case, 1.5);
    assert!(risen_kept > calm_kept && risen - calm < 0.3 * (risen_kept - calm_kept), "{risen} {calm}");
    let [spike, spike_kept] = at(&mut case, 4.0);
    assert!(spike > risen && (spike / spike_kept - 1.0).abs() < 1e-12);
}
