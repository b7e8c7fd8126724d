//! Positions, as `openpositions` has them. One with a leverage of its own is isolated.

use crate::imported::ImportNote;
use crate::node::Node;
use crate::problem::{ImportProblemKind, Problems};
use crate::simplified::Simplified;
use crate::statement::{Behind, Row, Statement};
use margin_core::instrument::Settlement;
use std::collections::BTreeSet;

/// Reads all positions.
pub(super) fn read(node: &Node, statement: &mut Statement, problems: &mut Problems) {
    let Some(fields) = node.object(problems) else {
        return;
    };
    let time = fields.optional("serverTime").and_then(|node| node.time(problems));
    statement.at(time);
    let list = fields.required("openPositions", problems).and_then(|list| list.list(problems));
    let (mut seen, mut implied) = (BTreeSet::new(), 0);
    for node in list.into_iter().flatten() {
        if let Some(row) = row(&node, problems) {
            if !seen.insert(row.symbol.clone()) {
                problems.add(&node.place.field("symbol"), ImportProblemKind::DuplicateCoin(row.symbol.clone()));
            }
            implied += usize::from(row.behind != Behind::Cross);
            statement.rows.push(row);
        }
    }
    if implied > 0 {
        statement.notes.push(ImportNote::Simplified(Simplified::SetAsideFromLeverage { count: implied }));
    }
}

fn row(node: &Node, problems: &mut Problems) -> Option<Row> {
    let fields = node.object(problems)?;
    let name = fields.required("symbol", problems)?;
    let symbol = name.name(problems)?.to_ascii_uppercase();
    let size = fields.number("size", problems);
    let entry = fields.required("price", problems).and_then(|node| node.positive(problems));
    let side = fields.required("side", problems)?;
    let sign = match side.text(problems)? {
        "long" => 1.0,
        "short" => -1.0,
        _ => {
            problems.add(&side.place, ImportProblemKind::Unrecognised);
            return None;
        }
    };
    let Some((instrument, settles)) = super::contract(&symbol) else {
        problems.add(&name.place, ImportProblemKind::NotAContract);
        return None;
    };
    let accrued = fields.number_if_any("unrealizedFunding", problems).unwrap_or_default();
    let leverage = fields.optional("maxFixedLeverage").and_then(|node| node.leverage(problems));
    let (quantity, entry) = (size?.abs() * sign, entry?);
    let size = match instrument.settlement {
        Settlement::Linear => quantity.abs() * entry,
        Settlement::Coin => quantity.abs() / entry,
    };
    let behind = leverage.map_or(Behind::Cross, |leverage| Behind::Isolated(size / leverage));
    let row = Row::new(node.place.clone(), &symbol, instrument, settles, quantity);
    Some(Row { entry: Some(entry), accrued, leverage, behind, ..row })
}
