//! Resting orders counted on the worse side, liquidation in steps, and losses that are shared.

use crate::families::account::Account;
use crate::families::stated::{Stated, flat};
use crate::families::{need, optional, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_core::liquidation::{fee, waterfall};
use margin_core::portfolio::MarginMode;
use margin_core::report::{GroupKey, Level, Levels};
use margin_core::rules::OrderRule;
use margin_core::rules::liquidation::Cover;
use margin_core::units::{Ratio, Usd};

/// Answers one expected figure.
pub(super) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    match key {
        "imr" => {
            let rate = need(inputs, &["imf"], key)?;
            let [quantity, mark] = [need(inputs, &["position"], key)?, need(inputs, &["mark"], key)?];
            let mut account = Account::empty();
            account.tiered(|model| model.orders.counted = Levels::both(OrderRule::WorseSide));
            let position = account.open(Stated::still(quantity, mark, flat(rate, rate)), MarginMode::Cross);
            account.order(position, need(inputs, &["open_buys"], key)?);
            account.order(position, -need(inputs, &["open_sells"], key)?);
            Ok(Answer::Number(account.requirement(Level::Initial)?))
        }
        "penalty" => Ok(Answer::Number(penalty(inputs, key)?.get())),
        "mmr_after" => Ok(Answer::Number(after(inputs, key)?.requirement(Level::Maintenance)?)),
        "account_value_after" => Ok(Answer::Number(after(inputs, key)?.counted(Level::Maintenance)?)),
        // The venue states its ratio as the requirement over what counts.
        "margin_ratio" => {
            let figures = after(inputs, key)?.report(GroupKey::Cross)?.figures;
            let counted = figures.counted.maintenance.usd();
            Ok(optional(figures.maintenance.usd().share_of(counted).map(Ratio::get)))
        }
        "received" => {
            let factor = Ratio::new(need(inputs, &["loss_factor"], key)?);
            let withdrawn = Usd::new(need(inputs, &["withdraw"], key)?);
            Ok(Answer::Number(waterfall::after_loss(withdrawn, factor).get()))
        }
        "exchange_bankruptcy" => Ok(Answer::Number(uncovered(inputs, key)?.get())),
        "factor" => {
            let everybody = Usd::new(need(inputs, &["total_exchange_balance"], key)?);
            Ok(Answer::Number(waterfall::loss_factor(uncovered(inputs, key)?, everybody).get()))
        }
        "max_sell" | "max_buy" => {
            Err(Unanswered::Listed("a limit on a position's size, which is no margin requirement".to_owned()))
        }
        _ => Err(unknown(inputs, key)),
    }
}

fn penalty(inputs: &Inputs, key: &str) -> Result<Usd, Unanswered> {
    let ratio = |names: &[&str]| need(inputs, names, key).map(Ratio::new);
    let maintenance = Usd::new(need(inputs, &["mmr"], key)?);
    Ok(fee::of_maintenance(ratio(&["share"])?, ratio(&["penalty_rate_in_table", "penalty_rate"])?, maintenance))
}

/// What an insurance fund leaves of a loss.
fn uncovered(inputs: &Inputs, key: &str) -> Result<Usd, Unanswered> {
    let loss = Usd::new(need(inputs, &["user_bankruptcy"], key)?);
    let fund = Cover::Insurance { most: Some(Usd::new(need(inputs, &["insurance_fund"], key)?)) };
    Ok(waterfall::cover(loss, &[fund]).1)
}

/// The account when a share of its positions has been closed and the penalty is paid.
fn after(inputs: &Inputs, key: &str) -> Result<Account, Unanswered> {
    let left = 1.0 - need(inputs, &["share"], key)?;
    let mut account = Account::empty();
    account.hold(need(inputs, &["account_value"], key)? - penalty(inputs, key)?.get());
    account.open(Stated::still(left, need(inputs, &["mmr"], key)?, flat(1.0, 1.0)), MarginMode::Cross);
    Ok(account)
}
