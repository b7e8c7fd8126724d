//! Positions. A perpetual's `mark_value` is its profit that is not settled yet, and its margins are that value less what
//! is required: requirement = mark value − margin.

use crate::node::{Fields, Node};
use crate::paper::Papers;
use crate::problem::{DocumentKind, ImportProblemKind, Problems};
use crate::statement::{Figures, Row, Statement, items, liquidation};
use margin_core::instrument::Kind;
use std::collections::BTreeSet;

/// Reads the positions of the subaccount, or those that were handed in without one.
pub(super) fn read(papers: &Papers, account: Option<&Fields>, statement: &mut Statement, problems: &mut Problems) {
    let nodes: Vec<Node> = match account {
        Some(fields) => {
            let list = fields.required("positions", problems).and_then(|list| list.list(problems));
            list.into_iter().flatten().collect()
        }
        None => items(papers, DocumentKind::Positions, problems),
    };
    let mut seen = BTreeSet::new();
    for node in nodes {
        if let Some(row) = row(&node, problems) {
            if !seen.insert(row.symbol.clone()) {
                let place = node.place.field("instrument_name");
                problems.add(&place, ImportProblemKind::DuplicateCoin(row.symbol.clone()));
            }
            statement.rows.push(row);
        }
    }
}

fn row(node: &Node, problems: &mut Problems) -> Option<Row> {
    let fields = node.object(problems)?;
    let name = fields.required("instrument_name", problems)?;
    let symbol = name.name(problems)?;
    let quantity = fields.number("amount", problems)?;
    if quantity == 0.0 {
        return None;
    }
    let Some((instrument, settles)) = super::contract(symbol) else {
        problems.add(&name.place, ImportProblemKind::NotAContract);
        return None;
    };
    let perpetual = instrument.kind == Kind::Perpetual;
    let mut positive = |name: &str| fields.number_if_any(name, problems).filter(|number| *number > 0.0);
    let (entry, mark, index) = (positive("average_price"), positive("mark_price"), positive("index_price"));
    let mut number = |name: &str| fields.number_if_any(name, problems);
    let (value, unrealised) = (number("mark_value"), number("unrealized_pnl"));
    let margins = [number("initial_margin"), number("maintenance_margin")];
    // The value of a position that has settled some of its profit is what is left of it.
    let own = entry.zip(mark).map(|(entry, mark)| quantity * (mark - entry));
    let accrued = value.zip(own).map(|(value, own)| value - own).filter(|_| perpetual).unwrap_or_default();
    let [initial, maintenance] = margins.map(|margin| Some(value? - margin?).filter(|required| *required >= 0.0));
    let figures = Figures { unrealised, initial, maintenance, ..Figures::default() };
    let liquidation = liquidation(fields.optional("liquidation_price"), problems);
    let row = Row::new(node.place.clone(), symbol, instrument, settles, quantity);
    Some(Row { entry, mark, index, accrued, figures, liquidation, ..row })
}
