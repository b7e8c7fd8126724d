//! Resting orders, as the venue writes them beside a subaccount and in messages.

use super::universe::{Universe, underlying};
use crate::imported::ImportNote;
use crate::node::{Fields, Node};
use crate::problem::{ImportProblemKind, Problems};
use margin_core::id::OrderId;
use margin_core::instrument::Instrument;
use margin_core::portfolio::Order;
use margin_core::units::{Price, Quantity};

/// An order, as it was last written.
#[derive(Debug)]
pub(super) struct Written {
    id: String,
    rests: Option<Resting>,
}

/// What rests of an order.
#[derive(Debug)]
struct Resting {
    ticker: String,
    quantity: f64,
    price: f64,
}

/// Reads a list of orders; what was read of an order before is replaced.
pub(super) fn read(node: &Node, orders: &mut Vec<Written>, problems: &mut Problems) {
    for node in node.members(problems) {
        let Some(fields) = node.object(problems) else {
            continue;
        };
        let id = fields.required("id", problems).and_then(|node| node.text(problems));
        let status = fields.optional("status").and_then(|node| node.text(problems));
        // Those that wait for a price do not rest yet, and those that are filled or cancelled no longer do.
        let rests = match status {
            Some("OPEN" | "BEST_EFFORT_OPENED") => resting(&fields, problems),
            _ => None,
        };
        let Some(id) = id else {
            continue;
        };
        match orders.iter_mut().find(|order| order.id == id) {
            Some(order) => order.rests = rests,
            None => orders.push(Written { id: id.to_owned(), rests }),
        }
    }
}

fn resting(fields: &Fields, problems: &mut Problems) -> Option<Resting> {
    let ticker = fields.optional("ticker").or_else(|| fields.required("market", problems));
    let ticker = ticker.and_then(|node| node.name(problems));
    let size = fields.number("size", problems);
    let filled = fields.number_if_any("totalFilled", problems).unwrap_or(0.0);
    let price = fields.required("price", problems).and_then(|node| node.positive(problems));
    let side = fields.required("side", problems)?;
    let sign = match side.text(problems)? {
        "BUY" => 1.0,
        "SELL" => -1.0,
        _ => {
            problems.add(&side.place, ImportProblemKind::Unrecognised);
            return None;
        }
    };
    Some(Resting { ticker: ticker?.to_owned(), quantity: sign * (size? - filled), price: price? })
}

/// The orders that rest in contracts that are listed; others are told of.
pub(super) fn orders(written: &[Written], universe: Option<&Universe>, notes: &mut Vec<ImportNote>) -> Vec<Order> {
    let (mut orders, mut left_out) = (Vec::new(), 0);
    for resting in written.iter().filter_map(|order| order.rests.as_ref()).filter(|rests| rests.quantity != 0.0) {
        let instrument = match universe {
            None => Some(Instrument::perpetual(underlying(&resting.ticker))),
            Some(universe) => {
                let listed = universe.markets.get(&resting.ticker).filter(|listed| listed.price.is_some());
                listed.map(|listed| listed.instrument())
            }
        };
        let Some((instrument, number)) = instrument.zip(u32::try_from(orders.len() + 1).ok()) else {
            left_out += 1;
            continue;
        };
        let (quantity, price) = (Quantity::new(resting.quantity), Price::new(resting.price));
        orders.push(Order { id: OrderId(number), instrument, quantity, price });
    }
    if left_out > 0 {
        notes.push(ImportNote::OrdersLeftOut { count: left_out });
    }
    orders
}
