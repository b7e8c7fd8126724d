//! Borrowing against spot assets: its rates, what collateral backs, and the ratio of an account that borrows.
//!
//! The venue's ratio counts an account's balance of a token and its debt in it on both sides; the engine nets one asset, so
//! the balance becomes one of an asset of its own.

use crate::families::account::{Account, DOLLAR};
use crate::families::stated::{dollars, terms};
use crate::families::{need, optional, published};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_core::interest;
use margin_core::liquidation::trigger;
use margin_core::report::{Level, Levels};
use margin_core::rules::{InterestRule, SupplyRate};
use margin_core::units::{Quantity, Ratio, Usd};

const RULES: &str = "hyperliquid/portfolio-margin";
const LENT: &str = "USDC";
const BALANCE: &str = "BALANCE";
const COLLATERAL: &str = "COLLATERAL";
const BACKING: &str = "HYPE";

/// Answers one expected figure; nothing where it is not about borrowing.
pub(super) fn answer(inputs: &Inputs, key: &str) -> Option<Result<Answer, Unanswered>> {
    let number = |found: Result<f64, Unanswered>| Some(found.map(Answer::Number));
    match key {
        "borrow_apy" | "apy" => number(borrow_rate(inputs, key)),
        "supply_rate" => number(supply_rate(inputs, key)),
        "borrow_ratio" => Some(share(inputs, ["borrowed", "user_cap"], key)),
        "supply_ratio" => Some(share(inputs, ["hype", "user_supply_cap"], key)),
        "borrowable" | "backing" => number(backing(inputs, key).and_then(|account| account.excess(Level::Initial))),
        "value" => number(backing(inputs, key).and_then(|account| value(&account))),
        "maintenance_requirement" | "maintenance" => {
            number(borrower(inputs, key).and_then(|account| account.requirement(Level::Maintenance)))
        }
        "liquidation_value" => number(borrower(inputs, key).and_then(|account| account.counted(Level::Maintenance))),
        "portfolio_margin_ratio" | "ratio" => number(borrower(inputs, key).and_then(|account| ratio(&account))),
        "liq_threshold" | "liquidation_threshold" => number(thresholds(inputs, key).map(|[partial, _]| partial.get())),
        "partial" | "full" => number(threshold_value(inputs, key)),
        _ => None,
    }
}

/// The ratios of collateral to debt at which a debt is liquidated in part and in full.
fn thresholds(inputs: &Inputs, key: &str) -> Result<[Ratio; 2], Unanswered> {
    Ok(trigger::debt_thresholds(Ratio::new(need(inputs, &["ltv"], key)?)))
}

/// The debts at those ratios.
fn threshold_value(inputs: &Inputs, key: &str) -> Result<f64, Unanswered> {
    let collateral = Usd::new(need(inputs, &["collateral_value"], key)?);
    let [partial, full] = thresholds(inputs, key)?;
    Ok((collateral * if key == "partial" { partial } else { full }).get())
}

/// Whether an account that borrows is stated.
pub(super) fn stated(inputs: &Inputs) -> bool {
    inputs.number(&["min_borrow_offset"]).is_some()
}

/// Whether the account is liquidated at the venue's own trigger.
pub(super) fn liquidatable(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let account = borrower(inputs, key)?;
    let [counted, required] =
        [account.counted(Level::Maintenance)?, account.requirement(Level::Maintenance)?].map(Usd::new);
    let policy = &published(RULES)?.liquidation;
    Ok(Answer::Truth(trigger::triggered(counted, required, policy.trigger_share(), policy.at_trigger)))
}

fn rule() -> Result<InterestRule, Unanswered> {
    let rule = published(RULES)?.interest.get(&LENT.into()).copied();
    rule.ok_or_else(|| Unanswered::Refused(format!("{RULES} does not say what {LENT} costs")))
}

fn borrow_rate(inputs: &Inputs, key: &str) -> Result<f64, Unanswered> {
    let utilisation = Ratio::new(need(inputs, &["utilization", "util"], key)?);
    Ok(interest::borrow_rate(&rule()?, utilisation).get())
}

/// The venue's curve must give the borrow rate that is stated, and its cut be the one that is stated.
fn supply_rate(inputs: &Inputs, key: &str) -> Result<f64, Unanswered> {
    let (rule, utilisation) = (rule()?, Ratio::new(need(inputs, &["utilization"], key)?));
    let stated = [need(inputs, &["borrow_rate"], key)?, need(inputs, &["protocol_cut"], key)?];
    let cut = match rule.supply {
        SupplyRate::OfBorrow { cut } => cut,
        SupplyRate::Curve(_) => return Err(Unanswered::Refused(format!("{RULES} has a curve for deposits"))),
    };
    if [interest::borrow_rate(&rule, utilisation), cut] != stated.map(Ratio::new) {
        return Err(Unanswered::Refused("the rules and the vector state different rates".to_owned()));
    }
    Ok(interest::supply_rate(&rule, utilisation).get())
}

/// How much of a cap is used.
fn share(inputs: &Inputs, names: [&str; 2], key: &str) -> Result<Answer, Unanswered> {
    let [used, cap] = names.map(|name| need(inputs, &[name], key).map(Usd::new));
    Ok(optional(used?.share_of(cap?).map(Ratio::get)))
}

/// Collateral at the loan-to-value that is stated, under the venue's other rules.
fn backing(inputs: &Inputs, key: &str) -> Result<Account, Unanswered> {
    let counts = need(inputs, &["ltv"], key)?;
    let mut account = Account::empty();
    account.rules = published(RULES)?.clone();
    let quantity = need(inputs, &["hype"], key)?;
    account.hold_asset(
        BACKING,
        quantity,
        need(inputs, &["price"], key)?,
        terms(Levels::both(counts), Levels::both(1.0)),
    );
    Ok(account)
}

fn value(account: &Account) -> Result<f64, Unanswered> {
    Ok(account.evaluate()?.total.equity.usd().get())
}

/// A balance, collateral at its threshold and a debt, beside positions of which the total requirement is stated.
fn borrower(inputs: &Inputs, key: &str) -> Result<Account, Unanswered> {
    let threshold = match inputs.number(&["liq_threshold"]) {
        Some(threshold) => threshold,
        None => thresholds(inputs, key)?[0].get(),
    };
    let cap = Usd::new(need(inputs, &["user_borrow_cap", "borrow_cap"], key)?);
    let aside = Usd::new(need(inputs, &["min_borrow_offset"], key)?);
    let mut account = Account::empty();
    account.hold_asset(BALANCE, need(inputs, &["portfolio_balance"], key)?, 1.0, dollars());
    let mut collateral = terms(Levels::both(threshold), Levels::both(1.0));
    collateral.most_counted = Some(cap);
    collateral.most_units = inputs.number(&["supply_cap"]).map(Quantity::new);
    account.hold_asset(COLLATERAL, need(inputs, &["collateral_value", "portfolio_balance"], key)?, 1.0, collateral);
    let price = inputs.number(&["borrow_oracle"]).unwrap_or(1.0);
    account.hold_asset(DOLLAR, -need(inputs, &["borrow_value", "borrowed"], key)?, price, dollars());
    account.open_others(need(inputs, &["sum_cross_mm", "cross_mm"], key)?);
    account.tiered(|model| model.account = Some(Levels { initial: Usd::ZERO, maintenance: aside }));
    Ok(account)
}

/// The venue states its ratio as the requirement over what counts.
fn ratio(account: &Account) -> Result<f64, Unanswered> {
    Ok(account.requirement(Level::Maintenance)? / account.counted(Level::Maintenance)?)
}
