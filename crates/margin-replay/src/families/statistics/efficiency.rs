//! Capital efficiency: the engine's own measures of an account that is put together from stated figures.

use super::list;
use crate::families::account::Account;
use crate::families::stated::{Stated, flat};
use crate::families::{need, optional, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_core::efficiency::{Efficiency, efficiency};
use margin_core::portfolio::MarginMode;
use margin_core::report::{Figure, Label, Level, LineItem, MarginReport, Unit};

/// Answers one measure, as the source names it.
pub(in crate::families) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let Efficiency { effective_leverage, requirement_to_notional, saving, idle, .. } =
        efficiency(&stated(inputs, key)?);
    let value = |item: Option<LineItem>| item.map(|item| item.value());
    match key {
        "netting_benefit" => Ok(optional(value(saving))),
        "margin_to_notional" => Ok(optional(value(requirement_to_notional))),
        "effective_leverage" => Ok(optional(value(effective_leverage))),
        // What is used is what is not idle, and notional to requirement is the other way round.
        "margin_utilisation" => Ok(optional(value(idle).map(|idle| 1.0 - idle))),
        "notional_per_margin" => Ok(optional(value(requirement_to_notional).map(f64::recip))),
        _ => Err(unknown(inputs, key)),
    }
}

/// The report of an account whose positions each require so much alone; what they require together is as it is stated.
fn stated(inputs: &Inputs, key: &str) -> Result<MarginReport, Unanswered> {
    let alone = list(inputs, &["standard_margin"], key)?;
    // Of the notional only the sum is stated: each position has an equal part of it.
    let notional = need(inputs, &["gross_notional"], key)? / alone.len() as f64;
    let mut account = Account::empty();
    account.hold(need(inputs, &["equity"], key)?);
    for requirement in &alone {
        let rate = requirement / notional;
        account.open(Stated::still(1.0, notional, flat(rate, rate)), MarginMode::Cross);
    }
    let mut report = account.evaluate()?;
    let together = need(inputs, &["portfolio_margin"], key)?;
    report.total.initial = LineItem::given(Label::TotalRequirement(Level::Initial), Unit::Usd, together);
    Ok(report)
}
