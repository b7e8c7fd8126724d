//! The range of every day, as it was known that day, and the losses that it was held against.

use super::{History, Parameters};
use margin_core::time::Date;
use margin_statistics::loss::over_horizon;
use margin_statistics::procyclicality::{with_floor, with_full_buffer, with_stressed_weight};
use margin_statistics::volatility::{exponential_variances, log_returns, realised_volatility};

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
    /// The volatility that fades, per root of a day.
    pub(crate) volatility: f64,
    /// That of the whole look-back.
    pub(crate) floor: f64,
    /// That of its worst time.
    pub(crate) stressed: f64,
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

    /// The volatility that a range is made of: at least the current one, so that a past stress never lowers it.
    pub(crate) fn volatility_with(&self, tools: Tools, parameters: &Parameters) -> f64 {
        match tools {
            Tools::None => self.volatility,
            Tools::FloorAndStress | Tools::Buffered => self.counted(self.volatility, parameters),
        }
    }

    fn counted(&self, current: f64, parameters: &Parameters) -> f64 {
        let blended = with_stressed_weight(current, self.stressed, parameters.stress_weight);
        with_floor(blended.max(current), self.floor)
    }

    /// `quantile × volatility × √horizon`, with the buffer: what one unit requires, as a share of its price.
    pub(crate) fn range(&self, tools: Tools, parameters: &Parameters) -> f64 {
        let days = parameters.horizon_days as f64;
        let range = |volatility: f64| parameters.quantile * over_horizon(volatility, 1.0, days);
        let now = range(self.volatility_with(tools, parameters));
        match tools {
            Tools::None | Tools::FloorAndStress => now,
            Tools::Buffered => {
                let buffer = &parameters.buffer;
                let calm = range(self.counted(self.volatility.min(buffer.drawn_from * self.floor), parameters));
                let full = with_full_buffer(now, buffer.share) - now;
                now + (full - buffer.drawn * (now - calm)).max(0.0)
            }
        }
    }
}

/// Every moment after the warm-up whose horizon has passed, one horizon apart; nothing where prices are too few.
pub(crate) fn moments(history: &History, parameters: &Parameters) -> Option<Vec<Moment>> {
    let closes: Vec<f64> = history.days.iter().map(|day| day.close).collect();
    let returns = log_returns(&closes)?;
    let seed = realised_volatility(returns.get(..SEED_DAYS)?, 1.0)?;
    let variances = exponential_variances(parameters.decay, seed * seed, &returns);
    let times: Vec<f64> =
        returns.windows(parameters.stressed_days).filter_map(|time| realised_volatility(time, 1.0)).collect();
    let moment = |known: usize| {
        let first = known.saturating_sub(parameters.look_back_days);
        let after = history.days.get(known + 1..=known + parameters.horizon_days)?;
        let share = |price: f64| price / closes[known] - 1.0;
        let last = after.last()?;
        // Of `known` returns, the times that lie within the look-back whole.
        let stressed = times.get(first..=known.checked_sub(parameters.stressed_days)?)?;
        Some(Moment {
            until: last.date,
            volatility: variances.get(known)?.sqrt(),
            floor: realised_volatility(returns.get(first..known)?, 1.0)?,
            stressed: stressed.iter().copied().fold(0.0, f64::max),
            change: share(last.close),
            lowest: share(after.iter().fold(f64::INFINITY, |low, day| low.min(day.low))),
            highest: share(after.iter().fold(0.0, |high, day| high.max(day.high))),
        })
    };
    let last = closes.len().checked_sub(parameters.horizon_days)?;
    (parameters.warm_up_days..last).step_by(parameters.horizon_days).map(moment).collect()
}

/// What is known at the end of the last day.
pub(crate) fn today(history: &History, parameters: &Parameters) -> Option<(f64, f64, f64)> {
    // The last moment's horizon is the last day itself, so one day more is known than there.
    let mut extended = history.clone();
    let last = *extended.days.last()?;
    extended.days.extend(std::iter::repeat_n(last, parameters.horizon_days));
    let known = Parameters { warm_up_days: history.days.len() - 1, ..parameters.clone() };
    let moment = *moments(&extended, &known)?.first()?;
    Some((moment.volatility, moment.floor, moment.stressed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backtest::Day;
    use crate::backtest::parameters::Buffer;

    fn parameters() -> Parameters {
        Parameters {
            confidence: 0.99,
            decay: 0.9,
            quantile: 3.0,
            horizon_days: 2,
            stress_weight: 0.25,
            stressed_days: 10,
            look_back_days: 60,
            warm_up_days: 40,
            buffer: Buffer { share: 0.25, drawn_from: 1.1, drawn: 1.0 },
        }
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
                assert_eq!(known.range(tools, &parameters), later.range(tools, &parameters));
            }
        }
    }

    #[test]
    fn in_calm_all_volatilities_are_the_same_and_the_buffer_is_whole() {
        let parameters = parameters();
        let moment = moments(&history(80, 60..60), &parameters).unwrap()[0];
        for volatility in [moment.volatility, moment.floor, moment.stressed] {
            assert!((volatility - 0.02).abs() < 1e-15, "{volatility}");
        }
        let bare = moment.range(Tools::None, &parameters);
        assert!((bare - 3.0 * 0.02 * 2.0_f64.sqrt()).abs() < 1e-14);
        assert!((moment.range(Tools::Buffered, &parameters) - 1.25 * bare).abs() < 1e-14);
        // Up and down in turn, two days come back to where they began.
        assert!(moment.loss(Side::Long).abs() < 1e-12);
        assert!(moment.worst_loss(Side::Long) > 0.009 && moment.worst_loss(Side::Short) > 0.009);
    }

    #[test]
    fn a_crisis_draws_the_buffer_and_is_remembered_after_it() {
        let parameters = parameters();
        let moments = moments(&history(140, 60..80), &parameters).unwrap();
        let during = &moments[(80 - 40) / 2];
        let [kept, required] = [Tools::FloorAndStress, Tools::Buffered].map(|tools| during.range(tools, &parameters));
        assert!(required >= kept && required < 1.1 * kept, "{required} {kept}");
        // Fifty days later it has faded from the volatility, and stays in floor and stress while they look back to it.
        let after = &moments[(130 - 40) / 2];
        assert!(after.volatility < 0.025 && after.stressed > 0.09 && after.floor > after.volatility);
        assert!(after.range(Tools::FloorAndStress, &parameters) > 1.8 * after.range(Tools::None, &parameters));
    }

    #[test]
    fn today_is_known_by_all_days() {
        let parameters = parameters();
        let whole = history(90, 80..90);
        let (volatility, _, stressed) = today(&whole, &parameters).unwrap();
        assert!(volatility > 0.07 && (stressed - 0.1).abs() < 1e-12, "{volatility} {stressed}");
    }
}
