//! Perpetuals whose rates rise with a power of notional.

use crate::families::account::Account;
use crate::families::stated::{Stated, flat, growing, plain, rates};
use crate::families::{need, optional, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_core::portfolio::MarginMode;
use margin_core::report::{GroupKey, Level};
use margin_core::rules::{MaintenanceRate, Measure, Schedule};
use margin_core::units::{Ratio, Usd};

const POWER: f64 = 0.8;

/// Answers one expected figure.
pub(super) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    match key {
        "mmr" => {
            let mut account = Account::empty();
            let notional = need(inputs, &["notional"], key)?;
            let position = account.open(Stated::still(notional, 1.0, grown(inputs, key)?), MarginMode::Cross);
            Ok(Answer::Number(account.rate(position, Level::Maintenance)?))
        }
        "liq_price" if inputs.number(&["leverage"]).is_some() => isolated(inputs, key),
        "liq_price" => cross(inputs, key),
        _ => Err(unknown(inputs, key)),
    }
}

/// Both rates rise together: maintenance is a share of initial.
fn grown(inputs: &Inputs, key: &str) -> Result<Schedule, Unanswered> {
    let [initial, maintenance] = [need(inputs, &["base_imr"], key)?, need(inputs, &["base_mmr"], key)?];
    let rate = growing(initial, 0.0, [need(inputs, &["imr_factor"], key)?, POWER], Measure::Value);
    Ok(Schedule::Rates(rates(rate, MaintenanceRate::OfInitial(Ratio::new(maintenance / initial)))))
}

/// The collateral is stated with the profits in it.
fn cross(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let mut account = Account::empty();
    account.hold(need(inputs, &["total_collateral"], key)?);
    let [quantity, mark] = [need(inputs, &["qty"], key)?, need(inputs, &["mark"], key)?];
    let position = account.open(Stated::still(quantity, mark, grown(inputs, key)?), MarginMode::Cross);
    for other in inputs.each(&["others"]).unwrap_or_default() {
        let rate = need(&other, &["mmr"], key)?;
        let [quantity, mark] = [need(&other, &["qty"], key)?, need(&other, &["mark"], key)?];
        account.open(Stated::still(quantity, mark, flat(rate, rate)), MarginMode::Cross);
    }
    Ok(optional(account.liquidation_price(position)?))
}

/// What is set aside is what opening requires, with a part for the fee; keeping requires no fee.
fn isolated(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let [quantity, mark] = [need(inputs, &["qty"], key)?, need(inputs, &["mark"], key)?];
    let rate = need(inputs, &["base_mmr"], key)?;
    let mut opening = plain(rate, rate);
    opening.fee = Some(Ratio::new(need(inputs, &["taker_fee_buffer"], key)?));
    let leverage = need(inputs, &["leverage"], key)?;
    let stated = |schedule: Schedule| Stated::still(quantity, mark, schedule).at_leverage(leverage);
    let mut account = Account::empty();
    let opened = account.open(stated(Schedule::Rates(opening)), MarginMode::Isolated { collateral: Usd::ZERO });
    let collateral = account.report(GroupKey::Isolated(opened))?.figures.initial.usd();
    let kept = account.open(stated(flat(rate, rate)), MarginMode::Isolated { collateral });
    Ok(optional(account.liquidation_price(kept)?))
}
