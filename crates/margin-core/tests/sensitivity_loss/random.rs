//! Random portfolios of perpetuals and options under dynamic requirements, by a seed.

use crate::common::options::{chain, expiring, option, portfolio, read, venue};
use crate::common::{Case, Random};
use margin_core::instrument::{Instrument, Right, Settlement};
use margin_core::market::Market;
use margin_core::rules::VenueRules;
use margin_core::units::{Usd, Volatility};
use serde_json::{Value, json};

/// Parameters of round numbers.
pub fn model() -> Value {
    let risk =
        |floor: f64, stressed: f64| json!({ "floor": floor, "stressed": stressed, "dailyVolume": 1e9, "jumps": 1.0 });
    json!({
        "underlyings": { "BTC": risk(0.5, 1.5), "ETH": risk(0.7, 2.0), "SOL": risk(0.9, 2.5) },
        "latency": { "oracleSeconds": 60, "executionSeconds": 540, "settlementSeconds": 28200 },
        "ranges": { "quantile": 3, "participation": 0.1, "stressWeight": 0.25, "step": 0.05, "most": 0.9 },
        "shocks": { "share": 0.3, "pivotDays": 30, "power": 0.5, "leastDays": 1 },
        "offset": { "credit": 0.5, "shrinkage": 0.1 },
        "concentration": { "freeDays": 0.05, "rate": 0.1, "most": 0.5 },
        "buffer": { "share": 0.25, "drawnFrom": 1.5, "drawn": 1 },
    })
}

pub fn rules_of(model: &Value) -> VenueRules {
    venue(json!({ "sensitivityLoss": model }))
}

/// A market of three underlyings of which the third has no options, with what is known of their risk.
fn market(random: &mut Random) -> Market {
    let mut market = chain();
    let sol = json!({ "index": 150.0 });
    market.assets.insert("SOL".into(), read(sol));
    market.instruments.insert("SOL-PERP".into(), read(json!({ "mark": 150.2 })));
    for (asset, quote) in &mut market.assets {
        if asset.as_str() != "USD" && !random.one_in(5) {
            quote.volatility = Some(Volatility::new(random.magnitude(0.1, 3.0)));
            quote.daily_volume = Some(Usd::new(random.magnitude(1e6, 1e11)));
        }
    }
    let pairs = [("BTC", "ETH"), ("BTC", "SOL"), ("ETH", "SOL")];
    for (first, second) in pairs {
        let correlation = random.between(-1.0, 1.0);
        if !random.one_in(6) {
            let known = json!({ "first": first, "second": second, "correlation": correlation });
            market.correlations.push(read(known));
        }
    }
    market
}

/// A portfolio of perpetuals and options, by a seed.
pub fn random_case(seed: u64) -> Case {
    let random = &mut Random::new(seed);
    let market = market(random);
    let coin = |asset: &str| Instrument { settlement: Settlement::Coin, ..Instrument::perpetual(asset) };
    let expiries = [expiring(2026, 1, 30), expiring(2026, 3, 27)];
    let positions = (0..random.below(7)).map(|_| {
        let (asset, price) = random.of(&[("BTC", 60_000.0), ("ETH", 2_000.0)]);
        let dollars = random.of(&[1.0, -1.0]) * random.magnitude(1e3, 1e9);
        let (expiry, right) = (random.of(&expiries), random.of(&[Right::Call, Right::Put]));
        let settlement = random.of(&[Settlement::Linear, Settlement::Coin]);
        let strike = price * random.of(&[0.6, 0.8, 0.9, 1.0, 1.1, 1.25, 1.6]);
        match random.below(6) {
            0 => (Instrument::perpetual("SOL"), dollars / 150.0, 140.0),
            1 => (Instrument::perpetual(asset), dollars / price, price * 0.9),
            2 => (coin("BTC"), dollars, 55_000.0),
            _ => (option(asset, expiry, strike, right, settlement), dollars / price, price * 0.01),
        }
    });
    let positions = positions.collect();
    let portfolio = portfolio(&[("USD", 1e6), ("BTC", random.between(-1.0, 20.0))], positions);
    Case { portfolio, market, rules: rules_of(&model()) }
}
