//! What the histories say of the parameters.

use super::ranges::{Moment, Side, Tools};
use super::score::{Score, score_against};
use super::{History, Parameters};
use margin_statistics::correlation::Correlation;
use margin_statistics::covariance::{exponential_correlations, shrinkage_intensity};
use margin_statistics::loss::empirical_value_at_risk;
use margin_statistics::volatility::{exponential_variances, log_returns, realised_volatility};

/// The decays that are compared.
pub(crate) const DECAYS: [f64; 8] = [0.90, 0.92, 0.94, 0.95, 0.96, 0.97, 0.98, 0.99];

/// The days over which the intensity of shrinkage is estimated.
const YEAR: usize = 365;
const THREE_YEARS: usize = 3 * YEAR;

/// The slower decay of correlations, which are less sure than volatilities.
pub(crate) const CORRELATION_DECAYS: [f64; 3] = [0.94, 0.97, 0.99];

/// `mean of ln variance + return² ÷ variance`: how badly variances forecast squares, the less the better (Patton 2011,
/// the loss that noise in the squares does not mislead).
pub(crate) fn forecast_loss(history: &History, decay: f64, warm_up: usize) -> Option<f64> {
    let closes: Vec<f64> = history.days.iter().map(|day| day.close).collect();
    let returns = log_returns(&closes)?;
    let seed = realised_volatility(returns.get(..30)?, 1.0)?;
    let variances = exponential_variances(decay, seed * seed, &returns);
    let pairs = returns.iter().zip(&variances).skip(warm_up);
    let count = pairs.len();
    let loss = |(change, variance): (&f64, &f64)| libm::log(*variance) + change * change / variance;
    (count > 0).then(|| pairs.map(loss).fold(0.0, |sum, loss| sum + loss) / count as f64)
}

/// How many volatilities would have covered losses on a share `confidence` of the days, no more: what a range was, at the
/// model's `quantile`, tells its volatility over the horizon.
pub(crate) fn quantile(moments: &[Moment], side: Side, tools: Tools, [quantile, confidence]: [f64; 2]) -> Option<f64> {
    let multiples: Vec<f64> = moments.iter().map(|moment| quantile * moment.loss(side) / moment.range(tools)).collect();
    empirical_value_at_risk(&multiples, confidence)
}

/// What a year's losses were beyond the bare range, added up: what no volatility foretold, as a share of the price.
pub(crate) fn jumps(moments: &[Moment], side: Side, horizon_days: usize) -> f64 {
    let beyond = moments.iter().map(|moment| (moment.loss(side) - moment.range(Tools::None)).max(0.0));
    let years = (moments.len() * horizon_days) as f64 / YEAR as f64;
    beyond.fold(0.0, |sum, each| sum + each) / years
}

/// A quantile that was fitted on the first half of the moments, bare, and how it did in the second.
pub(crate) struct Split {
    pub(crate) quantile: f64,
    pub(crate) score: Score,
}

/// Fits one side's quantile on the first half and tests it on the second.
pub(crate) fn split(moments: &[Moment], side: Side, parameters: &Parameters) -> Option<Split> {
    let (first, rest) = moments.split_at(moments.len() / 2);
    let (models, confidence) = (parameters.model.ranges.quantile.get(), parameters.test.confidence);
    let fitted = quantile(first, side, Tools::None, [models, confidence])?;
    let range = |moment: &Moment| fitted / models * moment.range(Tools::None);
    Some(Split { quantile: fitted, score: score_against(rest, side, range, confidence)? })
}

/// Correlations at the end of the days that all assets have.
pub(crate) struct Correlations {
    pub(crate) now: Correlation,
    /// Each pair's lowest since the warm-up, and over the last three years.
    pub(crate) lowest: [Vec<Vec<f64>>; 2],
}

/// Measures them at a decay.
pub(crate) fn correlations(histories: &[History], decay: f64, warm_up: usize) -> Option<Correlations> {
    let all = common_returns(histories)?;
    let length = all.first()?.len();
    let upto = |end: usize| -> Vec<&[f64]> { all.iter().filter_map(|returns| returns.get(..end)).collect() };
    let now = exponential_correlations(decay, &upto(length))?;
    let mut lowest = [now.rows().to_vec(), now.rows().to_vec()];
    for end in warm_up..length {
        let then = exponential_correlations(decay, &upto(end))?;
        let counted = if end + THREE_YEARS > length { 2 } else { 1 };
        for lowest in lowest.iter_mut().take(counted) {
            for (row, entries) in lowest.iter_mut().zip(then.rows()) {
                row.iter_mut().zip(entries).for_each(|(least, entry)| *least = least.min(*entry));
            }
        }
    }
    Some(Correlations { now, lowest })
}

/// How far the last year's correlations should go towards their mean.
pub(crate) fn intensity(histories: &[History]) -> Option<f64> {
    let all = common_returns(histories)?;
    let year: Vec<&[f64]> = all.iter().filter_map(|returns| returns.get(returns.len().checked_sub(YEAR)?..)).collect();
    shrinkage_intensity(&year)
}

/// Every asset's returns over the days that all have.
fn common_returns(histories: &[History]) -> Option<Vec<Vec<f64>>> {
    let length = histories.iter().map(|history| history.days.len()).min()?;
    let returns = |history: &History| {
        let closes: Vec<f64> = history.days.iter().map(|day| day.close).collect();
        log_returns(closes.get(closes.len() - length..)?)
    };
    histories.iter().map(returns).collect()
}
