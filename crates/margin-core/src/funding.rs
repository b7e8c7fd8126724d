//! What perpetuals pay to stay near the index.
//!
//! rate = clamp((premium + clamp(interest − premium, ± band)) ÷ payments, ± cap), a share of notional for one payment;
//! payment = quantity × index × rate, paid by longs when positive.

use crate::rules::FundingRule;
use crate::units::{Price, Quantity, Ratio, Usd};

/// The rate of one payment for an average `premium` of the contract over its index.
///
/// ```
/// # use margin_core::{funding, rules::FundingRule, units::Ratio};
/// let rule = FundingRule {
///     interest: Ratio::new(0.0001),
///     band: Ratio::new(0.0005),
///     payments: 8.0,
///     cap: Ratio::new(0.04),
///     interval_hours: 1.0,
/// };
/// assert_eq!(funding::rate(&rule, Ratio::ZERO), Ratio::new(0.0000125));
/// ```
pub fn rate(rule: &FundingRule, premium: Ratio) -> Ratio {
    let pull = within(rule.interest.get() - premium.get(), rule.band.get());
    Ratio::new(within((premium.get() + pull) / rule.payments, rule.cap.get()))
}

/// What a position pays at one funding payment; negative when it receives.
pub fn payment(quantity: Quantity, index: Price, rate: Ratio) -> Usd {
    quantity * index * rate
}

/// The value, no further from zero than `most`; NaN stays NaN, which `max` and `min` would hide.
fn within(value: f64, most: f64) -> f64 {
    if value > most {
        most
    } else if value < -most {
        -most
    } else {
        value
    }
}
