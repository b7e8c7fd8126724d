//! How long it takes to close what is held of an underlying, and how far its price may go meanwhile.
//!
//! horizon = latencies + |delta| ÷ (participation × daily volume), in days;
//! range = quantile × volatility × √(horizon ÷ 365), no more than the rules' most;
//! volatility = the largest of floor, current and (1 − weight) × current + weight × stressed, where current is the larger
//! of realised and implied.

use crate::book::AtTheMoney;
use crate::model::sensitivity_loss::Underlying;
use crate::report::{DynamicLabel, Figure, Label};
use crate::rules::{Latency, RuleKey, SensitivityLoss};
use crate::units::{Ratio, Usd};

const DAYS_PER_YEAR: f64 = 365.0;
const SECONDS_PER_DAY: f64 = 86_400.0;
const RULE: RuleKey = RuleKey::Scenarios;

/// Which volatilities count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stance {
    /// Today's.
    Now,
    /// Today's, no higher than those from which the buffer is drawn on.
    Calm,
}

pub(super) fn number<F: Figure>(label: DynamicLabel, value: f64) -> F {
    F::ratio(Label::Dynamic(label), Ratio::new(value))
}

/// The time until all is closed, in days.
pub(crate) fn horizon<F: Figure>(model: &SensitivityLoss, underlying: &Underlying) -> F {
    let latencies = latencies::<F>(model.latency);
    let parts = latencies.into_iter().chain([closing(model, underlying)]);
    F::sum(Label::Dynamic(DynamicLabel::Horizon(underlying.named)), RULE, parts)
}

/// The time before anything can be closed, in days.
pub(super) fn latencies<F: Figure>(latency: Latency) -> [F; 3] {
    [
        number(DynamicLabel::OracleLatency, latency.oracle_seconds / SECONDS_PER_DAY),
        number(DynamicLabel::ExecutionLatency, latency.execution_seconds / SECONDS_PER_DAY),
        number(DynamicLabel::SettlementLatency, latency.settlement_seconds / SECONDS_PER_DAY),
    ]
}

fn closing<F: Figure>(model: &SensitivityLoss, underlying: &Underlying) -> F {
    let volume = F::usd(Label::Dynamic(DynamicLabel::DailyVolume), Usd::new(underlying.daily_volume));
    let share = number(DynamicLabel::Participation, model.ranges.participation.get());
    let daily = F::product(Label::Dynamic(DynamicLabel::TradableDaily), RULE, [volume, share]);
    let delta = Usd::new(underlying.delta.abs());
    let delta = F::usd(Label::Dynamic(DynamicLabel::NetDelta(underlying.named)), delta);
    F::quotient(Label::Dynamic(DynamicLabel::ClosingTime), RULE, delta, daily)
}

pub(super) fn years<F: Figure>(label: DynamicLabel, days: F) -> F {
    F::quotient(Label::Dynamic(label), RULE, days, number(DynamicLabel::DaysPerYear, DAYS_PER_YEAR))
}

/// How far the price may go, as a share of it.
pub(crate) fn range<F: Figure>(model: &SensitivityLoss, underlying: &Underlying, stance: Stance) -> F {
    let years = years::<F>(DynamicLabel::HorizonYears, horizon(model, underlying));
    let volatility = volatility(model, underlying, stance, years.value());
    let half = F::ratio(Label::Exponent, Ratio::new(0.5));
    let root = F::power(Label::Dynamic(DynamicLabel::HorizonRoot), RULE, years, half);
    let quantile = number(DynamicLabel::Quantile, model.ranges.quantile.get());
    let by_volatility = Label::Dynamic(DynamicLabel::RangeByVolatility);
    let range = F::scaled(by_volatility, RULE, [quantile, volatility, root]);
    let most = number(DynamicLabel::MostRange, model.ranges.most.get());
    F::smallest(Label::Dynamic(DynamicLabel::Range(underlying.named)), RULE, [range, most])
}

/// The volatility that counts.
pub(crate) fn volatility<F: Figure>(model: &SensitivityLoss, risk: &Underlying, stance: Stance, years: f64) -> F {
    let (weight, terms) = (model.ranges.stress_weight.get(), risk.terms);
    let current = || stanced::<F>(model, risk, stance, years);
    let part = |label, weight, volatility| {
        F::scaled(Label::Dynamic(label), RULE, [number(DynamicLabel::VolatilityWeight, weight), volatility])
    };
    let stressed = number(DynamicLabel::StressedVolatility, terms.stressed.get());
    let parts =
        [part(DynamicLabel::CurrentPart, 1.0 - weight, current()), part(DynamicLabel::StressedPart, weight, stressed)];
    let blended = F::sum(Label::Dynamic(DynamicLabel::BlendedVolatility), RULE, parts);
    let floor = number(DynamicLabel::VolatilityFloor, terms.floor.get());
    F::largest(Label::Dynamic(DynamicLabel::VolatilityCounted), RULE, [floor, current(), blended])
}

fn stanced<F: Figure>(model: &SensitivityLoss, risk: &Underlying, stance: Stance, years: f64) -> F {
    let current = current(risk, years);
    match stance {
        Stance::Now => current,
        Stance::Calm => {
            let from = number(DynamicLabel::DrawnFrom, calm(model, risk));
            F::smallest(Label::Dynamic(DynamicLabel::CalmVolatility), RULE, [current, from])
        }
    }
}

/// The larger of realised and implied volatility; that of a stressed time where neither is known.
pub(crate) fn current<F: Figure>(risk: &Underlying, years: f64) -> F {
    let realised = risk.realised.map(|volatility| number(DynamicLabel::RealisedVolatility, volatility));
    let surface = implied(risk.at_the_money, years);
    let surface = surface.map(|volatility| number(DynamicLabel::SurfaceVolatility, volatility));
    let unknown = (realised.is_none() && surface.is_none())
        .then(|| number(DynamicLabel::StressedVolatility, risk.terms.stressed.get()));
    let known = realised.into_iter().chain(surface).chain(unknown);
    F::largest(Label::Dynamic(DynamicLabel::CurrentVolatility), RULE, known)
}

/// The volatility from which the buffer is drawn on.
fn calm(model: &SensitivityLoss, risk: &Underlying) -> f64 {
    model.buffer.drawn_from.get() * risk.terms.floor.get()
}

/// Whether today's volatility is above that.
pub(super) fn stressed(model: &SensitivityLoss, risk: &Underlying) -> bool {
    let years = horizon::<crate::report::Bare>(model, risk).value() / DAYS_PER_YEAR;
    current::<crate::report::Bare>(risk, years).value() > calm(model, risk)
}

/// The volatility at the money for a time: total variance in proportion between two expiries, the nearest one's
/// volatility before the first and after the last. Nothing without options.
pub(crate) fn implied(known: &[AtTheMoney], years: f64) -> Option<f64> {
    let after = known.partition_point(|each| each.years < years);
    let before = after.checked_sub(1).and_then(|place| known.get(place));
    let volatility = |each: &AtTheMoney| libm::sqrt(each.variance / each.years);
    match (before, known.get(after)) {
        (None, nearest) | (nearest, None) => nearest.map(volatility),
        (Some(early), Some(late)) => {
            let share = (years - early.years) / (late.years - early.years);
            let variance = early.variance + share * (late.variance - early.variance);
            Some(libm::sqrt(variance / years))
        }
    }
}
