//! Resting orders counted on the worse side, liquidation in steps, and losses that are shared.

use crate::families::account::Account;
use crate::families::stated::{Stated, flat};
use crate::families::{need, optional, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_core::floor;
use margin_core::liquidation::{fee, size, waterfall};
use margin_core::orders;
use margin_core::portfolio::MarginMode;
use margin_core::report::{GroupKey, Level, Levels};
use margin_core::rules::OrderRule;
use margin_core::rules::liquidation::Cover;
use margin_core::units::{Price, Quantity, Ratio, Usd};

/// Answers one expected figure.
pub(super) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    match key {
        "imr" | "net_imr" => Ok(Answer::Number(with_orders(inputs, key)?.requirement(Level::Initial)?)),
        "buy_open" => Ok(Answer::Number(open_sides(inputs, key)?.buy.get())),
        "sell_open" => Ok(Answer::Number(open_sides(inputs, key)?.sell.get())),
        "net_delta" => Ok(Answer::Number(deltas(inputs, key)?[0].get())),
        "gross_delta" => Ok(Answer::Number(deltas(inputs, key)?[1].get())),
        "hedged_delta" => {
            let [net, gross] = deltas(inputs, key)?;
            Ok(Answer::Number(floor::hedged_delta(net, gross).get()))
        }
        "min_delta_risk" => Ok(Answer::Number(minimum_delta(inputs, key)?.get())),
        "chosen_share" => Ok(Answer::Number(chosen_share(inputs, key)?.get())),
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
        _ => match key.strip_prefix("table.").and_then(|place| place.split_once('.')) {
            Some((row, column)) => table(inputs, key, [row, column]),
            None => Err(unknown(inputs, key)),
        },
    }
}

const BUYS: [&str; 2] = ["open_buys", "buy_orders"];
const SELLS: [&str; 2] = ["open_sells", "sell_orders"];

/// A position with resting orders, of which the worse side counts.
fn with_orders(inputs: &Inputs, key: &str) -> Result<Account, Unanswered> {
    let rate = need(inputs, &["imf"], key)?;
    let [quantity, mark] = [need(inputs, &["position"], key)?, need(inputs, &["mark"], key)?];
    let mut account = Account::empty();
    account.tiered(|model| model.orders.counted = Levels::both(OrderRule::WorseSide));
    let position = account.open(Stated::still(quantity, mark, flat(rate, rate)), MarginMode::Cross);
    account.order(position, need(inputs, &BUYS, key)?);
    account.order(position, -need(inputs, &SELLS, key)?);
    Ok(account)
}

fn open_sides(inputs: &Inputs, key: &str) -> Result<orders::OpenSides, Unanswered> {
    let quantity = |names: &[&str]| need(inputs, names, key).map(Quantity::new);
    Ok(orders::open_sides(quantity(&["position"])?, quantity(&BUYS)?, quantity(&SELLS)?))
}

fn deltas(inputs: &Inputs, key: &str) -> Result<[Quantity; 2], Unanswered> {
    let deltas = inputs.numbers(&["deltas"]).ok_or_else(|| unknown(inputs, key))?;
    Ok(floor::net_and_gross(deltas.into_iter().map(Quantity::new)))
}

fn minimum_delta(inputs: &Inputs, key: &str) -> Result<Usd, Unanswered> {
    let [net, gross] = deltas(inputs, key)?;
    let [unhedged, hedged] = [need(inputs, &["unhedged"], key)?, need(inputs, &["hedged"], key)?].map(Ratio::new);
    Ok(floor::minimum_delta(net, gross, unhedged, hedged, Price::new(need(inputs, &["spot"], key)?)))
}

/// What counts, what must be kept and the penalty's rate. The venue's text states another rate than the one that its
/// table is calculated with; the table's is taken.
fn to_reduce(inputs: &Inputs, key: &str) -> Result<(Usd, Usd, Ratio), Unanswered> {
    let number = |name: &str| need(inputs, &[name], key);
    let mut account = Account::empty();
    account.hold(number("collateral")? + number("upnl")?);
    let counted = Usd::new(account.counted(Level::Maintenance)?);
    Ok((counted, Usd::new(number("MMR")?), Ratio::new(number("liq_fee_USED")?)))
}

fn chosen_share(inputs: &Inputs, key: &str) -> Result<Ratio, Unanswered> {
    let (counted, maintenance, rate) = to_reduce(inputs, key)?;
    let [step, most] = [need(inputs, &["step"], key)?, need(inputs, &["target_ratio"], key)?].map(Ratio::new);
    Ok(size::smallest_reduction(step, most, counted, maintenance, rate))
}

/// A row for each multiple of the step: the share, what must be kept, the penalty, what counts, and the ratio.
fn table(inputs: &Inputs, key: &str, [row, column]: [&str; 2]) -> Result<Answer, Unanswered> {
    let (counted, maintenance, rate) = to_reduce(inputs, key)?;
    let row: f64 = row.parse().map_err(|_| unknown(inputs, key))?;
    let share = Ratio::new((row + 1.0) * need(inputs, &["step"], key)?);
    let left = size::reduced(share, counted, maintenance, rate);
    match column {
        "0" => Ok(Answer::Number(share.get())),
        "1" => Ok(Answer::Number(left.maintenance.get())),
        "2" => Ok(Answer::Number(left.penalty.get())),
        "3" => Ok(Answer::Number(left.counted.get())),
        "4" => Ok(optional(left.used().map(Ratio::get))),
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
