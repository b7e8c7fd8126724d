//! Value at risk and expected shortfall: the loss that a confidence is not exceeded with, and the mean loss beyond it.
//!
//! A confidence is a share between 0 and 1. Losses are positive, gains negative, in the caller's unit.

use margin_pricing::normal::{density, distribution};

/// Newton's corrections: each more than doubles the digits, of which the first guess has three.
const CORRECTIONS: usize = 6;

/// A rank that is a whole number is not taken for the next one by the rounding of `confidence × count`.
const RANK_ROUNDING: f64 = 1e-9;

/// The number that a standard normal variable stays below with this probability; nothing unless it is between 0 and 1.
///
/// The guess is Abramowitz and Stegun's 26.2.23, corrected by Halley's method on the distribution.
///
/// ```
/// # use margin_statistics::loss::normal_quantile;
/// assert!((normal_quantile(0.99).unwrap() - 2.3263478740408408).abs() < 1e-14);
/// ```
pub fn normal_quantile(probability: f64) -> Option<f64> {
    if !(probability > 0.0 && probability < 1.0) {
        return None;
    }
    // In the lower half the distribution keeps all its digits.
    if probability > 0.5 {
        return lower_quantile(1.0 - probability).map(|quantile| 0.0 - quantile);
    }
    lower_quantile(probability)
}

fn lower_quantile(probability: f64) -> Option<f64> {
    let root = (-2.0 * libm::log(probability)).sqrt();
    let above = 2.515_517 + root * (0.802_853 + root * 0.010_328);
    let below = 1.0 + root * (1.432_788 + root * (0.189_269 + root * 0.001_308));
    let mut quantile = above / below - root;
    for _ in 0..CORRECTIONS {
        let step = (distribution(quantile) - probability) / density(quantile);
        let halley = step / (1.0 + 0.5 * quantile * step);
        quantile -= halley;
        if halley.abs() <= f64::EPSILON * quantile.abs() {
            break;
        }
    }
    quantile.is_finite().then_some(quantile)
}

/// `mean + deviation × quantile`: the value at risk of a loss that is normally distributed.
pub fn normal_value_at_risk(mean: f64, deviation: f64, confidence: f64) -> Option<f64> {
    Some(mean + deviation * normal_quantile(confidence)?)
}

/// `mean + deviation × φ(quantile) ÷ (1 − confidence)`: the mean of the losses beyond it (McNeil, Frey and Embrechts,
/// Quantitative Risk Management, example 2.14).
pub fn normal_expected_shortfall(mean: f64, deviation: f64, confidence: f64) -> Option<f64> {
    let quantile = normal_quantile(confidence)?;
    Some(mean + deviation * (density(quantile) / (1.0 - confidence)))
}

/// The least of the losses that at least a share `confidence` of them does not exceed.
///
/// Of `count` losses in order it is the one of rank `⌈confidence × count⌉`, always an observation and never between two
/// (Hyndman and Fan 1996, definition 1). Nothing without losses, where one is not a number, or unless the confidence is
/// between 0 and 1.
pub fn empirical_value_at_risk(losses: &[f64], confidence: f64) -> Option<f64> {
    let tail = Tail::of(losses, confidence)?;
    tail.ordered.get(tail.rank - 1).copied()
}

/// The mean of the worst share `1 − confidence` of the losses, of which the value at risk itself is counted in part where
/// the share does not end between two of them (Acerbi and Tasche 2002, proposition 4.1).
pub fn empirical_expected_shortfall(losses: &[f64], confidence: f64) -> Option<f64> {
    let tail = Tail::of(losses, confidence)?;
    let (at_risk, beyond) = tail.ordered.get(tail.rank - 1..)?.split_first()?;
    let covered = confidence * losses.len() as f64;
    let sum = beyond.iter().fold((tail.rank as f64 - covered) * at_risk, |sum, loss| sum + loss);
    Some(sum / (losses.len() as f64 - covered))
}

struct Tail {
    ordered: Vec<f64>,
    /// That of the value at risk, counted from 1.
    rank: usize,
}

impl Tail {
    fn of(losses: &[f64], confidence: f64) -> Option<Self> {
        let valid = !losses.is_empty() && losses.iter().all(|loss| !loss.is_nan());
        if !(valid && confidence > 0.0 && confidence < 1.0) {
            return None;
        }
        let mut ordered = losses.to_vec();
        ordered.sort_by(f64::total_cmp);
        let rank = (confidence * losses.len() as f64 - RANK_ROUNDING).ceil() as usize;
        Some(Self { rank: rank.clamp(1, ordered.len()), ordered })
    }
}

/// `amount × √(horizon ÷ base)`: a loss over `base` periods taken to `horizon` of them, as if returns were independent and
/// scattered alike (Basel Committee 1996, B.4(c)).
pub fn over_horizon(amount: f64, base: f64, horizon: f64) -> f64 {
    amount * (horizon / base).sqrt()
}

/// What decides a loss of one unit that is sold across a spread.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Liquidity {
    /// The mid price.
    pub price: f64,
    /// The volatility over the horizon.
    pub volatility: f64,
    /// How many deviations are covered.
    pub quantile: f64,
    /// What the quantile is multiplied by for tails that are fatter than normal, called θ; 1 for none.
    pub tail_correction: f64,
    /// The mean of spread ÷ price.
    pub mean_spread: f64,
    /// Its standard deviation.
    pub spread_deviation: f64,
    /// How many of these are covered: 2 to 4.5 in the source.
    pub spread_quantile: f64,
}

/// A loss with the cost of selling.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LiquidityLoss {
    /// `price × (1 − exp(−quantile × tail_correction × volatility))`
    pub price_risk: f64,
    /// `½ price × (mean_spread + spread_quantile × spread_deviation)`
    pub spread_cost: f64,
    /// Both together.
    pub total: f64,
}

/// Value at risk with the cost of a spread that widens when prices fall (Bangia, Diebold, Schuermann and Stroughair 1999,
/// equations 2 to 5).
pub fn liquidity_adjusted_value_at_risk(liquidity: &Liquidity) -> LiquidityLoss {
    let Liquidity { price, volatility, quantile, tail_correction, .. } = *liquidity;
    let price_risk = price * (1.0 - libm::exp(-quantile * tail_correction * volatility));
    let spread = liquidity.mean_spread + liquidity.spread_quantile * liquidity.spread_deviation;
    let spread_cost = 0.5 * price * spread;
    LiquidityLoss { price_risk, spread_cost, total: price_risk + spread_cost }
}
