//! Perpetuals whose rates rise with the share of the market that they are, opened against the market's skew, with what
//! is set aside for keepers.

use crate::families::account::Account;
use crate::families::stated::{Stated, both, plain, rates};
use crate::families::{need, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_core::id::PositionId;
use margin_core::liquidation::keeper::{self, Bounds};
use margin_core::liquidation::size;
use margin_core::pool;
use margin_core::portfolio::MarginMode;
use margin_core::report::{GroupKey, Level};
use margin_core::rules::{Growth, Keeper, MaintenanceRate, Rate, Rates, Schedule, SizedRate};
use margin_core::units::{Price, Quantity, Ratio, Usd};

/// More dollars than any bound that is not stated.
const NO_BOUND: f64 = 1e30;

/// Answers one expected figure.
pub(super) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let plainly = || account(inputs, None, key);
    let rewarded = || account(inputs, Some(reward_rule(inputs)), key);
    match key {
        "initial_margin" | "initial_margin_excl_reward" => Ok(Answer::Number(plainly()?.requirement(Level::Initial)?)),
        "maintenance_margin" | "maintenance_margin_excl_reward" => {
            Ok(Answer::Number(plainly()?.requirement(Level::Maintenance)?))
        }
        "required_with_reward" => Ok(Answer::Number(rewarded()?.requirement(Level::Initial)?)),
        "flag_reward" => {
            let [with, without] = [rewarded()?, plainly()?].map(|account| account.requirement(Level::Initial));
            Ok(Answer::Number(with? - without?))
        }
        "available_margin" | "available" => Ok(Answer::Number(plainly()?.counted(Level::Maintenance)?)),
        "withdrawable" => {
            let report = rewarded()?.report(GroupKey::Cross)?;
            Ok(Answer::Number(report.figures.counted.initial.usd().get() - report.withdrawal.usd().get()))
        }
        "keeper_reward_wei" => keeper_reward(inputs, key),
        "max_liquidatable" => window(inputs, key),
        _ => profit(inputs, key),
    }
}

/// One position's profit, by its place.
fn profit(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let place = key.strip_prefix("pnl.").and_then(|place| place.parse().ok()).ok_or_else(|| unknown(inputs, key))?;
    let report = account(inputs, None, key)?.evaluate()?;
    let position = report.position(PositionId(place)).ok_or_else(|| unknown(inputs, key))?;
    Ok(Answer::Number(position.unrealised.usd().get()))
}

/// What is set aside for a keeper: no less than the least reward that is stated.
fn reward_rule(inputs: &Inputs) -> Keeper {
    let least = Usd::new(inputs.number(&["min_liq_reward"]).unwrap_or(0.0));
    Keeper { least, most: Usd::new(NO_BOUND), profit: Ratio::ZERO, most_share: None }
}

/// The positions, at new prices where there are some, beside the collateral.
fn account(inputs: &Inputs, keeper: Option<Keeper>, key: &str) -> Result<Account, Unanswered> {
    let mut account = Account::empty();
    account.hold(inputs.number(&["collateral"]).unwrap_or(0.0));
    account.tiered(|model| model.keeper = keeper);
    let rows = inputs.each(&["positions"]).unwrap_or_else(|| vec![inputs.clone()]);
    let opened: Result<Vec<_>, Unanswered> = rows.iter().map(|row| open(&mut account, row, key)).collect();
    let moved = inputs.numbers(&["new_prices"]).unwrap_or_default();
    for (position, price) in opened?.into_iter().zip(moved) {
        account = account.with_price(position, price);
    }
    Ok(account)
}

/// A position that was opened in a market without skew.
fn open(account: &mut Account, row: &Inputs, key: &str) -> Result<PositionId, Unanswered> {
    let [size, price] = [need(row, &["size"], key)?, need(row, &["price"], key)?];
    let scale = Quantity::new(need(row, &["skew_scale"], key)?);
    let entry = pool::price_at_skew(Price::new(price), Quantity::ZERO, Quantity::new(size), scale);
    let stated = Stated::still(size, price, Schedule::Rates(schedule(row, scale)));
    Ok(account.open(stated.opened_at(entry.get()), MarginMode::Cross))
}

fn schedule(row: &Inputs, scale: Quantity) -> Rates {
    let ratio = |name: &str| row.number(&[name]).map(Ratio::new);
    let Some((factor, base)) = ratio("imr").zip(ratio("min_imr")) else { return plain(0.0, 0.0) };
    let initial = SizedRate { base: Rate::Share(base), growth: Some(Growth::Skew { scale, factor }) };
    let share = ratio("maint_scalar").unwrap_or(Ratio::new(1.0));
    let mut rates = rates(initial, MaintenanceRate::OfInitial(share));
    rates.fixed = both(row.number(&["min_position_margin"]).unwrap_or(0.0));
    rates.keeper = ratio("liq_margin_pct").or_else(|| ratio("reward_ratio"));
    rates
}

/// A reward within its bounds, in whole units of the chain's smallest coin, which it cuts fractions off.
fn keeper_reward(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let cost = match inputs.number(&["cost_wei"]) {
        Some(cost) => cost,
        None => need(inputs, &["flag_cost"], key)? + need(inputs, &["liquidate_cost"], key)?,
    };
    let bounds = Bounds {
        least: Usd::new(inputs.number(&["min_reward_wei"]).unwrap_or(0.0)),
        profit: Ratio::new(inputs.number(&["profit_ratio"]).unwrap_or(0.0)),
        most: Usd::new(inputs.number(&["max_reward_wei"]).unwrap_or(NO_BOUND)),
        most_of_account: None,
    };
    Ok(Answer::Number(libm::trunc(keeper::reward(Usd::ZERO, Usd::new(cost), bounds).get())))
}

/// What may be liquidated within a window, of what there is.
fn window(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let ratio = |name: &str| need(inputs, &[name], key).map(Ratio::new);
    let scale = Quantity::new(need(inputs, &["skew_scale"], key)?);
    let seconds = need(inputs, &["seconds_in_window"], key)?;
    let most = size::window(ratio("maker")?, ratio("taker")?, scale, ratio("limit_multiplier")?, seconds);
    Ok(Answer::Number(most.get().min(inputs.number(&["size"]).unwrap_or(f64::INFINITY))))
}
