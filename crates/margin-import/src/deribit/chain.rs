//! Chains of options as a market: marks, volatilities and open interest, with a forward for each expiry.
//!
//! Prices of options that pay coins are in coins. Bids and asks become volatilities by Black's formula on the forward,
//! without a discount. Of several rows of one contract the latest counts; an index or forward is the middle one of those
//! that rows state.

pub(super) mod table;

use crate::imported::{ImportNote, Imported};
use crate::made;
use margin_core::id::{AssetId, InstrumentId};
use margin_core::instrument::{Instrument, Kind, Right, Settlement};
use margin_core::market::{AssetQuote, ExpiryQuote, InstrumentQuote, Market};
use margin_core::time::Timestamp;
use margin_core::units::{Price, Quantity, Ratio, Usd, Volatility};
use margin_pricing::black76::{self, Black76};
use margin_pricing::implied;
use std::collections::BTreeMap;

/// What is said of one contract at one moment; what is not said is absent.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) instrument: Instrument,
    pub(super) time: Option<Timestamp>,
    pub(super) mark: Option<f64>,
    /// Per year: 0.5 is 50 %.
    pub(super) volatility: Option<f64>,
    pub(super) bid: Side,
    pub(super) ask: Side,
    pub(super) forward: Option<f64>,
    pub(super) index: Option<f64>,
    pub(super) rate: Option<f64>,
    pub(super) open_interest: Option<f64>,
    /// In dollars.
    pub(super) daily_volume: Option<f64>,
}

/// A price that is bid or asked, or the volatility that the venue implies from it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Side {
    pub(super) price: Option<f64>,
    pub(super) volatility: Option<f64>,
}

/// Whether there is an option among the rows.
pub(super) fn is_chain(rows: &[Row]) -> bool {
    rows.iter().any(|row| row.instrument.is_option())
}

/// The latest moment of the rows.
pub(super) fn time(rows: &[Row]) -> Option<Timestamp> {
    rows.iter().filter_map(|row| row.time).max()
}

/// Puts a chain beside what an import has already: marks that positions are valued at stay.
pub(super) fn put(rows: &[Row], imported: &mut Imported) {
    let Imported { market, taken, .. } = imported;
    assets(rows, market, taken);
    let mut left_out = 0;
    for row in latest(rows).into_values() {
        match quote(row, market) {
            Some(quote) => join(market, row.instrument.id(), quote),
            None => left_out += 1,
        }
    }
    if left_out > 0 {
        taken.push(ImportNote::QuotesLeftOut { count: left_out });
    }
}

/// The latest row of each contract; of two of one moment, the later one.
fn latest(rows: &[Row]) -> BTreeMap<InstrumentId, &Row> {
    let mut latest: BTreeMap<InstrumentId, &Row> = BTreeMap::new();
    for row in rows {
        let known = latest.entry(row.instrument.id()).or_insert(row);
        if row.time >= known.time {
            *known = row;
        }
    }
    latest
}

/// Indexes and expiries of the underlyings, and dollars.
fn assets(rows: &[Row], market: &mut Market, notes: &mut Vec<ImportNote>) {
    let latest = latest(rows);
    let mut of_asset: BTreeMap<&AssetId, Vec<&Row>> = BTreeMap::new();
    for row in latest.into_values() {
        of_asset.entry(&row.instrument.underlying).or_default().push(row);
    }
    for (asset, rows) in of_asset {
        let expiries = expiries(&rows, market.time);
        let stated = middle(rows.iter().filter_map(|row| row.index));
        let index = stated.or_else(|| expiries.first().map(|quote| quote.forward.get()));
        let Some(index) = index else { continue };
        if stated.is_none() && !market.assets.contains_key(asset) {
            notes.push(ImportNote::IndexFromForward(asset.clone()));
        }
        let quote = market.assets.entry(asset.clone()).or_insert_with(|| AssetQuote::at(Price::new(index)));
        quote.expiries = expiries;
    }
    for dollar in ["USD", "USDC"] {
        market.assets.entry(dollar.into()).or_insert_with(|| made::dollar(1.0));
    }
}

/// The forwards of all expiries that are still to come, in their order.
fn expiries(rows: &[&Row], now: Timestamp) -> Vec<ExpiryQuote> {
    let mut of_expiry: BTreeMap<Timestamp, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        if let Kind::Option { expiry, .. } | Kind::Future { expiry } = row.instrument.kind {
            of_expiry.entry(expiry).or_default().push(row);
        }
    }
    let quote = |(expiry, rows): (Timestamp, Vec<&Row>)| {
        let forward = middle(rows.iter().filter_map(|row| row.forward))?;
        let rate = middle(rows.iter().filter_map(|row| row.rate)).unwrap_or(0.0);
        let (forward, rate) = (Price::new(forward), Ratio::new(rate));
        Some(ExpiryQuote { expiry, forward, settled: Price::ZERO, rate, smile: None, certainty: None })
    };
    of_expiry.into_iter().filter(|(expiry, _)| *expiry > now).filter_map(quote).collect()
}

/// The middle one of some numbers; of an even number, the lower of the middle two.
fn middle(numbers: impl Iterator<Item = f64>) -> Option<f64> {
    let mut sorted: Vec<f64> = numbers.collect();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len().checked_sub(1)? / 2).copied()
}

/// What is known of a contract; nothing where neither its mark nor what its mark follows from is.
fn quote(row: &Row, market: &Market) -> Option<InstrumentQuote> {
    let at_least_none = |number: Option<f64>| number.filter(|number| *number >= 0.0);
    let terms = terms(row, market);
    let volatility = row.volatility.filter(|volatility| *volatility > 0.0);
    let of_formula = || volatility.zip(terms).and_then(|(volatility, terms)| terms.price(volatility));
    Some(InstrumentQuote {
        open_interest: at_least_none(row.open_interest).map(Quantity::new),
        daily_volume: at_least_none(row.daily_volume).map(Usd::new),
        volatility: volatility.filter(|_| terms.is_some()).map(Volatility::new),
        bid_volatility: side(row.bid, terms),
        ask_volatility: side(row.ask, terms),
        ..made::contract(at_least_none(row.mark).or_else(of_formula)?)
    })
}

/// What an option's price and volatility follow from each other by.
#[derive(Clone, Copy)]
struct Terms {
    forward: f64,
    strike: f64,
    years: f64,
    right: black76::Right,
    settlement: Settlement,
}

fn terms(row: &Row, market: &Market) -> Option<Terms> {
    let Kind::Option { expiry, strike, right } = row.instrument.kind else { return None };
    let known = || market.expiry(&row.instrument.underlying, expiry).map(|quote| quote.forward.get());
    let forward = row.forward.or_else(known)?;
    let right = match right {
        Right::Call => black76::Right::Call,
        Right::Put => black76::Right::Put,
    };
    let years = row.time.unwrap_or(market.time).years_until(expiry).get();
    Some(Terms { forward, strike: strike.get(), years, right, settlement: row.instrument.settlement })
}

impl Terms {
    fn price(self, volatility: f64) -> Option<f64> {
        let Self { forward, strike, years, right, settlement } = self;
        let value = Black76 { forward, strike, volatility, years, discount: 1.0 }.standardised()?.value(right);
        Some(match settlement {
            Settlement::Linear => value,
            Settlement::Coin => value / forward,
        })
    }

    fn volatility(self, price: f64) -> Option<f64> {
        let Self { forward, strike, years, right, settlement } = self;
        let quote = implied::Quote { forward, strike, years, discount: 1.0, right, price };
        let found = match settlement {
            Settlement::Linear => quote.volatility(),
            Settlement::Coin => quote.volatility_of_coins(),
        };
        found.ok()
    }
}

/// The volatility that is bid or asked: the venue's own, or the one that the price implies.
fn side(side: Side, terms: Option<Terms>) -> Option<Volatility> {
    let terms = terms?;
    let own = side.volatility.filter(|volatility| *volatility > 0.0);
    let price = side.price.filter(|price| *price > 0.0);
    let found = own.or_else(|| terms.volatility(price?));
    found.map(Volatility::new)
}

/// Adds a quote, or what it says beyond a mark that is known.
fn join(market: &mut Market, id: InstrumentId, quote: InstrumentQuote) {
    match market.instruments.get_mut(&id) {
        None => {
            market.instruments.insert(id, quote);
        }
        Some(known) => {
            known.volatility = known.volatility.or(quote.volatility);
            known.bid_volatility = known.bid_volatility.or(quote.bid_volatility);
            known.ask_volatility = known.ask_volatility.or(quote.ask_volatility);
            known.open_interest = known.open_interest.or(quote.open_interest);
            known.daily_volume = known.daily_volume.or(quote.daily_volume);
        }
    }
}
