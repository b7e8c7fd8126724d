//! Isolated positions sized at their entry: what may be lost, and what closing costs.

use crate::families::account::{Account, under};
use crate::families::stated::{Stated, both, plain};
use crate::families::{need, optional, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_core::id::PositionId;
use margin_core::portfolio::MarginMode;
use margin_core::report::{GroupKey, Level};
use margin_core::rules::{Basis, Rates, Schedule, SizedAt};
use margin_core::units::{Ratio, Usd};

const BASIS_POINTS: f64 = 1e4;

/// Answers one expected figure.
pub(super) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    match key {
        "liq_price" => {
            let (account, position) = position(inputs, lost(inputs, key)?, key)?;
            Ok(optional(account.liquidation_price(position)?))
        }
        // Either of two requirements is enough.
        "liquidatable" => {
            let maintenance = need(inputs, &["maintenance"], key)?;
            let mut closing = plain(0.0, 0.0);
            closing.fee = Some(Ratio::new(need(inputs, &["position_fee"], key)?));
            closing.fixed = both(need(inputs, &["liquidation_fee_usd"], key)?);
            let mut liquidated = false;
            for rates in [plain(maintenance, maintenance), closing] {
                let (account, position) = position(inputs, rates, key)?;
                liquidated |= under(&account.report(GroupKey::Isolated(position))?);
            }
            Ok(Answer::Truth(liquidated))
        }
        "fee" => closing_cost(inputs, need(inputs, &["base_fee"], key)?, key),
        "max_fee" => closing_cost(inputs, need(inputs, &["max_price_impact_fee_bps"], key)? / BASIS_POINTS, key),
        "tokens" => Err(Unanswered::Listed("in what token a closed position is paid, not margin".to_owned())),
        _ => Err(unknown(inputs, key)),
    }
}

/// One over the greatest leverage, and the fee to close: its base, and one for impact in whole basis points.
fn lost(inputs: &Inputs, key: &str) -> Result<Rates, Unanswered> {
    let rate = 1.0 / need(inputs, &["max_leverage"], key)?;
    let size = need(inputs, &["size_usd"], key)?;
    let impact = libm::ceil(size * BASIS_POINTS / need(inputs, &["trade_impact_fee_scalar"], key)?);
    let mut rates = plain(rate, rate);
    rates.fee = Some(Ratio::new((need(inputs, &["base_fee_bps"], key)? + impact) / BASIS_POINTS));
    Ok(rates)
}

/// The position, sized at its entry, with its collateral set aside.
fn position(inputs: &Inputs, rates: Rates, key: &str) -> Result<(Account, PositionId), Unanswered> {
    let [size, entry] = [need(inputs, &["size_usd", "size"], key)?, need(inputs, &["entry"], key)?];
    let sign = if inputs.truth(&["is_long"]) == Some(false) { -1.0 } else { 1.0 };
    let mark = inputs.number(&["price"]).unwrap_or(entry);
    let mut account = Account::empty();
    account.tiered(|model| model.basis = Basis { cross: SizedAt::Mark, isolated: SizedAt::Entry });
    let collateral = Usd::new(need(inputs, &["collateral_usd", "collateral"], key)?);
    let stated = Stated::still(sign * size / entry, mark, Schedule::Rates(rates)).opened_at(entry);
    let position = account.open(stated, MarginMode::Isolated { collateral });
    account.accrue(position, -inputs.number(&["borrow_fee"]).unwrap_or(0.0));
    Ok((account, position))
}

/// What is set aside for closing a trade of a size at a fee.
fn closing_cost(inputs: &Inputs, fee: f64, key: &str) -> Result<Answer, Unanswered> {
    let mut rates = plain(0.0, 0.0);
    rates.fee = Some(Ratio::new(fee));
    let mut account = Account::empty();
    account.open(Stated::still(need(inputs, &["trade"], key)?, 1.0, Schedule::Rates(rates)), MarginMode::Cross);
    Ok(Answer::Number(account.requirement(Level::Maintenance)?))
}
