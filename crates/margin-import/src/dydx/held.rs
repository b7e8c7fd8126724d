//! One position, as the venue writes it in `openPerpetualPositions` and in messages.

use crate::node::{Fields, Node, Place};
use crate::problem::{ImportProblemKind, Problems};
use margin_core::time::Timestamp;

/// A position.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub(super) place: Place,
    /// The market, such as `BTC-USD`.
    pub(super) ticker: String,
    /// Positive long, negative short.
    pub(super) quantity: f64,
    /// Zero where the venue does not know it.
    pub(super) entry: f64,
    /// The profit at the prices that the venue had when it wrote it.
    pub(super) unrealised: Option<f64>,
    /// When it was opened.
    pub(super) opened: Option<Timestamp>,
}

impl Held {
    /// Reads a position; one that is closed has no contracts.
    pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Self> {
        let fields = node.object(problems)?;
        let ticker = fields.required("market", problems).and_then(|node| node.name(problems));
        let quantity = quantity(&fields, problems);
        let entry = fields.required("entryPrice", problems).and_then(|node| {
            let entry = node.number(problems)?;
            if entry < 0.0 {
                problems.add(&node.place, ImportProblemKind::NotPositive);
            }
            (entry >= 0.0).then_some(entry)
        });
        let unrealised = fields.number_if_any("unrealizedPnl", problems);
        let opened = fields.optional("createdAt").and_then(|node| node.time(problems));
        let place = node.place.clone();
        Some(Self { place, ticker: ticker?.to_owned(), quantity: quantity?, entry: entry?, unrealised, opened })
    }

    /// The price at which the stated profit is what it is.
    pub(super) fn own_mark(&self) -> Option<f64> {
        let mark = self.entry + self.unrealised? / self.quantity;
        (mark > 0.0 && mark.is_finite()).then_some(mark)
    }
}

/// A size with the sign of its side: the venue has written shorts with and without one.
fn quantity(fields: &Fields, problems: &mut Problems) -> Option<f64> {
    let status = fields.optional("status").and_then(|node| node.text(problems));
    let size = fields.number("size", problems)?;
    if matches!(status, Some("CLOSED" | "LIQUIDATED")) {
        return Some(0.0);
    }
    let Some(side) = fields.optional("side") else {
        return Some(size);
    };
    match side.text(problems)? {
        "LONG" => Some(size.abs()),
        "SHORT" => Some(-size.abs()),
        _ => {
            problems.add(&side.place, ImportProblemKind::Unrecognised);
            None
        }
    }
}
