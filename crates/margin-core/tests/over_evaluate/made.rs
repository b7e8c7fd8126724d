//! Venues, markets and portfolios that the tests are about.

use margin_core::id::{AssetId, HoldingId, PositionId};
use margin_core::instrument::Instrument;
use margin_core::market::{self, AssetQuote, InstrumentQuote, Market, Peg};
use margin_core::portfolio::{Holding, Leverage, MarginMode, Portfolio, Position};
use margin_core::rules::{RuleKey, VenueRules};
use margin_core::time::Timestamp;
use margin_core::units::{Price, Quantity, Usd, Volatility};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Tiers of (from, initial, maintenance).
pub fn tiers(rows: &[(f64, f64, f64)]) -> Value {
    let tier = |(from, initial, maintenance): &(f64, f64, f64)| json!({ "from": from, "initial": { "share": initial }, "maintenance": { "share": maintenance } });
    json!({ "tiers": rows.iter().map(tier).collect::<Vec<_>>() })
}

/// A venue that accepts dollars in full and lists contracts, each with the table of its schedule.
pub fn venue(tables: &[(&str, Value)], listings: &[(&str, &str)]) -> VenueRules {
    let tables: Map<_, _> = tables.iter().map(|(name, schedule)| ((*name).to_owned(), schedule.clone())).collect();
    let listings: Map<_, _> =
        listings.iter().map(|(contract, table)| ((*contract).to_owned(), json!({ "table": table }))).collect();
    let cite = |key: &RuleKey| {
        let key = serde_json::to_value(key).unwrap().as_str().unwrap().to_owned();
        (key, json!({ "says": "as the test says", "source": "made up", "date": "2026-09-06", "grade": "published" }))
    };
    read(json!({
        "schema": 2,
        "venue": "Test",
        "product": "all",
        "status": "live",
        "effective": "2026-09-06",
        "citations": RuleKey::ALL.iter().map(cite).collect::<Map<_, _>>(),
        "collateral": { "assets": { "USD": flat(0.0) } },
        "pairs": "netted",
        "model": { "tieredNotional": { "tables": tables, "listings": listings } },
        "liquidation": {},
    }))
}

/// An asset's terms with the same haircut at both levels.
pub fn flat(haircut: f64) -> Value {
    json!({ "haircut": { "initial": { "flat": haircut }, "maintenance": { "flat": haircut } } })
}

/// One tier for BTC and ETH: 5 % and 2.5 %.
pub fn plain_venue() -> VenueRules {
    venue(&[("T", tiers(&[(0.0, 0.05, 0.025)]))], &[("BTC-PERP", "T"), ("ETH-PERP", "T")])
}

/// The rules with the value at a JSON pointer put there.
pub fn with(rules: &VenueRules, path: &str, value: Value) -> VenueRules {
    let mut written = serde_json::to_value(rules).unwrap();
    let (above, last) = path.rsplit_once('/').unwrap();
    written.pointer_mut(above).unwrap()[last] = value;
    read(written)
}

pub fn read<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{error} in {value}"))
}

/// Dollars at 1, and each asset with its perpetual at a price; 50 % a year of volatility.
pub fn market(prices: &[(&str, f64)]) -> Market {
    let mut assets: BTreeMap<AssetId, AssetQuote> = BTreeMap::new();
    let mut instruments = BTreeMap::new();
    assets.insert("USD".into(), AssetQuote { peg: Peg::Dollar, ..AssetQuote::at(Price::new(1.0)) });
    for (asset, price) in prices {
        let price = Price::new(*price);
        let quote = AssetQuote { volatility: Some(Volatility::new(0.5)), ..AssetQuote::at(price) };
        assets.insert((*asset).into(), quote);
        instruments.insert(Instrument::perpetual(*asset).id(), InstrumentQuote::at(price));
    }
    let time = Timestamp::from_milliseconds(1_790_000_000_000);
    read(json!({
        "schema": market::SCHEMA, "time": time, "source": "made up", "assets": assets, "instruments": instruments,
    }))
}

/// BTC at 100 and ETH at 10.
pub fn plain_market() -> Market {
    market(&[("BTC", 100.0), ("ETH", 10.0)])
}

/// Holdings of assets, and cross positions in perpetuals opened at a price: (asset, quantity, entry).
pub fn portfolio(holdings: &[(&str, f64)], positions: &[(&str, f64, f64)]) -> Portfolio {
    let holding = |(number, (asset, quantity)): (usize, &(&str, f64))| Holding {
        id: HoldingId(number as u32),
        asset: (*asset).into(),
        quantity: Quantity::new(*quantity),
    };
    let position = |(number, (asset, quantity, entry)): (usize, &(&str, f64, f64))| Position {
        id: PositionId(number as u32),
        instrument: Instrument::perpetual(*asset),
        quantity: Quantity::new(*quantity),
        entry: Price::new(*entry),
        mode: MarginMode::Cross,
        leverage: Leverage::VenueMaximum,
        accrued: Usd::ZERO,
    };
    Portfolio {
        holdings: holdings.iter().enumerate().map(holding).collect(),
        positions: positions.iter().enumerate().map(position).collect(),
        ..Portfolio::default()
    }
}

/// Whether two numbers are the same but for rounding.
#[track_caller]
pub fn assert_near(found: f64, wanted: f64) {
    assert!((found - wanted).abs() <= 1e-9 * wanted.abs().max(1.0), "{found} is not {wanted}");
}
