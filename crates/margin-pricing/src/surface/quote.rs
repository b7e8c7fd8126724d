//! What a surface is fitted to: volatilities that are quoted for log-moneynesses and expiries.

/// The quotes of one expiry, in any order.
#[derive(Clone, Debug, PartialEq)]
pub struct Expiry {
    /// To the expiry. Positive.
    pub years: f64,
    /// At least one.
    pub quotes: Vec<Quote>,
}

/// The volatility of one option.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quote {
    /// `ln(strike ÷ forward)`, with the forward that the volatility was implied from.
    pub log_moneyness: f64,
    /// Per year, as it is marked. Positive.
    pub volatility: f64,
    /// The volatility that is bid; `None` where nobody bids, or less than what exercise is worth.
    pub bid: Option<f64>,
    /// The volatility that is asked; `None` where nobody offers.
    pub ask: Option<f64>,
    /// How much it counts beside other quotes of its expiry, besides its vega. Not negative.
    pub weight: f64,
}

impl Quote {
    /// A mark that counts once, of which bid and ask are not known.
    pub fn mark(strike: f64, forward: f64, volatility: f64) -> Self {
        Self { log_moneyness: libm::log(strike / forward), volatility, bid: None, ask: None, weight: 1.0 }
    }

    /// `φ(d1) ÷ φ(0)` at its own volatility: its vega as a share of the greatest of its expiry.
    pub(super) fn relative_vega(&self, years: f64) -> f64 {
        let total = self.volatility * years.sqrt();
        let d1 = 0.5 * total - self.log_moneyness / total;
        libm::exp(-0.5 * d1 * d1)
    }
}

/// What is wrong with quotes, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuoteProblem {
    /// The expiry's place in the list.
    pub expiry: usize,
    /// What is wrong.
    pub kind: QuoteProblemKind,
}

/// What is wrong with quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteProblemKind {
    /// The time is not a positive number.
    YearsNotPositive,
    /// An expiry before it in the list has the same time.
    YearsRepeated,
    /// There is no quote with a weight.
    NoQuotes,
    /// The quote at this place has a log-moneyness that is not finite, a volatility that is not a positive number, or a bid,
    /// an ask or a weight that is negative or not finite.
    NotANumber {
        /// The quote's place in its expiry.
        quote: usize,
    },
}

/// Every problem of the quotes, in their order.
pub(super) fn problems(expiries: &[Expiry]) -> Vec<QuoteProblem> {
    let mut problems = Vec::new();
    for (place, expiry) in expiries.iter().enumerate() {
        let mut found = |kind| problems.push(QuoteProblem { expiry: place, kind });
        if !is_positive(expiry.years) {
            found(QuoteProblemKind::YearsNotPositive);
        }
        if expiries.iter().take(place).any(|before| before.years == expiry.years) {
            found(QuoteProblemKind::YearsRepeated);
        }
        if !expiry.quotes.iter().any(|quote| quote.weight > 0.0) {
            found(QuoteProblemKind::NoQuotes);
        }
        for (quote, _) in expiry.quotes.iter().enumerate().filter(|(_, quote)| !is_quote(quote)) {
            found(QuoteProblemKind::NotANumber { quote });
        }
    }
    problems
}

fn is_quote(quote: &Quote) -> bool {
    let has_weight = quote.weight >= 0.0 && quote.weight.is_finite();
    let are_volatilities = [quote.bid, quote.ask].iter().flatten().all(|side| *side >= 0.0 && side.is_finite());
    quote.log_moneyness.is_finite() && is_positive(quote.volatility) && has_weight && are_volatilities
}

fn is_positive(number: f64) -> bool {
    number > 0.0 && number.is_finite()
}
