//! One option by itself: what it costs, when it ends, and where it stands in its chain.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on may panic, in its helpers too")]

use margin_core::chain::{ChainKey, chain, chains, dated, price};
use margin_core::instrument::{Instrument, Kind, Settlement};
use margin_core::market::Market;
use margin_core::problem::ProblemKind;
use margin_core::rules::VenueRules;
use margin_core::units::Price;

fn market() -> Market {
    let text = r#"{
        "schema": 1, "time": "2026-01-01T08:00:00Z", "source": "invented",
        "assets": {"BTC": {"index": 100000, "expiries": [
            {"expiry": "2026-03-27T08:30:00Z", "forward": 101000,
             "smile": {"level": 0.01, "slope": 0.1, "tilt": 0, "shift": 0, "curve": 0.1}}]}},
        "instruments": {
            "BTC-PERP": {"mark": 100000},
            "BTC-2026-03-27-100000-C": {"mark": 9000, "volatility": 0.5, "bidVolatility": 0.49, "askVolatility": 0.51, "openInterest": 12},
            "BTC-2026-03-27-100000-P": {"mark": 8000, "volatility": 0.5},
            "BTC-2026-03-27-110000-C": {"mark": 5000, "volatility": 0.5},
            "BTC-2025-12-26-100000-C": {"mark": 1, "volatility": 0.5},
            "ETH-2026-03-27-4000-C": {"mark": 100, "volatility": 0.5}}
    }"#;
    serde_json::from_str(text).expect("a market")
}

/// Rules that take options on BTC.
fn rules() -> VenueRules {
    let text = r#"{
        "schema": 2, "venue": "Invented", "product": "Options", "status": "live", "effective": "2026-01-01",
        "citations": {}, "collateral": {"assets": {}}, "pairs": "netted", "liquidation": {},
        "model": {"optionFormula": {"linear": {"tables": {}, "listings": {}}, "options": {"BTC": {
            "long": {"initial": "nothing", "maintenance": "nothing"},
            "call": {"initial": {"share": {"underlying": 0.1}}, "maintenance": {"share": {"underlying": 0.1}}},
            "put": {"initial": {"share": {"underlying": 0.1}}, "maintenance": {"share": {"underlying": 0.1}}}}}}}
    }"#;
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}"))
}

fn named(id: &str) -> Instrument {
    dated(id.parse().expect("a name"), &market())
}

fn expiry(id: &str) -> String {
    match named(id).kind {
        Kind::Option { expiry, .. } => serde_json::to_string(&expiry).unwrap().replace('"', ""),
        other => panic!("{other:?} is no option"),
    }
}

#[test]
fn a_day_is_the_markets_moment_on_it_or_else_eight_in_the_morning() {
    assert!(expiry("BTC-2026-03-27-100000-C").starts_with("2026-03-27T08:30:00"));
    assert!(expiry("BTC-2026-06-26-100000-C").starts_with("2026-06-26T08:00:00"));
}

#[test]
fn a_quoted_option_costs_its_mark_and_another_what_its_smile_says() {
    let at = |id: &str| price(&named(id), &market(), &rules()).map(Price::get);
    assert_eq!(at("BTC-2026-03-27-100000-C"), Ok(9_000.0));
    let unquoted = at("BTC-2026-03-27-105000-C").unwrap();
    // Between the strikes beside it, by its own volatility.
    assert!((2_000.0..12_000.0).contains(&unquoted), "{unquoted}");
    let coins = at("BTC-2026-03-27-105000-C-COIN").unwrap();
    assert!((coins * 101_000.0 - unquoted).abs() < 1e-6, "{coins} coins are {unquoted} dollars");
}

#[test]
fn what_cannot_be_opened_says_why() {
    let why = |id: &str| {
        price(&named(id), &market(), &rules()).unwrap_err().iter().map(|each| each.kind.clone()).collect::<Vec<_>>()
    };
    assert!(why("BTC-2025-12-26-100000-C").contains(&ProblemKind::Expired));
    assert!(why("ETH-2026-03-27-4000-C").iter().any(|kind| matches!(kind, ProblemKind::NotListed(_))));
    assert!(why("BTC-PERP").iter().any(|kind| matches!(kind, ProblemKind::NotListed(_))));
}

#[test]
fn a_chain_holds_what_is_quoted_and_taken_and_has_not_ended() {
    let key = ChainKey { underlying: "BTC".into(), settlement: Settlement::Linear };
    assert_eq!(chains(&market(), &rules()), std::slice::from_ref(&key));
    let found = chain(&key, &market(), &rules());
    let [only] = found.expiries.as_slice() else { panic!("{found:?}") };
    assert_eq!(only.strikes.iter().map(|row| row.strike.get()).collect::<Vec<_>>(), [100_000.0, 110_000.0]);
    assert_eq!((only.forward, only.at_the_money), (Some(Price::new(101_000.0)), Some(Price::new(100_000.0))));
    let (call, put) = (only.strikes[0].call.as_ref().unwrap(), only.strikes[0].put.as_ref().unwrap());
    assert_eq!(only.strikes[1].put, None);
    assert_eq!((call.bid.map(|side| side.get()), put.bid), (Some(0.49), None));
    // Without interest, a call's delta less its put's is one.
    assert!((call.delta.unwrap().get() - put.delta.unwrap().get() - 1.0).abs() < 1e-12);
}
