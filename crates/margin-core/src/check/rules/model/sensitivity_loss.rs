//! Whether the parameters of the model by volatility, liquidity and latency make sense.

use crate::check::rules::{least_zero, positive, share_problem, wrong};
use crate::problem::{Problem, ProblemKind};
use crate::rules::{RiskTerms, SensitivityLoss};
use crate::units::Ratio;

/// The least share of a day's volume, and the least distance between prices: with less, figures grow out of bounds.
const LEAST_SHARE: f64 = 0.001;

pub(super) fn problems(model: &SensitivityLoss) -> Vec<Problem> {
    let underlyings = model.underlyings.iter();
    let underlyings = underlyings.flat_map(|(asset, terms)| of_terms(&format!("model.underlyings.{asset}"), *terms));
    underlyings.chain(amounts(model)).chain(shares(model)).chain(range(model)).collect()
}

fn of_terms(path: &str, terms: RiskTerms) -> Vec<Problem> {
    let below = (terms.stressed < terms.floor).then(|| wrong(format!("{path}.stressed"), ProblemKind::UnorderedTiers));
    let numbers = [
        positive(format!("{path}.floor"), terms.floor.get()),
        positive(format!("{path}.stressed"), terms.stressed.get()),
        positive(format!("{path}.dailyVolume"), terms.daily_volume.get()),
        least_zero(format!("{path}.jumps"), terms.jumps.get()),
    ];
    numbers.into_iter().flatten().chain(below).collect()
}

/// Numbers that are no shares.
fn amounts(model: &SensitivityLoss) -> Vec<Problem> {
    let (latency, shocks) = (model.latency, model.shocks);
    let none_less = [
        ("model.latency.oracleSeconds", latency.oracle_seconds),
        ("model.latency.executionSeconds", latency.execution_seconds),
        ("model.latency.settlementSeconds", latency.settlement_seconds),
        ("model.shocks.share", shocks.share.get()),
        ("model.concentration.freeDays", model.concentration.free_days.get()),
        ("model.concentration.rate", model.concentration.rate.get()),
        ("model.buffer.share", model.buffer.share.get()),
    ];
    let above_zero = [
        ("model.ranges.quantile", model.ranges.quantile.get()),
        ("model.shocks.pivotDays", shocks.pivot_days),
        ("model.shocks.leastDays", shocks.least_days),
        ("model.buffer.drawnFrom", model.buffer.drawn_from.get()),
    ];
    let none_less = none_less.into_iter().filter_map(|(path, value)| least_zero(path.into(), value));
    none_less.chain(above_zero.into_iter().filter_map(|(path, value)| positive(path.into(), value))).collect()
}

fn shares(model: &SensitivityLoss) -> Vec<Problem> {
    let shares = [
        ("model.ranges.participation", model.ranges.participation),
        ("model.ranges.stressWeight", model.ranges.stress_weight),
        ("model.ranges.step", model.ranges.step),
        ("model.ranges.most", model.ranges.most),
        ("model.shocks.power", model.shocks.power),
        ("model.offset.credit", model.offset.credit),
        ("model.offset.shrinkage", model.offset.shrinkage),
        ("model.concentration.most", model.concentration.most),
        ("model.buffer.drawn", model.buffer.drawn),
    ];
    let outside = shares.into_iter().filter_map(|(path, share)| share_problem(path.into(), share));
    let too_small =
        [("model.ranges.participation", model.ranges.participation), ("model.ranges.step", model.ranges.step)]
            .into_iter()
            .filter(|(_, share)| (Ratio::ZERO..Ratio::new(LEAST_SHARE)).contains(share))
            .map(|(path, _)| wrong(path.into(), ProblemKind::OutOfRange));
    outside.chain(too_small).collect()
}

/// The price one step beyond the range must still be one; more than half of the offset would let a larger loss lower the
/// requirement.
fn range(model: &SensitivityLoss) -> Vec<Problem> {
    let ranges = model.ranges;
    let beyond = ranges.most.get() + ranges.step.get() >= 1.0;
    let beyond = beyond.then(|| wrong("model.ranges.most".into(), ProblemKind::OutOfRange));
    let none = (ranges.most == Ratio::ZERO).then(|| wrong("model.ranges.most".into(), ProblemKind::NotPositive));
    let half = (model.offset.credit > Ratio::new(0.5) && model.offset.credit <= Ratio::new(1.0))
        .then(|| wrong("model.offset.credit".into(), ProblemKind::OutOfRange));
    beyond.into_iter().chain(none).chain(half).collect()
}
