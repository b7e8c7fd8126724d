//! Volatility of a series of returns: how far they scatter around zero, as it stands just before each of them.
//!
//! Returns are logarithmic and per period, variances per period, volatilities their roots. A mean return is not taken
//! off: over a day it is small beside the scatter, and its estimate is mostly noise (RiskMetrics 1996, section 5.3).

/// `ln(price ÷ price before)` of each price but the first; nothing where a price is not positive.
pub fn log_returns(prices: &[f64]) -> Option<Vec<f64>> {
    let valid = prices.iter().all(|price| *price > 0.0 && price.is_finite());
    valid.then(|| prices.windows(2).map(|pair| libm::log(pair[1] / pair[0])).collect())
}

/// `decay × variance + (1 − decay) × change²`: the variance of the next return, which this one has moved.
///
/// `decay` is the weight that a day keeps, between 0 and 1, called λ: 0.94 in RiskMetrics (1996).
///
/// ```
/// # use margin_statistics::volatility::exponential_step;
/// // Hull, Options, Futures, and Other Derivatives, example 23.1: 1 % a day, then a move of 2 %.
/// assert!((exponential_step(0.9, 0.0001, 0.02) - 0.00013).abs() < 1e-18);
/// ```
pub fn exponential_step(decay: f64, variance: f64, change: f64) -> f64 {
    decay * variance + (1.0 - decay) * (change * change)
}

/// The variance before each return, `seed` before the first, and last that of the return which is still to come.
pub fn exponential_variances(decay: f64, seed: f64, returns: &[f64]) -> Vec<f64> {
    let mut variances = Vec::with_capacity(returns.len() + 1);
    let mut variance = seed;
    variances.push(variance);
    for change in returns {
        variance = exponential_step(decay, variance, *change);
        variances.push(variance);
    }
    variances
}

/// The parameters of GARCH(1,1) (Bollerslev 1986).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Garch {
    /// What is added each period, a variance, called ω.
    pub base: f64,
    /// The weight of the last return's square, called α.
    pub reaction: f64,
    /// The weight of the last variance, called β.
    pub persistence: f64,
}

/// `base + reaction × change² + persistence × variance`: the variance of the next return.
pub fn garch_step(parameters: &Garch, variance: f64, change: f64) -> f64 {
    let Garch { base, reaction, persistence } = parameters;
    base + reaction * (change * change) + persistence * variance
}

/// `base ÷ (1 − reaction − persistence)`: what the variance returns to; nothing where the weights leave nothing over.
pub fn long_run_variance(parameters: &Garch) -> Option<f64> {
    let rest = 1.0 - parameters.reaction - parameters.persistence;
    (rest > 0.0).then(|| parameters.base / rest)
}

/// `√(periods × mean of return²)`: volatility per root of what `periods` make up, a year where that is periods a year.
pub fn realised_volatility(returns: &[f64], periods: f64) -> Option<f64> {
    let squares = returns.iter().fold(0.0, |sum, change| sum + change * change);
    (!returns.is_empty()).then(|| (periods * (squares / returns.len() as f64)).sqrt())
}

/// The first, highest, lowest and last price of a period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// The first price.
    pub open: f64,
    /// The highest.
    pub high: f64,
    /// The lowest.
    pub low: f64,
    /// The last.
    pub close: f64,
}

/// `ln(high ÷ low)² ÷ (4 ln 2)`: the variance of a period by its range (Parkinson 1980), for prices that do not jump.
pub fn range_variance(range: &Range) -> Option<f64> {
    let width = libm::log(range.high / range.low);
    is_range(range).then(|| width * width / (4.0 * std::f64::consts::LN_2))
}

/// `ln(high ÷ low)² ÷ 2 − (2 ln 2 − 1) ln(close ÷ open)²`: the same with the move from first to last price, which makes
/// it surer (Garman and Klass 1980, their practical estimator).
pub fn range_and_close_variance(range: &Range) -> Option<f64> {
    let width = libm::log(range.high / range.low);
    let change = libm::log(range.close / range.open);
    is_range(range).then_some(0.5 * width * width - (2.0 * std::f64::consts::LN_2 - 1.0) * (change * change))
}

fn is_range(range: &Range) -> bool {
    let Range { open, high, low, close } = *range;
    low > 0.0 && high.is_finite() && [open, close].iter().all(|price| (low..=high).contains(price))
}

/// A history of returns as they would have been at today's volatility.
#[derive(Clone, Debug, PartialEq)]
pub struct Filtered {
    /// The volatility before each return.
    pub volatilities: Vec<f64>,
    /// The volatility after the last of them.
    pub volatility_now: f64,
    /// Each return times the volatility now over the one before it.
    pub scaled: Vec<f64>,
}

/// `return × volatility now ÷ volatility before it` (Hull and White 1998), with variances that fade by `decay` and begin
/// with `seed²`.
///
/// A volatility is known before the return that it scales. Whoever takes quantiles of the result says how: those of
/// [`empirical_value_at_risk`](crate::loss::empirical_value_at_risk) are observations, never between two of them.
/// Nothing where a volatility is not positive.
pub fn filtered_returns(decay: f64, seed: f64, returns: &[f64]) -> Option<Filtered> {
    let variances = exponential_variances(decay, seed * seed, returns);
    let mut volatilities: Vec<f64> = variances.iter().map(|variance| variance.sqrt()).collect();
    if volatilities.iter().any(|volatility| volatility.is_nan() || *volatility <= 0.0) {
        return None;
    }
    let volatility_now = volatilities.pop()?;
    let scaled = returns.iter().zip(&volatilities).map(|(change, before)| change * volatility_now / before).collect();
    Some(Filtered { volatilities, volatility_now, scaled })
}
