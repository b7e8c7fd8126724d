//! Options by expiry and strike, as a market quotes them, and what one that it does not quote is worth in it.
//!
//! Premiums are in dollars, or in coins where an option settles in coins. A delta is in units of the underlying, of the
//! worth in dollars by the formula on the forward.

use crate::check::quoted::{self, Known, Quoted};
use crate::id::AssetId;
use crate::instrument::{Instrument, Kind, Right, Settlement};
use crate::market::Market;
use crate::problem::{Place, ProblemKind, Problems};
use crate::rules::VenueRules;
use crate::time::{Date, Timestamp};
use crate::units::{Price, Quantity, Ratio, Volatility};
use std::collections::BTreeMap;

/// What all options of a chain are on and settle in.
#[derive(Clone, Debug, PartialEq)]
pub struct ChainKey {
    /// The underlying.
    pub underlying: AssetId,
    /// What premiums are paid in.
    pub settlement: Settlement,
}

/// The options on an underlying that the market quotes and the rules take.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    /// What they are on.
    pub key: ChainKey,
    /// Their expiries, the next first; those that have passed are not among them.
    pub expiries: Vec<ChainExpiry>,
}

/// The options of one expiry.
#[derive(Clone, Debug, PartialEq)]
pub struct ChainExpiry {
    /// The moment.
    pub expiry: Timestamp,
    /// The underlying's price for it, as its options are valued; nothing where none of them can be.
    pub forward: Option<Price>,
    /// Its strikes, the lowest first.
    pub strikes: Vec<ChainStrike>,
    /// The strike nearest to the forward.
    pub at_the_money: Option<Price>,
}

/// The call and the put of one strike.
#[derive(Clone, Debug, PartialEq)]
pub struct ChainStrike {
    /// The strike.
    pub strike: Price,
    /// The call, where it is quoted and can be valued.
    pub call: Option<ChainQuote>,
    /// The put, likewise.
    pub put: Option<ChainQuote>,
}

/// One option as it is quoted.
#[derive(Clone, Debug, PartialEq)]
pub struct ChainQuote {
    /// The contract.
    pub instrument: Instrument,
    /// Its premium.
    pub mark: Price,
    /// Its implied volatility, where it is known.
    pub volatility: Option<Volatility>,
    /// How its worth moves with the underlying's price, where its volatility is known.
    pub delta: Option<Ratio>,
    /// The volatility that is bid.
    pub bid: Option<Volatility>,
    /// The volatility that is asked.
    pub ask: Option<Volatility>,
    /// Contracts that are open.
    pub open_interest: Option<Quantity>,
}

/// The hour in UTC at which options expire on days of which the market says nothing.
const HOUR: i64 = 8;
const MILLISECONDS_PER_HOUR: i64 = 3_600_000;

/// The chains whose options the market quotes and the rules take, by the names of their underlyings.
pub fn chains(market: &Market, rules: &VenueRules) -> Vec<ChainKey> {
    let mut keys: Vec<ChainKey> = Vec::new();
    for instrument in options(market, rules) {
        let Instrument { underlying, settlement, .. } = instrument;
        let key = ChainKey { underlying, settlement };
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

/// One chain.
pub fn chain(key: &ChainKey, market: &Market, rules: &VenueRules) -> Chain {
    let mut expiries: BTreeMap<Timestamp, Vec<(Price, Right, Instrument)>> = BTreeMap::new();
    let own = |each: &Instrument| each.underlying == key.underlying && each.settlement == key.settlement;
    for instrument in options(market, rules).filter(own) {
        if let Kind::Option { expiry, strike, right } = instrument.kind
            && expiry > market.time
        {
            expiries.entry(expiry).or_default().push((strike, right, instrument));
        }
    }
    let expiries = expiries.into_iter().map(|(expiry, options)| of_expiry(expiry, options, market, rules)).collect();
    Chain { key: key.clone(), expiries }
}

/// An option as the market dates it: at the moment on its day for which the market has quotes, or else at 08:00 UTC.
///
/// A name says the day alone. What is no option stays as it is.
pub fn dated(instrument: Instrument, market: &Market) -> Instrument {
    let Kind::Option { expiry, strike, right } = instrument.kind else { return instrument };
    let known = market.expiry(&instrument.underlying, expiry).map(|quote| quote.expiry);
    let expiry = known.unwrap_or_else(|| usual(expiry.date()));
    Instrument { kind: Kind::Option { expiry, strike, right }, ..instrument }
}

/// What a contract is opened at: its mark, or of an option that the market does not quote what its formula says.
///
/// # Errors
/// All that keeps it from being valued, or from being taken by the rules.
pub fn price(instrument: &Instrument, market: &Market, rules: &VenueRules) -> Result<Price, Problems> {
    let (option, id) = (quoted::option(instrument, market, rules)?, instrument.id());
    let known = option.map(|quoted| quoted.premium).or_else(|| market.mark(&id));
    known.ok_or_else(|| Problems::one(Place::Instrument(id.clone()), ProblemKind::MissingMark(id)))
}

/// The quoted options that the rules take, in the order of their names, each at its moment.
fn options<'m>(market: &'m Market, rules: &'m VenueRules) -> impl Iterator<Item = Instrument> + 'm {
    market.instruments.keys().filter_map(move |id| {
        let instrument: Instrument = id.as_str().parse().ok()?;
        let taken = instrument.is_option() && rules.model.modes(&instrument).is_some();
        taken.then(|| dated(instrument, market))
    })
}

fn usual(day: Date) -> Timestamp {
    Timestamp::from_milliseconds(day.start().milliseconds() + HOUR * MILLISECONDS_PER_HOUR)
}

fn of_expiry(
    expiry: Timestamp,
    mut options: Vec<(Price, Right, Instrument)>,
    market: &Market,
    rules: &VenueRules,
) -> ChainExpiry {
    options.sort_by(|left, right| left.0.get().total_cmp(&right.0.get()));
    let mut strikes: Vec<ChainStrike> = Vec::new();
    let mut forward = None;
    for (strike, right, instrument) in options {
        // What is wrong with one quote leaves the others; whoever opens the contract is told.
        let quoted = quoted::option(&instrument, market, rules).ok().flatten();
        forward = forward.or(quoted.map(|quoted| Price::new(quoted.option.forward)));
        let quote = quoted.map(|quoted| quote(instrument, &quoted, market));
        if strikes.last().is_none_or(|last| last.strike != strike) {
            strikes.push(ChainStrike { strike, call: None, put: None });
        }
        if let Some(row) = strikes.last_mut() {
            match right {
                Right::Call => row.call = quote,
                Right::Put => row.put = quote,
            }
        }
    }
    let at_the_money = forward.and_then(|forward| nearest(&strikes, forward));
    ChainExpiry { expiry, forward, strikes, at_the_money }
}

fn quote(instrument: Instrument, quoted: &Quoted, market: &Market) -> ChainQuote {
    let stated = market.instruments.get(&instrument.id());
    let option = quoted.option;
    let known = quoted.volatility == Known::Known;
    let delta = option.at(1.0, option.volatility).map(|figures| figures.delta(option.right()));
    ChainQuote {
        instrument,
        mark: quoted.premium,
        volatility: known.then(|| Volatility::new(option.volatility)),
        delta: delta.filter(|delta| known && delta.is_finite()).map(Ratio::new),
        bid: stated.and_then(|stated| stated.bid_volatility),
        ask: stated.and_then(|stated| stated.ask_volatility),
        open_interest: stated.and_then(|stated| stated.open_interest),
    }
}

/// The strike nearest to a price, by their ratio.
fn nearest(strikes: &[ChainStrike], price: Price) -> Option<Price> {
    let distance = |strike: Price| libm::log(strike.get() / price.get()).abs();
    let by_distance = |left: &Price, right: &Price| distance(*left).total_cmp(&distance(*right));
    strikes.iter().map(|row| row.strike).min_by(by_distance)
}
