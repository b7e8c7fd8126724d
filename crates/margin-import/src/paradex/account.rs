//! Collateral and totals, as `account` and `balances` have them.

use super::DOLLAR;
use crate::node::Node;
use crate::paper::Papers;
use crate::problem::{DocumentKind, Problems};
use crate::statement::{Balance, Statement, Totals, items};

/// Reads totals and balances; without balances, the account's collateral is its own dollar.
pub(super) fn read(papers: &Papers, account: Option<&Node>, statement: &mut Statement, problems: &mut Problems) {
    for node in items(papers, DocumentKind::Spot, problems) {
        statement.balances.extend(balance(&node, problems));
    }
    let Some(fields) = account.and_then(|node| node.object(problems)) else {
        return;
    };
    let mut number = |name: &str| fields.number_if_any(name, problems);
    statement.totals = Totals {
        equity: number("account_value"),
        initial: number("initial_margin_requirement"),
        maintenance: number("maintenance_margin_requirement"),
        withdrawable: number("free_collateral"),
    };
    let collateral = number("total_collateral");
    let time = fields.optional("updated_at").and_then(|node| node.time(problems));
    statement.at(time);
    if statement.balances.is_empty() {
        let asset = fields.optional("settlement_asset").and_then(|node| node.name(problems)).unwrap_or(DOLLAR);
        if collateral.is_none() {
            fields.required("total_collateral", problems);
        }
        let place = fields.place.field("total_collateral");
        statement.balances.extend(collateral.map(|amount| Balance::full(place, asset, amount)));
    }
}

fn balance(node: &Node, problems: &mut Problems) -> Option<Balance> {
    let fields = node.object(problems)?;
    let token = fields.required("token", problems).and_then(|node| node.name(problems));
    let size = fields.number("size", problems);
    Some(Balance::full(node.place.clone(), token?, size?))
}
