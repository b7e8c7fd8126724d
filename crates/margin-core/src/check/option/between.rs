//! Forwards and volatilities for an expiry that the market does not quote, from those that it does.
//!
//! A forward's premium over the index is interpolated in its logarithm by time, and total variance at the same
//! log-moneyness by time. Beyond the last expiry, and before the first, the premium per year and the volatility stay.

use crate::market::AssetQuote;
use crate::time::Timestamp;
use margin_pricing::surface::{Made, Slice, Surface};

/// The forward for an expiry; nothing where the market has none for any.
pub(super) fn forward(quote: &AssetQuote, now: Timestamp, expiry: Timestamp) -> Option<f64> {
    let index = quote.index.get();
    let mut known: Vec<(f64, f64)> = quote
        .expiries
        .iter()
        .map(|each| (now.years_until(each.expiry).get(), libm::log(each.forward.get() / index)))
        .filter(|(years, premium)| *years > 0.0 && premium.is_finite())
        .collect();
    known.sort_by(|left, right| left.0.total_cmp(&right.0));
    let years = now.years_until(expiry).get();
    let after = known.partition_point(|(time, _)| *time < years);
    let before = after.checked_sub(1).and_then(|place| known.get(place));
    let premium = match (before, known.get(after)) {
        (None, None) => return None,
        (Some((time, premium)), None) | (None, Some((time, premium))) => premium * (years / time),
        (Some((earlier, low)), Some((later, high))) => low + (high - low) * ((years - earlier) / (later - earlier)),
    };
    Some(index * libm::exp(premium))
}

/// The volatility at a log-moneyness; nothing where no expiry has a smile that is one.
pub(super) fn volatility(quote: &AssetQuote, now: Timestamp, log_moneyness: f64, years: f64) -> Option<f64> {
    let mut slices: Vec<Slice> = Vec::new();
    for expiry in &quote.expiries {
        let Some(smile) = expiry.smile.map(|smile| smile.raw()) else { continue };
        let slice = Slice { years: now.years_until(expiry.expiry).get(), smile, made: Made::Stated };
        let is_new = slices.iter().all(|known| known.years != slice.years);
        if slice.years > 0.0 && smile.check().is_ok() && is_new {
            slices.push(slice);
        }
    }
    let volatility = Surface::new(slices)?.volatility(log_moneyness, years);
    volatility.is_finite().then_some(volatility)
}
