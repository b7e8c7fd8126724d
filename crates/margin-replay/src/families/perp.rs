//! Collateral that is sold at a discount for a settlement balance that has become a debt.

use crate::families::{need, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_core::liquidation::{close_factor, collateral};
use margin_core::units::{Price, Quantity, Ratio, Usd};

/// Answers one expected figure.
pub(super) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let ratio = |name: &str| need(inputs, &[name], key).map(Ratio::new);
    let price = || need(inputs, &["price"], key).map(Price::new);
    match key {
        "settlement_with_fee" | "max_repaid" => Ok(Answer::Number(repaid(inputs, key)?.get())),
        "collateral" => {
            Ok(Answer::Number(collateral::bought(repaid(inputs, key)?, price()?, ratio("discount")?).get()))
        }
        "repaid" => {
            let held = Quantity::new(need(inputs, &["weth"], key)?);
            Ok(Answer::Number(collateral::repays(held, price()?, ratio("discount")?).get()))
        }
        "mark" => Err(Unanswered::Listed("how a venue makes its mark price, which the engine is given".to_owned())),
        _ => Err(unknown(inputs, key)),
    }
}

/// What must be repaid so that the debt is gone when the insurance fund has its share.
fn repaid(inputs: &Inputs, key: &str) -> Result<Usd, Unanswered> {
    let debt = Usd::new(need(inputs, &["settlement", "max_debt"], key)?);
    let insurance = Ratio::new(need(inputs, &["cl_insurance_fund_ratio"], key)?);
    Ok(close_factor::with_insurance(debt, insurance))
}
