//! Surfaces: what they were made from is found again, nothing in them costs less than nothing, and shocks do as they say.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic, in its helpers too")]

use margin_pricing::black76::{Black76, Right};
use margin_pricing::ssvi::{PowerLaw, Ssvi};
use margin_pricing::surface::arbitrage::Grid;
use margin_pricing::surface::forward::{Pair, of_coin_settled, of_money_settled};
use margin_pricing::surface::shock::{Change, Dynamics, Shock, Shocked, Term};
use margin_pricing::surface::{Expiry, Made, Quote, QuoteProblem, QuoteProblemKind, Slice, Surface, calibrate};
use margin_pricing::svi::RawSvi;
use proptest::prelude::*;
use proptest::test_runner::Config;

const LAW: PowerLaw = PowerLaw { tilt: -0.35, scale: 1.2, exponent: 0.4 };
const YEARS: [f64; 5] = [0.01, 0.06, 0.25, 0.5, 1.0];

fn cases(count: u32) -> Config {
    Config { cases: count, failure_persistence: None, ..Config::default() }
}

/// Variance per year that falls with time, as after a crash.
fn smile(years: f64) -> Ssvi {
    LAW.smile(0.3 * years * (1.0 + 0.5 * libm::exp(-5.0 * years)))
}

fn quote(log_moneyness: f64, volatility: f64) -> Quote {
    Quote { log_moneyness, ..Quote::mark(1.0, 1.0, volatility) }
}

/// Quotes on both sides, to three standard deviations.
fn quotes(years: f64, count: usize, volatility: impl Fn(f64) -> f64) -> Expiry {
    let reach = 3.0 * smile(years).at_forward.sqrt();
    let place = |number: usize| if count == 1 { 0.0 } else { reach * (2.0 * number as f64 / (count - 1) as f64 - 1.0) };
    Expiry { years, quotes: (0..count).map(|number| quote(place(number), volatility(place(number)))).collect() }
}

fn stated(smiles: &[(f64, RawSvi)]) -> Surface {
    let slices = smiles.iter().map(|(years, smile)| Slice { years: *years, smile: *smile, made: Made::Stated });
    Surface::new(slices.collect()).unwrap()
}

fn free_of_arbitrage(surface: &Surface, reach: [f64; 2]) -> bool {
    surface.arbitrage(&Grid::over(surface, reach, 200, 60), 1e-9).is_none()
}

#[test]
fn smiles_without_arbitrage_are_found_again() {
    let expiries = YEARS.map(|years| quotes(years, 21, |k| (smile(years).total_variance(k) / years).sqrt()));
    let found = calibrate(&expiries).unwrap();
    assert!(found.report.all.error < 1e-5, "{:?}", found.report.all);
    for years in YEARS {
        for place in
            [-2.0, -1.0, -0.3, 0.0, 0.4, 1.0, 2.0].map(|deviations| deviations * smile(years).at_forward.sqrt())
        {
            let wanted = (smile(years).total_variance(place) / years).sqrt();
            assert!((found.surface.volatility(place, years) - wanted).abs() < 1e-4, "{years} {place}");
        }
    }
    assert!(free_of_arbitrage(&found.surface, found.reach));
}

#[test]
fn the_order_of_expiries_does_not_matter() {
    let mut expiries = YEARS.map(|years| quotes(years, 9, |k| 0.6 + 0.2 * k * k - 0.1 * k)).to_vec();
    let found = calibrate(&expiries).unwrap();
    expiries.reverse();
    let reversed = calibrate(&expiries).unwrap();
    assert_eq!(found.surface, reversed.surface);
    assert_eq!(reversed.report.expiries.first().unwrap().years, 1.0);
}

#[test]
fn few_quotes_make_a_surface_too() {
    let flat = |years: f64| Expiry { years, quotes: vec![quote(0.1, 0.5)] };
    for expiries in
        [vec![flat(0.1)], vec![flat(0.1), flat(0.2)], vec![quotes(0.1, 2, |_| 0.5), quotes(0.5, 3, |_| 0.6)]]
    {
        let found = calibrate(&expiries).unwrap();
        assert!(found.report.all.error < 0.005, "{:?}", found.report);
        assert!(found.surface.slices().iter().all(|slice| slice.made == Made::Essvi));
        assert!(free_of_arbitrage(&found.surface, found.reach));
    }
}

#[test]
fn a_missing_wing_is_drawn_without_arbitrage() {
    let volatility = |k: f64| 0.7 - 0.25 * k + 0.3 * k * k;
    let right = |years: f64| {
        let quotes =
            quotes(years, 21, volatility).quotes.into_iter().filter(|quote| quote.log_moneyness > -0.05).collect();
        Expiry { years, quotes }
    };
    let found = calibrate(&[quotes(0.05, 15, volatility), right(0.2), right(0.6)]).unwrap();
    assert!(found.report.all.error < 0.005, "{:?}", found.report);
    assert!(free_of_arbitrage(&found.surface, found.reach));
}

#[test]
fn volatility_beyond_the_expiries_is_that_of_the_nearest() {
    let surface = stated(&[(0.1, smile(0.1).raw()), (0.5, smile(0.5).raw())]);
    for place in [-0.4, 0.0, 0.7] {
        assert_eq!(surface.volatility(place, 0.001), surface.volatility(place, 0.1));
        assert_eq!(surface.volatility(place, 0.0), surface.volatility(place, 0.1));
        assert!((surface.volatility(place, 3.0) - surface.volatility(place, 0.5)).abs() < 1e-15);
        let [before, middle, after] = [0.1, 0.2, 0.5].map(|years| surface.total_variance(place, years).value);
        assert!((middle - (before + 0.25 * (after - before))).abs() < 1e-15);
    }
}

#[test]
fn what_is_no_surface_is_none() {
    let slice = |years: f64| Slice { years, smile: smile(0.5).raw(), made: Made::Stated };
    assert_eq!(Surface::new(Vec::new()), None);
    assert_eq!(Surface::new(vec![slice(0.5), slice(0.5)]), None);
    assert_eq!(Surface::new(vec![slice(0.0)]), None);
    assert_eq!(Surface::new(vec![Slice { smile: RawSvi { slope: -1.0, ..slice(0.5).smile }, ..slice(0.5) }]), None);
    assert_eq!(Surface::new(vec![slice(0.7), slice(0.5)]).unwrap().slices().first().unwrap().years, 0.5);
}

#[test]
fn arbitrage_is_found_where_it_is_the_worst_first() {
    // Axel Vogt's smile has its least density at 0.879: Gatheral and Jacquier, example 3.1.
    let vogt = RawSvi { level: -0.041, slope: 0.1331, tilt: 0.306, shift: 0.3586, curve: 0.4153 };
    let surface = stated(&[(1.0, vogt)]);
    let found = surface.arbitrage(&Grid::over(&surface, [-1.5, 1.5], 200, 60), 1e-9);
    let worst = found.butterflies.first().unwrap();
    assert!((worst.log_moneyness - 0.879).abs() < 0.05 && (worst.value + 0.0329).abs() < 3e-4, "{worst:?}");
    assert_eq!(found.least_durrleman, *worst);
    assert!(found.calendars.is_empty() && found.least_rise.value >= 0.0);

    let surface = stated(&[(0.5, RawSvi::flat(0.2)), (1.0, RawSvi::flat(0.1))]);
    let found = surface.arbitrage(&Grid { log_moneynesses: vec![-1.0, 0.0, 1.0], times: vec![0.5, 0.75, 1.0] }, 1e-9);
    assert_eq!(found.calendars.len(), 6);
    let worst = found.calendars.first().unwrap();
    assert!(worst.years == 1.0 && (worst.value - (0.1 / 0.15 - 1.0)).abs() < 1e-12, "{worst:?}");
    assert!(found.butterflies.is_empty());
}

#[test]
fn every_wrong_quote_is_named_with_its_place() {
    let wrong = |place: usize| {
        let mut quotes = vec![quote(0.0, 0.5); 4];
        quotes.push([quote(f64::NAN, 0.5), quote(0.1, 0.0), Quote { bid: Some(-0.1), ..quote(0.0, 0.5) }][place]);
        quotes
    };
    let expiries = [
        Expiry { years: 0.1, quotes: wrong(0) },
        Expiry { years: 0.1, quotes: wrong(1) },
        Expiry { years: -1.0, quotes: wrong(2) },
        Expiry { years: 0.2, quotes: vec![Quote { weight: 0.0, ..quote(0.0, 0.5) }] },
    ];
    let problem = |expiry, kind| QuoteProblem { expiry, kind };
    let expected = vec![
        problem(0, QuoteProblemKind::NotANumber { quote: 4 }),
        problem(1, QuoteProblemKind::YearsRepeated),
        problem(1, QuoteProblemKind::NotANumber { quote: 4 }),
        problem(2, QuoteProblemKind::YearsNotPositive),
        problem(2, QuoteProblemKind::NotANumber { quote: 4 }),
        problem(3, QuoteProblemKind::NoQuotes),
    ];
    assert_eq!(calibrate(&expiries), Err(expected));
    assert_eq!(calibrate(&[]), Err(Vec::new()));
}

#[test]
fn quotes_between_bid_and_ask_are_kept_there_rather_than_at_marks() {
    // Marks two points above what is bid and asked for.
    let level = |k: f64| 0.6 + 0.1 * k * k;
    let mut expiry = quotes(0.25, 21, |k| level(k) + 0.02);
    for quote in &mut expiry.quotes {
        let middle = level(quote.log_moneyness);
        (quote.bid, quote.ask) = (Some(middle - 0.01), Some(middle + 0.01));
    }
    let found = calibrate(&[expiry]).unwrap();
    assert_eq!(found.report.all.inside, Some(1.0));
    assert_eq!((found.report.all.quotes, found.report.all.two_sided), (21, 21));
    assert!((0.008..0.02).contains(&found.report.all.error), "{:?}", found.report.all);
}

#[test]
fn shocks_change_level_skew_and_terms_and_nothing_below_zero() {
    let surface = stated(&[(0.1, RawSvi::flat(0.036)), (1.0, RawSvi::flat(0.36))]);
    let month = Term::Power { reference_years: 30.0 / 365.0, exponent: 0.5 };
    let shocked =
        |shocks: &[Shock], place: f64, years: f64| Shocked { surface: &surface, shocks }.volatility(place, years);
    let shock = |change, term| Shock { change, term };
    let near = |got: f64, wanted: f64| assert!((got - wanted).abs() < 1e-12, "{got} is not {wanted}");
    near(shocked(&[], 0.3, 0.5), 0.6);
    near(shocked(&[shock(Change::Relative(0.5), Term::Parallel)], 0.3, 0.5), 0.9);
    near(shocked(&[shock(Change::Absolute(-0.1), Term::Parallel)], 0.3, 0.5), 0.5);
    near(shocked(&[shock(Change::Tilt(-0.2), Term::Parallel)], -0.3, 0.5), 0.66);
    near(shocked(&[shock(Change::Relative(0.3), month)], 0.0, 30.0 / 365.0), 0.78);
    near(shocked(&[shock(Change::Relative(0.3), month)], 0.0, 120.0 / 365.0), 0.69);
    let both = [shock(Change::Relative(0.5), Term::Parallel), shock(Change::Absolute(0.1), Term::Parallel)];
    near(shocked(&both, 0.0, 0.5), 1.0);
    assert_eq!(shocked(&[shock(Change::Absolute(-2.0), Term::Parallel)], 0.0, 0.5), 0.0);
}

#[test]
fn a_strike_keeps_its_volatility_or_its_log_moneyness_does() {
    assert_eq!(Dynamics::StickyStrike.log_moneyness(110.0, 100.0, 110.0), libm::log(1.1));
    assert_eq!(Dynamics::StickyMoneyness.log_moneyness(110.0, 100.0, 110.0), 0.0);
}

#[test]
fn parity_finds_the_forward_and_the_discount() {
    let pair = |strike: f64, in_coins: f64| {
        let option = Black76 { forward: 101.0, strike, volatility: 0.8, years: 0.2, discount: 0.97 };
        let [call, put] = [Right::Call, Right::Put].map(|right| option.standardised().unwrap().value(right) / in_coins);
        Pair { strike, call, put, spread: 0.001 * strike }
    };
    let found = of_money_settled(&[80.0, 100.0, 130.0].map(|strike| pair(strike, 1.0))).unwrap();
    assert!((found.forward - 101.0).abs() < 1e-9 && (found.discount - 0.97).abs() < 1e-12, "{found:?}");
    assert_eq!(of_money_settled(&[pair(80.0, 1.0)]), None);
    // Paid in the coin and not discounted.
    let found = of_coin_settled(&[80.0, 100.0, 130.0].map(|strike| pair(strike, 0.97 * 101.0))).unwrap();
    assert!((found.forward - 101.0).abs() < 1e-9 && found.discount == 1.0 && found.error > 0.0, "{found:?}");
    assert_eq!(of_coin_settled(&[]), None);
    assert_eq!(of_coin_settled(&[Pair { spread: 0.0, ..pair(80.0, 101.0) }]), None);
}

/// Waits, rises, turns and how much less a smile flattens than it rises.
type Steps = Vec<(f64, f64, f64, f64)>;

/// Smiles in the order of their times, each above the one before by its numbers.
fn rising() -> impl Strategy<Value = Vec<(f64, Ssvi)>> {
    let step = (0.02..0.4, 1.0..2.0, -0.1..0.1, 0.0..1.0);
    let steps = proptest::collection::vec(step, 1..6);
    ((0.001..0.1, -0.7..0.7, 0.1..1.0), steps).prop_map(
        |((at_forward, tilt, share), steps): ((f64, f64, f64), Steps)| {
            let most = (4.0 / (1.0 + tilt.abs())).min((4.0 / (at_forward * (1.0 + tilt.abs()))).sqrt());
            let mut smiles = vec![(0.05, Ssvi { at_forward, tilt, bend: share * most })];
            for (wait, rise, turn, flattening) in steps {
                let (years, before): (f64, Ssvi) = *smiles.last().unwrap();
                let tilt: f64 = (before.tilt + turn).clamp(-0.9, 0.9);
                let bend = before.bend * (1.0 / rise) * (1.0 + flattening * (rise - 1.0));
                let after = Ssvi { at_forward: before.at_forward * rise, tilt, bend };
                let kept = Ssvi { at_forward: before.at_forward * rise, ..before };
                let later = if after.is_above(&before) && after.is_free_of_butterflies() { after } else { kept };
                if later.is_free_of_butterflies() {
                    smiles.push((years + wait, later));
                }
            }
            smiles
        },
    )
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn a_surface_rises_in_time_where_its_smiles_do(smiles in rising()) {
        let surface = stated(&smiles.iter().map(|(years, smile)| (*years, smile.raw())).collect::<Vec<_>>());
        let found = surface.arbitrage(&Grid::over(&surface, [-2.0, 2.0], 80, 40), 1e-9);
        prop_assert!(found.calendars.is_empty(), "{:?}", found.calendars.first());
        let first = surface.slices().first().unwrap().years;
        let early: Vec<_> = found.butterflies.iter().filter(|place| place.years <= first).collect();
        prop_assert!(early.is_empty(), "{:?}", early.first());
    }
}

/// Quotes that no market has: any volatilities, in any number, some with bid and ask.
fn chaos() -> impl Strategy<Value = Vec<Expiry>> {
    let one = (-0.8..0.8, 0.3..1.8, 0.0..0.3, 0.0..3.0).prop_map(|(log_moneyness, volatility, spread, weight)| {
        let sides = if spread > 0.1 {
            [Some(volatility - spread).filter(|bid| *bid > 0.0), Some(volatility + spread)]
        } else {
            [None; 2]
        };
        Quote { bid: sides[0], ask: sides[1], weight: weight + 0.01, ..quote(log_moneyness, volatility) }
    });
    let quotes = proptest::collection::vec(one, 1..25);
    proptest::collection::vec((0.001..0.3, quotes), 1..7).prop_map(|expiries| {
        let mut years = 0.0;
        let mut wait = |more: f64| {
            years += more;
            years
        };
        expiries.into_iter().map(|(more, quotes)| Expiry { years: wait(more), quotes }).collect()
    })
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn whatever_is_quoted_the_surface_has_no_arbitrage(expiries in chaos()) {
        let found = calibrate(&expiries).unwrap();
        prop_assert_eq!(found.surface.slices().len(), expiries.len());
        let arbitrage = found.surface.arbitrage(&Grid::over(&found.surface, found.reach, 200, 60), 1e-9);
        prop_assert!(arbitrage.is_none(), "{:?} {:?}", arbitrage.least_durrleman, arbitrage.least_rise);
    }
}
