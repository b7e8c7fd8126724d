//! Resting orders, as the venue writes them beside a subaccount and in messages.

use crate::node::Node;
use crate::problem::Problems;

/// An order that rests, or no longer does.
#[derive(Debug)]
pub(super) struct Order {
    id: String,
    rests: bool,
}

/// Reads a list of orders; what was read of an order before is replaced.
pub(super) fn read(node: &Node, orders: &mut Vec<Order>, problems: &mut Problems) {
    for node in node.members(problems) {
        let Some(fields) = node.object(problems) else {
            continue;
        };
        let id = fields.required("id", problems).and_then(|node| node.text(problems));
        let status = fields.optional("status").and_then(|node| node.text(problems));
        if let Some(id) = id {
            let rests = matches!(status, Some("OPEN" | "BEST_EFFORT_OPENED"));
            orders.retain(|order: &Order| order.id != id);
            orders.push(Order { id: id.to_owned(), rests });
        }
    }
}

/// How many orders rest; those that wait for a price do not yet.
pub(super) fn resting(orders: &[Order]) -> usize {
    orders.iter().filter(|order| order.rests).count()
}
