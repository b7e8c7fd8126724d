use super::*;
use margin_core::id::{AssetId, PositionId};
use margin_core::instrument::Instrument;
use margin_core::market::{Market, SCHEMA};
use margin_core::portfolio::{Leverage, Portfolio};
use margin_core::rules::VenueRules;
use margin_core::time::Timestamp;
use margin_core::units::{Price, Quantity, Usd};
use margin_import::Stated;

mod chosen;
mod note;
mod problem;
mod reconcile;
mod simplified;

const EN: &Locale = &Locale::ENGLISH;
const GERMAN: &Locale = &Locale { decimal: ',', group: '.' };

/// Positions in these assets, numbered from one; those in small letters are isolated.
fn portfolio(assets: &[&str]) -> Portfolio {
    let position = |(index, asset): (usize, &&str)| Position {
        id: PositionId(index as u32 + 1),
        instrument: Instrument::perpetual(asset.to_uppercase()),
        quantity: Quantity::new(1.0),
        entry: Price::new(100.0),
        mode: match asset.to_lowercase() == **asset {
            true => MarginMode::Isolated { collateral: Usd::new(50.0) },
            false => MarginMode::Cross,
        },
        leverage: Leverage::VenueMaximum,
        accrued: Usd::ZERO,
    };
    Portfolio { positions: assets.iter().enumerate().map(position).collect(), ..Portfolio::default() }
}

fn rules() -> VenueRules {
    let document = margin_import::Document {
        name: String::new(),
        text: r#"{"crossMarginSummary": {"accountValue": "1", "totalRawUsd": "1"}, "assetPositions": []}"#.into(),
    };
    margin_import::import(&[document], margin_import::AccountMode::Detect).unwrap().rules.unwrap()
}

fn imported(assets: &[&str], taken: Vec<ImportNote>) -> Imported {
    let time = Timestamp::from_milliseconds(1_788_713_175_818);
    let market = Market {
        schema: SCHEMA,
        time,
        source: String::new(),
        venue: None,
        assets: [].into(),
        instruments: [].into(),
        correlations: Vec::new(),
    };
    let stated = Stated::default();
    let (portfolio, venue) = (portfolio(assets), "Hyperliquid".into());
    Imported { portfolio, market, rules: Some(rules()), rules_id: None, venue, taken, stated }
}

#[test]
fn what_was_found_is_said_in_a_line() {
    let table: [(&[&str], &str); 5] = [
        (&[], "Hyperliquid, no positions, prices of 6 Sep 2026, 16:46 UTC"),
        (&["BTC"], "Hyperliquid, 1 position (cross), prices of 6 Sep 2026, 16:46 UTC"),
        (&["BTC", "ETH"], "Hyperliquid, 2 positions (cross), prices of 6 Sep 2026, 16:46 UTC"),
        (&["btc"], "Hyperliquid, 1 position (isolated), prices of 6 Sep 2026, 16:46 UTC"),
        (&["BTC", "ETH", "sol"], "Hyperliquid, 3 positions (2 cross, 1 isolated), prices of 6 Sep 2026, 16:46 UTC"),
    ];
    for (assets, expected) in table {
        assert_eq!(found(&imported(assets, Vec::new()), EN), expected);
    }
}

#[test]
fn prices_of_no_known_time_are_not_dated() {
    let taken = margin_core::time::Date::new(2026, 9, 6).unwrap();
    let undated = imported(&["BTC"], vec![ImportNote::NoTime { taken }]);
    assert_eq!(found(&undated, EN), "Hyperliquid, 1 position (cross), prices without a time");
}

fn asset(name: &str) -> AssetId {
    name.into()
}

#[test]
fn every_column_of_a_table_is_described_in_a_sentence_of_its_own() {
    let described: std::collections::BTreeSet<_> = TableColumn::all().map(column).collect();
    assert_eq!(described.len(), TableColumn::all().count());
    assert!(described.iter().all(|says| says.ends_with('.')));
}
