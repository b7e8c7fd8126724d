//! A fitted smile as a line to draw, its volatility at the forward, and the arbitrage that is nearest to it.

use super::{ExpirySurface, Surface, Violation};
use crate::id::AssetId;
use crate::instrument::Instrument;
use crate::market::Market;
use crate::time::Timestamp;
use crate::units::{Price, Volatility};

/// A place on a smile.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CurvePoint {
    /// The strike.
    pub strike: Price,
    /// `ln(strike ÷ forward)`.
    pub log_moneyness: f64,
    /// The volatility there.
    pub volatility: Volatility,
}

/// What of a surface's arbitrage is up to an expiry and after the one before it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Violations {
    /// Of butterflies, each with its place on the expiry's smile.
    pub butterflies: Vec<CurvePoint>,
    /// Of calendar spreads.
    pub calendars: Vec<CurvePoint>,
}

/// The assets on which the market quotes options that are to expire, in the order of their names.
pub fn assets(market: &Market) -> Vec<AssetId> {
    let is_open = |option: &Instrument| {
        let moments = market.assets.get(&option.underlying).map(|quote| quote.expiries.as_slice()).unwrap_or_default();
        option.is_option() && moments.iter().any(|each| each.expiry > market.time && each.forward > Price::ZERO)
    };
    let mut assets: Vec<AssetId> = Vec::new();
    for id in market.instruments.keys() {
        match id.as_str().parse::<Instrument>() {
            Ok(option) if assets.last() != Some(&option.underlying) && is_open(&option) => {
                assets.push(option.underlying);
            }
            Ok(_) | Err(_) => {}
        }
    }
    assets.sort();
    assets.dedup();
    assets
}

impl ExpirySurface {
    /// The smile from the lowest quoted strike to the highest, at so many places.
    pub fn curve(&self, now: Timestamp, places: usize) -> Vec<CurvePoint> {
        let ends = self.quotes.first().zip(self.quotes.last());
        let Some((low, high)) = ends.map(|(first, last)| (first.log_moneyness, last.log_moneyness)) else {
            return Vec::new();
        };
        let steps = places.saturating_sub(1).max(1);
        (0..places).map(|step| self.at(now, low + (high - low) * (step as f64 / steps as f64))).collect()
    }

    /// The volatility at the forward.
    pub fn at_the_money(&self, now: Timestamp) -> Volatility {
        self.at(now, 0.0).volatility
    }

    /// The smile at a log-moneyness.
    fn at(&self, now: Timestamp, log_moneyness: f64) -> CurvePoint {
        let volatility = self.smile.raw().volatility(log_moneyness, now.years_until(self.expiry).get());
        let strike = Price::new(self.forward.get() * libm::exp(log_moneyness));
        CurvePoint { strike, log_moneyness, volatility: Volatility::new(volatility) }
    }
}

impl Surface {
    /// The arbitrage between the expiry before one of this surface's and it.
    pub fn violations(&self, of: &ExpirySurface, now: Timestamp) -> Violations {
        let years = |expiry: Timestamp| now.years_until(expiry).get();
        let until = years(of.expiry);
        let earlier = self.expiries.iter().map(|each| years(each.expiry)).filter(|each| *each < until);
        let after = earlier.fold(0.0, f64::max);
        let places = |all: &[Violation]| {
            let own = all.iter().filter(|each| each.years > after && each.years <= until);
            own.map(|each| of.at(now, each.log_moneyness)).collect()
        };
        Violations { butterflies: places(&self.butterflies), calendars: places(&self.calendars) }
    }
}
