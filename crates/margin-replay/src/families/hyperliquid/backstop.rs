//! In which state an account is, in the words of the vectors with the figures of the venue's published rules.

use crate::families::{need, published, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_core::liquidation::trigger::{self, Standing};
use margin_core::rules::Liquidation;
use margin_core::units::Usd;

/// Answers one expected figure.
pub(in crate::families) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let place = key.strip_prefix("state.").and_then(|place| place.parse::<usize>().ok());
    let equities = inputs.numbers(&["equity"]);
    let equity = place.zip(equities).and_then(|(place, equities)| equities.get(place).copied());
    let equity = Usd::new(equity.ok_or_else(|| unknown(inputs, key))?);
    let maintenance = Usd::new(need(inputs, &["maintenance_margin"], key)?);
    let policy = &published(super::RULES)?.liquidation;
    match trigger::standing(policy, equity, equity, maintenance) {
        Standing::Healthy => Ok(Answer::Words("healthy".to_owned())),
        Standing::Liquidated => clips(policy),
        Standing::TakenOver => taken_over(policy),
    }
}

/// How much is sold of a large position at a time.
fn clips(policy: &Liquidation) -> Result<Answer, Unanswered> {
    let partial = policy.partial.as_ref().ok_or_else(|| lacks("sale in parts"))?;
    let (share, above) = (100.0 * partial.share.get(), partial.above.get() / 1000.0);
    let pause = partial.cooldown_seconds;
    Ok(Answer::Words(format!("book liquidation ({share}% clips above {above}k USDC, {pause} s cooldown)")))
}

/// The share of maintenance below which the backstop takes over, as the venue writes it.
fn taken_over(policy: &Liquidation) -> Result<Answer, Unanswered> {
    let share = policy.backstop.ok_or_else(|| lacks("backstop"))?.get();
    let thirds = (3.0 * share).round();
    if (3.0 * share - thirds).abs() > 1e-9 {
        return Err(Unanswered::Refused(format!("{share} of maintenance is no number of thirds")));
    }
    Ok(Answer::Words(format!("backstop (HLP) since equity < {thirds}/3 MM")))
}

fn lacks(what: &str) -> Unanswered {
    Unanswered::Refused(format!("{} names no {what}", super::RULES))
}
