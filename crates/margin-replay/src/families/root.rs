//! Weights and rates that follow the square root of size.

use crate::families::account::Account;
use crate::families::stated::{Stated, dollars, flat, growing, rates, sized};
use crate::families::{need, optional, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_core::efficiency::efficiency;
use margin_core::portfolio::MarginMode;
use margin_core::report::{Figure, Level, Levels};
use margin_core::rules::{AssetTerms, Basis, MaintenanceRate, Measure, Schedule, SizedAt};

const ROOT: f64 = 0.5;
const NUMERATOR: f64 = 1.1;

/// Answers one expected figure.
pub(super) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    match key {
        "weight" => {
            let factor = [need(inputs, &["imf_factor"], key)?, ROOT];
            let counts = need(inputs, &["total_weight"], key)?;
            let haircut = Levels::both(sized(counts, NUMERATOR, factor, Measure::Quantity));
            let mut account = Account::empty();
            let size = need(inputs, &["size_tokens"], key)?;
            let held = account.hold_asset("COIN", size, 1.0, AssetTerms { haircut, ..dollars() });
            Ok(Answer::Number(account.weight(held, Level::Initial)?))
        }
        "imf" => {
            let base = need(inputs, &["base_imf", "base"], key)?;
            let factor = [need(inputs, &["imf_factor", "factor"], key)?, ROOT];
            let (size, measure) = match inputs.number(&["notional"]) {
                Some(notional) => (notional, Measure::Value),
                None => (need(inputs, &["size"], key)?, Measure::Quantity),
            };
            let rate = growing(base, 0.0, factor, measure);
            let schedule = Schedule::Rates(rates(rate, MaintenanceRate::Own(rate)));
            let mut account = Account::empty();
            let position = account.open(Stated::still(size, 1.0, schedule), MarginMode::Cross);
            Ok(Answer::Number(account.rate(position, Level::Initial)?))
        }
        "margin_fraction_true" => {
            let leverage = efficiency(&fallen(inputs, SizedAt::Mark, key)?.evaluate()?).effective_leverage;
            Ok(optional(leverage.map(|leverage| 1.0 / leverage.value())))
        }
        // The page prints the whole part.
        "leverage_printed" => {
            let leverage = efficiency(&fallen(inputs, SizedAt::Entry, key)?.evaluate()?).effective_leverage;
            Ok(optional(leverage.map(|leverage| libm::floor(leverage.value()))))
        }
        _ => Err(unknown(inputs, key)),
    }
}

/// A long after a fall, with what is left of the account's equity.
fn fallen(inputs: &Inputs, at: SizedAt, key: &str) -> Result<Account, Unanswered> {
    let size = need(inputs, &["btc_position_usd_at_entry"], key)?;
    let drop = need(inputs, &["price_drop"], key)?;
    let mut account = Account::empty();
    account.tiered(|model| model.basis = Basis { cross: at, isolated: at });
    // The equity that is stated has the loss in it.
    account.hold(need(inputs, &["assets"], key)? + size * drop);
    account.open(Stated::still(size, 1.0 - drop, flat(1.0, 1.0)).opened_at(1.0), MarginMode::Cross);
    Ok(account)
}
