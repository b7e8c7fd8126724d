//! Positions, as `position/list` has them.

use super::{Setup, symbol};
use crate::node::{Fields, Node};
use crate::paper::Papers;
use crate::problem::{DocumentKind, ImportProblemKind, Problems};
use crate::statement::{Behind, Figures, Row, Statement, items, liquidation};
use std::collections::BTreeSet;

/// Reads all positions of some size.
pub(super) fn read(papers: &Papers, setup: Option<Setup>, statement: &mut Statement, problems: &mut Problems) {
    let mut seen = BTreeSet::new();
    for node in items(papers, DocumentKind::Positions, problems) {
        let Some(fields) = node.object(problems) else {
            continue;
        };
        let list = fields.optional("list");
        if list.is_some() && !fields.has("symbol") {
            continue;
        }
        if let Some(row) = row(&node, &fields, setup, statement, problems) {
            if !seen.insert((row.symbol.clone(), row.quantity > 0.0)) {
                problems.add(&node.place.field("symbol"), ImportProblemKind::DuplicateCoin(row.symbol.clone()));
            }
            statement.rows.push(row);
        }
    }
}

fn row(
    node: &Node,
    fields: &Fields,
    setup: Option<Setup>,
    statement: &mut Statement,
    problems: &mut Problems,
) -> Option<Row> {
    let size = fields.number("size", problems)?;
    if size == 0.0 {
        return None;
    }
    let name = fields.required("symbol", problems)?;
    let symbol = name.name(problems)?;
    let side = fields.required("side", problems).and_then(|node| sign(&node, problems));
    let Some((instrument, settles)) = symbol::contract(symbol) else {
        problems.add(&name.place, ImportProblemKind::NotAContract);
        return None;
    };
    let time = fields.optional("updatedTime").and_then(|node| node.time(problems));
    statement.at(time);
    let mut number = |name: &str| fields.number_if_any(name, problems);
    let entry = number("avgPrice").or_else(|| number("entryPrice"));
    let (mark, set_aside) = (number("markPrice").filter(|price| *price > 0.0), number("positionBalance"));
    let separate = number("tradeMode") == Some(1.0) || setup == Some(Setup::Isolated);
    let behind = if separate { Behind::Isolated(set_aside.unwrap_or_default()) } else { Behind::Cross };
    let figures = Figures {
        notional: number("positionValue").map(f64::abs),
        unrealised: number("unrealisedPnl"),
        initial: number("positionIM"),
        maintenance: number("positionMM"),
        equity: None,
    };
    // A size is not stated at the mark, but at the entry; it is taken only where there is no mark.
    let notional = figures.notional.filter(|_| mark.is_none() && figures.unrealised.is_none());
    let leverage = fields.optional("leverage").and_then(|node| node.leverage(problems));
    let liquidation = liquidation(fields.optional("liqPrice"), problems);
    let row = Row::new(node.place.clone(), symbol, instrument, settles, size.abs() * side?);
    Some(Row { entry, mark, behind, leverage, figures: Figures { notional, ..figures }, liquidation, ..row })
}

fn sign(node: &Node, problems: &mut Problems) -> Option<f64> {
    match node.text(problems)? {
        "Buy" => Some(1.0),
        "Sell" => Some(-1.0),
        _ => {
            problems.add(&node.place, ImportProblemKind::Unrecognised);
            None
        }
    }
}
