//! One debt against several collaterals, which the venue takes and sells when the debt is no longer covered.

use crate::families::account::{Account, DOLLAR, under};
use crate::families::stated::{dollars, terms};
use crate::families::{need, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::{Inputs, number};
use margin_core::liquidation::collateral;
use margin_core::report::{GroupKey, Levels};
use margin_core::units::{Price, Quantity, Ratio, Usd};

/// Answers one expected figure.
pub(super) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    match key {
        "liquidatable" => {
            let share = need(inputs, &["liquidate_cf"], key)?;
            let [held, price] = [need(inputs, &["collateral"], key)?, need(inputs, &["price"], key)?];
            let mut account = Account::empty();
            account.hold_asset("COIN", held, price, terms(Levels::both(share), Levels::both(1.0)));
            account.hold_asset(DOLLAR, -need(inputs, &["debt"], key)?, 1.0, dollars());
            Ok(Answer::Truth(under(&account.report(GroupKey::Cross)?)))
        }
        "collateral" => {
            let ratio = |name: &str| need(inputs, &[name], key).map(Ratio::new);
            let discount = collateral::store_front_discount(ratio("liquidation_factor")?, ratio("store_front_factor")?);
            let amount = Usd::new(need(inputs, &["base_amount"], key)?);
            let price = Price::new(need(inputs, &["price"], key)?);
            Ok(Answer::Number(collateral::bought(amount, price, discount).get()))
        }
        "new_base_balance" => {
            let credited = Ratio::new(need(inputs, &["liquidation_factor"], key)?);
            let rows = inputs.value(&["collateral"]).and_then(|rows| rows.as_array());
            let rows = rows.ok_or_else(|| unknown(inputs, key))?;
            let worth = rows.iter().map(|row| {
                let quantity = Quantity::new(number(row.get(1)?)?);
                Some((quantity * Price::new(number(row.get(2)?)?), credited))
            });
            let worth: Option<Vec<_>> = worth.collect();
            let debts = Usd::new(need(inputs, &["debt"], key)?);
            Ok(Answer::Number(collateral::absorbed(worth.ok_or_else(|| unknown(inputs, key))?, debts).get()))
        }
        _ => Err(unknown(inputs, key)),
    }
}
