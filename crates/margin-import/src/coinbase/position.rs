//! Positions, as `cfm/positions` has them. The venue names products by codes of its own, such as `BIT-28FEB25-CDE`,
//! which are kept: no document says what they are on.

use super::{DOLLAR, amount};
use crate::imported::ImportNote;
use crate::node::{Fields, Node};
use crate::paper::Papers;
use crate::problem::{DocumentKind, ImportProblemKind, Problems};
use crate::simplified::Simplified;
use crate::statement::{Figures, Row, Statement, items, liquidation, name, size};
use margin_core::instrument::{Kind, Settlement};
use margin_core::time::Timestamp;

/// Reads all positions.
pub(super) fn read(papers: &Papers, statement: &mut Statement, problems: &mut Problems) {
    let mut implied = 0;
    for node in items(papers, DocumentKind::Positions, problems) {
        let row = row(&node, &mut implied, problems);
        statement.rows.extend(row);
    }
    if implied > 0 {
        statement.notes.push(ImportNote::Simplified(Simplified::ContractSizes { count: implied }));
    }
}

fn row(node: &Node, implied: &mut usize, problems: &mut Problems) -> Option<Row> {
    let fields = node.object(problems)?;
    let name = fields.required("product_id", problems)?;
    let symbol = name.name(problems)?;
    let contracts = fields.number("number_of_contracts", problems)?;
    if contracts == 0.0 {
        return None;
    }
    let side = fields.required("side", problems)?;
    let sign = match side.text(problems)? {
        "LONG" | "FUTURES_POSITION_SIDE_LONG" => 1.0,
        "SHORT" | "FUTURES_POSITION_SIDE_SHORT" => -1.0,
        _ => {
            problems.add(&side.place, ImportProblemKind::Unrecognised);
            return None;
        }
    };
    let Some((base, expiry)) = terms(&fields, symbol, problems) else {
        problems.add(&name.place, ImportProblemKind::NotAContract);
        return None;
    };
    let quantity = contracts.abs() * sign;
    let mark = amount(&fields, "current_price", problems).filter(|price| *price > 0.0);
    let entry = amount(&fields, "avg_entry_price", problems).filter(|price| *price > 0.0);
    let notional = amount(&fields, "position_notional", problems).map(f64::abs);
    let stated = fields.optional("contract_size").and_then(|node| node.positive(problems));
    let Some(multiplier) = stated.or_else(|| {
        let size = size::round(notional? / mark? / quantity.abs())?;
        *implied += 1;
        Some(size)
    }) else {
        fields.required("contract_size", problems);
        return None;
    };
    let figures = Figures {
        notional,
        unrealised: amount(&fields, "unrealized_pnl", problems),
        initial: amount(&fields, "im_contribution", problems),
        maintenance: amount(&fields, "mm_contribution", problems),
        equity: None,
    };
    let price = fields.optional("liquidation_price");
    let price = price
        .and_then(|node| if node.value.is_object() { node.object(problems)?.optional("value") } else { Some(node) });
    let liquidation = liquidation(price, problems);
    let instrument = name::contract(base, Kind::Future { expiry }, Settlement::Linear, multiplier);
    let row = Row::new(node.place.clone(), symbol, instrument, DOLLAR.into(), quantity);
    Some(Row { entry, mark, figures, liquidation, ..row })
}

/// What a product is on, and when it ends: as stated, or as its name says.
fn terms<'v>(fields: &Fields, symbol: &'v str, problems: &mut Problems) -> Option<(&'v str, Timestamp)> {
    let mut parts = symbol.split('-');
    let base = parts.next().filter(|base| !base.is_empty())?;
    let named = parts.next().and_then(name::day_of_name);
    let stated = fields.optional("expiration_time").and_then(|node| node.time(problems));
    Some((base, named.or(stated)?))
}
