//! Value at risk and expected shortfall, and what selling adds.

use super::made;
use crate::families::{need, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_statistics::loss::{
    Liquidity, liquidity_adjusted_value_at_risk, normal_expected_shortfall, normal_value_at_risk,
};

/// Answers one figure of a loss that is normally distributed, named by its measure and confidence, as in `VaR.0.99`.
pub(in crate::families) fn normal(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let (measure, confidence) = match key.split_once('.') {
        Some((measure, confidence)) => (measure, confidence.parse().ok()),
        None => (key, inputs.number(&["c", "confidence"])),
    };
    let confidence = confidence.ok_or_else(|| unknown(inputs, key))?;
    let (mean, deviation) = (need(inputs, &["mu"], key)?, need(inputs, &["sigma"], key)?);
    let amount = match measure {
        "VaR" => normal_value_at_risk(mean, deviation, confidence),
        "ES" => normal_expected_shortfall(mean, deviation, confidence),
        _ => return Err(unknown(inputs, key)),
    };
    made(amount).map(Answer::Number)
}

/// Answers one figure of a loss that is sold across a spread; θ multiplies the quantile.
pub(in crate::families) fn with_liquidity(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let loss = liquidity_adjusted_value_at_risk(&Liquidity {
        price: need(inputs, &["P"], key)?,
        volatility: need(inputs, &["sigma_daily", "sigma"], key)?,
        quantile: need(inputs, &["z"], key)?,
        tail_correction: inputs.number(&["theta"]).unwrap_or(1.0),
        mean_spread: need(inputs, &["mean_rel_spread"], key)?,
        spread_deviation: need(inputs, &["sd_rel_spread"], key)?,
        spread_quantile: need(inputs, &["a"], key)?,
    });
    match key {
        "price_risk" => Ok(Answer::Number(loss.price_risk)),
        "spread_cost" => Ok(Answer::Number(loss.spread_cost)),
        "lvar" => Ok(Answer::Number(loss.total)),
        _ => Err(unknown(inputs, key)),
    }
}
