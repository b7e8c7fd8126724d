//! What `fetchBalance` gives: of each asset what is free, used, in total and owed.

use crate::imported::{ImportNote, SpotBalance};
use crate::node::Node;
use crate::problem::Problems;
use crate::statement::name::is_dollar;
use crate::statement::{Balance, Statement};
use margin_core::units::Quantity;

/// Takes the totals, and what is owed off them.
pub(super) fn read(node: &Node, statement: &mut Statement, problems: &mut Problems) {
    let Some(fields) = node.object(problems) else {
        return;
    };
    statement.at(fields.optional("timestamp").and_then(|node| node.time(problems)));
    for (name, sign) in [("total", 1.0), ("debt", -1.0)] {
        let Some(amounts) = fields.optional(name).and_then(|node| node.object(problems)) else {
            continue;
        };
        for (asset, node) in amounts.entries().filter(|(_, node)| !node.is_absent()) {
            if let Some(quantity) = node.number(problems).filter(|quantity| *quantity != 0.0) {
                statement.balances.push(Balance::full(node.place.clone(), asset, sign * quantity));
            }
        }
    }
    statement.notes.push(ImportNote::BalancesBeforeProfit);
}

/// Leaves out what has no price: neither a dollar nor what a position is on.
pub(super) fn leave_unpriced(statement: &mut Statement) {
    let held = std::mem::take(&mut statement.balances);
    let priced = |balance: &Balance| {
        is_dollar(balance.asset.as_str()) || statement.rows.iter().any(|row| row.instrument.underlying == balance.asset)
    };
    let (priced, unpriced): (Vec<Balance>, Vec<Balance>) = held.into_iter().partition(priced);
    statement.balances = priced;
    let spot = |balance: Balance| SpotBalance { asset: balance.asset, quantity: Quantity::new(balance.quantity) };
    let unpriced: Vec<_> = unpriced.into_iter().map(spot).collect();
    if !unpriced.is_empty() {
        statement.notes.push(ImportNote::BalancesUnpriced(unpriced));
    }
}
