//! A smile and the term structure of volatility: charts' data and words; the app draws them.

use crate::chart::Tick;
use crate::name;
use crate::number::{self, Locale, Toward};
use crate::text::options::SurfaceText;
use margin_core::market::Market;
use margin_core::surface::{CurvePoint, ExpirySurface, QuoteFit, QuotePlace, Surface, Violations};
use margin_core::time::Timestamp;
use margin_core::units::{Ratio, Volatility};

/// The volatilities of one expiry, as they are quoted and as they are fitted.
#[derive(Clone, Debug, PartialEq)]
pub struct SmileChart {
    /// Each quote, by strike.
    pub quotes: Vec<SmileQuote>,
    /// The fitted curve, from the left to the right.
    pub curve: Vec<SmilePoint>,
    /// Where the curve has arbitrage.
    pub faults: Vec<SmileFault>,
    /// Strikes along the axis.
    pub ticks: Vec<Tick>,
    /// The chart in a sentence.
    pub summary: String,
    /// How near the curve is to the quotes, and what was found of arbitrage.
    pub says: Vec<String>,
}

/// One quote, in numbers and in words.
#[derive(Clone, Debug, PartialEq)]
pub struct SmileQuote {
    /// Where the mark stands.
    pub at: SmilePoint,
    /// The volatility that is bid.
    pub low: Option<f64>,
    /// The volatility that is asked.
    pub high: Option<f64>,
    /// Whether the curve is between the two.
    pub place: QuotePlace,
    /// The strike and the side.
    pub name: String,
    /// The volatility that is marked.
    pub mark: String,
    /// The volatility that is bid.
    pub bid: String,
    /// The volatility that is asked.
    pub ask: String,
    /// The fitted curve's.
    pub fitted: String,
    /// The fitted less the marked, in points.
    pub residual: String,
    /// All of it, in a sentence.
    pub says: String,
}

/// A place on the drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SmilePoint {
    /// `ln(strike ÷ forward)`.
    pub log_moneyness: f64,
    /// The volatility.
    pub volatility: f64,
}

/// A place at which the curve has arbitrage.
#[derive(Clone, Debug, PartialEq)]
pub struct SmileFault {
    /// Where it is on the curve.
    pub at: SmilePoint,
    /// In words.
    pub says: String,
}

/// At most how many strikes are written along the axis.
const TICKS: usize = 7;

/// At how many places the curve is drawn.
const PLACES: usize = 121;

/// A smile as a chart; nothing where the surface has no such expiry.
pub fn smile(surface: &Surface, expiry: Timestamp, market: &Market, locale: &Locale) -> Option<SmileChart> {
    let found = surface.expiries.iter().find(|each| each.expiry == expiry)?;
    let (asset, date) = (surface.asset.as_str(), &name::date(expiry.date()));
    let faults = faults(&surface.violations(found, market.time), locale);
    Some(SmileChart {
        quotes: found.quotes.iter().map(|quote| quoted(quote, market, locale)).collect(),
        curve: found.curve(market.time, PLACES).into_iter().map(SmilePoint::from).collect(),
        ticks: ticks(found, locale),
        summary: SurfaceText::Smile { asset, date, forward: &number::price(found.forward, locale) }.say(),
        says: says(surface, found, faults.len(), locale),
        faults,
    })
}

impl From<CurvePoint> for SmilePoint {
    fn from(point: CurvePoint) -> Self {
        Self { log_moneyness: point.log_moneyness, volatility: point.volatility.get() }
    }
}

fn faults(found: &Violations, locale: &Locale) -> Vec<SmileFault> {
    let fault = |point: &CurvePoint, text: fn(&str) -> String| SmileFault {
        at: SmilePoint::from(*point),
        says: text(&number::price(point.strike, locale)),
    };
    let butterfly = |strike: &str| SurfaceText::Butterfly { strike }.say();
    let calendar = |strike: &str| SurfaceText::Calendar { strike }.say();
    let butterflies = found.butterflies.iter().map(|point| fault(point, butterfly));
    butterflies.chain(found.calendars.iter().map(|point| fault(point, calendar))).collect()
}

fn quoted(quote: &QuoteFit, market: &Market, locale: &Locale) -> SmileQuote {
    let stated = market.instruments.get(&quote.instrument);
    let (low, high) = (stated.and_then(|quote| quote.bid_volatility), stated.and_then(|quote| quote.ask_volatility));
    let written = |side: Option<Volatility>| side.map(|side| percent(side, locale)).unwrap_or_default();
    let (bid, ask) = (written(low), written(high));
    let (mark, fitted) = (percent(quote.volatility, locale), percent(quote.fitted, locale));
    let strike = &number::price(quote.strike, locale);
    let name = SurfaceText::Option { strike, right: quote.right }.say();
    let residual = points(quote.residual, locale);
    let sides = low.and(high).map(|_| (bid.as_str(), ask.as_str()));
    let says = SurfaceText::Quote { name: &name, mark: &mark, sides, fitted: &fitted, residual: &residual }.say();
    SmileQuote {
        at: SmilePoint { log_moneyness: quote.log_moneyness, volatility: quote.volatility.get() },
        low: low.map(Volatility::get),
        high: high.map(Volatility::get),
        place: quote.place,
        name,
        mark,
        bid,
        ask,
        fitted,
        residual,
        says,
    }
}

fn says(surface: &Surface, expiry: &ExpirySurface, faults: usize, locale: &Locale) -> Vec<String> {
    let (error, whole) = (&unsigned(expiry.error, locale), &unsigned(surface.error, locale));
    let near = SurfaceText::Near { quotes: expiry.quotes.len(), error, whole }.say();
    let inside = surface
        .inside
        .map(|inside| SurfaceText::Inside { share: &number::share(inside, 0, Toward::Down, locale) }.say());
    let arbitrage = if faults == 0 { SurfaceText::NoArbitrage.say() } else { SurfaceText::Arbitrage { faults }.say() };
    [Some(near), inside, Some(arbitrage)].into_iter().flatten().collect()
}

/// Quoted strikes that stand far enough from each other to be written.
fn ticks(expiry: &ExpirySurface, locale: &Locale) -> Vec<Tick> {
    let ends = expiry.quotes.first().zip(expiry.quotes.last());
    let Some((low, high)) = ends.map(|(first, last)| (first.log_moneyness, last.log_moneyness)) else {
        return Vec::new();
    };
    let apart = (high - low) / TICKS as f64;
    let mut ticks: Vec<Tick> = Vec::new();
    for quote in &expiry.quotes {
        if ticks.last().is_none_or(|last| quote.log_moneyness - last.value >= apart) {
            let label = number::abbreviated(quote.strike.get(), 3, locale);
            ticks.push(Tick { value: quote.log_moneyness, label });
        }
    }
    ticks
}

/// Volatility at the forward by expiry.
#[derive(Clone, Debug, PartialEq)]
pub struct TermChart {
    /// Each expiry, the next first.
    pub points: Vec<TermPoint>,
    /// The chart in a sentence.
    pub summary: String,
}

/// One expiry's volatility at the forward.
#[derive(Clone, Debug, PartialEq)]
pub struct TermPoint {
    /// Years from now.
    pub years: f64,
    /// Its volatility at the forward.
    pub volatility: f64,
    /// The day.
    pub date: String,
    /// The volatility.
    pub written: String,
}

/// The term structure of an underlying's volatility.
pub fn term(surface: &Surface, now: Timestamp, locale: &Locale) -> TermChart {
    let point = |expiry: &ExpirySurface| {
        let volatility = expiry.at_the_money(now);
        TermPoint {
            years: now.years_until(expiry.expiry).get(),
            volatility: volatility.get(),
            date: name::date(expiry.expiry.date()),
            written: percent(volatility, locale),
        }
    };
    let points: Vec<_> = surface.expiries.iter().map(point).collect();
    let ends = points.first().zip(points.last());
    let summary = ends.map_or_else(String::new, |(first, last)| {
        let (from, to) = ((first.date.as_str(), first.written.as_str()), (last.date.as_str(), last.written.as_str()));
        SurfaceText::Term { asset: surface.asset.as_str(), from, to }.say()
    });
    TermChart { points, summary }
}

/// A volatility on an axis: `48 %`.
pub fn axis(volatility: f64, locale: &Locale) -> String {
    number::share(Ratio::new(volatility), 1, Toward::Nearest, locale)
}

/// A volatility: `48.1 %`.
fn percent(volatility: Volatility, locale: &Locale) -> String {
    number::percent(Ratio::new(volatility.get()), 1, Toward::Nearest, locale)
}

/// A difference of volatilities in points, with its sign: `+0.21`.
fn points(difference: Volatility, locale: &Locale) -> String {
    let written = number::change(Ratio::new(difference.get()), 2, Toward::Nearest, locale);
    without_sign(&written)
}

/// A difference in points, without a sign of its own.
fn unsigned(difference: Volatility, locale: &Locale) -> String {
    without_sign(&number::percent(Ratio::new(difference.get()), 2, Toward::Nearest, locale))
}

fn without_sign(written: &str) -> String {
    written.trim_end_matches(['%', number::NARROW_SPACE]).into()
}
