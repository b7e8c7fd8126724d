//! Collateral and totals, as `account/balance` has them. Totals are in dollars, balances in their own units.
//!
//! An asset's equity is its cash, which is negative where it is owed, with the profit of what settles in it; what stands
//! behind isolated positions is apart. In multi-currency accounts `disEq` is what is left of it after haircuts.

use crate::imported::ImportNote;
use crate::node::{Fields, Node};
use crate::paper::Papers;
use crate::problem::{DocumentKind, Problems};
use crate::simplified::Simplified;
use crate::statement::{Balance, Counts, Pools, Statement, Totals, items};
use margin_core::units::Usd;

/// Reads balances and totals of the first account; others are told of.
pub(super) fn read(papers: &Papers, statement: &mut Statement, problems: &mut Problems) {
    let accounts = items(papers, DocumentKind::Account, problems);
    let Some(first) = accounts.first() else {
        return;
    };
    if accounts.len() > 1 {
        statement.notes.push(ImportNote::OtherAccounts { count: accounts.len() - 1 });
    }
    let Some(fields) = first.object(problems) else {
        return;
    };
    let mut number = |name: &str| fields.number_if_any(name, problems);
    let (adjusted, total, isolated) = (number("adjEq"), number("totalEq"), number("isoEq").unwrap_or_default());
    let (initial, maintenance, orders) = (number("imr"), number("mmr"), number("ordFroz").unwrap_or_default());
    let time = fields.optional("uTime").and_then(|node| node.time(problems));
    statement.at(time);
    let discounted = adjusted.is_some();
    if discounted {
        statement.pools = Pools::Together;
    }
    if orders > 0.0 {
        statement.notes.push(ImportNote::Simplified(Simplified::HeldForOrders(Usd::new(orders))));
    }
    let details = fields.required("details", problems).and_then(|list| list.list(problems));
    let mut sums = [None, None];
    for node in details.into_iter().flatten() {
        if let Some((balance, required)) = detail(&node, discounted, problems) {
            for (sum, amount) in sums.iter_mut().zip(required) {
                *sum = amount.map_or(*sum, |amount| Some(sum.unwrap_or_default() + amount));
            }
            statement.balances.push(balance);
        }
    }
    statement.totals = Totals {
        equity: total.map(|total| total - isolated),
        initial: initial.or(sums[0]),
        maintenance: maintenance.or(sums[1]),
        withdrawable: None,
    };
}

/// One asset's balance, and what it must cover at both levels, in dollars.
fn detail(node: &Node, discounted: bool, problems: &mut Problems) -> Option<(Balance, [Option<f64>; 2])> {
    let fields = node.object(problems)?;
    let asset = fields.required("ccy", problems).and_then(|node| node.name(problems));
    let cash = fields.number("cashBal", problems);
    let mut number = |name: &str| fields.number_if_any(name, problems);
    let (equity, dollars, price) = (number("eq"), number("eqUsd"), number("coinUsdPrice"));
    let index = price.or_else(|| Some(dollars? / equity?)).filter(|index| index.is_finite() && *index > 0.0);
    let required = [number("imr"), number("mmr")].map(|amount| Some(amount? * index?));
    let counts = if discounted { after_haircut(&fields, dollars, problems) } else { Counts::Full };
    let counts = if cash? < 0.0 { Counts::Full } else { counts };
    Some((Balance { index, counts, ..Balance::full(node.place.clone(), asset?, cash?) }, required))
}

/// The share that counts of an asset in a multi-currency account.
fn after_haircut(fields: &Fields, dollars: Option<f64>, problems: &mut Problems) -> Counts {
    let enabled = fields.optional("collateralEnabled").and_then(|node| node.boolean(problems));
    let left = fields.number_if_any("disEq", problems);
    if enabled == Some(false) && left.is_none_or(|left| left == 0.0) {
        return Counts::Not;
    }
    match left.zip(dollars) {
        Some((left, dollars)) if dollars > 0.0 && left >= 0.0 => {
            let share = (left / dollars).min(1.0);
            Counts::Share { initial: share, maintenance: share }
        }
        _ => Counts::Full,
    }
}
