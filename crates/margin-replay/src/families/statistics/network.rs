//! Networks of debts.

use super::{entry, list, made, place, table};
use crate::families::{need, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_statistics::contagion;

/// How many borrowers banks have on average, in the figure that is named so.
const PHASE: &str = "phase_value_z";

/// Answers one figure of what clears a network.
pub(in crate::families) fn clearing(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let cleared = made(contagion::clearing(&table(inputs, &["L"], key)?, &list(inputs, &["e"], key)?))?;
    if let Some(place) = place(key, "p") {
        return entry(&cleared.payments, place, inputs, key);
    }
    let place = place(key, "defaults").or_else(|| place(key, "defaulted"));
    let defaulted = place.and_then(|place| cleared.defaulted.get(place));
    defaulted.copied().map(Answer::Truth).ok_or_else(|| unknown(inputs, key))
}

/// Answers one figure of how far defaults spread.
pub(in crate::families) fn window(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let [capital, interbank] = [need(inputs, &["capital"], key)?, need(inputs, &["interbank"], key)?];
    let recovery = inputs.number(&["recovery"]).unwrap_or(0.0);
    let below = made(contagion::vulnerable_below(capital, interbank, recovery))?;
    let ends = || made(contagion::contagion_window(below));
    let degree = key.strip_prefix(PHASE).and_then(|degree| degree.parse().ok());
    match (key, degree) {
        ("vulnerable_max_degree_exclusive", _) => Ok(Answer::Number(below)),
        ("window_low", _) => Ok(Answer::Number(ends()?.0)),
        ("window_high", _) => Ok(Answer::Number(ends()?.1)),
        (_, Some(degree)) => Ok(Answer::Number(contagion::spread_factor(degree, below))),
        _ => Err(unknown(inputs, key)),
    }
}
