//! A market after a move of one asset.

use crate::id::AssetId;
use crate::market::Market;
use crate::portfolio::Portfolio;
use crate::units::Ratio;
use crate::valuation::moved;
use std::collections::BTreeSet;

/// The market with an asset's index and its other prices, and the marks of the portfolio's contracts on it, multiplied by
/// a factor.
pub(crate) fn moved_market(portfolio: &Portfolio, market: &Market, asset: &AssetId, factor: Ratio) -> Market {
    let mut market = market.clone();
    if let Some(quote) = market.assets.get_mut(asset) {
        quote.index = moved(quote.index, factor.get());
        quote.reference = quote.reference.map(|price| moved(price, factor.get()));
        quote.confidence = quote.confidence.map(|price| moved(price, factor.get()));
    }
    let positions = portfolio.positions.iter().map(|position| &position.instrument);
    let instruments = positions.chain(portfolio.orders.iter().map(|order| &order.instrument));
    let on_it: BTreeSet<_> =
        instruments.filter(|instrument| instrument.underlying == *asset).map(|instrument| instrument.id()).collect();
    for id in on_it {
        if let Some(quote) = market.instruments.get_mut(&id) {
            quote.mark = moved(quote.mark, factor.get());
        }
    }
    market
}
