//! How much a margin rises in a crisis, and the three tools against it.

use super::{entry, list, made, place};
use crate::families::{need, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_statistics::procyclicality as tools;

/// Answers one measure; `max_5d_call` is the largest rise over five days as a share, `largest_abs_5d_increase` in money.
pub(in crate::families) fn measures(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let margins = list(inputs, &["margin", "margins"], key)?;
    if key == "peak_to_trough" {
        return made(tools::peak_to_trough(&margins)).map(Answer::Number);
    }
    let days = |start: &str, end: &str| key.strip_prefix(start)?.strip_suffix(end)?.parse().ok();
    let rise = |days| made(tools::largest_rise(&margins, days));
    match (days("max_", "d_call"), days("largest_abs_", "d_increase")) {
        (Some(days), _) => Ok(Answer::Number(rise(days)?.relative)),
        (_, Some(days)) => Ok(Answer::Number(rise(days)?.absolute)),
        _ => Err(unknown(inputs, key)),
    }
}

/// Answers one figure of the buffer; the least that is charged while it is drawn on is by our own rule of release.
pub(in crate::families) fn buffer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let (margins, buffer) = (list(inputs, &["model_margin"], key)?, need(inputs, &["buffer"], key)?);
    if let Some(place) = place(key, "full_buffer_margin") {
        let full: Vec<f64> = margins.iter().map(|margin| tools::with_full_buffer(*margin, buffer)).collect();
        return entry(&full, place, inputs, key);
    }
    match key {
        "example_release_policy_floor" => {
            let charged = tools::with_released_buffer(&margins, buffer);
            made(charged.into_iter().reduce(f64::min)).map(Answer::Number)
        }
        _ => Err(unknown(inputs, key)),
    }
}

/// Answers the margin with its part of stressed observations.
pub(in crate::families) fn stressed_weight(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let [current, stressed] = [need(inputs, &["current"], key)?, need(inputs, &["stressed"], key)?];
    match key {
        "blended" => Ok(Answer::Number(tools::with_stressed_weight(current, stressed, need(inputs, &["w"], key)?))),
        _ => Err(unknown(inputs, key)),
    }
}

/// Answers the margin that is not below that of ten years.
pub(in crate::families) fn floor(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let [current, long] = [need(inputs, &["current_vol_margin"], key)?, need(inputs, &["ten_year_margin"], key)?];
    match key {
        "margin" => Ok(Answer::Number(tools::with_floor(current, long))),
        _ => Err(unknown(inputs, key)),
    }
}
