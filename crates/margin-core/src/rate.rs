//! Rates that grow with size.
//!
//! The growths are those of [`Growth`], each as its documentation writes it. A rate that needs a figure which the
//! market does not have stays at its base; the check has said so.

use crate::report::{Figure, Label, Unit};
use crate::rules::{Growth, Measure, RuleKey, SizedRate};
use crate::units::{Ratio, Usd};

/// What a rate grows with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extent {
    /// Units of the asset or of the contract's underlying, without a sign.
    pub(crate) quantity: f64,
    /// Dollars, without a sign.
    pub(crate) value: f64,
    /// Dollars of open interest, where they are known.
    pub(crate) open_interest: Option<Usd>,
}

impl Extent {
    /// The size in what a rule measures it in.
    pub(crate) fn size<F: Figure>(self, measure: Measure) -> F {
        match measure {
            Measure::Quantity => F::given(Label::Size, Unit::Quantity, self.quantity),
            Measure::Value => F::given(Label::Size, Unit::Usd, self.value),
        }
    }
}

/// A rate at a size.
pub(crate) fn grown<F: Figure>(label: Label, rule: RuleKey, rate: SizedRate, extent: Extent) -> F {
    let base = rate.base.share();
    match rate.growth {
        None => F::ratio(label, base),
        Some(Growth::Power { measure, factor, exponent, share }) => {
            let power = power::<F>(rule, extent.size(measure), exponent);
            let growth = F::scaled(Label::Growth, rule, [F::ratio(Label::GrowthFactor, factor), power]);
            let from = if share == Ratio::ZERO { growth } else { begun(rule, base, share, growth) };
            F::largest(label, rule, [F::ratio(Label::BaseRate, base), from])
        }
        Some(Growth::Skew { scale, factor }) => {
            let size = extent.size(Measure::Quantity);
            let share = F::quotient(Label::SkewShare, rule, size, F::quantity(Label::SkewScale, scale));
            let growth = F::scaled(Label::Growth, rule, [F::ratio(Label::GrowthFactor, factor), share]);
            F::sum(label, rule, [F::ratio(Label::BaseRate, base), growth])
        }
        Some(Growth::OpenInterest { lower, upper }) => match extent.open_interest {
            None => F::ratio(label, base),
            Some(open) => between(label, rule, base, [lower, upper, open]),
        },
        Some(Growth::OpenInterestShare { factor }) => match extent.open_interest {
            None => F::ratio(label, base),
            Some(open) => {
                let parts = [F::ratio(Label::GrowthFactor, factor), F::usd(Label::OpenInterest, open)];
                let share = F::scaled(Label::Growth, rule, parts);
                F::largest(label, rule, [F::ratio(Label::BaseRate, base), share])
            }
        },
    }
}

/// A size to a power.
pub(crate) fn power<F: Figure>(rule: RuleKey, size: F, exponent: Ratio) -> F {
    F::power(Label::SizePower, rule, size, F::ratio(Label::Exponent, exponent))
}

fn begun<F: Figure>(rule: RuleKey, base: Ratio, share: Ratio, growth: F) -> F {
    let parts = [F::ratio(Label::BaseRate, base), F::ratio(Label::RateShare, share)];
    F::sum(Label::GrownRate, rule, [F::scaled(Label::GrowthStart, rule, parts), growth])
}

/// The base at the lower bound of open interest, 1 at the upper one, in proportion between.
fn between<F: Figure>(label: Label, rule: RuleKey, base: Ratio, [lower, upper, open]: [Usd; 3]) -> F {
    let share = ((open.get() - lower.get()) / (upper.get() - lower.get())).clamp(0.0, 1.0);
    if share.is_nan() || share <= 0.0 {
        return F::ratio(label, base);
    }
    let rise = F::ratio(Label::RateShare, Ratio::new(1.0) - base);
    let growth = F::scaled(Label::Growth, rule, [rise, F::ratio(Label::OpenInterestShare, Ratio::new(share))]);
    F::sum(label, rule, [F::ratio(Label::BaseRate, base), growth])
}

/// The sizes at which a rate begins to grow, as multiples of `extent`'s.
pub(crate) fn kink(rate: SizedRate, extent: Extent) -> Option<f64> {
    match rate.growth {
        Some(Growth::Power { measure: Measure::Value, factor, exponent, share }) => {
            let over = rate.base.share().get() * (1.0 - share.get()) / factor.get();
            Some(libm::pow(over, 1.0 / exponent.get()) / extent.value)
        }
        _ => None,
    }
}
