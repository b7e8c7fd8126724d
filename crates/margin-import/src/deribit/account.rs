//! Collateral and totals, as account summaries have them, one for each currency.
//!
//! Profit since the last settlement is no part of a balance and profit before it is, while positions here begin at their
//! average prices, and options are worth their marks: holding = equity − Σ profit since the average price − Σ options' worth.

use crate::imported::ImportNote;
use crate::node::{Fields, Node};
use crate::paper::Papers;
use crate::problem::{DocumentKind, ImportProblemKind, Problems};
use crate::simplified::Simplified;
use crate::statement::{Balance, Pools, Row, Statement, Totals, items, name};
use std::collections::BTreeSet;

/// One currency's figures, in that currency.
struct Summary {
    balance: Balance,
    equity: f64,
    initial: Option<f64>,
    maintenance: Option<f64>,
}

/// Reads the summaries of all currencies.
pub(super) fn read(papers: &Papers, statement: &mut Statement, problems: &mut Problems) {
    let (mut summaries, mut seen, mut together) = (Vec::new(), BTreeSet::new(), Totals::default());
    let mut model = None;
    for node in items(papers, DocumentKind::Account, problems) {
        let Some(fields) = node.object(problems) else {
            continue;
        };
        let Some(summary) = summary(&node, &fields, statement, problems) else {
            continue;
        };
        if !seen.insert(summary.balance.asset.clone()) {
            let kind = ImportProblemKind::DuplicateCoin(summary.balance.asset.to_string());
            problems.add(&node.place.field("currency"), kind);
        }
        let named = fields.optional("margin_model").and_then(|node| node.name(problems));
        model = model.or(named.map(str::to_owned));
        together = totals(&fields, problems).unwrap_or(together);
        summaries.push(summary);
    }
    let cross = model.as_deref().is_some_and(|model| model.starts_with("cross"));
    statement.pools = if cross { Pools::Together } else { Pools::BySettlement };
    if let Some(model) = model.filter(|model| model.ends_with("pm")) {
        statement.notes.push(ImportNote::Simplified(Simplified::MarginedAs(model)));
    }
    statement.totals = if cross { together } else { sums(&summaries) };
    statement.balances = summaries.into_iter().map(|summary| summary.balance).collect();
}

fn summary(node: &Node, fields: &Fields, statement: &Statement, problems: &mut Problems) -> Option<Summary> {
    let currency = fields.required("currency", problems).and_then(|node| node.name(problems));
    let equity = fields.number("equity", problems);
    let mut number = |name: &str| fields.number_if_any(name, problems);
    let (initial, maintenance) = (number("initial_margin"), number("maintenance_margin"));
    // A cross-collateral account states one balance in every currency, and in dollars.
    let implied = number("total_margin_balance_usd").zip(number("margin_balance")).map(|(all, own)| all / own);
    let (currency, equity) = (currency?, equity?);
    let settled = statement.rows.iter().filter(|row| row.settles.as_str() == currency);
    let profit: f64 = settled.filter_map(profit).sum();
    let stated = statement.rows.iter().find(|row| row.instrument.underlying.as_str() == currency);
    let of_quotes = statement
        .quotes
        .values()
        .find(|quote| quote.instrument.as_ref().is_some_and(|instrument| instrument.underlying.as_str() == currency));
    let index = stated.and_then(|row| row.index).or_else(|| of_quotes?.index).or(implied);
    let index = index.filter(|index| index.is_finite() && *index > 0.0);
    let index =
        if name::is_dollar(currency) { implied } else { index }.filter(|index| index.is_finite() && *index > 0.0);
    let balance = Balance { index, ..Balance::full(node.place.clone(), currency, equity - profit) };
    Some(Summary { balance, equity, initial, maintenance })
}

/// What a position adds to equity, in what it settles in: the profit since the average price, or an option's worth.
fn profit(row: &Row) -> Option<f64> {
    if row.instrument.is_option() {
        return Some(row.units() * row.mark?);
    }
    let (entry, mark) = (row.entry?, row.mark?);
    let change = if row.in_coins() { 1.0 / entry - 1.0 / mark } else { mark - entry };
    Some(row.units() * change)
}

/// The totals that a cross-collateral account states in dollars.
fn totals(fields: &Fields, problems: &mut Problems) -> Option<Totals> {
    let mut number = |name: &str| fields.number_if_any(name, problems);
    let equity = number("total_equity_usd");
    let (initial, maintenance) = (number("total_initial_margin_usd"), number("total_maintenance_margin_usd"));
    equity.is_some().then_some(Totals { equity, initial, maintenance, withdrawable: None })
}

/// The totals of accounts that are apart, where every currency's index is known.
fn sums(summaries: &[Summary]) -> Totals {
    let sum = |figure: &dyn Fn(&Summary) -> Option<f64>| -> Option<f64> {
        let amounts = summaries.iter().map(|summary| match figure(summary) {
            Some(0.0) => Some(0.0),
            amount => Some(amount? * index(&summary.balance)?),
        });
        amounts.sum()
    };
    let (initial, maintenance) = (sum(&|each| each.initial), sum(&|each| each.maintenance));
    if summaries.is_empty() {
        return Totals::default();
    }
    Totals { equity: sum(&|each| Some(each.equity)), initial, maintenance, withdrawable: None }
}

fn index(balance: &Balance) -> Option<f64> {
    balance.index.or_else(|| name::is_dollar(balance.asset.as_str()).then_some(1.0))
}
