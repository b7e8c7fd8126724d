//! Isolated perpetuals at one rate of notional, with the margin of the entry price set aside.

use crate::families::account::{Account, Stated, flat};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_core::id::PositionId;
use margin_core::portfolio::{Leverage, MarginMode};
use margin_core::report::GroupKey;
use margin_core::units::Usd;

/// Answers one expected figure.
pub(super) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    match key {
        "margin" => margin(inputs, key).map(Answer::Number),
        "margin_ratio" => {
            let (account, position) = position(inputs, key)?;
            let equity = account.report(GroupKey::Isolated(position))?.figures.equity.usd();
            Ok(equity
                .share_of(account.notional(position)?)
                .map_or(Answer::Nothing, |share| Answer::Number(share.get())))
        }
        "liq_price" => {
            let (account, position) = position(inputs, key)?;
            Ok(account.liquidation_price(position)?.map_or(Answer::Nothing, Answer::Number))
        }
        "bankruptcy_price" | "liquidator_pnl" | "insurance" | "purchase_price" | "total_premium" => {
            Err(Unanswered::Listed("what a liquidation pays is not built yet".to_owned()))
        }
        _ => Err(unknown(inputs, key)),
    }
}

fn unknown(inputs: &Inputs, key: &str) -> Unanswered {
    Unanswered::Listed(format!("no adapter answers `{key}` from {}", inputs.shape()))
}

/// What is set aside: as it is stated, or the initial requirement at the entry price.
fn margin(inputs: &Inputs, key: &str) -> Result<f64, Unanswered> {
    if let Some(margin) = inputs.number(&["margin"]) {
        return Ok(margin);
    }
    let mut account = Account::empty();
    let mut stated = stated(inputs, key)?;
    stated.mark = stated.entry;
    let position = account.open(stated, MarginMode::Isolated { collateral: Usd::ZERO });
    Ok(account.report(GroupKey::Isolated(position))?.figures.initial.usd().get())
}

fn position(inputs: &Inputs, key: &str) -> Result<(Account, PositionId), Unanswered> {
    let collateral = Usd::new(margin(inputs, key)?);
    let mut account = Account::empty();
    let position = account.open(stated(inputs, key)?, MarginMode::Isolated { collateral });
    Ok((account, position))
}

/// The position at the oracle price, or at its entry where no other is stated.
fn stated(inputs: &Inputs, key: &str) -> Result<Stated, Unanswered> {
    let lacking = || unknown(inputs, key);
    let quantity = inputs.number(&["qty", "size"]).ok_or_else(lacking)?;
    let entry = inputs.number(&["entry"]).ok_or_else(lacking)?;
    let mark = inputs.number(&["oracle", "mark"]).unwrap_or(entry);
    let leverage = inputs.number(&["leverage"]);
    let maintenance = inputs.number(&["mmr"]);
    let initial = leverage.map(|leverage| 1.0 / leverage).or(maintenance).ok_or_else(lacking)?;
    let tiers = vec![flat(initial, maintenance.unwrap_or(initial))];
    Ok(Stated { quantity, mark, entry, leverage: Leverage::VenueMaximum, tiers })
}
