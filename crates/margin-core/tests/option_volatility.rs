//! What an option is valued at where the market says less of it than its volatility.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on may panic, in its helpers too")]

mod common;

use common::options::{chain, expiring, grid_venue, january, march, option, portfolio, read};
use margin_core::evaluate;
use margin_core::instrument::{Instrument, Right, Settlement};
use margin_core::market::{ExpiryQuote, Market};
use margin_core::problem::ProblemKind;
use margin_core::report::{Assumption, MarginReport};
use margin_core::time::Timestamp;
use margin_pricing::black76::{self, Black76};
use serde_json::json;

fn valued(market: &Market, instrument: &Instrument) -> MarginReport {
    let portfolio = portfolio(&[], vec![(instrument.clone(), 1.0, 1.0)]);
    evaluate(&portfolio, market, &grid_venue("none")).unwrap()
}

fn worth(report: &MarginReport) -> f64 {
    report.positions[0].value.as_ref().unwrap().usd().get()
}

fn call(forward: f64, strike: f64, volatility: f64, years: f64) -> f64 {
    let option = Black76 { forward, strike, volatility, years, discount: 1.0 };
    option.standardised().unwrap().value(black76::Right::Call)
}

fn quotes(market: &Market) -> [ExpiryQuote; 2] {
    market.assets[&"BTC".into()].expiries.clone().try_into().unwrap()
}

#[track_caller]
fn assert_near(found: f64, wanted: f64) {
    assert!((found / wanted - 1.0).abs() < 1e-9, "{found} is not {wanted}");
}

#[test]
fn the_volatility_that_a_mark_implies_prices_the_option_in_dollars_and_in_coins() {
    let market = chain();
    let years = market.time.years_until(march()).get();
    let forward = quotes(&market)[1].forward.get();
    for (settlement, unit) in [(Settlement::Linear, 1.0), (Settlement::Coin, forward)] {
        for (right, strike) in [(Right::Call, 70_000.0), (Right::Put, 50_000.0), (Right::Call, 30_000.0)] {
            let option = option("BTC", march(), strike, right, settlement);
            let side = if right == Right::Call { black76::Right::Call } else { black76::Right::Put };
            let terms = Black76 { forward, strike, volatility: 0.77, years, discount: 1.0 };
            let mut market = market.clone();
            market.assets.get_mut(&"BTC".into()).unwrap().expiries[1].smile = None;
            let mark = terms.standardised().unwrap().value(side) / unit;
            market.instruments.insert(option.id(), read(json!({ "mark": mark })));
            let portfolio = portfolio(&[], vec![(option, 1.0, 1.0)]);
            let found = margin_core::sensitivities::sensitivities(&portfolio, &market, &grid_venue("none")).unwrap();
            let index = if settlement == Settlement::Coin { 60_000.0 / forward } else { 1.0 };
            let wanted = terms.standardised().unwrap().vega() * 0.01 * index;
            assert_near(found.whole.vega.get(), wanted);
        }
    }
}

#[test]
fn between_two_expiries_total_variance_and_the_premium_of_forwards_are_interpolated_and_said() {
    let market = chain();
    let [first, last] = quotes(&market);
    let expiry = expiring(2026, 2, 27);
    let [earlier, years, later] = [january(), expiry, march()].map(|expiry| market.time.years_until(expiry).get());
    let share = (years - earlier) / (later - earlier);
    let log = |quote: &ExpiryQuote| libm::log(quote.forward.get() / 60_000.0);
    let forward = 60_000.0 * libm::exp(log(&first) + share * (log(&last) - log(&first)));
    let strike = 66_000.0;
    let at = |quote: &ExpiryQuote| quote.smile.unwrap().raw().total_variance(libm::log(strike / forward));
    let variance = at(&first) + share * (at(&last) - at(&first));
    let instrument = option("BTC", expiry, strike, Right::Call, Settlement::Linear);
    let report = valued(&market, &instrument);
    assert_near(worth(&report), call(forward, strike, libm::sqrt(variance / years), years));
    let id = instrument.id();
    let said = [Assumption::ForwardInterpolated(id.clone()), Assumption::VolatilityInterpolated(id)];
    assert_eq!(report.assumptions, said);
}

#[test]
fn beyond_the_last_expiry_and_before_the_first_volatility_stays_what_it_is_there() {
    let market = chain();
    let [first, last] = quotes(&market);
    for (nearest, at, expiry) in [(first, january(), expiring(2026, 1, 9)), (last, march(), expiring(2026, 12, 25))] {
        let years = market.time.years_until(expiry).get();
        let quoted = market.time.years_until(at).get();
        let forward = 60_000.0 * libm::pow(nearest.forward.get() / 60_000.0, years / quoted);
        let volatility = nearest.smile.unwrap().raw().volatility(libm::log(66_000.0 / forward), quoted);
        let report = valued(&market, &option("BTC", expiry, 66_000.0, Right::Call, Settlement::Linear));
        assert_near(worth(&report), call(forward, 66_000.0, volatility, years));
        assert_eq!(report.assumptions.len(), 2);
    }
}

#[test]
fn without_any_smile_there_is_no_volatility_and_that_is_a_problem() {
    let mut market = chain();
    for expiry in &mut market.assets.get_mut(&"BTC".into()).unwrap().expiries {
        expiry.smile = None;
    }
    let instrument = option("BTC", march(), 66_000.0, Right::Call, Settlement::Linear);
    let portfolio = portfolio(&[], vec![(instrument.clone(), 1.0, 1.0)]);
    let problems = evaluate(&portfolio, &market, &grid_venue("none")).unwrap_err();
    let kinds: Vec<_> = problems.into_iter().map(|problem| problem.kind).collect();
    assert_eq!(kinds, [ProblemKind::MissingVolatility(instrument.id())]);
}

#[test]
fn a_smile_that_is_none_is_passed_over() {
    let mut market = chain();
    let expiries = &mut market.assets.get_mut(&"BTC".into()).unwrap().expiries;
    expiries[0].smile = Some(read(json!({ "level": -9.0, "slope": 0.1, "tilt": 0.0, "shift": 0.0, "curve": 0.1 })));
    let [_, last] = quotes(&market);
    let quoted = market.time.years_until(march()).get();
    let expiry = Timestamp::from_milliseconds(january().milliseconds());
    let instrument = option("BTC", expiry, 66_000.0, Right::Call, Settlement::Linear);
    let report = valued(&market, &instrument);
    let [first, _] = quotes(&market);
    let forward = first.forward.get();
    let volatility = last.smile.unwrap().raw().volatility(libm::log(66_000.0 / forward), quoted);
    assert_near(worth(&report), call(forward, 66_000.0, volatility, market.time.years_until(expiry).get()));
    assert_eq!(report.assumptions, [Assumption::VolatilityInterpolated(instrument.id())]);
}
