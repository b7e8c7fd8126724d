//! How near a surface comes to quotes.

use super::{Expiry, Quote, Surface};

/// How near a surface comes to the quotes of all expiries, and of each.
#[derive(Clone, Debug, PartialEq)]
pub struct FitReport {
    /// All quotes together.
    pub all: Fit,
    /// Those of each expiry, in the order of the expiries as they were given.
    pub expiries: Vec<ExpiryFit>,
}

/// How near a surface comes to the quotes of one expiry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExpiryFit {
    /// To the expiry.
    pub years: f64,
    /// Its quotes together.
    pub fit: Fit,
}

/// How near a surface comes to quotes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// How many quotes there are.
    pub quotes: usize,
    /// The root of the mean squared difference of volatilities per year, weighted by vega over the forward: 0.01 is a
    /// volatility point. Zero with no vega at all.
    pub error: f64,
    /// The largest difference of volatilities per year, among quotes whose vega is a tenth of their expiry's largest.
    pub largest: f64,
    /// How many quotes have both a bid and an ask.
    pub two_sided: usize,
    /// The share of those quotes' weight at which the surface is between bid and ask; `None` where they have no weight.
    pub inside: Option<f64>,
}

/// Sums over quotes, from which a fit follows.
#[derive(Clone, Copy, Default)]
struct Sums {
    quotes: usize,
    vega: f64,
    squares: f64,
    largest: f64,
    two_sided: usize,
    weight: f64,
    inside: f64,
}

/// The least share of the largest vega at which a difference counts as one that can be seen.
const SEEN: f64 = 0.1;

impl Surface {
    /// How near it comes to quotes.
    pub fn fit(&self, expiries: &[Expiry]) -> FitReport {
        let mut all = Sums::default();
        let mut each = Vec::new();
        for expiry in expiries {
            let sums = expiry.quotes.iter().fold(Sums::default(), |sums, quote| {
                sums.with(quote, self.volatility(quote.log_moneyness, expiry.years), expiry.years)
            });
            all = all.and(sums);
            each.push(ExpiryFit { years: expiry.years, fit: sums.fit() });
        }
        FitReport { all: all.fit(), expiries: each }
    }
}

impl Sums {
    fn with(self, quote: &Quote, fitted: f64, years: f64) -> Self {
        let share = quote.relative_vega(years);
        let (vega, difference) = (share * years.sqrt(), (fitted - quote.volatility).abs());
        let mut sums = Self {
            quotes: self.quotes + 1,
            vega: self.vega + vega,
            squares: self.squares + vega * difference * difference,
            largest: if share >= SEEN { self.largest.max(difference) } else { self.largest },
            ..self
        };
        if let (Some(bid), Some(ask)) = (quote.bid, quote.ask) {
            sums.two_sided += 1;
            sums.weight += quote.weight;
            sums.inside += if (bid..=ask).contains(&fitted) { quote.weight } else { 0.0 };
        }
        sums
    }

    fn and(self, other: Self) -> Self {
        Self {
            quotes: self.quotes + other.quotes,
            vega: self.vega + other.vega,
            squares: self.squares + other.squares,
            largest: self.largest.max(other.largest),
            two_sided: self.two_sided + other.two_sided,
            weight: self.weight + other.weight,
            inside: self.inside + other.inside,
        }
    }

    fn fit(self) -> Fit {
        Fit {
            quotes: self.quotes,
            error: if self.vega > 0.0 { (self.squares / self.vega).sqrt() } else { 0.0 },
            largest: self.largest,
            two_sided: self.two_sided,
            inside: (self.weight > 0.0).then(|| self.inside / self.weight),
        }
    }
}
