//! Positions, as `positions` has them. The profit that they state has the funding that has accrued in it.

use crate::node::Node;
use crate::paper::Papers;
use crate::problem::{DocumentKind, ImportProblemKind, Problems};
use crate::statement::{Figures, Row, Statement, items, liquidation_or_none};
use std::collections::BTreeSet;

/// Reads all open positions.
pub(super) fn read(papers: &Papers, statement: &mut Statement, problems: &mut Problems) {
    let mut seen = BTreeSet::new();
    for node in items(papers, DocumentKind::Positions, problems) {
        if let Some(row) = row(&node, statement, problems) {
            if !seen.insert(row.symbol.clone()) {
                problems.add(&node.place.field("market"), ImportProblemKind::DuplicateCoin(row.symbol.clone()));
            }
            statement.rows.push(row);
        }
    }
}

fn row(node: &Node, statement: &mut Statement, problems: &mut Problems) -> Option<Row> {
    let fields = node.object(problems)?;
    let name = fields.required("market", problems)?;
    let symbol = name.name(problems)?;
    let size = fields.number("size", problems)?;
    if size == 0.0 {
        return None;
    }
    let quantity = match fields.optional("side") {
        None => size,
        Some(side) => match side.text(problems)? {
            "LONG" => size.abs(),
            "SHORT" => -size.abs(),
            _ => {
                problems.add(&side.place, ImportProblemKind::Unrecognised);
                return None;
            }
        },
    };
    let Some((instrument, settles)) = super::contract(symbol) else {
        problems.add(&name.place, ImportProblemKind::NotAContract);
        return None;
    };
    let time = fields.optional("last_updated_at").and_then(|node| node.time(problems));
    statement.at(time);
    let mut number = |name: &str| fields.number_if_any(name, problems);
    let entry = number("average_entry_price_usd").or_else(|| number("average_entry_price"));
    let accrued = number("unrealized_funding_pnl").unwrap_or_default();
    let unrealised = number("unrealized_pnl").map(|profit| profit - accrued);
    let liquidation = liquidation_or_none(&fields, "liquidation_price", problems);
    let row = Row::new(node.place.clone(), symbol, instrument, settles, quantity);
    Some(Row { entry, accrued, figures: Figures { unrealised, ..Figures::default() }, liquidation, ..row })
}
