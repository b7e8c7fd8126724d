//! Options on a price that jumps.

use crate::families::{need, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_pricing::black76::{Black76, Right};
use margin_pricing::merton::{Jumps, Merton};

/// Answers one expected figure: the sources state the volatility of everything, and `gamma`, the share of its square
/// that is the jumps'. Jumps come as often up as down: on average they gain nothing.
pub(super) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let right = match key {
        "call" => Right::Call,
        "put" => Right::Put,
        _ => return Err(unknown(inputs, key)),
    };
    let number = |name: &str| need(inputs, &[name], key);
    let (rate, years) = (number("r")?, number("T")?);
    let (variance, per_year) = (number("total_vol")? * number("total_vol")?, number("lam")?);
    let of_jumps = number("gamma")? * variance;
    let of_one = of_jumps / per_year;
    let mean = libm::log1p(number("mean_jump")?) - 0.5 * of_one;
    let forward = number("S")? * libm::exp((rate - number("q")?) * years);
    let diffusion = Black76 {
        forward,
        strike: number("K")?,
        volatility: (variance - of_jumps).sqrt(),
        years,
        discount: libm::exp(-rate * years),
    };
    let option = Merton { diffusion, jumps: Jumps { per_year, mean, deviation: of_one.sqrt() } };
    let figures = option
        .figures()
        .ok_or_else(|| Unanswered::Refused(format!("the inputs are out of their domain: {option:?}")))?;
    Ok(Answer::Number(figures.value(right)))
}
