//! Deposits, debts and perpetuals whose weights follow the square root of size, and how they are liquidated.

mod liquidated;

use crate::families::account::{Account, DOLLAR};
use crate::families::stated::{Stated, dollars, flat, growing, plain, rates, sized, terms};
use crate::families::{need, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_core::id::PositionId;
use margin_core::liquidation::trigger;
use margin_core::portfolio::MarginMode;
use margin_core::report::{GroupKey, Level, Levels};
use margin_core::rules::liquidation::Target;
use margin_core::rules::{AssetTerms, Crowding, MaintenanceRate, Measure, Profit, Schedule, SpotOrders};
use margin_core::units::{Quantity, Ratio, Usd};

/// What the venue's own tests and program fix, where a vector does not state it: what an asset's share is of, the part
/// of a rate that growth begins from, the most dollars of profit that count to open, and what an order requires.
const NUMERATOR: f64 = 1.1;
const START: f64 = 0.8;
const MOST_PROFIT: f64 = 100.0;
const EACH_ORDER: f64 = 0.01;

const ROOT: f64 = 0.5;
const BASIS_POINTS: f64 = 1e4;

/// Answers one expected figure.
pub(super) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    match key {
        "weight_bps" => Ok(Answer::Number(weight(inputs, key)? * BASIS_POINTS)),
        "initial_margin" => Ok(Answer::Number(perpetual(inputs, key)?.requirement(Level::Initial)?)),
        "counted_upnl" => Ok(Answer::Number(perpetual(inputs, key)?.counted(Level::Initial)?)),
        "im" => Ok(Answer::Number(prediction(inputs, key)?.requirement(Level::Initial)?)),
        "margin_requirement" => Ok(Answer::Number(mixed(inputs, key)?.requirement(Level::Initial)?)),
        "total_collateral" => Ok(Answer::Number(mixed(inputs, key)?.counted(Level::Initial)?)),
        "cross_mr" | "cross_collateral" | "isolated_mr" | "isolated_collateral" => ring_fenced(inputs, key),
        "cross_mr_plus_buffer" | "isolated_mr_plus_buffer" => buffered(inputs, key),
        "isolated_collateral_with_buffer" => {
            Err(Unanswered::Listed("a buffer that enlarges losses while a liquidation goes on is not built".to_owned()))
        }
        _ => liquidated::answer(inputs, key),
    }
}

/// The share of a value that counts or that a debt requires, as the smallest account shows it.
fn weight(inputs: &Inputs, key: &str) -> Result<f64, Unanswered> {
    let mut account = Account::empty();
    if inputs.number(&["pnl_usd"]).is_some() {
        return profit_weight(inputs, key);
    }
    if let Some(initial) = inputs.number(&["initial_weight"]) {
        return crowded_weight(inputs, initial, key);
    }
    let size = need(inputs, &["size_tokens"], key)?;
    let factor = [need(inputs, &["imf_factor"], key)?, ROOT];
    let kind = inputs.text(&["type"]).unwrap_or("initial");
    let level = if kind == "maintenance" { Level::Maintenance } else { Level::Initial };
    let by_levels = inputs.number(&["initial"]).zip(inputs.number(&["maintenance"]));
    // What a fill is held to lies half-way between the two levels: it is stated as a level of its own.
    let base = match (by_levels, kind) {
        (None, _) => need(inputs, &["base_weight"], key)?,
        (Some((initial, maintenance)), "fill") => (initial + maintenance) / 2.0,
        (Some((initial, maintenance)), _) => *Levels { initial, maintenance }.at(level),
    };
    let is_debt = base >= 1.0;
    if !is_debt && base > 0.0 {
        let haircut = Levels::both(sized(base, NUMERATOR, factor, Measure::Quantity));
        let held = account.hold_asset("COIN", size, 1.0, AssetTerms { haircut, ..dollars() });
        return account.weight(held, level);
    }
    let rate = growing(base, START, factor, Measure::Quantity);
    if is_debt {
        let owed = AssetTerms { debt: Some(Levels::both(rate)), ..dollars() };
        let owed = account.hold_asset("COIN", -size, 1.0, owed);
        return account.weight(owed, level);
    }
    // Less than a dollar for a dollar is a perpetual's rate, which follows the same formula.
    let schedule = Schedule::Rates(rates(rate, MaintenanceRate::Own(rate)));
    let position = account.open(Stated::still(size, 1.0, schedule), MarginMode::Cross);
    account.rate(position, level)
}

fn profit_weight(inputs: &Inputs, key: &str) -> Result<f64, Unanswered> {
    let [base, factor, profit] = [
        need(inputs, &["base_weight"], key)?,
        need(inputs, &["pnl_imf_factor"], key)?,
        need(inputs, &["pnl_usd"], key)?,
    ];
    let mut account = Account::empty();
    let haircut = sized(base, NUMERATOR, [factor, ROOT], Measure::Value);
    account.tiered(|model| model.profit = Some(Levels::both(Profit { haircut, most: None })));
    account.open(Stated::still(1.0, 1.0 + profit, flat(0.1, 0.1)).opened_at(1.0), MarginMode::Cross);
    let report = account.report(GroupKey::Cross)?;
    Ok(report.figures.counted.initial.usd().get() / report.figures.equity.usd().get())
}

/// What a deposit counts for when all deposits have passed the bound.
fn crowded_weight(inputs: &Inputs, initial: f64, key: &str) -> Result<f64, Unanswered> {
    let bound = Usd::new(need(inputs, &["scale_start_usd"], key)?);
    let price = need(inputs, &["price"], key)?;
    let crowding = Some(Crowding { deposits_above: Some(bound), debts_above: None });
    let terms = AssetTerms { crowding, ..terms(Levels::both(initial), Levels::both(1.0)) };
    let mut account = Account::empty();
    let held = account.hold_asset("COIN", 1.0, price, terms);
    account.quote("COIN").deposits = Some(Quantity::new(need(inputs, &["total_deposits_tokens"], key)?));
    account.weight(held, Level::Initial)
}

/// A perpetual; its entry is not stated, and its profit is taken to be more than counts.
fn perpetual(inputs: &Inputs, key: &str) -> Result<Account, Unanswered> {
    let [size, price] = [need(inputs, &["size"], key)?, need(inputs, &["price"], key)?];
    let factor = [need(inputs, &["imf_factor"], key)?, ROOT];
    let rate = growing(need(inputs, &["margin_ratio_initial"], key)?, START, factor, Measure::Quantity);
    let schedule = Schedule::Rates(rates(rate, MaintenanceRate::Own(rate)));
    let mut account = Account::empty();
    let haircut = margin_core::rules::Haircut::Flat(Ratio::ZERO);
    let profit = Profit { haircut, most: Some(Usd::new(MOST_PROFIT)) };
    account.tiered(|model| model.profit = Some(Levels::both(profit)));
    let entry = if size < 0.0 { price * 2.0 } else { price / 2.0 };
    account.open(Stated::still(size, price, schedule).opened_at(entry), MarginMode::Cross);
    Ok(account)
}

/// A contract on an event: a short of yes is a long of no, which costs one less the price and may lose it all.
fn prediction(inputs: &Inputs, key: &str) -> Result<Account, Unanswered> {
    let [size, price] = [need(inputs, &["size"], key)?, need(inputs, &["price"], key)?];
    let cost = if inputs.text(&["side"]) == Some("short") { 1.0 - price } else { price };
    let mut account = Account::empty();
    account.open(Stated::still(size, cost, flat(1.0, 1.0)), MarginMode::Cross);
    Ok(account)
}

/// Dollars, a debt, a perpetual and orders on a spot market, whichever are stated.
fn mixed(inputs: &Inputs, key: &str) -> Result<Account, Unanswered> {
    let mut account = Account::empty();
    account.hold(inputs.number(&["usdc"]).unwrap_or(0.0));
    account.portfolio.own_initial = inputs.number(&["user_custom_margin_ratio"]).map(Ratio::new);
    if let Some(borrow) = inputs.within(&["borrow"]) {
        owe(&mut account, &borrow, ["tokens", "liab_w"], key)?;
    }
    if let Some(perp) = inputs.within(&["perp"]) {
        let rate = need(&perp, &["mr_init"], key)?;
        let [size, price] = [need(&perp, &["size"], key)?, need(&perp, &["price"], key)?];
        account.open(Stated::still(size, price, flat(rate, rate)), MarginMode::Cross);
    }
    for (name, sign) in [("spot_open_bid", 1.0), ("spot_open_ask", -1.0)] {
        let Some(order) = inputs.within(&[name]) else { continue };
        let [tokens, price] = [need(&order, &["tokens"], key)?, need(&order, &["price"], key)?];
        let counts = order.number(&["asset_w_init"]).unwrap_or(1.0);
        let requires = order.number(&["liab_w_init"]).unwrap_or(1.0);
        account.hold_asset("COIN", 0.0, price, terms(Levels::both(counts), Levels::both(requires)));
        account.rules.collateral.spot_orders = SpotOrders::Filled { quote: DOLLAR.into() };
        account.tiered(|model| model.orders.each = Usd::new(EACH_ORDER));
        account.spot_order("COIN", sign * tokens, price);
    }
    Ok(account)
}

fn owe(account: &mut Account, borrow: &Inputs, [tokens, weight]: [&str; 2], key: &str) -> Result<f64, Unanswered> {
    let [tokens, price] = [need(borrow, &[tokens], key)?, need(borrow, &["price"], key)?];
    let weight = need(borrow, &[weight], key)?;
    account.hold_asset("DEBT", -tokens, price, terms(Levels::both(1.0), Levels::both(weight)));
    Ok(tokens * price)
}

/// A cross account with a debt, and an isolated position beside it.
fn beside(inputs: &Inputs, key: &str) -> Result<(Account, PositionId, [f64; 2]), Unanswered> {
    let [Some(cross), Some(isolated)] = [inputs.within(&["cross"]), inputs.within(&["isolated"])] else {
        return Err(unknown(inputs, key));
    };
    let mut account = Account::empty();
    account.hold(need(&cross, &["usdc"], key)?);
    let owed = owe(&mut account, &cross, ["borrow_tokens", "liab_w"], key)?;
    let [size, price] = [need(&isolated, &["size"], key)?, need(&isolated, &["price"], key)?];
    let rate = need(&isolated, &["mr_init"], key)?;
    // What opening a position cost, over its size, is its entry.
    let entry = -need(&isolated, &["quote"], key)? / size;
    let stated = Stated::still(size, price, Schedule::Rates(plain(rate, rate))).opened_at(entry);
    let collateral = Usd::new(need(&isolated, &["collateral"], key)?);
    let position = account.open(stated, MarginMode::Isolated { collateral });
    let notional = account.notional(position)?.get();
    Ok((account, position, [owed, notional]))
}

fn ring_fenced(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let (account, position, _) = beside(inputs, key)?;
    let group = if key.starts_with("cross") { GroupKey::Cross } else { GroupKey::Isolated(position) };
    let figures = account.report(group)?.figures;
    let amount = if key.ends_with("_mr") { &figures.initial } else { &figures.counted.initial };
    Ok(Answer::Number(amount.usd().get()))
}

/// What a liquidation goes on until: the requirement and a buffer of what is owed or open.
fn buffered(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let (account, position, [owed, notional]) = beside(inputs, key)?;
    let buffer = Ratio::new(need(inputs, &["margin_buffer_bps"], key)? / BASIS_POINTS);
    let target = Target { level: Level::Initial, buffer, ..Target::default() };
    let (group, size) = match key.starts_with("cross") {
        true => (GroupKey::Cross, owed),
        false => (GroupKey::Isolated(position), notional),
    };
    let required = account.report(group)?.figures.initial.usd();
    Ok(Answer::Number(trigger::shortage(Usd::ZERO, required, Usd::new(size), target).get()))
}
