//! The volatility surface of an underlying, fitted to what the market quotes of its options.
//!
//! Each expiry's smile is a raw SVI smile in total variance, fitted so that neither butterflies nor calendar spreads cost
//! less than nothing. A quote counts by its vega, and the more contracts are open in it: once, and as often again as its
//! open interest is of its expiry's mean. Volatilities that quotes do not say are implied from their marks.

mod curve;

pub use curve::{CurvePoint, Violations, assets};

use crate::id::{AssetId, InstrumentId};
use crate::instrument::{Instrument, Kind, Right, Settlement};
use crate::market::{ExpiryQuote, InstrumentQuote, Market, Smile};
use crate::time::Timestamp;
use crate::units::{Price, Ratio, Volatility};
use margin_pricing::black76;
use margin_pricing::implied;
use margin_pricing::surface::arbitrage::Grid;
use margin_pricing::surface::{self, Calibration};
use serde::Serialize;

/// A fitted surface and how near it comes to the quotes.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Surface {
    /// The underlying.
    pub asset: AssetId,
    /// Each expiry with quotes, the next first.
    pub expiries: Vec<ExpirySurface>,
    /// The root of the mean squared residual of all quotes, weighted by vega: 0.01 is a volatility point.
    pub error: Volatility,
    /// The share of two-sided quotes, by weight, at which the surface lies between bid and ask; nothing without any.
    pub inside: Option<Ratio>,
    /// Places where a butterfly costs less than nothing, the worst first: none, but for rounding.
    pub butterflies: Vec<Violation>,
    /// Places where a calendar spread costs less than nothing, the worst first: none, but for rounding.
    pub calendars: Vec<Violation>,
}

/// The smile of one expiry.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExpirySurface {
    /// The moment of expiry.
    pub expiry: Timestamp,
    /// Its forward.
    pub forward: Price,
    /// The smile.
    pub smile: Smile,
    /// The root of its quotes' mean squared residual, weighted by vega.
    pub error: Volatility,
    /// Its quotes, by strike, puts first.
    pub quotes: Vec<QuoteFit>,
}

/// A quote beside the surface.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct QuoteFit {
    /// The contract.
    pub instrument: InstrumentId,
    /// Its strike.
    pub strike: Price,
    /// Call or put.
    pub right: Right,
    /// `ln(strike ÷ forward)`.
    pub log_moneyness: f64,
    /// As it is quoted.
    pub volatility: Volatility,
    /// As the surface has it.
    pub fitted: Volatility,
    /// Fitted less quoted: 0.01 is a volatility point.
    pub residual: Volatility,
    /// Where the surface lies beside bid and ask.
    pub place: QuotePlace,
}

/// Where a surface lies beside a quote's bid and ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum QuotePlace {
    /// Bid and ask are not both known.
    Unknown,
    /// Between them.
    Inside,
    /// Below the bid.
    BelowBid,
    /// Above the ask.
    AboveAsk,
}

/// A place on a surface that something could be had at for less than nothing.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Violation {
    /// `ln(strike ÷ forward)`.
    pub log_moneyness: f64,
    /// The time to it, in years.
    pub years: f64,
    /// How much there is too little: of the density, or of the rise of total variance, as a share.
    pub amount: f64,
}

/// How much too little of something is rounding.
const TOLERANCE: f64 = 1e-9;

/// How many log-moneynesses and times a surface is looked at for arbitrage.
const LOG_MONEYNESSES: usize = 120;
const TIMES: usize = 40;

/// Fits a surface to the options on an asset; nothing where none is quoted for an expiry that is to come and whose forward
/// the market says.
pub fn fit(market: &Market, asset: &AssetId) -> Option<Surface> {
    let quoted = quoted(market, asset);
    let expiries: Vec<surface::Expiry> = quoted.iter().map(Quoted::to_fit).collect();
    let Calibration { surface, report, reach } = surface::calibrate(&expiries).ok()?;
    let grid = Grid::over(&surface, reach, LOG_MONEYNESSES, TIMES);
    let found = surface.arbitrage(&grid, TOLERANCE);
    let violations = |places: Vec<surface::arbitrage::Place>| {
        let violation = |place: surface::arbitrage::Place| Violation {
            log_moneyness: place.log_moneyness,
            years: place.years,
            amount: -place.value,
        };
        places.into_iter().map(violation).collect()
    };
    let fits = report.expiries.iter().map(|expiry| expiry.fit.error);
    let smiles = surface.slices().iter().map(|slice| Smile::from(slice.smile));
    let expiries = quoted.iter().zip(smiles).zip(fits).map(|((quoted, smile), error)| quoted.fitted(smile, error));
    Some(Surface {
        asset: asset.clone(),
        expiries: expiries.collect(),
        error: Volatility::new(report.all.error),
        inside: report.all.inside.map(Ratio::new),
        butterflies: violations(found.butterflies),
        calendars: violations(found.calendars),
    })
}

impl Surface {
    /// The market with this surface's smiles at its expiries.
    pub fn with_smiles(&self, market: &Market) -> Market {
        let mut market = market.clone();
        let expiries = market.assets.get_mut(&self.asset).map(|quote| quote.expiries.as_mut_slice());
        for quote in expiries.unwrap_or_default() {
            if let Some(fitted) = self.expiries.iter().find(|fitted| fitted.expiry == quote.expiry) {
                quote.smile = Some(fitted.smile);
            }
        }
        market
    }
}

/// The quotes of one expiry.
struct Quoted<'m> {
    expiry: &'m ExpiryQuote,
    years: f64,
    quotes: Vec<QuotedOption<'m>>,
}

struct QuotedOption<'m> {
    id: &'m InstrumentId,
    quote: &'m InstrumentQuote,
    strike: f64,
    right: Right,
    log_moneyness: f64,
    volatility: f64,
}

/// All quotes that a surface can be fitted to, by expiry and strike.
fn quoted<'m>(market: &'m Market, asset: &AssetId) -> Vec<Quoted<'m>> {
    let expiries = market.assets.get(asset).map(|quote| quote.expiries.as_slice()).unwrap_or_default();
    let mut quoted: Vec<Quoted> = Vec::new();
    for expiry in expiries {
        let years = market.time.years_until(expiry.expiry).get();
        let is_new = quoted.iter().all(|known| known.years != years);
        if years > 0.0 && expiry.forward > Price::ZERO && is_new {
            quoted.push(Quoted { expiry, years, quotes: Vec::new() });
        }
    }
    for (id, quote) in &market.instruments {
        let Ok(Instrument { underlying, kind: Kind::Option { expiry, strike, right }, settlement, .. }) =
            id.as_str().parse()
        else {
            continue;
        };
        let of_day = |known: &&mut Quoted| known.expiry.expiry.date() == expiry.date();
        if let Some(known) = quoted.iter_mut().find(of_day).filter(|_| underlying == *asset) {
            known.add((id, quote), strike.get(), right, settlement);
        }
    }
    quoted.retain(|known| !known.quotes.is_empty());
    quoted.sort_by(|left, right| left.years.total_cmp(&right.years));
    for known in &mut quoted {
        known.quotes.sort_by(|left, right| left.strike.total_cmp(&right.strike).then(side(left).cmp(&side(right))));
    }
    quoted
}

fn side(option: &QuotedOption) -> u8 {
    match option.right {
        Right::Put => 0,
        Right::Call => 1,
    }
}

impl<'m> Quoted<'m> {
    /// Adds an option whose volatility is known.
    fn add(
        &mut self,
        (id, quote): (&'m InstrumentId, &'m InstrumentQuote),
        strike: f64,
        right: Right,
        settlement: Settlement,
    ) {
        let forward = self.expiry.forward.get();
        let implied = || {
            let side = match right {
                Right::Call => black76::Right::Call,
                Right::Put => black76::Right::Put,
            };
            let price = quote.mark.get();
            let option = implied::Quote { forward, strike, years: self.years, discount: 1.0, right: side, price };
            match settlement {
                Settlement::Linear => option.volatility().ok(),
                Settlement::Coin => option.volatility_of_coins().ok(),
            }
        };
        let volatility = quote.volatility.map(Volatility::get).or_else(implied);
        let log_moneyness = libm::log(strike / forward);
        let volatility = volatility.filter(|volatility| *volatility > 0.0 && volatility.is_finite());
        if let Some(volatility) = volatility.filter(|_| log_moneyness.is_finite()) {
            self.quotes.push(QuotedOption { id, quote, strike, right, log_moneyness, volatility });
        }
    }

    fn to_fit(&self) -> surface::Expiry {
        let open = |option: &QuotedOption| option.quote.open_interest.map_or(0.0, |open| open.get().max(0.0));
        let mean = self.quotes.iter().map(open).sum::<f64>() / self.quotes.len() as f64;
        let weight = |option: &QuotedOption| if mean > 0.0 { 1.0 + open(option) / mean } else { 1.0 };
        let quote = |option: &QuotedOption| surface::Quote {
            log_moneyness: option.log_moneyness,
            volatility: option.volatility,
            bid: option.quote.bid_volatility.map(Volatility::get),
            ask: option.quote.ask_volatility.map(Volatility::get),
            weight: weight(option),
        };
        surface::Expiry { years: self.years, quotes: self.quotes.iter().map(quote).collect() }
    }

    fn fitted(&self, smile: Smile, error: f64) -> ExpirySurface {
        let quotes = self.quotes.iter().map(|option| {
            let fitted = smile.raw().volatility(option.log_moneyness, self.years);
            QuoteFit {
                instrument: option.id.clone(),
                strike: Price::new(option.strike),
                right: option.right,
                log_moneyness: option.log_moneyness,
                volatility: Volatility::new(option.volatility),
                fitted: Volatility::new(fitted),
                residual: Volatility::new(fitted - option.volatility),
                place: place(option.quote, fitted),
            }
        });
        let ExpiryQuote { expiry, forward, .. } = *self.expiry;
        ExpirySurface { expiry, forward, smile, error: Volatility::new(error), quotes: quotes.collect() }
    }
}

fn place(quote: &InstrumentQuote, fitted: f64) -> QuotePlace {
    match (quote.bid_volatility, quote.ask_volatility) {
        (Some(bid), Some(ask)) => {
            if fitted < bid.get() {
                QuotePlace::BelowBid
            } else if fitted > ask.get() {
                QuotePlace::AboveAsk
            } else {
                QuotePlace::Inside
            }
        }
        _ => QuotePlace::Unknown,
    }
}
