//! The range of every day, as it was known that day, and the losses that it was held against.

use super::engine::{Engine, Volatilities};
use super::{History, Parameters, too_short};
use margin_core::time::Date;
use margin_statistics::volatility::{exponential_variances, log_returns, realised_volatility};
use std::io;

/// The days whose mean square the variance begins with.
const SEED_DAYS: usize = 30;

/// Which of the tools against procyclicality a range has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tools {
    /// None: the volatility as it is.
    None,
    /// The stressed observations' weight and the floor: what maintenance requires.
    FloorAndStress,
    /// And the buffer, less what is drawn of it: what initial requires.
    Buffered,
}

impl Tools {
    pub(crate) const ALL: [Self; 3] = [Self::None, Self::FloorAndStress, Self::Buffered];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::FloorAndStress => "floor, stress",
            Self::Buffered => "floor, stress, buffer",
        }
    }
}

/// Which side is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Long,
    Short,
}

impl Side {
    pub(crate) const ALL: [Self; 2] = [Self::Long, Self::Short];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Long => "long",
            Self::Short => "short",
        }
    }
}

/// What was known at the end of a day, and what prices did over the horizon that followed; shares of that day's last price.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Moment {
    /// The day on which the horizon ends.
    pub(crate) until: Date,
    /// What one unit requires with each set of tools, as a share of its price.
    ranges: [f64; 3],
    /// The last price of the horizon as a share, less one.
    change: f64,
    /// The same of its lowest and its highest price.
    lowest: f64,
    highest: f64,
}

impl Moment {
    /// What one unit lost by the end of the horizon, as a share; negative where it gained.
    pub(crate) fn loss(&self, side: Side) -> f64 {
        match side {
            Side::Long => -self.change,
            Side::Short => self.change,
        }
    }

    /// What it lost at the worst price on the way.
    pub(crate) fn worst_loss(&self, side: Side) -> f64 {
        match side {
            Side::Long => -self.lowest,
            Side::Short => self.highest,
        }
    }

    /// What one unit requires, as a share of its price.
    pub(crate) fn range(&self, tools: Tools) -> f64 {
        self.ranges[tools as usize]
    }
}

/// Every moment after the warm-up whose horizon has passed, one horizon apart.
///
/// # Errors
/// Prices that are too few, or what the engine finds wrong.
pub(crate) fn moments(history: &History, parameters: &Parameters) -> io::Result<Vec<Moment>> {
    let known = Known::of(history, parameters).ok_or_else(too_short)?;
    let last = history.days.len().checked_sub(parameters.test.horizon_days).ok_or_else(too_short)?;
    let mut engine = Engine::new(history.asset, parameters);
    let moment = |day: usize| {
        let ranges = engine.ranges(known.at(day).ok_or_else(too_short)?)?;
        moment(history, day, parameters.test.horizon_days, ranges).ok_or_else(too_short)
    };
    (parameters.test.warm_up_days..last).step_by(parameters.test.horizon_days).map(moment).collect()
}

/// What is known at the end of the last day.
pub(crate) fn today(history: &History, parameters: &Parameters) -> Option<Volatilities> {
    Known::of(history, parameters)?.at(history.days.len().checked_sub(1)?)
}

fn moment(history: &History, day: usize, horizon: usize, ranges: [f64; 3]) -> Option<Moment> {
    let before = history.days.get(day)?.close;
    let after = history.days.get(day + 1..=day + horizon)?;
    let (share, last) = (|price: f64| price / before - 1.0, after.last()?);
    Some(Moment {
        until: last.date,
        ranges,
        change: share(last.close),
        lowest: share(after.iter().fold(f64::INFINITY, |low, day| low.min(day.low))),
        highest: share(after.iter().fold(0.0, |high, day| high.max(day.high))),
    })
}

/// What the prices up to each day say of volatility.
struct Known<'p> {
    parameters: &'p Parameters,
    returns: Vec<f64>,
    /// The variance after so many returns.
    variances: Vec<f64>,
    /// The volatility of each stretch of days that may be the stressed one, by its first return.
    stretches: Vec<f64>,
}

impl<'p> Known<'p> {
    fn of(history: &History, parameters: &'p Parameters) -> Option<Self> {
        let closes: Vec<f64> = history.days.iter().map(|day| day.close).collect();
        let returns = log_returns(&closes)?;
        let seed = realised_volatility(returns.get(..SEED_DAYS)?, 1.0)?;
        let variances = exponential_variances(parameters.test.decay, seed * seed, &returns);
        let stretches = returns.windows(parameters.test.stressed_days);
        let stretches = stretches.filter_map(|stretch| realised_volatility(stretch, 1.0)).collect();
        Some(Self { parameters, returns, variances, stretches })
    }

    /// At the end of a day, counted from 0, which so many returns lead to.
    fn at(&self, day: usize) -> Option<Volatilities> {
        let first = day.saturating_sub(self.parameters.test.look_back_days);
        // Only stretches that have ended by then.
        let stressed = self.stretches.get(first..=day.checked_sub(self.parameters.test.stressed_days)?)?;
        Some(Volatilities {
            current: self.variances.get(day)?.sqrt(),
            floor: realised_volatility(self.returns.get(first..day)?, 1.0)?,
            stressed: stressed.iter().copied().fold(0.0, f64::max),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backtest::{Day, Test};
    use margin_core::rules::{Buffer, Ranges};
    use margin_core::units::Ratio;

    fn parameters() -> Parameters {
        let mut parameters = crate::backtest::parameters().unwrap();
        let model = &mut parameters.model;
        model.ranges = Ranges { quantile: Ratio::new(3.0), stress_weight: Ratio::new(0.25), ..model.ranges };
        model.buffer = Buffer { share: Ratio::new(0.25), drawn_from: Ratio::new(1.1), drawn: Ratio::new(1.0) };
        let own = parameters.test;
        let test = Test { decay: 0.9, horizon_days: 2, stressed_days: 10, look_back_days: 60, warm_up_days: 40, ..own };
        Parameters { test, ..parameters }
    }

    /// Returns of 2 % up and down in turn, five times as large on the days of a crisis.
    fn history(days: usize, crisis: std::ops::Range<usize>) -> History {
        let mut price = 100.0;
        let day = |place: usize| {
            let size = if crisis.contains(&place) { 0.1 } else { 0.02 };
            price *= libm::exp(if place.is_multiple_of(2) { size } else { -size });
            let date = margin_core::time::Timestamp::from_milliseconds(86_400_000 * place as i64).date();
            Day { date, high: price * 1.01, low: price * 0.99, close: price }
        };
        History { asset: "COIN", days: (0..days).map(day).collect() }
    }

    #[test]
    fn what_comes_later_changes_no_range() {
        let parameters = parameters();
        let known = moments(&history(80, 60..60), &parameters).unwrap();
        let later = moments(&history(120, 80..120), &parameters).unwrap();
        assert_eq!(known.len(), 19);
        for (known, later) in known.iter().zip(&later) {
            for tools in Tools::ALL {
                assert_eq!(known.range(tools), later.range(tools));
            }
        }
    }

    #[test]
    fn in_calm_all_volatilities_are_the_same_and_the_buffer_is_whole() {
        let parameters = parameters();
        let moment = moments(&history(80, 60..60), &parameters).unwrap()[0];
        let bare = moment.range(Tools::None);
        assert!((bare - 3.0 * 0.02 * 2.0_f64.sqrt()).abs() < 1e-14);
        assert!((moment.range(Tools::Buffered) - 1.25 * bare).abs() < 1e-14);
        // Up and down in turn, two days come back to where they began.
        assert!(moment.loss(Side::Long).abs() < 1e-12);
        assert!(moment.worst_loss(Side::Long) > 0.009 && moment.worst_loss(Side::Short) > 0.009);
    }

    #[test]
    fn a_crisis_draws_the_buffer_and_is_remembered_after_it() {
        let parameters = parameters();
        let moments = moments(&history(140, 60..80), &parameters).unwrap();
        let during = &moments[(80 - 40) / 2];
        let [kept, required] = [Tools::FloorAndStress, Tools::Buffered].map(|tools| during.range(tools));
        assert!(required >= kept && required < 1.1 * kept, "{required} {kept}");
        // Fifty days later it has faded from the volatility, and stays in floor and stress while they look back to it.
        let after = &moments[(130 - 40) / 2];
        assert!(after.range(Tools::None) < 3.0 * 0.025 * 2.0_f64.sqrt());
        assert!(after.range(Tools::FloorAndStress) > 1.8 * after.range(Tools::None));
    }

    #[test]
    fn today_is_known_by_all_days() {
        let parameters = parameters();
        let whole = history(90, 80..90);
        let Volatilities { current, floor, stressed } = today(&whole, &parameters).unwrap();
        assert!(current > 0.07 && floor < current && (stressed - 0.1).abs() < 1e-12, "{current} {floor} {stressed}");
    }
}
