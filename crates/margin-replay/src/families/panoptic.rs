//! Options made of liquidity in a range: ratios that follow a pool's utilisation, and what a short leg requires.

use crate::families::{need, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_core::instrument::Right;
use margin_core::range_option::{self, Leg, Ramp};
use margin_core::units::{Price, Quantity, Ratio};

/// Answers one expected figure.
pub(super) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let stated = inputs.number(&["target"]).is_some();
    let number = match key {
        "scr" => at(inputs, key, &seller())?.get(),
        "scr_strangle" => at(inputs, key, &range_option::of_strangle(&seller()))?.get(),
        "seller" if stated => at(inputs, key, &stated_ramp(inputs, key, 1.0)?)?.get(),
        "buyer" if stated => at(inputs, key, &stated_ramp(inputs, key, need(inputs, &["buyer"], key)? / 2.0)?)?.get(),
        "ratio" => at(inputs, key, &cross_buffer(inputs, key)?)?.get(),
        "required" => required(inputs, key)?.get(),
        _ => return Err(unknown(inputs, key)),
    };
    Ok(Answer::Number(number))
}

fn at(inputs: &Inputs, key: &str, ramp: &Ramp) -> Result<Ratio, Unanswered> {
    let utilisation = Ratio::new(need(inputs, &["utilization"], key)?);
    Ok(range_option::at_utilisation(ramp, utilisation))
}

fn ramp([base, target, full, saturated]: [f64; 4]) -> Ramp {
    let [base, target, full, saturated] = [base, target, full, saturated].map(Ratio::new);
    Ramp { base, target, full, saturated }
}

/// The second version's parameters, which vectors do not repeat: RiskEngine.sol at the commit that they name.
fn seller() -> Ramp {
    ramp([0.2, 2.0 / 3.0, 1.0, 0.9])
}

/// The first version's parameters as stated: the ratio of that name when the pool is little used, and when it is used up.
fn stated_ramp(inputs: &Inputs, name: &str, full: f64) -> Result<Ramp, Unanswered> {
    let number = |stated: &str| need(inputs, &[stated], name);
    Ok(ramp([number(name)?, number("target")?, full, number("saturated")?]))
}

/// The share of the other token's surplus that counts.
fn cross_buffer(inputs: &Inputs, key: &str) -> Result<Ramp, Unanswered> {
    Ok(ramp([need(inputs, &["cross_buffer"], key)?, 0.9, 0.0, 0.95]))
}

/// The vectors' leg is outside its range, whatever its width.
fn required(inputs: &Inputs, key: &str) -> Result<Quantity, Unanswered> {
    let number = |name: &str| need(inputs, &[name], key);
    let right = match inputs.truth(&["is_put"]) {
        Some(true) => Right::Put,
        Some(false) => Right::Call,
        None => return Err(unknown(inputs, key)),
    };
    let [amount, strike, price] = [number("amount_moved")?, number("strike")?, number("price")?];
    let reach = range_option::range_factor(0.0);
    let leg = Leg { right, amount: Quantity::new(amount), strike: Price::new(strike), reach };
    Ok(range_option::short_requirement(leg, Price::new(price), at(inputs, key, &seller())?))
}
