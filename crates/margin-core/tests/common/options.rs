//! Options on BTC and ETH, and a venue that margins them by a grid of shocks.

use margin_core::id::{HoldingId, PositionId};
use margin_core::instrument::{Instrument, Kind, Right, Settlement};
use margin_core::market::Market;
use margin_core::portfolio::{Holding, Leverage, MarginMode, Portfolio, Position};
use margin_core::rules::{RuleKey, VenueRules};
use margin_core::time::{Date, Timestamp};
use margin_core::units::{Price, Quantity, Usd};
use serde_json::{Map, Value, json};

pub fn read<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{error} in {value}"))
}

/// Shocks of ±15 % with volatilities half as high again or a third lower; what options are worth is discounted or not.
pub fn grid_venue(discount: &str) -> VenueRules {
    let scenario = |price: f64, volatility: &str| json!({ "price": price, "volatility": volatility });
    let moves = [-0.15, -0.1, -0.05, 0.0, 0.05, 0.1, 0.15];
    let scenarios: Vec<Value> =
        moves.iter().flat_map(|price| ["up", "none", "down"].map(|volatility| scenario(*price, volatility))).collect();
    let grid = json!({
        "scenarios": scenarios,
        "up": [{ "measure": "share", "size": 0.5 }],
        "down": [{ "measure": "share", "size": 0.35 }],
        "scale": { "initial": 1.25, "maintenance": 1.0 },
    });
    venue(json!({ "scenarioLoss": {
        "underlyings": { "BTC": "majors", "ETH": "majors" },
        "grids": { "majors": grid },
        "pricing": { "discount": discount },
    } }))
}

/// A venue that accepts dollars in full and coins at nine tenths, with a model.
pub fn venue(model: Value) -> VenueRules {
    let cite = |key: &RuleKey| {
        let key = serde_json::to_value(key).unwrap().as_str().unwrap().to_owned();
        (key, json!({ "says": "as the test says", "source": "made up", "date": "2026-01-01", "grade": "published" }))
    };
    let flat = |share: f64| json!({ "haircut": { "initial": { "flat": share }, "maintenance": { "flat": share } } });
    read(json!({
        "schema": 2,
        "venue": "Test",
        "product": "options",
        "status": "live",
        "effective": "2026-01-01",
        "citations": RuleKey::ALL.iter().map(cite).collect::<Map<_, _>>(),
        "collateral": { "assets": { "USD": flat(0.0), "BTC": flat(0.1), "ETH": flat(0.1) } },
        "pairs": "netted",
        "model": model,
        "liquidation": {},
    }))
}

/// BTC at 60,000 and ETH at 2,000 with expiries on 30 January and 27 March, smiles and perpetuals.
pub fn chain() -> Market {
    let smile = |level: f64| json!({ "level": level, "slope": 0.08, "tilt": -0.2, "shift": 0.01, "curve": 0.15 });
    let expiries = |price: f64| {
        json!([
            { "expiry": "2026-01-30T08:00:00Z", "forward": price * 1.004, "rate": 0.04, "smile": smile(0.01) },
            { "expiry": "2026-03-27T08:00:00Z", "forward": price * 1.013, "rate": 0.05, "smile": smile(0.05) },
        ])
    };
    let asset = |price: f64| json!({ "index": price, "expiries": expiries(price) });
    read(json!({
        "schema": 1,
        "time": "2026-01-01T08:00:00Z",
        "source": "made up",
        "assets": { "USD": { "index": 1.0, "peg": "dollar" }, "BTC": asset(60_000.0), "ETH": asset(2_000.0) },
        "instruments": {
            "BTC-PERP": { "mark": 60_020.0 },
            "BTC-PERP-COIN": { "mark": 59_990.0 },
            "ETH-PERP": { "mark": 2_001.0 },
            "BTC-2026-03-27": { "mark": 60_790.0 },
        },
    }))
}

pub fn january() -> Timestamp {
    expiring(2026, 1, 30)
}

pub fn march() -> Timestamp {
    expiring(2026, 3, 27)
}

/// Eight in the morning of a day.
pub fn expiring(year: i32, month: u8, day: u8) -> Timestamp {
    let start = Date::new(year, month, day).unwrap().start();
    Timestamp::from_milliseconds(start.milliseconds() + 8 * 3_600_000)
}

pub fn option(asset: &str, expiry: Timestamp, strike: f64, right: Right, settlement: Settlement) -> Instrument {
    let kind = Kind::Option { expiry, strike: Price::new(strike), right };
    Instrument { kind, settlement, ..Instrument::perpetual(asset) }
}

/// Cross positions, numbered from one, and holdings.
pub fn portfolio(holdings: &[(&str, f64)], positions: Vec<(Instrument, f64, f64)>) -> Portfolio {
    let holding = |(number, (asset, quantity)): (u32, &(&str, f64))| Holding {
        id: HoldingId(number),
        asset: (*asset).into(),
        quantity: Quantity::new(*quantity),
    };
    let position = |(number, (instrument, quantity, entry)): (u32, (Instrument, f64, f64))| Position {
        id: PositionId(number),
        instrument,
        quantity: Quantity::new(quantity),
        entry: Price::new(entry),
        mode: MarginMode::Cross,
        leverage: Leverage::VenueMaximum,
        accrued: Usd::ZERO,
    };
    Portfolio {
        holdings: (1..).zip(holdings).map(holding).collect(),
        positions: (1..).zip(positions).map(position).collect(),
        ..Portfolio::default()
    }
}
