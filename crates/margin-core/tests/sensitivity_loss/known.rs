//! Figures by hand, revaluations by the engine in a moved market, and Greeks by differences.

use crate::common::Case;
use crate::common::options::{expiring, option, portfolio, read};
use crate::{cases, model, profiled, random_case, report, rules_of};
use margin_core::dynamic::{Binding, UnderlyingProfile};
use margin_core::instrument::{Instrument, Right, Settlement};
use margin_core::market::Market;
use margin_core::report::{Assumption, Way};
use margin_core::units::{Price, Ratio, Usd, Volatility};
use proptest::prelude::*;
use serde_json::json;

/// 1,000 SOL at 150 with a volatility of 1.2 and a daily volume of 10 million.
#[test]
fn a_perpetual_requires_what_is_calculated_by_hand() {
    let market: Market = read(json!({
        "schema": 1, "time": "2026-01-01T08:00:00Z", "source": "made up",
        "assets": {
            "USD": { "index": 1.0, "peg": "dollar" },
            "SOL": { "index": 150.0, "volatility": 1.2, "dailyVolume": 10e6 },
        },
        "instruments": { "SOL-PERP": { "mark": 150.0 } },
    }));
    let positions = vec![(Instrument::perpetual("SOL"), -1_000.0, 150.0)];
    let case = Case { portfolio: portfolio(&[("USD", 1e6)], positions), market, rules: rules_of(&model()) };
    let told = profiled(&case);
    let sol = &told.underlyings[0];
    // 28,800 seconds are a third of a day; 150,000 ÷ (0.1 × 10 million) days to close.
    let days = 1.0 / 3.0 + 0.15;
    // 0.75 × 1.2 + 0.25 × 2.5 = 1.525, above 1.2 and the floor of 0.9.
    let range = 3.0 * 1.525 * libm::sqrt(days / 365.0);
    let close = |found: f64, wanted: f64| assert!((found / wanted - 1.0).abs() < 1e-12, "{found} {wanted}");
    close(sol.horizon.get() * 365.0, days);
    close(sol.range.get(), range);
    assert_eq!(sol.volatilities.binding, Binding::Blended);
    close(told.net.get(), 150_000.0 * range);
    // 0.015 days' volume are less than 0.05; jumps take 1 a year for a third of a day.
    assert_eq!(told.concentration, Usd::ZERO);
    close(told.latency.get(), 150_000.0 / 3.0 / 365.0);
    // The buffer is drawn on from 1.5 × 0.9 = 1.35, which is above 1.2.
    close(told.initial.get(), 1.25 * (150_000.0 * range + 150_000.0 / 3.0 / 365.0));
    let expected = [Assumption::SurfaceUnknown("SOL".into())];
    assert_eq!(report(&case).assumptions, expected);
}

#[test]
fn a_position_beyond_the_free_days_is_charged_for_its_size() {
    let mut case = random_case(0);
    case.portfolio = portfolio(&[("USD", 1e6)], vec![(Instrument::perpetual("SOL"), 1e8 / 150.2, 150.0)]);
    let sol = case.market.assets.get_mut(&"SOL".into()).unwrap();
    sol.daily_volume = Some(Usd::new(1e8));
    // 0.95 days' volumes beyond the free 0.05, at a tenth each.
    assert!((profiled(&case).concentration.get() / (1e8 * 0.095) - 1.0).abs() < 1e-12);
    let sol = case.market.assets.get_mut(&"SOL".into()).unwrap();
    sol.daily_volume = Some(Usd::new(1e6));
    assert!((profiled(&case).concentration.get() / (1e8 * 0.5) - 1.0).abs() < 1e-12);
}

#[test]
fn what_binds_the_volatility_is_told() {
    let told = |realised: Option<f64>, with_options: bool, weight: f64| {
        let mut case = random_case(0);
        case.portfolio = portfolio(&[("USD", 1e6)], vec![(Instrument::perpetual("BTC"), 1.0, 60_000.0)]);
        let btc = case.market.assets.get_mut(&"BTC".into()).unwrap();
        btc.volatility = realised.map(Volatility::new);
        if !with_options {
            btc.expiries.clear();
        }
        crate::parameters(&mut case).ranges.stress_weight = Ratio::new(weight);
        (profiled(&case).underlyings[0].volatilities, report(&case).assumptions)
    };
    // The first smile's total variance at the money for 29 days.
    let surface = told(Some(0.1), true, 0.0).0;
    let variance = 0.01 + 0.08 * (0.2 * 0.01 + libm::sqrt(0.0001 + 0.0225));
    let implied = libm::sqrt(variance / (29.0 / 365.0));
    assert!((surface.surface.unwrap().get() / implied - 1.0).abs() < 1e-12);
    assert_eq!((surface.binding, surface.counted.get()), (Binding::Surface, surface.surface.unwrap().get()));
    assert_eq!(told(Some(2.0), true, 0.0).0.binding, Binding::Realised);
    assert_eq!(told(Some(0.1), false, 0.0).0.binding, Binding::Floor);
    assert_eq!(told(Some(0.6), false, 0.5).0.binding, Binding::Blended);
    let (unknown, assumptions) = told(None, false, 0.25);
    assert_eq!(unknown.counted.get(), 1.5);
    let figure = margin_core::problem::MarketFigure::Volatility;
    assert!(assumptions.contains(&Assumption::RulesFigureUsed { asset: "BTC".into(), figure }));
}

/// A market in which prices have been multiplied and volatilities quoted anew.
fn moved(case: &Case, factor: f64, volatility: f64) -> Case {
    let mut moved = case.clone();
    let times = |price: Price| Price::new(price.get() * factor);
    let btc = moved.market.assets.get_mut(&"BTC".into()).unwrap();
    btc.index = times(btc.index);
    for expiry in &mut btc.expiries {
        expiry.forward = times(expiry.forward);
    }
    for quote in moved.market.instruments.values_mut() {
        match quote.volatility {
            Some(_) => quote.volatility = Some(Volatility::new(volatility)),
            None => quote.mark = times(quote.mark),
        }
    }
    moved
}

/// One option whose volatility is quoted, and its mark by its formula.
fn single(strike: f64, right: Right, settlement: Settlement, volatility: f64) -> Case {
    let instrument = option("BTC", expiring(2026, 1, 30), strike, right, settlement);
    let mut case = random_case(0);
    let smileless = case.market.assets.get_mut(&"BTC".into()).unwrap();
    smileless.volatility = Some(Volatility::new(0.6));
    smileless.daily_volume = Some(Usd::new(1e12));
    case.portfolio = portfolio(&[("USD", 1e6)], vec![(instrument, -10.0, 0.01)]);
    requote(&mut case, volatility);
    case
}

/// Writes the option's mark by its formula at a volatility.
fn requote(case: &mut Case, volatility: f64) {
    let id = case.portfolio.positions[0].instrument.id();
    case.market.instruments.insert(id.clone(), read(json!({ "mark": 0.0 })));
    for expiry in &mut case.market.assets.get_mut(&"BTC".into()).unwrap().expiries {
        expiry.smile = None;
    }
    let quote = case.market.instruments.get_mut(&id).unwrap();
    quote.volatility = Some(Volatility::new(volatility));
    let kind = case.portfolio.positions[0].instrument.kind;
    let margin_core::instrument::Kind::Option { expiry, strike, right } = kind else { panic!("it is an option") };
    let forward = case.market.assets[&"BTC".into()].expiries[0].forward.get();
    let right = match right {
        Right::Call => margin_pricing::black76::Right::Call,
        Right::Put => margin_pricing::black76::Right::Put,
    };
    let terms = margin_pricing::black76::Black76 {
        forward,
        strike: strike.get(),
        volatility,
        years: case.market.time.years_until(expiry).get(),
        discount: 1.0,
    };
    let dollars = terms.standardised().unwrap().value(right);
    let mark = match case.portfolio.positions[0].instrument.settlement {
        Settlement::Linear => dollars,
        Settlement::Coin => dollars / forward,
    };
    case.market.instruments.get_mut(&id).unwrap().mark = Price::new(mark);
}

/// What the option is worth in dollars once the price and the volatility have moved.
fn worth(case: &Case, factor: f64, volatility: f64) -> f64 {
    let mut there = moved(case, factor, volatility);
    requote(&mut there, volatility);
    report(&there).positions[0].value.as_ref().unwrap().usd().get()
}

/// At a range of whole steps, so that one scenario counts alone.
fn at_whole_steps(case: &mut Case) -> UnderlyingProfile {
    let model = crate::parameters(case);
    model.ranges.quantile = Ratio::new(1e6);
    (model.ranges.step, model.ranges.most) = (Ratio::new(0.125), Ratio::new(0.25));
    profiled(case).underlyings[0].clone()
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn a_loss_is_what_the_engine_values_the_positions_at_in_the_scenario(
        strike in 40_000.0..90_000.0_f64, volatility in 0.2..1.5_f64, call: bool, coin: bool,
    ) {
        let right = if call { Right::Call } else { Right::Put };
        let settlement = if coin { Settlement::Coin } else { Settlement::Linear };
        let mut case = single(strike, right, settlement, volatility);
        let told = at_whole_steps(&mut case);
        let scenario = told.loss.within;
        let share = told.volatility_ranges[0].share.get();
        let shocked = match scenario.volatility {
            Way::Up => volatility * (1.0 + share),
            Way::Still => volatility,
            Way::Down => volatility / (1.0 + share),
        };
        let lost = worth(&case, 1.0, volatility) - worth(&case, 1.0 + scenario.price.get(), shocked);
        prop_assert!((told.loss.amount.get() - lost).abs() <= 1e-6, "{lost} {told:?}");
    }

    #[test]
    fn the_greeks_that_explain_a_loss_are_differences_of_worth(
        strike in 45_000.0..80_000.0_f64, volatility in 0.3..1.2_f64, call: bool, coin: bool,
    ) {
        let right = if call { Right::Call } else { Right::Put };
        let settlement = if coin { Settlement::Coin } else { Settlement::Linear };
        let mut case = single(strike, right, settlement, volatility);
        let told = at_whole_steps(&mut case);
        let (move_of, parts) = (told.loss.within.price.get(), told.loss.attribution);
        let share = told.volatility_ranges[0].share.get();
        let change = match told.loss.within.volatility {
            Way::Up => volatility * share,
            Way::Still => return Ok(()),
            Way::Down => volatility / (1.0 + share) - volatility,
        };
        let (by, up) = (1e-4, 1e-4);
        let at = |price: f64, sigma: f64| worth(&case, 1.0 + price * by, volatility + sigma * up);
        let delta = (at(1.0, 0.0) - at(-1.0, 0.0)) / (2.0 * by);
        let gamma = (at(1.0, 0.0) - 2.0 * at(0.0, 0.0) + at(-1.0, 0.0)) / (by * by);
        let vega = (at(0.0, 1.0) - at(0.0, -1.0)) / (2.0 * up);
        let vanna = (at(1.0, 1.0) - at(1.0, -1.0) - at(-1.0, 1.0) + at(-1.0, -1.0)) / (4.0 * by * up);
        let volga = (at(0.0, 1.0) - 2.0 * at(0.0, 0.0) + at(0.0, -1.0)) / (up * up);
        let near = |found: Usd, wanted: f64| (found.get() - wanted).abs() <= 2e-4 * (wanted.abs() + 3_000.0);
        prop_assert!(near(told.delta, delta), "{} {delta}", told.delta.get());
        prop_assert!(near(parts.delta, -delta * move_of));
        prop_assert!(near(parts.gamma, -0.5 * gamma * move_of * move_of), "{parts:?} {gamma}");
        prop_assert!(near(parts.vega, -vega * change), "{parts:?} {vega}");
        prop_assert!(near(parts.vanna, -vanna * move_of * change), "{parts:?} {vanna}");
        prop_assert!(near(parts.volga, -0.5 * volga * change * change), "{parts:?} {volga}");
    }

    #[test]
    fn what_the_greeks_leave_out_vanishes_faster_than_the_loss(seed: u64) {
        let mut case = random_case(seed);
        let rest = |case: &mut Case, times: f64| {
            let model = crate::parameters(case);
            (model.ranges.quantile, model.shocks.share) = (Ratio::new(1e-3 * times), Ratio::new(1e-3 * times));
            (model.ranges.step, model.concentration.rate) = (Ratio::new(0.001), Ratio::ZERO);
            let told = profiled(case);
            let each = told.underlyings.iter().map(|each| each.loss.attribution.residual.get().abs());
            let size: f64 = told.underlyings.iter().map(|each| each.gross_delta.get() + each.loss.amount.get()).sum();
            (each.sum::<f64>(), size)
        };
        let (left, size) = rest(&mut case, 1.0);
        prop_assert!(left <= 1e-4 * size + 1e-3, "{left} of {size}");
    }
}
