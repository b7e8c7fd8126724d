//! The engine's inputs, made in one place.

use margin_core::id::{AssetId, HoldingId, InstrumentId, PositionId};
use margin_core::instrument::Instrument;
use margin_core::market::{self, AssetQuote, InstrumentQuote, Market, Peg};
use margin_core::portfolio::{Holding, Leverage, MarginMode, Portfolio, Position};
use margin_core::time::Timestamp;
use margin_core::units::{Price, Quantity, Usd};
use std::collections::BTreeMap;

/// Of these holdings and positions.
pub(crate) fn portfolio(holdings: Vec<Holding>, positions: Vec<Position>) -> Portfolio {
    Portfolio { holdings, positions, ..Portfolio::default() }
}

/// Holdings of these amounts, numbered from one; none of what is zero.
#[allow(dead_code, reason = "for venues with several assets")]
pub(crate) fn holdings(amounts: impl IntoIterator<Item = (AssetId, f64)>) -> Vec<Holding> {
    let amounts = amounts.into_iter().filter(|(_, quantity)| *quantity != 0.0);
    let numbered = (1..).zip(amounts);
    numbered.map(|(number, (asset, quantity))| holding(HoldingId(number), asset, quantity)).collect()
}

/// An amount of one asset.
pub(crate) fn holding(id: HoldingId, asset: AssetId, quantity: f64) -> Holding {
    Holding { id, asset, quantity: Quantity::new(quantity) }
}

/// A cross position at as much leverage as the venue allows.
pub(crate) fn position(id: PositionId, instrument: Instrument, quantity: f64, entry: f64) -> Position {
    Position {
        id,
        instrument,
        quantity: Quantity::new(quantity),
        entry: Price::new(entry),
        mode: MarginMode::Cross,
        leverage: Leverage::VenueMaximum,
        accrued: Usd::ZERO,
    }
}

/// What is known of an asset whose index price alone is.
pub(crate) fn asset(index: f64) -> AssetQuote {
    AssetQuote::at(Price::new(index))
}

/// An asset tied to the dollar.
pub(crate) fn dollar(index: f64) -> AssetQuote {
    AssetQuote { peg: Peg::Dollar, ..asset(index) }
}

/// What is known of a contract whose mark alone is.
pub(crate) fn contract(mark: f64) -> InstrumentQuote {
    InstrumentQuote::at(Price::new(mark))
}

/// A market as a venue's documents give it.
pub(crate) fn market(
    venue: &str,
    time: Timestamp,
    assets: BTreeMap<AssetId, AssetQuote>,
    instruments: BTreeMap<InstrumentId, InstrumentQuote>,
) -> Market {
    let source = format!("{venue}, as handed in");
    Market {
        schema: market::SCHEMA,
        time,
        source,
        venue: Some(venue.to_owned()),
        assets,
        instruments,
        correlations: Vec::new(),
    }
}
