//! Whether losses went beyond a limit as often as they should.

use super::{count, made};
use crate::families::{need, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_statistics::coverage::{
    LikelihoodRatio, Transitions, binomial_cumulative, independence, multiplier_add_on, non_rejection,
    proportion_of_failures, zones,
};
use std::ops::RangeInclusive;

const OBSERVATIONS: [&str; 1] = ["T"];
const PROBABILITY: [&str; 1] = ["p"];

/// What the table of regions rejects at.
const SIGNIFICANCE: f64 = 0.05;

/// Answers one figure of the test of how frequent exceptions are.
pub(in crate::families) fn kupiec(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let (observations, probability) = (count(inputs, &OBSERVATIONS, key)?, need(inputs, &PROBABILITY, key)?);
    let exceptions = || count(inputs, &["exceptions", "x"], key);
    let test = || made(proportion_of_failures(observations, exceptions()?, probability));
    let region = || {
        let significance = inputs.number(&["significance"]).unwrap_or(SIGNIFICANCE);
        made(non_rejection(observations, probability, significance))
    };
    match key {
        "LR" | "LR_uc" | "LR_pof" => Ok(Answer::Number(test()?.statistic)),
        "p_value" => Ok(Answer::Number(test()?.p_value)),
        "min_accept" => Ok(Answer::Number(*region()?.start() as f64)),
        "max_accept" => Ok(Answer::Number(*region()?.end() as f64)),
        "accept" => Ok(Answer::Words(in_words(&region()?))),
        _ => Err(unknown(inputs, key)),
    }
}

/// As the table prints a region: by the numbers that are rejected on either side, where there is more than zero below.
fn in_words(region: &RangeInclusive<u64>) -> String {
    let above = region.end() + 1;
    match region.start().saturating_sub(1) {
        0 => format!("N<{above}"),
        below => format!("{below}<N<{above}"),
    }
}

/// Answers one figure of the test of whether exceptions come together.
pub(in crate::families) fn christoffersen(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let counts = Transitions {
        none_after_none: count(inputs, &["n00"], key)?,
        one_after_none: count(inputs, &["n01"], key)?,
        none_after_one: count(inputs, &["n10"], key)?,
        one_after_one: count(inputs, &["n11"], key)?,
    };
    let LikelihoodRatio { statistic, p_value } = made(independence(&counts))?;
    match key {
        "LR_ind" | "LR" => Ok(Answer::Number(statistic)),
        "p_value" => Ok(Answer::Number(p_value)),
        _ => Err(unknown(inputs, key)),
    }
}

/// Answers one figure of the traffic light; `cum.4` is of four exceptions, `multiplier_addon.0-4` of none to four.
pub(in crate::families) fn traffic_light(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let (observations, probability) = (count(inputs, &OBSERVATIONS, key)?, need(inputs, &PROBABILITY, key)?);
    let limits = || made(zones(observations, probability));
    if let Some((figure, exceptions)) = key.split_once('.') {
        let (first, last) = counts(exceptions).ok_or_else(|| unknown(inputs, key))?;
        return match figure {
            "cum" => made(binomial_cumulative(observations, first, probability)).map(Answer::Number),
            "multiplier_addon" if multiplier_add_on(first) == multiplier_add_on(last) => {
                Ok(Answer::Number(multiplier_add_on(first)))
            }
            "multiplier_addon" => Err(Unanswered::Refused(format!("{exceptions} exceptions add different amounts"))),
            _ => Err(unknown(inputs, key)),
        };
    }
    let (yellow, red) = limits()?;
    match key {
        "green_max" => Ok(Answer::Number(yellow as f64 - 1.0)),
        "yellow" => Ok(Answer::Words(format!("{yellow}-{}", red - 1))),
        "red_min" => Ok(Answer::Number(red as f64)),
        _ => Err(unknown(inputs, key)),
    }
}

/// The first and the last of `4`, `0-4` or `10+`.
fn counts(text: &str) -> Option<(u64, u64)> {
    if let Some(from) = text.strip_suffix('+') {
        return Some((from.parse().ok()?, u64::MAX));
    }
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    Some((first.parse().ok()?, last.parse().ok()?))
}
