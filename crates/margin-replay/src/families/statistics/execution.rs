//! The best way to sell, and what sales do to a price.

use super::{count, entry, made, place};
use crate::families::{need, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_statistics::execution::{Sale, linear_impact, market_depth, optimal_sale};

/// Answers one figure of the best way to sell.
pub(in crate::families) fn optimal(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let periods = u32::try_from(count(inputs, &["N"], key)?).map_err(|_| unknown(inputs, key))?;
    let trajectory = made(optimal_sale(&Sale {
        quantity: need(inputs, &["X"], key)?,
        time: need(inputs, &["T"], key)?,
        periods,
        volatility: need(inputs, &["sigma_abs_daily", "sigma"], key)?,
        fixed_cost: need(inputs, &["eps"], key)?,
        permanent_impact: need(inputs, &["gamma"], key)?,
        temporary_impact: need(inputs, &["eta"], key)?,
        risk_aversion: need(inputs, &["lam", "lambda"], key)?,
    }))?;
    match (key, place(key, "holdings")) {
        ("kappa", _) => Ok(Answer::Number(trajectory.urgency)),
        ("E", _) => Ok(Answer::Number(trajectory.cost)),
        ("V", _) => Ok(Answer::Number(trajectory.variance)),
        ("std", _) => Ok(Answer::Number(trajectory.variance.sqrt())),
        (_, Some(place)) => entry(&trajectory.holdings, place, inputs, key),
        _ => Err(unknown(inputs, key)),
    }
}

/// Answers one figure of sales under pressure.
pub(in crate::families) fn fire_sale(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let [scale, volume] = [need(inputs, &["c"], key)?, need(inputs, &["ADV"], key)?];
    let [days, volatility] = [need(inputs, &["tau_days"], key)?, need(inputs, &["sigma"], key)?];
    let depth = made(market_depth(scale, volume, days, volatility))?;
    match key {
        "depth" => Ok(Answer::Number(depth)),
        "rel_impact" => Ok(Answer::Number(linear_impact(need(inputs, &["volume"], key)?, depth))),
        _ => Err(unknown(inputs, key)),
    }
}
