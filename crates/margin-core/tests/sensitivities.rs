//! Sensitivities are the derivatives of what an evaluation says a portfolio is worth.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on may panic, in its helpers too")]

mod common;

use common::options::{chain, grid_venue, january, march, option, portfolio};
use margin_core::evaluate;
use margin_core::instrument::{Instrument, Kind, Right, Settlement};
use margin_core::market::Market;
use margin_core::portfolio::Portfolio;
use margin_core::rules::VenueRules;
use margin_core::scenario::{Shock, VolatilityChange};
use margin_core::sensitivities::{DollarGreeks, Scope, sensitivities};
use margin_core::solve::{Shocked, shocked};
use margin_core::units::{Quantity, Ratio, Usd};

/// One contract of each kind, and options of every side and settlement.
fn instruments() -> Vec<(Instrument, f64)> {
    let coin =
        Instrument { settlement: Settlement::Coin, multiplier: Quantity::new(10.0), ..Instrument::perpetual("BTC") };
    let future = Instrument { kind: Kind::Future { expiry: march() }, ..Instrument::perpetual("BTC") };
    let mut all = vec![(Instrument::perpetual("BTC"), 58_000.0), (coin, 61_000.0), (future, 60_000.0)];
    for settlement in [Settlement::Linear, Settlement::Coin] {
        for right in [Right::Call, Right::Put] {
            for (expiry, strike) in [(january(), 56_000.0), (march(), 60_000.0), (march(), 75_000.0)] {
                let entry = if settlement == Settlement::Coin { 0.03 } else { 1_800.0 };
                all.push((option("BTC", expiry, strike, right, settlement), entry));
            }
        }
    }
    all
}

struct Case<'c> {
    portfolio: &'c Portfolio,
    market: &'c Market,
    rules: &'c VenueRules,
}

impl Case<'_> {
    fn equity(&self, market: &Market) -> f64 {
        evaluate(self.portfolio, market, self.rules).unwrap().total.equity.usd().get()
    }

    /// What equity is after prices, volatilities and time have changed.
    fn after(&self, price: f64, points: f64, days: f64) -> f64 {
        let shock = Shock { price: Ratio::new(price), volatility: VolatilityChange::Plus(Ratio::new(points)), days };
        let inputs = (self.portfolio, self.market, self.rules);
        self.equity(&shocked(inputs, &Shocked::One("BTC".into()), &shock).unwrap())
    }

    fn at_rate(&self, more: f64) -> f64 {
        let mut market = self.market.clone();
        for expiry in &mut market.assets.get_mut(&"BTC".into()).unwrap().expiries {
            expiry.rate = expiry.rate + Ratio::new(more);
        }
        self.equity(&market)
    }

    /// The derivatives by central differences, in the units of the figures.
    fn differences(&self) -> DollarGreeks {
        let (h, v, t) = (1e-4, 1e-3, 0.01);
        let by_price = |points: f64| (self.after(1.0 + h, points, 0.0) - self.after(1.0 - h, points, 0.0)) / (2.0 * h);
        let twice = self.after(1.0 + h, 0.0, 0.0) - 2.0 * self.after(1.0, 0.0, 0.0) + self.after(1.0 - h, 0.0, 0.0);
        let volga = self.after(1.0, v, 0.0) - 2.0 * self.after(1.0, 0.0, 0.0) + self.after(1.0, -v, 0.0);
        DollarGreeks {
            delta: Usd::new(by_price(0.0)),
            gamma: Usd::new(twice / (h * h) * 0.01),
            vega: Usd::new((self.after(1.0, v, 0.0) - self.after(1.0, -v, 0.0)) / (2.0 * v) * 0.01),
            // Time goes forward only: a parabola through today and two later moments.
            theta: Usd::new(
                (4.0 * self.after(1.0, 0.0, t) - self.after(1.0, 0.0, 2.0 * t) - 3.0 * self.after(1.0, 0.0, 0.0))
                    / (2.0 * t),
            ),
            vanna: Usd::new((by_price(v) - by_price(-v)) / (2.0 * v) * 0.01),
            volga: Usd::new(volga / (v * v) * 0.0001),
            rho: Usd::new((self.at_rate(1e-4) - self.at_rate(-1e-4)) / 2e-4 * 0.01),
        }
    }
}

#[track_caller]
fn assert_close(found: Usd, wanted: Usd, scale: f64, what: &str) {
    let (found, wanted) = (found.get(), wanted.get());
    assert!((found - wanted).abs() <= 2e-5 * wanted.abs() + 1e-6 * scale, "{what}: {found} is not {wanted}");
}

#[track_caller]
fn assert_same(found: DollarGreeks, wanted: DollarGreeks, scale: f64, what: &str) {
    assert_close(found.delta, wanted.delta, scale, &format!("delta of {what}"));
    assert_close(found.gamma, wanted.gamma, scale, &format!("gamma of {what}"));
    assert_close(found.vega, wanted.vega, scale, &format!("vega of {what}"));
    assert_close(found.theta, wanted.theta, scale, &format!("theta of {what}"));
    assert_close(found.vanna, wanted.vanna, scale, &format!("vanna of {what}"));
    assert_close(found.volga, wanted.volga, scale, &format!("volga of {what}"));
    assert_close(found.rho, wanted.rho, scale, &format!("rho of {what}"));
}

#[test]
fn every_contract_s_figures_are_finite_differences_of_equity() {
    let market = chain();
    for rules in ["none", "atRate"].map(grid_venue) {
        for (instrument, entry) in instruments() {
            for quantity in [2.0, -3.0] {
                let name = instrument.id().to_string();
                let portfolio = portfolio(&[("USD", 1e6)], vec![(instrument.clone(), quantity, entry)]);
                let case = Case { portfolio: &portfolio, market: &market, rules: &rules };
                let found = sensitivities(&portfolio, &market, &rules).unwrap();
                assert_same(found.positions[0].greeks.dollars, case.differences(), 60_000.0 * quantity.abs(), &name);
                assert_eq!(found.whole, found.positions[0].greeks.dollars);
            }
        }
    }
}

#[test]
fn a_portfolio_s_figures_are_finite_differences_too_and_holdings_are_delta() {
    let (market, rules) = (chain(), grid_venue("none"));
    let positions: Vec<_> = instruments()
        .into_iter()
        .zip([1.0, -20.0, 0.5, -2.0, 3.0, -1.0, 4.0, 2.0, -5.0, 1.5, -1.5, 2.5, 1.0, -0.5, 0.25])
        .map(|((instrument, entry), quantity)| (instrument, quantity, entry))
        .collect();
    let portfolio = portfolio(&[("USD", 1e5), ("BTC", 2.5)], positions);
    let case = Case { portfolio: &portfolio, market: &market, rules: &rules };
    let found = sensitivities(&portfolio, &market, &rules).unwrap();
    assert_same(found.whole, case.differences(), 600_000.0, "all");
    let btc = found.underlying(&"BTC".into()).unwrap();
    assert_eq!(btc.holdings.units, Quantity::new(2.5));
    assert_eq!(btc.greeks(Scope::PositionsAndHoldings).dollars, found.whole);
    assert_eq!(btc.greeks(Scope::Positions).dollars, found.positions_together);
    assert_eq!(found.whole.delta, found.positions_together.delta + Usd::new(150_000.0));
    let by_expiry: Vec<_> = btc.expiries.iter().map(|each| each.expiry).collect();
    assert_eq!(by_expiry, [None, Some(january()), Some(march())]);
    let sum: f64 = found.positions.iter().map(|each| each.greeks.units.delta.get()).sum();
    assert!((sum - btc.positions.units.delta.get()).abs() < 1e-9);
}

#[test]
fn units_are_those_that_a_person_counts() {
    let (market, rules) = (chain(), grid_venue("none"));
    let coin =
        Instrument { settlement: Settlement::Coin, multiplier: Quantity::new(10.0), ..Instrument::perpetual("BTC") };
    let positions = vec![
        (Instrument::perpetual("BTC"), 1.5, 60_000.0),
        (coin, 6_000.0, 60_000.0),
        (option("BTC", march(), 1.0, Right::Call, Settlement::Linear), 2.0, 60_000.0),
        (option("BTC", march(), 1.0, Right::Call, Settlement::Coin), 2.0, 0.9),
        (option("BTC", march(), 60_000.0, Right::Put, Settlement::Coin), 1.0, 0.08),
    ];
    let portfolio = portfolio(&[("USD", 1e6)], positions);
    let found = sensitivities(&portfolio, &market, &rules).unwrap();
    let units = |place: usize| found.positions[place].greeks.units;
    let near = |found: Quantity, wanted: f64| assert!((found.get() - wanted).abs() < 2e-3, "{found:?} is not {wanted}");
    // A perpetual on one and a half coins has a delta of one and a half, whatever the coin is worth in dollars.
    near(units(0).delta, 1.5);
    near(units(0).net_delta, 1.5);
    // Dollars' worth of a coin: coins that were bought at 60,000, and that many at today's mark to keep coins as they are.
    near(units(1).delta, 1.0);
    near(units(1).net_delta, 60_000.0 / 59_990.0);
    // A call that is sure to be exercised is the coin: in coins it gains next to nothing.
    near(units(2).delta, 2.0);
    near(units(3).delta, 2.0);
    near(units(3).net_delta, 0.0);
    // The net delta is the delta less the premium in coins.
    let put =
        evaluate(&portfolio, &market, &rules).unwrap().positions[4].value.as_ref().unwrap().usd().get() / 60_000.0;
    near(units(4).net_delta, units(4).delta.get() - put);
    let (gamma, percent) = (units(4).gamma.get(), units(4).gamma_percent.get());
    assert!((percent / (gamma * 0.01 * 60_000.0 * 1.013) - 1.0).abs() < 1e-12);
}

#[test]
fn an_option_that_expires_at_its_strike_has_no_figure_that_is_not_a_number() {
    let (mut market, rules) = (chain(), grid_venue("none"));
    market.time = january();
    let forward = market.assets[&"BTC".into()].expiries[0].forward.get();
    for settlement in [Settlement::Linear, Settlement::Coin] {
        for strike in [forward, 1.0, 1e6] {
            let mut market = market.clone();
            let expiring = option("BTC", january(), strike, Right::Call, settlement);
            market
                .instruments
                .insert(expiring.id(), common::options::read(serde_json::json!({ "mark": 0.0, "volatility": 0.5 })));
            let portfolio = portfolio(&[], vec![(expiring.clone(), 1.0, 0.1), (expiring, -1.0, 0.1)]);
            let found = sensitivities(&portfolio, &market, &rules).unwrap();
            let DollarGreeks { delta, gamma, vega, theta, vanna, volga, rho } = found.positions[0].greeks.dollars;
            let all = [delta, gamma, vega, theta, vanna, volga, rho];
            assert!(all.iter().all(|figure| figure.is_finite()), "{strike}: {all:?}");
        }
    }
}
