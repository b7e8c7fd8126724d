//! A chain of options as a table: calls, strikes, puts.

use crate::name;
use crate::number::{self, Locale, Toward};
use crate::text::options::ChainText;
use margin_core::chain::{Chain, ChainExpiry, ChainKey, ChainQuote, ChainStrike};
use margin_core::instrument::{Instrument, Right, Settlement};
use margin_core::time::Timestamp;
use margin_core::units::{Price, Ratio, Volatility};

/// The options of one expiry.
#[derive(Clone, Debug, PartialEq)]
pub struct ChainTable {
    /// The table in a sentence.
    pub caption: String,
    /// The strikes, the lowest first.
    pub rows: Vec<ChainRow>,
}

/// One strike.
#[derive(Clone, Debug, PartialEq)]
pub struct ChainRow {
    /// The strike.
    pub strike: String,
    /// Where it is beside the forward.
    pub place: StrikePlace,
    /// The call, where there is one.
    pub call: Option<ChainCells>,
    /// The put, where there is one.
    pub put: Option<ChainCells>,
}

/// Where a strike is beside the forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StrikePlace {
    /// Below it: the call is in the money.
    Below,
    /// Nearest to it.
    AtTheMoney,
    /// Above it, where the put is in the money; or the forward is not known.
    Above,
}

/// One option.
#[derive(Clone, Debug, PartialEq)]
pub struct ChainCells {
    /// The contract.
    pub instrument: Instrument,
    /// What buying it is called.
    pub buy: String,
    /// What selling it is called.
    pub sell: String,
    /// Its premium.
    pub mark: String,
    /// Its volatility.
    pub volatility: String,
    /// Its delta.
    pub delta: String,
    /// The volatilities that are bid and asked.
    pub sides: String,
    /// Contracts that are open.
    pub open_interest: String,
}

/// What a chain is called.
pub fn name(key: &ChainKey) -> String {
    let asset = key.underlying.as_str();
    match key.settlement {
        Settlement::Linear => ChainText::Named { asset }.say(),
        Settlement::Coin => ChainText::InCoin { asset }.say(),
    }
}

/// What an expiry is called, with the days that are left of it at a moment.
pub fn expiry(expiry: Timestamp, now: Timestamp) -> String {
    let days = expiry.date().days_since(now.date()).to_string();
    ChainText::Expiry { date: &name::date(expiry.date()), days: &days }.say()
}

/// What the options of one side are called.
pub fn right(right: Right) -> String {
    ChainText::Right(right).say()
}

/// One expiry of a chain as a table; nothing where the chain has no such expiry.
pub fn table(chain: &Chain, expiry: Timestamp, locale: &Locale) -> Option<ChainTable> {
    let found = chain.expiries.iter().find(|each| each.expiry == expiry)?;
    let rows = found.strikes.iter().map(|strike| row(found, strike, locale)).collect();
    Some(ChainTable { caption: caption(&chain.key, found, locale), rows })
}

fn caption(key: &ChainKey, expiry: &ChainExpiry, locale: &Locale) -> String {
    let name = key.underlying.as_str();
    let date = &name::date(expiry.expiry.date());
    let unit = match key.settlement {
        Settlement::Linear => ChainText::Named { asset: "USD" }.say(),
        Settlement::Coin => ChainText::Named { asset: name }.say(),
    };
    match (expiry.forward, expiry.at_the_money) {
        (Some(forward), Some(nearest)) => {
            let (forward, nearest) = (&number::price(forward, locale), &number::price(nearest, locale));
            ChainText::Caption { name, date, forward, nearest, unit: &unit }.say()
        }
        _ => ChainText::CaptionUnvalued { name, date, unit: &unit }.say(),
    }
}

fn row(expiry: &ChainExpiry, row: &ChainStrike, locale: &Locale) -> ChainRow {
    let place = match expiry.forward {
        _ if expiry.at_the_money == Some(row.strike) => StrikePlace::AtTheMoney,
        Some(forward) if row.strike < forward => StrikePlace::Below,
        _ => StrikePlace::Above,
    };
    let side = |quote: &Option<ChainQuote>| quote.as_ref().map(|quote| cells(quote, locale));
    ChainRow { strike: number::price(row.strike, locale), place, call: side(&row.call), put: side(&row.put) }
}

fn cells(quote: &ChainQuote, locale: &Locale) -> ChainCells {
    let contract = name::instrument(&quote.instrument, locale);
    let volatility = |volatility: Volatility| points(volatility, locale);
    let (bid, ask) = (quote.bid.map(volatility), quote.ask.map(volatility));
    let sides = match (&bid, &ask) {
        (Some(bid), Some(ask)) => ChainText::Both { bid, ask }.say(),
        (Some(bid), None) => ChainText::BidOnly { bid }.say(),
        (None, Some(ask)) => ChainText::AskOnly { ask }.say(),
        (None, None) => String::new(),
    };
    ChainCells {
        buy: ChainText::Buy { name: &contract }.say(),
        sell: ChainText::Sell { name: &contract }.say(),
        mark: premium(quote.mark, locale),
        volatility: quote.volatility.map(volatility).unwrap_or_default(),
        delta: quote.delta.map(|delta| number::fixed(delta, 2, locale)).unwrap_or_default(),
        sides,
        open_interest: quote.open_interest.map(|open| number::abbreviated(open.get(), 3, locale)).unwrap_or_default(),
        instrument: quote.instrument.clone(),
    }
}

/// A premium to four significant digits.
fn premium(mark: Price, locale: &Locale) -> String {
    number::significant(mark.get(), 4, Toward::Nearest, locale)
}

/// A volatility in percent, without the sign: `48.1`.
fn points(volatility: Volatility, locale: &Locale) -> String {
    number::percent(Ratio::new(volatility.get()), 1, Toward::Nearest, locale)
        .trim_end_matches(['%', number::NARROW_SPACE])
        .into()
}
