//! Portfolio margin on chain, as the venue's own tests state it: their parameters, and accounts under them.
//!
//! A margin there is what counts less what is required, so that an account below nothing is under water.

mod account;
mod parameters;
mod stated;

pub(crate) use account::{Accounted, Discounts, Feed, State, Written, model_of};
use parameters::grid;

use crate::families::{need, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_core::report::Level;
use margin_core::rules::{Grid, ScenarioLoss, SkewCap, SkewShocks, VolatilityMove};
use margin_core::scenarios::skew_turn;
use margin_core::units::{Ratio, Volatility, Years};
use serde_json::Value;

/// The parameters of the tests of the first portfolio manager.
const FIRST: &str = include_str!("derive_portfolio/first-tests.json");
/// The parameters of the tests of the second.
const SECOND: &str = include_str!("derive_portfolio/second-tests.json");

const SECONDS_PER_YEAR: f64 = 365.0 * 86_400.0;

/// Answers one expected figure of the first portfolio manager.
pub(super) fn first(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let model = first_tests()?;
    if inputs.shape().is_empty() {
        return stated::first(only(&model)?).and_then(|stated| parameter(&stated, key)).ok_or(unknown(inputs, key));
    }
    let state = State::of_first(inputs).ok_or_else(|| unknown(inputs, key))?;
    figure(&state.account(model), inputs, key)
}

/// Answers one expected figure of the second portfolio manager.
pub(super) fn second(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let mut model = second_tests()?;
    let unread = || unknown(inputs, key);
    if inputs.shape().is_empty() {
        let stated = Value::from_iter([("DERIVE_PM2_TESTSET", stated::second(only(&model)?).ok_or_else(unread)?)]);
        return parameter(&stated, key).ok_or_else(unread);
    }
    if let Some(changes) = inputs.value(&["params_override"]) {
        let mut stated = stated::second(only(&model)?).ok_or_else(unread)?;
        merge(&mut stated, changes);
        let changed = grid(&stated).ok_or_else(unread)?;
        for each in model.grids.values_mut() {
            *each = changed.clone();
        }
    }
    let state = State::of_second(inputs).ok_or_else(unread)?;
    figure(&state.account(model), inputs, key)
}

/// The parameters of the tests of the first portfolio manager.
pub(crate) fn first_tests() -> Result<ScenarioLoss, Unanswered> {
    read(FIRST)
}

/// The parameters of the tests of the second portfolio manager.
pub(crate) fn second_tests() -> Result<ScenarioLoss, Unanswered> {
    read(SECOND)
}

/// Answers what a turn of the smile does to a volatility.
pub(super) fn skew(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let number = |name| need(inputs, &[name], key);
    let cap = SkewCap { base: Ratio::new(number("cap_base")?), growth: Ratio::new(number("c_base")?) };
    let shocks = SkewShocks {
        linear: cap,
        absolute: cap,
        least: Ratio::new(number("min_k_star")?),
        width: Ratio::new(number("width_scale")?),
        volatility: Volatility::new(number("vol_static")?),
        volatility_growth: Ratio::new(number("vol_scale")?),
    };
    let years = Years::new(number("expiry_s")? / SECONDS_PER_YEAR);
    let log_moneyness = number("k")?;
    let turned = |turn| skew_turn(&shocks, turn, log_moneyness, years);
    let found = match key {
        "mult_cap" => turned(VolatilityMove::Linear).cap,
        "k_star" => turned(VolatilityMove::Linear).width,
        "linear_multiplier" => turned(VolatilityMove::Linear).factor,
        "abs_multiplier" => turned(VolatilityMove::Absolute).factor,
        _ => return Err(unknown(inputs, key)),
    };
    Ok(Answer::Number(found.get()))
}

fn figure(account: &Accounted, inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    Ok(Answer::Number(match key {
        "IM" => account.margin(Level::Initial)?,
        "MM" => account.margin(Level::Maintenance)?,
        "mtm_incl_cash" => account.equity()?,
        "worst_scenario_pnl_or_basis" | "min_span" => -account.worst()?,
        "basis_contingency" => -account.basis()?,
        "MM_contingency" => account.beside(Level::Maintenance)?,
        "IM_contingency" => account.beside(Level::Initial)? - account.beside(Level::Maintenance)?,
        _ => return Err(unknown(inputs, key)),
    }))
}

fn read(text: &str) -> Result<ScenarioLoss, Unanswered> {
    serde_json::from_str(text).map_err(|error| Unanswered::Refused(error.to_string()))
}

fn only(model: &ScenarioLoss) -> Result<&Grid, Unanswered> {
    model.grids.values().next().ok_or_else(|| Unanswered::Refused("there is no grid".to_owned()))
}

/// The parameter at a path such as `Scenarios.3.SpotShock`.
fn parameter(stated: &Value, path: &str) -> Option<Answer> {
    let found = path.split('.').try_fold(stated, |value, step| match value {
        Value::Array(list) => list.get(step.parse::<usize>().ok()?),
        _ => value.get(step),
    })?;
    match found {
        Value::String(words) => Some(Answer::Words(words.clone())),
        number => number.as_f64().map(Answer::Number),
    }
}

/// Puts what is changed beside or instead of what is there.
fn merge(into: &mut Value, changes: &Value) {
    match (into, changes) {
        (Value::Object(into), Value::Object(changes)) => {
            for (name, change) in changes {
                merge(into.entry(name.clone()).or_insert(Value::Null), change);
            }
        }
        (into, changes) => *into = changes.clone(),
    }
}
