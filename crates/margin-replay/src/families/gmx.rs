//! Isolated positions against a pool: what remains of the collateral, price impact, and profits that a pool can pay.

mod pool;

use crate::families::account::Account;
use crate::families::stated::{Stated, both, plain};
use crate::families::{need, optional, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_core::efficiency::efficiency;
use margin_core::id::PositionId;
use margin_core::portfolio::MarginMode;
use margin_core::report::{Figure, GroupKey, Level};
use margin_core::rules::{Basis, Schedule, SizedAt};
use margin_core::units::Usd;

/// The interface offers leverages in steps of this many, and leaves room for the fee to open and to close.
const LEVERAGE_STEP: f64 = 5.0;
const FEES: f64 = 2.0;

const BASIS_POINTS: f64 = 1e4;

/// Answers one expected figure.
pub(super) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    match key {
        "remaining_usd" => {
            let (account, position) = position(inputs, key)?;
            let figures = account.report(GroupKey::Isolated(position))?.figures;
            Ok(Answer::Number(figures.counted.maintenance.usd().get()))
        }
        "liquidatable" => {
            let (account, position) = position(inputs, key)?;
            Ok(Answer::Truth(crate::families::account::under(&account.report(GroupKey::Isolated(position))?)))
        }
        "liq_price" => {
            let (account, position) = position(inputs, key)?;
            Ok(optional(account.liquidation_price(position)?))
        }
        "net_value" => Ok(Answer::Number(left(inputs, key)?)),
        "min_collateral_for_liq" => Ok(Answer::Number(-left(inputs, key)?)),
        // The venue keeps its leverage as whole basis points.
        "leverage_bps" => {
            let (account, _) = position(inputs, key)?;
            let leverage = efficiency(&account.evaluate()?).effective_leverage;
            Ok(optional(leverage.map(|leverage| libm::floor(leverage.value() * BASIS_POINTS))))
        }
        "max_leverage_ui" => greatest_leverage(inputs, key),
        _ => pool::answer(inputs, key),
    }
}

/// The position, sized at its entry, with its collateral set aside.
fn position(inputs: &Inputs, key: &str) -> Result<(Account, PositionId), Unanswered> {
    let size = need(inputs, &["size_usd", "size"], key)?;
    let tokens = inputs.number(&["size_tokens"]).unwrap_or(size);
    let sign = if inputs.truth(&["is_long"]) == Some(false) { -1.0 } else { 1.0 };
    let factor = inputs.number(&["min_collateral_factor"]).unwrap_or(0.0);
    let mut rates = plain(factor, factor);
    rates.floor = both(inputs.number(&["min_collateral_usd", "min_collateral"]).unwrap_or(0.0));
    rates.fixed = both(inputs.number(&["closing_fee"]).unwrap_or(0.0));
    let mut account = Account::empty();
    account.tiered(|model| model.basis = Basis { cross: SizedAt::Mark, isolated: SizedAt::Entry });
    let collateral = Usd::new(inputs.number(&["collateral_usd", "collateral"]).unwrap_or(0.0));
    let stated = Stated::still(sign * tokens, size / tokens, Schedule::Rates(rates));
    let position = account.open(stated, MarginMode::Isolated { collateral });
    let owed = ["fees", "borrowing", "funding"].iter().filter_map(|name| inputs.number(&[name])).sum::<f64>();
    let profit = inputs.number(&["pnl_usd", "pnl"]).unwrap_or(0.0);
    account.accrue(position, profit - owed + pool::impact_counted(inputs, size));
    Ok((account, position))
}

/// What is left of the collateral beyond what closing costs and must be kept.
fn left(inputs: &Inputs, key: &str) -> Result<f64, Unanswered> {
    let sized = inputs.number(&["size_usd", "size"]).is_some();
    let (account, position) = if sized {
        position(inputs, key)?
    } else {
        // No size is stated where nothing depends on it.
        position(&inputs.with("size", need(inputs, &["collateral"], key)?), key)?
    };
    let figures = account.report(GroupKey::Isolated(position))?.figures;
    Ok(figures.excess(Level::Maintenance).usd().get())
}

/// The greatest leverage that the interface offers: what opening and its fees allow, and no more than leaves twice what
/// must be kept.
fn greatest_leverage(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let kept = need(inputs, &["min_collateral_factor_for_liquidation"], key)?;
    let mut rates = plain(need(inputs, &["min_collateral_factor"], key)?, kept);
    let mut account = Account::empty();
    let one = account.open(Stated::still(1.0, 1.0, Schedule::Rates(rates.clone())), MarginMode::Cross);
    let most_kept = 1.0 / (2.0 * account.rate(one, Level::Maintenance)?);
    rates.fee = Some(margin_core::units::Ratio::new(FEES * need(inputs, &["position_fee"], key)?));
    let with_fees = account.open(Stated::still(1.0, 1.0, Schedule::Rates(rates)), MarginMode::Cross);
    let most_opened = 1.0 / account.rate(with_fees, Level::Initial)?;
    let most = most_opened.min(most_kept);
    Ok(Answer::Number(LEVERAGE_STEP * libm::floor(most / LEVERAGE_STEP + f64::EPSILON * most)))
}

fn listed(inputs: &Inputs, key: &str) -> Unanswered {
    unknown(inputs, key)
}
