//! What `fetchPositions` gives: each position with what its venue says of it, in unified names.
//!
//! set aside = collateral − unrealised profit, because ccxt's collateral moves with the profit. Amounts are in what the
//! contract settles in.

use crate::imported::{ImportNote, StatedLiquidation};
use crate::node::{Fields, Node};
use crate::problem::{ImportProblemKind, Problems};
use crate::statement::{Behind, Figures, Row, Statement, liquidation};
use crate::symbol::{self, Named};
use margin_core::units::Quantity;

/// Reads a list of positions, or one.
pub(super) fn read(node: &Node, statement: &mut Statement, problems: &mut Problems) {
    let list = if node.value.is_array() { node.list(problems) } else { None };
    let items: Vec<Node> = list.map_or_else(|| vec![node.clone()], Iterator::collect);
    let mut sizes_of_one = 0;
    for node in items {
        let Some(fields) = node.object(problems) else {
            continue;
        };
        statement.at(fields.optional("timestamp").and_then(|node| node.time(problems)));
        let Some(row) = row(&fields, problems) else {
            continue;
        };
        if row.quantity == 0.0 {
            statement.notes.push(ImportNote::NothingHeld(row.instrument.id()));
        } else {
            sizes_of_one += usize::from(fields.optional("contractSize").is_none());
            statement.rows.push(row);
        }
    }
    if sizes_of_one > 0 {
        statement.notes.push(ImportNote::SizeOfOne { count: sizes_of_one });
    }
}

fn row(fields: &Fields, problems: &mut Problems) -> Option<Row> {
    let named = contract(fields, problems);
    let size = fields.optional("contractSize").map(|node| node.positive(problems));
    let quantity = quantity(fields, problems);
    if quantity == Some(0.0) {
        let Named { instrument, settles, symbol } = named?;
        return Some(Row::new(fields.place.clone(), &symbol, instrument, settles, 0.0));
    }
    let positive = |name: &str, problems: &mut Problems| {
        fields.optional(name).and_then(|node| node.number(problems)).filter(|number| *number > 0.0)
    };
    let entry = positive("entryPrice", problems);
    let mark = positive("markPrice", problems).or_else(|| positive("lastPrice", problems));
    let leverage = positive("leverage", problems).filter(|leverage| *leverage >= 1.0);
    let figures = figures(fields, problems);
    let behind = behind(fields, &figures, problems);
    let liquidation = match fields.optional("liquidationPrice") {
        None => StatedLiquidation::Absent,
        said => liquidation(said, problems),
    };
    let Named { mut instrument, settles, symbol } = named?;
    instrument.multiplier = Quantity::new(size.unwrap_or(Some(1.0))?);
    let row = Row::new(fields.place.clone(), &symbol, instrument, settles, quantity?);
    let mut row = Row { entry, mark, leverage, behind: behind?, liquidation, figures, ..row };
    shares(fields, &mut row, problems);
    let implied = row.figures.notional.is_some() || entry.is_some() && row.figures.unrealised.is_some();
    if mark.is_none() && !implied {
        problems.add(&fields.place.field("markPrice"), ImportProblemKind::Missing);
        return None;
    }
    Some(row)
}

fn contract(fields: &Fields, problems: &mut Problems) -> Option<Named> {
    let node = fields.required("symbol", problems)?;
    let named = symbol::unified(node.text(problems)?);
    if named.is_none() {
        problems.add(&node.place, ImportProblemKind::NotAContract);
    }
    named
}

/// Contracts with the sign of their side; nothing at all is none held.
fn quantity(fields: &Fields, problems: &mut Problems) -> Option<f64> {
    let Some(node) = fields.optional("contracts") else {
        return Some(0.0);
    };
    let contracts = node.number(problems)?;
    match fields.optional("side") {
        None => Some(contracts),
        Some(side) => match side.text(problems)? {
            "long" => Some(contracts.abs()),
            "short" => Some(-contracts.abs()),
            _ => {
                problems.add(&side.place, ImportProblemKind::Unrecognised);
                None
            }
        },
    }
}

fn figures(fields: &Fields, problems: &mut Problems) -> Figures {
    let mut amount = |name: &str| fields.number_if_any(name, problems);
    Figures {
        // Of coin-settled contracts some venues state the size in dollars and some in coin; see `shares`.
        notional: amount("notional").map(f64::abs).filter(|size| *size > 0.0),
        unrealised: amount("unrealizedPnl"),
        initial: amount("initialMargin"),
        maintenance: amount("maintenanceMargin"),
        equity: None,
    }
}

fn behind(fields: &Fields, figures: &Figures, problems: &mut Problems) -> Option<Behind> {
    let isolated = match fields.optional("marginMode") {
        None => fields.optional("isolated").and_then(|node| node.boolean(problems)).unwrap_or(false),
        Some(mode) => match mode.text(problems)? {
            "cross" => false,
            "isolated" => true,
            _ => {
                problems.add(&mode.place, ImportProblemKind::Unrecognised);
                return None;
            }
        },
    };
    if !isolated {
        return Some(Behind::Cross);
    }
    let before = fields.number_if_any("collateral", problems);
    let before = before.map(|collateral| collateral - figures.unrealised.unwrap_or(0.0));
    let aside = before.or(figures.initial);
    if aside.is_none() {
        problems.add(&fields.place.field("collateral"), ImportProblemKind::Missing);
    }
    aside.map(Behind::Isolated)
}

/// Requirements that are stated as shares of the size alone, and the size itself where it is stated in dollars.
fn shares(fields: &Fields, row: &mut Row, problems: &mut Problems) {
    let mut share = |name: &str| fields.number_if_any(name, problems).filter(|share| *share > 0.0 && *share <= 1.0);
    let (initial, maintenance) = (share("initialMarginPercentage"), share("maintenanceMarginPercentage"));
    if row.in_coins() {
        row.figures.notional = None;
    }
    let size = match (row.mark, row.in_coins()) {
        (Some(mark), true) => Some(row.units().abs() / mark),
        (Some(mark), false) => Some(row.units().abs() * mark),
        (None, _) => row.figures.notional,
    };
    let of_size = |share: Option<f64>| Some(share? * size?);
    row.figures.initial = row.figures.initial.or_else(|| of_size(initial));
    row.figures.maintenance = row.figures.maintenance.or_else(|| of_size(maintenance));
}
