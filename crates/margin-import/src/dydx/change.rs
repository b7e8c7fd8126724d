//! Changes to subaccounts, prices and orders, as the venue sends them after the first message of a channel.

use super::DOLLAR;
use super::account::{Subaccount, amount};
use super::held::Held;
use super::order::{self, Written};
use super::universe::Universe;
use crate::node::Node;
use crate::problem::Problems;

/// Applies a message. What it says of subaccounts that were not handed in, and of markets that are not listed, is of no
/// account here.
pub(super) fn apply(
    node: &Node,
    subaccounts: &mut [Subaccount],
    universe: Option<&mut Universe>,
    orders: &mut Vec<Written>,
    problems: &mut Problems,
) {
    let Some(fields) = node.object(problems) else {
        return;
    };
    let members = |name: &str, problems: &mut Problems| {
        fields.optional(name).map(|node| node.members(problems)).unwrap_or_default()
    };
    for node in members("perpetualPositions", problems) {
        if let (Some(one), Some(held)) = (named(&node, subaccounts, problems), Held::read(&node, problems)) {
            one.positions.retain(|other| other.ticker != held.ticker);
            one.positions.extend((held.quantity != 0.0).then_some(held));
            outdate(one);
        }
    }
    for node in members("assetPositions", problems) {
        let read = node.object(problems).and_then(|fields| amount(&fields, problems));
        if let (Some(one), Some((DOLLAR, quote))) = (named(&node, subaccounts, problems), read) {
            one.quote = quote;
            outdate(one);
        }
    }
    if let Some(node) = fields.optional("orders") {
        order::read(&node, orders, problems);
    }
    if let (Some(universe), Some(node)) = (universe, fields.optional("oraclePrices")) {
        universe.reprice(&node, problems);
    }
}

/// What the venue stored before a change is no longer so.
fn outdate(one: &mut Subaccount) {
    (one.equity, one.free) = (None, None);
}

/// The subaccount that a change is of.
fn named<'s>(node: &Node, subaccounts: &'s mut [Subaccount], problems: &mut Problems) -> Option<&'s mut Subaccount> {
    let number = node.object(problems)?.optional("subaccountNumber").map(|node| node.count(problems));
    let number = number.unwrap_or(Some(0))?;
    subaccounts.iter_mut().find(|one| one.number == number)
}
