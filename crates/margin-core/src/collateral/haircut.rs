//! Haircuts that depend on size, volatility and liquidity.

use crate::rate::{Extent, power};
use crate::report::{Figure, Label, Unit};
use crate::rules::{DynamicHaircut, Haircut, ProportionalHaircut, RuleKey, SizedHaircut};
use crate::units::{Ratio, Usd, Volatility};

/// What is to be sold, and where.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sold {
    pub(crate) extent: Extent,
    pub(crate) volatility: Option<Volatility>,
    pub(crate) daily_volume: Option<Usd>,
    pub(crate) depth: Option<Usd>,
}

const DAYS_PER_YEAR: f64 = 365.0;

/// The share of a value that is left after a haircut. A haircut by bands has no one share: it leaves all here, and
/// takes its bands elsewhere.
pub(crate) fn after_haircut<F: Figure>(haircut: &Haircut, sold: Sold) -> F {
    match haircut {
        Haircut::Flat(share) => F::ratio(Label::AfterHaircut, Ratio::new(1.0) - *share),
        Haircut::Tiered(_) => F::ratio(Label::AfterHaircut, Ratio::new(1.0)),
        Haircut::Proportional(rule) => proportional(*rule, sold.extent),
        Haircut::Sized(rule) => sized(*rule, sold.extent),
        Haircut::Dynamic(rule) => dynamic(*rule, sold),
    }
}

fn proportional<F: Figure>(rule: ProportionalHaircut, extent: Extent) -> F {
    let key = RuleKey::Haircut;
    let parts = [F::ratio(Label::GrowthFactor, rule.factor), extent.size(rule.measure)];
    let grown = F::scaled(Label::Haircut, key, parts);
    let most = F::smallest(Label::MostHaircut, key, [F::ratio(Label::MostHaircut, rule.most), grown]);
    let haircut = F::largest(Label::Haircut, key, [F::ratio(Label::LeastHaircut, rule.least), most]);
    F::difference(Label::AfterHaircut, key, F::ratio(Label::Whole, Ratio::new(1.0)), haircut)
}

fn sized<F: Figure>(rule: SizedHaircut, extent: Extent) -> F {
    let key = RuleKey::Haircut;
    let grown = power(key, extent.size(rule.measure), rule.exponent);
    let growth = F::scaled(Label::Growth, key, [F::ratio(Label::GrowthFactor, rule.factor), grown]);
    let divisor = F::sum(Label::Divisor, key, [F::ratio(Label::Whole, Ratio::new(1.0)), growth]);
    let left = F::quotient(Label::AfterGrownHaircut, key, F::ratio(Label::Numerator, rule.numerator), divisor);
    at_most(rule.least, left)
}

fn dynamic<F: Figure>(rule: DynamicHaircut, sold: Sold) -> F {
    let key = RuleKey::Haircut;
    let value = sold.extent.value;
    let root = || F::ratio(Label::Exponent, Ratio::new(0.5));
    let per_day = sold.daily_volume.unwrap_or_default().get() * rule.participation.get();
    let days = rule.latency_days + value / per_day;
    let years = F::given(Label::SaleYears, Unit::Ratio, days / DAYS_PER_YEAR);
    let volatility = F::given(Label::Volatility, Unit::Ratio, sold.volatility.unwrap_or_default().get());
    let deviations = F::ratio(Label::Deviations, rule.deviations);
    let years = F::power(Label::SaleYearsRoot, key, years, root());
    let risk = F::scaled(Label::PriceRisk, key, [deviations, volatility, years]);
    let size = F::given(Label::Size, Unit::Usd, value);
    let depths = F::quotient(Label::DepthsSold, key, size, F::usd(Label::Depth, sold.depth.unwrap_or_default()));
    let depths = F::power(Label::DepthsSoldRoot, key, depths, root());
    let cost = F::scaled(Label::SaleCost, key, [F::ratio(Label::Impact, rule.impact), depths]);
    let whole = || F::ratio(Label::Whole, Ratio::new(1.0));
    let divisor = F::sum(Label::Divisor, key, [whole(), risk, cost]);
    at_most(rule.least, F::quotient(Label::AfterGrownHaircut, key, whole(), divisor))
}

fn at_most<F: Figure>(least: Ratio, left: F) -> F {
    let most = F::ratio(Label::AfterLeastHaircut, Ratio::new(1.0) - least);
    F::smallest(Label::AfterHaircut, RuleKey::Haircut, [most, left])
}

/// The factors of the price at which a haircut of a value of `now` has a kink.
pub(crate) fn kinks(haircut: &Haircut, now: f64) -> Vec<f64> {
    match haircut {
        Haircut::Tiered(tiers) => tiers.iter().skip(1).map(|tier| tier.from.get() / now).collect(),
        Haircut::Sized(rule) => {
            let over = (rule.numerator.get() / (1.0 - rule.least.get()) - 1.0) / rule.factor.get();
            vec![libm::pow(over, 1.0 / rule.exponent.get()) / now]
        }
        Haircut::Proportional(rule) => {
            [rule.least, rule.most].map(|bound| bound.get() / rule.factor.get() / now).to_vec()
        }
        Haircut::Flat(_) | Haircut::Dynamic(_) => Vec::new(),
    }
}
