//! The formulas of single options, a thousand at a time, and the fit of a surface.

use super::options;
use super::random::Random;
use margin_pricing::black76::{Black76, Right, Standardised};
use margin_pricing::coin::CoinSettled;
use margin_pricing::implied;
use margin_pricing::surface::{Expiry, Quote, calibrate};
use margin_pricing::svi::RawSvi;
use std::hint::black_box;

/// How many options one measurement goes through.
pub(super) const OPTIONS: usize = 1_000;
/// Half the width of a quote, in volatility.
const HALF_SPREAD: f64 = 0.005;

/// Options with all sorts of terms.
pub(super) fn terms() -> Vec<Black76> {
    let mut random = Random(76);
    let one = |_| {
        let years = random.between(0.005, 1.5);
        let volatility = random.between(0.2, 1.5);
        let strike = 90_000.0 * libm::exp(random.between(-2.0, 2.0) * volatility * years.sqrt());
        Black76 { forward: 90_000.0, strike, volatility, years, discount: 0.99 }
    };
    (0..OPTIONS).map(one).collect()
}

/// What the options are worth.
pub(super) fn values(terms: &[Black76]) {
    each(terms, |option| option.value(Right::Call));
}

/// What the options are worth, with their sensitivities.
pub(super) fn greeks(terms: &[Black76]) {
    each(terms, |option| {
        let first = option.value(Right::Call) + option.delta(Right::Call) + option.gamma();
        first + option.vega() + option.theta() + option.vanna() + option.volga() + option.rho(Right::Call)
    });
}

fn each(terms: &[Black76], figure: impl Fn(&Standardised) -> f64) {
    for terms in terms {
        black_box(black_box(*terms).standardised().map(|option| figure(&option)));
    }
}

/// What the options are worth in coins.
pub(super) fn coins(terms: &[Black76]) {
    for terms in terms {
        black_box(CoinSettled::new(black_box(*terms)).map(|option| option.value(Right::Call)));
    }
}

/// The options' prices, as quotes.
pub(super) fn prices(terms: &[Black76]) -> Vec<implied::Quote> {
    let quote = |terms: &Black76| {
        let Black76 { forward, strike, years, discount, .. } = *terms;
        let right = if strike < forward { Right::Put } else { Right::Call };
        let price = terms.standardised()?.value(right);
        Some(implied::Quote { forward, strike, years, discount, right, price })
    };
    terms.iter().filter_map(quote).collect()
}

/// The volatilities that prices imply.
pub(super) fn volatilities(prices: &[implied::Quote]) {
    for price in prices {
        let found = black_box(*price).volatility();
        black_box(found.unwrap_or(f64::NAN));
    }
}

/// A smile at many log-moneynesses.
pub(super) fn smile() {
    let smile = black_box(options::smile(0.25));
    for place in 0..OPTIONS {
        black_box(smile.volatility(black_box(0.001 * place as f64 - 0.5), 0.25));
    }
}

/// Quotes of ten expiries, the same number in each, scattered about smiles that are raw SVI and no SSVI.
pub(super) fn chain(quotes: usize) -> Vec<Expiry> {
    let mut random = Random(900);
    let years = [0.006, 0.02, 0.04, 0.08, 0.16, 0.24, 0.35, 0.5, 0.75, 1.0];
    let expiry = |years: f64| {
        let each = quotes / 10;
        let smile = options::smile(years);
        let smile = RawSvi { shift: smile.shift - 0.3 * smile.curve, ..smile };
        let quote = |place: usize| {
            let log_moneyness = options::log_moneyness(place * 50 / each, years);
            let middle = smile.volatility(log_moneyness, years);
            let volatility = middle + random.between(-0.4, 0.4) * HALF_SPREAD;
            let [bid, ask] = [middle - HALF_SPREAD, middle + HALF_SPREAD].map(Some);
            Quote { log_moneyness, volatility, bid, ask, weight: 1.0 }
        };
        Expiry { years, quotes: (0..each).map(quote).collect() }
    };
    years.map(expiry).into()
}

/// A surface for the quotes.
pub(super) fn fit(chain: &[Expiry]) {
    drop(black_box(calibrate(black_box(chain))));
}

#[cfg(test)]
mod tests {
    use super::*;
    use margin_pricing::surface::Calibration;

    #[test]
    fn every_option_has_a_price_and_the_price_its_volatility() {
        let terms = terms();
        let prices = prices(&terms);
        assert_eq!(prices.len(), OPTIONS);
        for (terms, price) in terms.iter().zip(prices) {
            assert!((price.volatility().unwrap() / terms.volatility - 1.0).abs() < 1e-9, "{terms:?}");
        }
    }

    #[test]
    fn a_chain_of_any_size_is_fitted_between_bid_and_ask() {
        for quotes in [100, 300] {
            let chain = chain(quotes);
            let Calibration { report, .. } = calibrate(&chain).unwrap();
            assert_eq!(report.all.quotes, quotes);
            assert!(report.all.inside.unwrap() > 0.99, "{:?}", report.all);
        }
    }
}
