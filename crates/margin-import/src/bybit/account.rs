//! Collateral and totals, as `account/wallet-balance` has them. Totals are in dollars, balances in their own units.

use crate::imported::ImportNote;
use crate::node::{Fields, Node};
use crate::paper::Papers;
use crate::problem::{DocumentKind, Problems};
use crate::statement::{Balance, Behind, Counts, Statement, Totals, items};

/// Reads balances and totals of the first account; others are told of.
pub(super) fn read(papers: &Papers, statement: &mut Statement, problems: &mut Problems) {
    let accounts = items(papers, DocumentKind::Account, problems);
    let Some(first) = accounts.first() else {
        return;
    };
    if accounts.len() > 1 {
        statement.notes.push(ImportNote::OtherAccounts { count: accounts.len() - 1 });
    }
    let Some(fields) = first.object(problems) else {
        return;
    };
    statement.totals = totals(&fields, statement, problems);
    let coins = fields.required("coin", problems).and_then(|list| list.list(problems));
    for node in coins.into_iter().flatten() {
        statement.balances.extend(balance(&node, problems));
    }
}

/// The totals, without what is isolated.
fn totals(fields: &Fields, statement: &Statement, problems: &mut Problems) -> Totals {
    let mut number = |name: &str| fields.number_if_any(name, problems);
    let (equity, initial) = (number("totalEquity"), number("totalInitialMargin"));
    let maintenance = number("totalMaintenanceMargin");
    let withdrawable = number("totalAvailableBalance");
    let apart = statement.isolated(|row| match row.behind {
        Behind::Isolated(amount) => Some(amount + row.figures.unrealised?),
        Behind::Cross => None,
    });
    Totals {
        equity: equity.zip(apart).map(|(all, part)| all - part),
        initial: initial.zip(statement.isolated(|row| row.figures.initial)).map(|(all, part)| all - part),
        maintenance: maintenance.zip(statement.isolated(|row| row.figures.maintenance)).map(|(all, part)| all - part),
        withdrawable,
    }
}

/// What is held of a coin less what is owed of it.
fn balance(node: &Node, problems: &mut Problems) -> Option<Balance> {
    let fields = node.object(problems)?;
    let coin = fields.required("coin", problems).and_then(|node| node.name(problems));
    let wallet = fields.number("walletBalance", problems);
    let mut number = |name: &str| fields.number_if_any(name, problems);
    let owed = number("spotBorrow").unwrap_or_default();
    let (equity, dollars) = (number("equity"), number("usdValue"));
    let mut on = |name: &str| fields.optional(name).and_then(|node| node.boolean(problems)).unwrap_or(true);
    let counts = on("collateralSwitch") && on("marginCollateral");
    let quantity = wallet? - owed;
    // The value is of the equity; where that is not stated, of what is held.
    let of = equity.filter(|equity| *equity != 0.0).unwrap_or(quantity);
    let index = dollars.map(|dollars| dollars / of).filter(|index| index.is_finite() && *index > 0.0);
    let counts = if counts || quantity < 0.0 { Counts::Full } else { Counts::Not };
    Some(Balance { index, counts, ..Balance::full(node.place.clone(), coin?, quantity) })
}
