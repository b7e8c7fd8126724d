//! An account with its positions, as `account` has it.
//!
//! holding = cross equity − Σ unrealised profit of cross positions, so that the equity is the stated one.

use super::DOLLAR;
use crate::imported::{ImportNote, SpotBalance};
use crate::node::{Fields, Node};
use crate::problem::{ImportProblemKind, Problems};
use crate::statement::{Balance, Behind, Figures, Row, Statement, Totals, liquidation};
use margin_core::units::Quantity;
use std::collections::BTreeSet;

/// Reads totals, positions and what else is held.
pub(super) fn read(node: &Node, statement: &mut Statement, problems: &mut Problems) -> Option<()> {
    let fields = node.object(problems)?;
    let positions = fields.required("positions", problems)?.list(problems)?;
    let mut seen = BTreeSet::new();
    for node in positions {
        if let Some(row) = row(&node, problems) {
            if !seen.insert(row.symbol.clone()) {
                problems.add(&node.place.field("symbol"), ImportProblemKind::DuplicateCoin(row.symbol.clone()));
            }
            statement.rows.push(row);
        }
    }
    let mut number = |name: &str| fields.number_if_any(name, problems);
    statement.totals = Totals {
        equity: number("cross_asset_value"),
        initial: number("cross_initial_margin_requirement"),
        maintenance: number("cross_maintenance_margin_requirement"),
        withdrawable: number("available_balance"),
    };
    let collateral = number("collateral");
    let cross = statement.rows.iter().filter(|row| row.behind == Behind::Cross);
    let profit: f64 = cross.filter_map(|row| row.figures.unrealised).sum();
    let quantity = statement.totals.equity.map(|equity| equity - profit).or(collateral);
    if quantity.is_none() {
        fields.required("collateral", problems);
    }
    let place = fields.place.field("cross_asset_value");
    statement.balances.push(Balance::full(place, DOLLAR, quantity?));
    apart(&fields, statement, problems);
    Some(())
}

fn row(node: &Node, problems: &mut Problems) -> Option<Row> {
    let fields = node.object(problems)?;
    let size = fields.number("position", problems)?;
    if size == 0.0 {
        return None;
    }
    let symbol = fields.required("symbol", problems).and_then(|node| node.name(problems));
    let sign = fields.number("sign", problems);
    let entry = fields.required("avg_entry_price", problems).and_then(|node| node.positive(problems));
    let mut number = |name: &str| fields.number_if_any(name, problems);
    let figures = Figures {
        notional: number("position_value").map(f64::abs),
        unrealised: number("unrealized_pnl"),
        ..Figures::default()
    };
    let (isolated, set_aside) = (number("margin_mode") == Some(1.0), number("allocated_margin"));
    let behind = if isolated { Behind::Isolated(set_aside.unwrap_or_default()) } else { Behind::Cross };
    let leverage = number("initial_margin_fraction").map(|percent| 100.0 / percent);
    let leverage = leverage.filter(|leverage| leverage.is_finite() && *leverage >= 1.0);
    let liquidation = liquidation(fields.optional("liquidation_price"), problems);
    let symbol = symbol?;
    let quantity = if sign? < 0.0 { -size.abs() } else { size.abs() };
    let row = Row::new(node.place.clone(), symbol, super::contract(symbol), DOLLAR.into(), quantity);
    Some(Row { entry: Some(entry?), behind, leverage, figures, liquidation, ..row })
}

/// Tells of balances beside the collateral.
fn apart(fields: &Fields, statement: &mut Statement, problems: &mut Problems) -> Option<()> {
    let mut found = Vec::new();
    for node in fields.optional("assets")?.list(problems)? {
        let Some(fields) = node.object(problems) else {
            continue;
        };
        let symbol = fields.required("symbol", problems).and_then(|node| node.name(problems));
        let balance = fields.number_if_any("balance", problems).unwrap_or_default();
        if let Some(symbol) = symbol.filter(|_| balance != 0.0) {
            found.push(SpotBalance { asset: symbol.into(), quantity: Quantity::new(balance) });
        }
    }
    if !found.is_empty() {
        statement.notes.push(ImportNote::SpotNotCounted(found));
    }
    Some(())
}
