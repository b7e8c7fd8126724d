//! How much of a position or of a debt is liquidated, and what that costs.

use crate::families::{need, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_core::liquidation::fee::{self, DebtRoom, Growing, Room};
use margin_core::liquidation::size::{self, DebtRelief, Relief};
use margin_core::units::{Price, Quantity, Ratio, Usd};

/// What the venue's program fixes: the slots before a fee grows, what each slot adds, the part of what a shortage leaves
/// room for that the insurance fund takes, and the dollars of shortage that are made up at once.
const GRACE_SLOTS: f64 = 1500.0;
const EACH_SLOT: f64 = 1e-6;
const INSURANCE_SCALE: f64 = 0.95;
const SMALL_SHORTAGE: f64 = 50.0;

/// Answers one expected figure.
pub(super) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let found = |quantity: Option<Quantity>| quantity.map_or(Answer::Nothing, |found| Answer::Number(found.get()));
    let ratio = |name: &str| need(inputs, &[name], key).map(Ratio::new);
    match key {
        "base_to_liquidate" => Ok(found(base(inputs, key)?)),
        "liability_tokens" => Ok(found(debt(inputs, key)?)),
        "if_fee" => insurance(inputs, key),
        "liquidation_fee" => {
            let elapsed = need(inputs, &["slots_since_last_active"], key)?;
            let (base, most) = (ratio("base_fee")?, ratio("max_fee")?);
            let growing = Growing { base, grace: GRACE_SLOTS, each: Ratio::new(EACH_SLOT), most };
            Ok(Answer::Number(fee::growing(growing, elapsed).get()))
        }
        "max_pct" => {
            let shortage = Usd::new(need(inputs, &["margin_shortage"], key)?);
            let [elapsed, duration] = [need(inputs, &["slots_elapsed"], key)?, need(inputs, &["duration_slots"], key)?];
            let small = Usd::new(SMALL_SHORTAGE);
            let part = size::growing_part(ratio("initial_pct")?, elapsed, duration, shortage, small);
            Ok(Answer::Number(part.get()))
        }
        _ => Err(unknown(inputs, key)),
    }
}

fn base(inputs: &Inputs, key: &str) -> Result<Option<Quantity>, Unanswered> {
    let ratio = |name: &str| need(inputs, &[name], key).map(Ratio::new);
    let relief = Relief {
        price: Price::new(need(inputs, &["price"], key)?),
        quote: ratio("quote_price")?,
        rate: ratio("margin_ratio")?,
        fee: ratio("liquidation_fee")?,
        insurance: ratio("if_fee")?,
    };
    Ok(size::restoring_quantity(Usd::new(need(inputs, &["shortage"], key)?), relief))
}

/// Dollars of collateral that are taken for a dollar repaid.
fn exchange(inputs: &Inputs, key: &str) -> Result<Ratio, Unanswered> {
    let taken = need(inputs, &["asset_multiplier"], key)?;
    Ok(Ratio::new(taken / need(inputs, &["liability_multiplier"], key)?))
}

fn debt(inputs: &Inputs, key: &str) -> Result<Option<Quantity>, Unanswered> {
    let ratio = |name: &str| need(inputs, &[name], key).map(Ratio::new);
    let relief = DebtRelief {
        price: Price::new(need(inputs, &["liability_price"], key)?),
        debt_weight: ratio("liability_weight")?,
        asset_weight: ratio("asset_weight")?,
        exchange: exchange(inputs, key)?,
        insurance: ratio("if_fee")?,
    };
    Ok(size::restoring_debt(Usd::new(need(inputs, &["shortage"], key)?), relief))
}

/// What the insurance fund is paid, by what the shortage leaves room for.
fn insurance(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let ratio = |name: &str| need(inputs, &[name], key).map(Ratio::new);
    let (shortage, most) = (Usd::new(need(inputs, &["shortage"], key)?), ratio("max_if_fee")?);
    let size = Quantity::new(need(inputs, &["size", "liability_tokens"], key)?);
    let value = size * Price::new(need(inputs, &["price"], key)?);
    let share = if inputs.number(&["liability_weight"]).is_some() {
        let (debt_weight, asset_weight) = (ratio("liability_weight")?, ratio("asset_weight")?);
        let room = DebtRoom { debt_weight, asset_weight, exchange: exchange(inputs, key)?, shortage, value };
        fee::of_debt_room(room, most)
    } else {
        let room = Room { rate: ratio("margin_ratio")?, fee: ratio("liquidation_fee")?, shortage, notional: value };
        fee::of_room(room, Ratio::new(INSURANCE_SCALE), most)
    };
    Ok(Answer::Number(share.get()))
}
