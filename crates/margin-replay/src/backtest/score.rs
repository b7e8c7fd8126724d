//! How well ranges covered losses, and how much they rose.

use super::ranges::{Moment, Side, Tools};
use margin_statistics::coverage::{self, LikelihoodRatio, Zone};
use margin_statistics::procyclicality::{Rise, largest_rise, peak_to_trough};

/// The days that the traffic light was made for.
const WINDOW: usize = 250;

/// The figures of one asset, side and set of tools.
pub(crate) struct Score {
    pub(crate) observations: usize,
    pub(crate) exceptions: usize,
    pub(crate) expected: f64,
    pub(crate) frequency: LikelihoodRatio,
    pub(crate) independence: LikelihoodRatio,
    pub(crate) together: LikelihoodRatio,
    pub(crate) zone: Zone,
    /// The most exceptions within any 250 observations, and their zone.
    pub(crate) worst_window: (usize, Zone),
    /// Losses beyond the range at the worst price on the way, not only at its end.
    pub(crate) on_the_way: usize,
}

/// How much a range rose, as a share of price; over 1, 5 and 20 days.
pub(crate) struct Swings {
    pub(crate) mean: f64,
    pub(crate) peak_to_trough: f64,
    pub(crate) rises: [Rise; 3],
}

/// The days over which rises are measured.
pub(crate) const RISES: [usize; 3] = [1, 5, 20];

/// Tests one side under one set of tools; nothing where there are fewer days than the traffic light was made for.
pub(crate) fn score(moments: &[Moment], side: Side, tools: Tools, confidence: f64) -> Option<Score> {
    score_against(moments, side, |moment| moment.range(tools), confidence)
}

/// Tests one side against any ranges.
pub(crate) fn score_against(
    moments: &[Moment],
    side: Side,
    range: impl Fn(&Moment) -> f64,
    confidence: f64,
) -> Option<Score> {
    let probability = 1.0 - confidence;
    let days: Vec<bool> = moments.iter().map(|moment| moment.loss(side) > range(moment)).collect();
    let exceptions = days.iter().filter(|day| **day).count();
    let window = |days: &[bool]| days.iter().filter(|day| **day).count();
    let worst = days.windows(WINDOW).map(window).max()?;
    let on_the_way = moments.iter().filter(|moment| moment.worst_loss(side) > range(moment)).count();
    Some(Score {
        observations: days.len(),
        exceptions,
        expected: days.len() as f64 * probability,
        frequency: coverage::proportion_of_failures(days.len() as u64, exceptions as u64, probability)?,
        independence: coverage::independence(&coverage::transitions(&days))?,
        together: coverage::conditional_coverage(&days, probability)?,
        zone: coverage::zone(days.len() as u64, exceptions as u64, probability)?,
        worst_window: (worst, coverage::zone(WINDOW as u64, worst as u64, probability)?),
        on_the_way,
    })
}

/// Measures how ranges rise and fall under one set of tools; they are the same for both sides.
///
/// Moments are `horizon` days apart, so rises are over at least the days that they are named by.
pub(crate) fn swings(moments: &[Moment], tools: Tools, horizon: usize) -> Option<Swings> {
    let ranges: Vec<f64> = moments.iter().map(|moment| moment.range(tools)).collect();
    let rise = |days: usize| largest_rise(&ranges, days.div_ceil(horizon));
    let [one, five, twenty] = RISES.map(rise);
    Some(Swings {
        mean: ranges.iter().fold(0.0, |sum, range| sum + range) / ranges.len() as f64,
        peak_to_trough: peak_to_trough(&ranges)?,
        rises: [one?, five?, twenty?],
    })
}

/// The moments whose losses were largest beside their ranges, the worst first.
pub(crate) fn worst(moments: &[Moment], side: Side, tools: Tools, count: usize) -> Vec<&Moment> {
    let multiple = |moment: &&Moment| moment.loss(side) / moment.range(tools);
    let mut ordered: Vec<&Moment> = moments.iter().filter(|moment| multiple(moment) > 1.0).collect();
    ordered.sort_by(|one, other| multiple(other).total_cmp(&multiple(one)));
    ordered.truncate(count);
    ordered
}
