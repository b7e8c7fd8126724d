//! Variances that fade, GARCH, and filtered history.

use super::{entry, list, made, place};
use crate::families::{need, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_statistics::volatility::{
    self, Garch, exponential_step, filtered_returns, garch_step, log_returns, long_run_variance,
};

const DECAY: [&str; 2] = ["lam", "lambda"];

/// Answers one figure of a variance that fades.
pub(in crate::families) fn exponential(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let (deviation, change) = (need(inputs, &["sigma_prev"], key)?, need(inputs, &["u_prev"], key)?);
    stepped(exponential_step(need(inputs, &DECAY, key)?, deviation * deviation, change), inputs, key)
}

/// Answers one figure of GARCH(1,1).
pub(in crate::families) fn garch(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let parameters = Garch {
        base: need(inputs, &["omega"], key)?,
        reaction: need(inputs, &["alpha"], key)?,
        persistence: need(inputs, &["beta"], key)?,
    };
    if key == "long_run_variance" {
        return made(long_run_variance(&parameters)).map(Answer::Number);
    }
    let (deviation, change) = (need(inputs, &["sigma_prev"], key)?, need(inputs, &["u_prev"], key)?);
    stepped(garch_step(&parameters, deviation * deviation, change), inputs, key)
}

fn stepped(variance: f64, inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    match key {
        "variance" => Ok(Answer::Number(variance)),
        "sigma" => Ok(Answer::Number(variance.sqrt())),
        _ => Err(unknown(inputs, key)),
    }
}

/// Answers one figure of a history that is scaled to today's volatility.
pub(in crate::families) fn filtered(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let returns = match inputs.numbers(&["prices"]) {
        Some(prices) => made(log_returns(&prices))?,
        None => list(inputs, &["returns"], key)?,
    };
    let volatility::Filtered { volatilities, volatility_now, scaled } =
        made(filtered_returns(need(inputs, &DECAY, key)?, need(inputs, &["sigma0"], key)?, &returns))?;
    match (key, place(key, "sigma_t"), place(key, "scaled")) {
        ("sigma_now", _, _) => Ok(Answer::Number(volatility_now)),
        (_, Some(place), _) => entry(&volatilities, place, inputs, key),
        (_, _, Some(place)) => entry(&scaled, place, inputs, key),
        _ => Err(unknown(inputs, key)),
    }
}
