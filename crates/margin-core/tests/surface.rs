//! A surface fitted to a market's options comes back to the smiles that they were priced by.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on may panic, in its helpers too")]

mod common;

use common::options::{chain, january, march, option, read};
use margin_core::instrument::{Right, Settlement};
use margin_core::market::Market;
use margin_core::surface::{QuotePlace, fit};
use serde_json::json;

/// Both expiries of BTC with options from half to twice the forward, at the volatilities of their smiles.
fn quoted() -> Market {
    let mut market = chain();
    for expiry in market.assets[&"BTC".into()].expiries.clone() {
        let years = market.time.years_until(expiry.expiry).get();
        for step in 0..31 {
            let strike = 1_000.0 * libm::rint(30.0 * libm::exp2(f64::from(step) / 15.0));
            let right = if strike < expiry.forward.get() { Right::Put } else { Right::Call };
            let moneyness = libm::log(strike / expiry.forward.get());
            let volatility = expiry.smile.unwrap().raw().volatility(moneyness, years);
            let quote = json!({ "mark": 0.01, "volatility": volatility, "bidVolatility": volatility - 0.01,
                "askVolatility": volatility + 0.01, "openInterest": f64::from(step % 5) * 10.0 });
            let option = option("BTC", expiry.expiry, strike, right, Settlement::Coin);
            market.instruments.insert(option.id(), read(quote));
        }
    }
    for expiry in &mut market.assets.get_mut(&"BTC".into()).unwrap().expiries {
        expiry.smile = None;
    }
    market
}

#[test]
fn quotes_of_a_smile_without_arbitrage_are_met() {
    let market = quoted();
    let surface = fit(&market, &"BTC".into()).unwrap();
    assert_eq!(surface.expiries.iter().map(|each| each.expiry).collect::<Vec<_>>(), [january(), march()]);
    assert!(surface.error.get() < 2e-3, "{:?}", surface.error);
    assert!(surface.butterflies.is_empty() && surface.calendars.is_empty());
    assert!(surface.inside.unwrap().get() > 0.95, "{:?}", surface.inside);
    for expiry in &surface.expiries {
        assert_eq!(expiry.quotes.len(), 31);
        for quote in &expiry.quotes {
            let off = quote.residual.get();
            assert!((quote.fitted.get() - quote.volatility.get() - off).abs() < 1e-15);
            let inside = off.abs() <= 0.01 - 1e-12;
            assert_eq!(quote.place == QuotePlace::Inside, inside, "{quote:?}");
        }
    }
}

#[test]
fn smiles_written_into_the_market_price_what_it_does_not_quote() {
    let market = quoted();
    let surface = fit(&market, &"BTC".into()).unwrap();
    let with = surface.with_smiles(&market);
    let smiles: Vec<_> = with.assets[&"BTC".into()].expiries.iter().map(|expiry| expiry.smile).collect();
    assert_eq!(smiles, surface.expiries.iter().map(|expiry| Some(expiry.smile)).collect::<Vec<_>>());
    assert_eq!(with.instruments, market.instruments);
    assert_eq!(fit(&market, &"BTC".into()), Some(surface), "the same quotes give the same surface");
}

#[test]
fn without_options_or_forwards_there_is_no_surface() {
    let market = quoted();
    assert_eq!(fit(&market, &"ETH".into()), None);
    assert_eq!(fit(&market, &"SOL".into()), None);
    let mut late = market;
    late.time = "2027-01-01T00:00:00Z".parse().unwrap();
    assert_eq!(fit(&late, &"BTC".into()), None);
}

#[test]
fn volatilities_that_quotes_do_not_say_are_implied_from_their_marks() {
    let mut market = quoted();
    market.instruments.retain(|id, _| id.as_str().ends_with("PERP") || id.as_str().contains("2026-03-27"));
    let forward = market.assets[&"BTC".into()].expiries[1].forward.get();
    let years = market.time.years_until(march()).get();
    for (id, quote) in market.instruments.iter_mut().filter(|(id, _)| !id.as_str().ends_with("PERP")) {
        let Some(volatility) = quote.volatility.take() else { continue };
        let parts: Vec<&str> = id.as_str().split('-').collect();
        let (strike, side) = (parts[4].parse().unwrap(), parts[5]);
        let right =
            if side == "C" { margin_pricing::black76::Right::Call } else { margin_pricing::black76::Right::Put };
        let terms =
            margin_pricing::black76::Black76 { forward, strike, volatility: volatility.get(), years, discount: 1.0 };
        quote.mark = margin_core::units::Price::new(terms.standardised().unwrap().value(right) / forward);
    }
    let surface = fit(&market, &"BTC".into()).unwrap();
    assert_eq!(surface.expiries.len(), 1);
    assert!(surface.error.get() < 2e-3, "{:?}", surface.error);
}
