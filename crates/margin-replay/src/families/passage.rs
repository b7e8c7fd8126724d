//! Prices that touch barriers.

use crate::families::{need, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_pricing::barrier::{Payment, one_touch};
use margin_pricing::black_scholes::BlackScholes;
use margin_pricing::merton::Jumps;
use margin_pricing::passage::watched::Watched;
use margin_pricing::passage::{Passage, SHIFT_OF_INTERVALS};

/// Always looked at: the probability of a touch, and what a payment for it at expiry is worth.
pub(super) fn always_watched(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let number = |name: &str| need(inputs, &[name], key);
    let (spot, barrier, drift) = (number("S")?, number("H")?, number("mu")?);
    let (volatility, years) = (number("vol")?, number("T")?);
    match key {
        "p" | "hit_probability" => answered(Passage { spot, barrier, drift, volatility, years }.probability()),
        "value" => {
            let terms = BlackScholes { spot, strike: spot, volatility, years, rate: number("r")?, carry: drift };
            let cash = number("cash")?;
            answered(one_touch(terms, barrier, Payment::AtExpiry).map(|unit| cash * unit))
        }
        _ => Err(unknown(inputs, key)),
    }
}

/// Looked at in equal intervals, of a price that jumps. What was simulated is compared with the same probability.
pub(super) fn watched(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    if !["p_hit", "mc"].contains(&key) {
        return Err(unknown(inputs, key));
    }
    let number = |name: &str| need(inputs, &[name], key);
    let jumps = Jumps {
        per_year: number("lambda_per_year")?,
        mean: number("jump_mean_log")?,
        deviation: number("jump_sd_log")?,
    };
    let watched = Watched {
        spot: number("S")?,
        barrier: number("H")?,
        drift: number("mu")?,
        volatility: number("sigma")?,
        jumps,
        years: number("T")?,
        looks: number("N")? as u32,
    };
    answered(watched.probability())
}

/// By how much a barrier that is looked at in intervals is farther off.
pub(super) fn shift(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    match key {
        "beta" => Ok(Answer::Number(SHIFT_OF_INTERVALS)),
        _ => Err(unknown(inputs, key)),
    }
}

fn answered(figure: Option<f64>) -> Result<Answer, Unanswered> {
    figure.map(Answer::Number).ok_or_else(|| Unanswered::Refused("the inputs are out of their domain".to_owned()))
}
