//! The dials of a requirement that follows risk, and how it comes about at their settings.

use crate::number::{self, Locale, Toward};
use crate::risk::scenarios::Named;
use crate::text::risk::DialText;
use margin_core::dynamic::{Attribution, Profile, UnderlyingProfile};
use margin_core::rules::SensitivityLoss;
use margin_core::units::{Ratio, Usd, Volatility, Years};

/// Something that can be turned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dial {
    /// Seconds until the venue sees the market's price.
    Oracle,
    /// Seconds until an order is filled.
    Execution,
    /// Seconds until it is settled.
    Settlement,
    /// The share of a day's volume that is traded while closing.
    Participation,
    /// Standard deviations of the price.
    Quantile,
    /// The share that volatilities are shocked by.
    Shock,
    /// The share of the offset between underlyings that is credited.
    Credit,
    /// What initial is more than maintenance.
    Buffer,
}

impl Dial {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Oracle,
        Self::Execution,
        Self::Settlement,
        Self::Participation,
        Self::Quantile,
        Self::Shock,
        Self::Credit,
        Self::Buffer,
    ];

    /// What it is called.
    pub fn name(self) -> &'static str {
        crate::text::risk::dial(self).0
    }

    /// What turning it does.
    pub fn meaning(self) -> &'static str {
        crate::text::risk::dial(self).1
    }

    /// Where it stands in the written rules.
    pub fn path(self) -> &'static str {
        match self {
            Self::Oracle => "/model/sensitivityLoss/latency/oracleSeconds",
            Self::Execution => "/model/sensitivityLoss/latency/executionSeconds",
            Self::Settlement => "/model/sensitivityLoss/latency/settlementSeconds",
            Self::Participation => "/model/sensitivityLoss/ranges/participation",
            Self::Quantile => "/model/sensitivityLoss/ranges/quantile",
            Self::Shock => "/model/sensitivityLoss/shocks/share",
            Self::Credit => "/model/sensitivityLoss/offset/credit",
            Self::Buffer => "/model/sensitivityLoss/buffer/share",
        }
    }

    /// The least and the most of its slider, and the step between.
    pub fn range(self) -> [f64; 3] {
        match self {
            Self::Oracle => [0.0, 600.0, 1.0],
            Self::Execution => [0.0, 7_200.0, 10.0],
            Self::Settlement => [0.0, 259_200.0, 60.0],
            Self::Participation => [0.01, 1.0, 0.01],
            Self::Quantile => [1.0, 6.0, 0.05],
            Self::Shock => [0.0, 2.0, 0.05],
            Self::Credit => [0.0, 0.5, 0.05],
            Self::Buffer => [0.0, 1.0, 0.05],
        }
    }

    /// Its setting in rules.
    pub fn setting(self, model: &SensitivityLoss) -> f64 {
        match self {
            Self::Oracle => model.latency.oracle_seconds,
            Self::Execution => model.latency.execution_seconds,
            Self::Settlement => model.latency.settlement_seconds,
            Self::Participation => model.ranges.participation.get(),
            Self::Quantile => model.ranges.quantile.get(),
            Self::Shock => model.shocks.share.get(),
            Self::Credit => model.offset.credit.get(),
            Self::Buffer => model.buffer.share.get(),
        }
    }

    /// A setting as it is written.
    pub fn written(self, setting: f64, locale: &Locale) -> String {
        match self {
            Self::Oracle | Self::Execution | Self::Settlement => {
                DialText::Seconds { seconds: &number::full(setting, locale) }.say()
            }
            Self::Quantile => number::full(setting, locale),
            Self::Participation | Self::Shock | Self::Credit | Self::Buffer => {
                number::share(Ratio::new(setting), 1, Toward::Nearest, locale)
            }
        }
    }
}

/// How a requirement comes about.
#[derive(Clone, Debug, PartialEq)]
pub struct ProfileView {
    /// Each underlying.
    pub underlyings: Vec<UnderlyingView>,
    /// From standalone to initial.
    pub steps: Vec<Named>,
}

/// How one underlying's loss comes about.
#[derive(Clone, Debug, PartialEq)]
pub struct UnderlyingView {
    /// The asset.
    pub asset: String,
    /// Horizon, volatilities and range.
    pub facts: Vec<Named>,
    /// What the loss comes from, with what the Greeks leave unexplained, and the loss.
    pub attribution: Vec<Named>,
}

/// How a requirement comes about, as rows and words.
pub fn profile(found: &Profile, locale: &Locale) -> ProfileView {
    let usd = |amount: Usd| number::usd(amount, Toward::Up, locale);
    let named = |text: DialText, amount: String| Named { name: text.say(), text: amount };
    let less = |amount: Usd| number::signed_usd(-amount, Toward::Up, locale);
    let mut steps = vec![named(DialText::Standalone, usd(found.standalone))];
    if found.sides != Usd::ZERO {
        steps.push(named(DialText::Sides, less(found.sides)));
    }
    for offset in &found.offsets {
        let correlation = number::fixed(offset.correlation, 2, locale);
        let (first, second) = (offset.first.as_str(), offset.second.as_str());
        steps.push(named(DialText::Offset { first, second, correlation: &correlation }, less(offset.amount)));
    }
    let plus = |amount: Usd| number::signed_usd(amount, Toward::Up, locale);
    steps.push(named(DialText::Concentration, plus(found.concentration)));
    steps.push(named(DialText::Latency, plus(found.latency)));
    steps.push(named(DialText::Maintenance, usd(found.maintenance)));
    steps.push(named(DialText::BufferAdded, plus(found.initial - found.maintenance)));
    steps.push(named(DialText::Initial, usd(found.initial)));
    ProfileView { underlyings: found.underlyings.iter().map(|each| underlying(each, locale)).collect(), steps }
}

fn underlying(found: &UnderlyingProfile, locale: &Locale) -> UnderlyingView {
    let named = |text: DialText, shown: String| Named { name: text.say(), text: shown };
    let volatility = |value: Volatility| number::percent(Ratio::new(value.get()), 1, Toward::Nearest, locale);
    let known = |value: Option<Volatility>| value.map_or_else(|| crate::text::UNKNOWN.into(), volatility);
    let volatilities = found.volatilities;
    let facts = vec![
        named(DialText::Horizon, horizon(found.horizon, locale)),
        named(DialText::Realised, known(volatilities.realised)),
        named(DialText::Surface, known(volatilities.surface)),
        named(DialText::FloorVolatility, volatility(volatilities.floor)),
        named(DialText::Stressed, volatility(volatilities.stressed)),
        named(DialText::Counted(volatilities.binding), volatility(volatilities.counted)),
        named(DialText::Range, number::percent(found.range, 1, Toward::Up, locale)),
        named(DialText::StandaloneLoss, number::usd(found.standalone, Toward::Up, locale)),
    ];
    UnderlyingView { asset: found.asset.to_string(), facts, attribution: attribution(&found.loss.attribution, locale) }
}

fn horizon(years: Years, locale: &Locale) -> String {
    let hours = years.get() * 365.0 * 24.0;
    let hours = number::significant(hours, 3, Toward::Up, locale);
    DialText::Hours { hours: &hours }.say()
}

fn attribution(parts: &Attribution, locale: &Locale) -> Vec<Named> {
    let rows = [
        (DialText::Delta, parts.delta),
        (DialText::Gamma, parts.gamma),
        (DialText::Vega, parts.vega),
        (DialText::Vanna, parts.vanna),
        (DialText::Volga, parts.volga),
        (DialText::Residual, parts.residual),
        (DialText::Loss, parts.total()),
    ];
    let row = |(text, amount): (DialText, Usd)| Named {
        name: text.say(),
        text: number::signed_usd(amount, Toward::Up, locale),
    };
    rows.map(row).into()
}
