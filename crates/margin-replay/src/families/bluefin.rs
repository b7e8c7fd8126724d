//! Isolated perpetuals at one rate of notional, with the margin of the entry price set aside.

use crate::families::account::Account;
use crate::families::stated::{Stated, flat};
use crate::families::{need, optional, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_core::id::PositionId;
use margin_core::liquidation::price::{self, Passing};
use margin_core::portfolio::MarginMode;
use margin_core::report::{GroupKey, Level};
use margin_core::units::{Price, Quantity, Ratio, Usd};

/// The part of the maintenance rate that whoever buys gets off the mark, where it is not stated.
const DISCOUNT_SHARE: f64 = 0.5;

/// Answers one expected figure.
pub(super) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    match key {
        "margin" => margin(inputs, key).map(Answer::Number),
        "margin_ratio" => {
            let (account, position) = position(inputs, key)?;
            let equity = account.report(GroupKey::Isolated(position))?.figures.equity.usd();
            Ok(optional(equity.share_of(account.notional(position)?).map(Ratio::get)))
        }
        "liq_price" => {
            let (account, position) = position(inputs, key)?;
            Ok(optional(account.liquidation_price(position)?))
        }
        "bankruptcy_price" => Ok(Answer::Number(bankruptcy(inputs, key)?.1.get())),
        "liquidator_pnl" | "insurance" => {
            let (passing, bankruptcy) = bankruptcy(inputs, key)?;
            let insurance = Ratio::new(need(inputs, &["insurance_share"], key)?);
            let sign = if passing.quantity < Quantity::ZERO { -1.0 } else { 1.0 };
            let taken = inputs.number(&["liq_qty"]).map_or(passing.quantity, |taken| Quantity::new(sign * taken.abs()));
            let premium = price::premium(Passing { quantity: taken, ..passing }, bankruptcy);
            let [liquidator, insurance] = price::split_premium(premium, insurance);
            Ok(Answer::Number(if key == "insurance" { insurance.get() } else { liquidator.get() }))
        }
        "purchase_price" => Ok(Answer::Number(purchase(inputs, key)?.1.get())),
        "total_premium" => {
            let (passing, price) = purchase(inputs, key)?;
            Ok(Answer::Number(price::premium(passing, price).get()))
        }
        _ => Err(unknown(inputs, key)),
    }
}

/// The position as it passes to a liquidator, and the price at which nothing is left of what stands behind it.
fn bankruptcy(inputs: &Inputs, key: &str) -> Result<(Passing, Price), Unanswered> {
    if let Some(equity) = inputs.number(&["account_value"]) {
        let size = need(inputs, &["size"], key)?;
        let size = if inputs.truth(&["is_long"]) == Some(false) { -size } else { size };
        let (quantity, mark) = (Quantity::new(size), Price::new(need(inputs, &["mark"], key)?));
        let rate = Ratio::new(need(inputs, &["mmr"], key)?);
        let price = price::bankruptcy_price(mark, quantity, Usd::new(equity));
        return Ok((Passing { quantity, mark, rate }, price));
    }
    let stated = stated(inputs, key)?;
    let (quantity, mark) = (Quantity::new(stated.quantity), Price::new(stated.mark));
    let (account, position) = position(inputs, key)?;
    let equity = account.report(GroupKey::Isolated(position))?.figures.equity.usd();
    let rate = Ratio::new(account.rate(position, Level::Maintenance)?);
    Ok((Passing { quantity, mark, rate }, price::bankruptcy_price(mark, quantity, equity)))
}

/// The position as it passes, and the price at which it does: at a part of the maintenance rate off the mark, or at
/// the bankruptcy price where that is better for the trader.
fn purchase(inputs: &Inputs, key: &str) -> Result<(Passing, Price), Unanswered> {
    let (passing, bankruptcy) = bankruptcy(inputs, key)?;
    let discounted = price::at_maintenance_share(passing, Ratio::new(DISCOUNT_SHARE));
    Ok((passing, price::better(passing.quantity, discounted, bankruptcy)))
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
    let quantity = need(inputs, &["qty", "size"], key)?;
    let entry = need(inputs, &["entry"], key)?;
    let mark = inputs.number(&["oracle", "mark"]).unwrap_or(entry);
    let leverage = inputs.number(&["leverage"]);
    let maintenance = inputs.number(&["mmr"]);
    let initial = leverage.map(|leverage| 1.0 / leverage).or(maintenance).ok_or_else(|| unknown(inputs, key))?;
    Ok(Stated::still(quantity, mark, flat(initial, maintenance.unwrap_or(initial))).opened_at(entry))
}
