//! Positions, as `private/get_positions` has them. A size without a sign is given one by `direction`.

use super::symbol;
use crate::imported::StatedLiquidation;
use crate::node::Node;
use crate::paper::Papers;
use crate::problem::{DocumentKind, ImportProblemKind, Problems};
use crate::statement::{Figures, Row, Statement, items, liquidation};
use std::collections::BTreeSet;

/// Reads all positions of some size.
pub(super) fn read(papers: &Papers, statement: &mut Statement, problems: &mut Problems) {
    let mut seen = BTreeSet::new();
    for node in items(papers, DocumentKind::Positions, problems) {
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
    let size = fields.number("size", problems);
    let direction = fields.required("direction", problems)?;
    let sign = match direction.text(problems)? {
        "buy" => 1.0,
        "sell" => -1.0,
        "zero" => return None,
        _ => {
            problems.add(&direction.place, ImportProblemKind::Unrecognised);
            return None;
        }
    };
    let quantity = size?.abs() * sign;
    if quantity == 0.0 {
        return None;
    }
    let Some((instrument, settles)) = symbol::contract(symbol) else {
        problems.add(&name.place, ImportProblemKind::NotAContract);
        return None;
    };
    let mut number = |name: &str| fields.number_if_any(name, problems);
    let index = number("index_price").filter(|index| *index > 0.0);
    // Options that pay coins are quoted in coins, and everything else in dollars.
    let mut price = |name: &str| number(name).filter(|price| *price > 0.0);
    let (entry, mark) = (price("average_price"), price("mark_price"));
    let figures = Figures {
        unrealised: number("total_profit_loss"),
        initial: number("initial_margin"),
        maintenance: number("maintenance_margin"),
        ..Figures::default()
    };
    // The venue writes zero where it makes no estimate, as in every account but those of one standard kind.
    let liquidation = match liquidation(fields.optional("estimated_liquidation_price"), problems) {
        StatedLiquidation::None => StatedLiquidation::Absent,
        stated => stated,
    };
    let row = Row::new(node.place.clone(), symbol, instrument, settles, quantity);
    Some(Row { entry, mark, index, figures, liquidation, ..row })
}
