//! What the histories suggest for the parameters.

use super::Tested;
use super::table::{Table, number, share};
use crate::backtest::calibration::{
    CORRELATION_DECAYS, DECAYS, correlations, forecast_loss, intensity, jumps, quantile,
};
use crate::backtest::engine::Volatilities;
use crate::backtest::ranges::{Side, Tools, today};
use crate::backtest::{History, Parameters};
use margin_statistics::loss::over_horizon;

const DAYS_OF_A_YEAR: f64 = 365.0;

/// A quantile is rounded up to a multiple of this.
const QUANTILE_STEP: f64 = 0.05;

/// A credit is rounded down to a multiple of this.
const CREDIT_STEP: f64 = 0.05;

/// The decay of the correlations that are suggested.
const SLOW: f64 = 0.99;

/// The section.
pub(super) fn advice(tested: &[Tested], histories: &[History], parameters: &Parameters) -> Option<String> {
    let sections = [
        decays(histories, parameters)?,
        quantiles(tested, parameters)?,
        volatilities(tested, parameters)?,
        related(histories, parameters)?,
    ];
    Some(format!("## Calibration\n\n{}", sections.join("\n")))
}

fn decays(histories: &[History], parameters: &Parameters) -> Option<String> {
    let heads = std::iter::once("asset".to_owned()).chain(DECAYS.map(|decay| number(decay, 2)));
    let heads: Vec<String> = heads.collect();
    let mut table = Table::new(&heads.iter().map(String::as_str).collect::<Vec<_>>());
    let mut sums = [0.0; DECAYS.len()];
    for history in histories {
        let mut row = std::array::from_fn::<String, { DECAYS.len() + 1 }, _>(|_| history.asset.to_owned());
        for ((decay, sum), entry) in DECAYS.iter().zip(&mut sums).zip(row.iter_mut().skip(1)) {
            let loss = forecast_loss(history, *decay, parameters.test.warm_up_days)?;
            *sum += loss;
            *entry = number(loss, 4);
        }
        table.row(row);
    }
    let (best, _) = DECAYS.iter().zip(&sums).min_by(|one, other| one.1.total_cmp(other.1))?;
    Some(format!(
        "**Decay.** The mean of ln variance + return² ÷ variance, by asset: the less, the better the variance foretold the next \
         return's square.\n\n{table}\n\
         The least sum is at **{}**, which is suggested; around it the measure is flat, so nothing hangs on the second decimal.\n",
        number(*best, 2)
    ))
}

fn quantiles(tested: &[Tested], parameters: &Parameters) -> Option<String> {
    let mut table = Table::new(&["asset", "side", "bare, 99 %", "bare, 99.5 %", "floor and stress, 99 %", "99.5 %"]);
    let mut most: f64 = 0.0;
    let confidences = [0.99, 0.995];
    for Tested { history, moments } in tested {
        for side in Side::ALL {
            let at = |tools: Tools, confidence: f64| {
                quantile(moments, side, tools, [parameters.model.ranges.quantile.get(), confidence])
            };
            let [bare, rarely] = confidences.map(|confidence| at(Tools::None, confidence));
            let [kept, kept_rarely] = confidences.map(|confidence| at(Tools::FloorAndStress, confidence));
            most = most.max(bare?);
            let [bare, rarely, kept, kept_rarely] = [bare?, rarely?, kept?, kept_rarely?].map(|each| number(each, 2));
            table.row([history.asset.to_owned(), side.name().to_owned(), bare, rarely, kept, kept_rarely]);
        }
    }
    let suggested = (most / QUANTILE_STEP).ceil() * QUANTILE_STEP;
    Some(format!(
        "**Quantile.** How many volatilities would have been enough on so many days, no more; the normal law would say 2.33 and \
         2.58.\n\n{table}\n\
         Suggested: **{}**, the largest of the bare ones at 99 %, rounded up, so that no side of no asset depends on the tools to \
         keep what is promised.\n",
        number(suggested, 2)
    ))
}

fn volatilities(tested: &[Tested], parameters: &Parameters) -> Option<String> {
    let mut table = Table::new(&["asset", "now", "floor", "stressed", "jumps, long", "jumps, short"]);
    for Tested { history, moments } in tested {
        let Volatilities { current, floor, stressed } = today(history, parameters)?;
        let yearly = |volatility: f64| share(over_horizon(volatility, 1.0, DAYS_OF_A_YEAR), 0);
        let [long, short] = Side::ALL.map(|side| share(jumps(moments, side, parameters.test.horizon_days), 1));
        table.row([history.asset.to_owned(), yearly(current), yearly(floor), yearly(stressed), long, short]);
    }
    let last = tested.first()?.history.days.last()?.date;
    Some(format!(
        "**Volatilities**, a year, at the end of {last}: what BACK-02 and BACK-03 give with all days known. Jumps: what losses \
         were beyond the bare range, added up, a year.\n\n{table}\n\
         Suggested: these floors and stressed volatilities, and of the jumps the larger side's. SOL's look-back is shorter than \
         ten years and holds its first, wildest years whole, so its floor is high and will fall.\n"
    ))
}

fn related(histories: &[History], parameters: &Parameters) -> Option<String> {
    let mut table = Table::new(&["pair", "decay", "now", "lowest since the warm-up", "lowest in three years"]);
    let (mut credit, mut slow) = (f64::INFINITY, Vec::new());
    for decay in CORRELATION_DECAYS {
        let measured = correlations(histories, decay, parameters.test.warm_up_days)?;
        for (row, one) in histories.iter().enumerate() {
            for (column, other) in histories.iter().enumerate().skip(row + 1) {
                let now = measured.now.rows()[row][column];
                let [ever, lately] = [0, 1].map(|span: usize| measured.lowest[span][row][column]);
                let pair = format!("{}, {}", one.asset, other.asset);
                if decay == SLOW {
                    credit = credit.min(lately / now);
                    slow.push(format!("{pair} {}", number(now, 2)));
                }
                table.row([pair, number(decay, 2), number(now, 2), number(ever, 2), number(lately, 2)]);
            }
        }
    }
    let credit = (credit / CREDIT_STEP).floor() * CREDIT_STEP;
    let slow = slow.join("; ");
    Some(format!(
        "**Correlations** of daily returns, with variances that fade as stated, from the days that all assets have.\n\n{table}\n\
         Suggested: those of the slowest decay, {slow}; of which a share of **{}** is credited, rounded down from the least \
         that any of them kept in three years, because offsets are wanted most when correlations break. The intensity by \
         which Ledoit and Wolf would shrink the last year's correlations towards their mean is {}: the nearer to 1, the less a \
         year of days tells the pairs apart.\n",
        number(credit, 2),
        number(intensity(histories)?, 2),
    ))
}
