//! Tiers, as `market/risk-limit` has them: up to a size, the rates that are required.

use super::symbol;
use crate::imported::ImportNote;
use crate::node::{Node, Place};
use crate::paper::Papers;
use crate::problem::{DocumentKind, Problems};
use crate::simplified::Simplified;
use crate::statement::table::{self, Band};
use crate::statement::{Statement, items};
use margin_core::instrument::Settlement;
use std::collections::BTreeMap;

/// A tier up to a size.
struct Limit {
    up_to: f64,
    leverage: f64,
    maintenance: f64,
}

/// Reads all tiers; those of inverse contracts are in coins, which are taken at the mark.
pub(super) fn read(papers: &Papers, statement: &mut Statement, problems: &mut Problems) {
    let mut found: BTreeMap<String, (Place, Vec<Limit>)> = BTreeMap::new();
    for node in items(papers, DocumentKind::Tiers, problems) {
        if let Some((symbol, limit)) = limit(&node, problems) {
            found.entry(symbol).or_insert_with(|| (node.place.clone(), Vec::new())).1.push(limit);
        }
    }
    let mut in_coins = 0;
    for (symbol, (place, mut limits)) in found {
        limits.sort_by(|one, other| one.up_to.total_cmp(&other.up_to));
        let coins = symbol::contract(&symbol).is_some_and(|(each, _)| each.settlement == Settlement::Coin);
        let row = statement.rows.iter().find(|row| row.symbol == symbol);
        let price = if coins { row.and_then(|row| row.index.or(row.mark)) } else { Some(1.0) };
        let Some(price) = price else {
            continue;
        };
        let bounds = std::iter::once(0.0).chain(limits.iter().map(|limit| limit.up_to * price));
        let bands = limits.iter().zip(bounds).map(|(limit, from)| Band {
            from,
            initial: table::one_over(limit.leverage),
            maintenance: limit.maintenance,
        });
        if let Some(table) = table::table(bands.collect(), &place, problems) {
            in_coins += usize::from(coins && table.0.len() > 1);
            statement.tables.insert(symbol, table);
        }
    }
    if in_coins > 0 {
        statement.notes.push(ImportNote::Simplified(Simplified::TiersInCoins { count: in_coins }));
    }
}

fn limit(node: &Node, problems: &mut Problems) -> Option<(String, Limit)> {
    let fields = node.object(problems)?;
    let symbol = fields.required("symbol", problems).and_then(|node| node.name(problems));
    let up_to = fields.required("riskLimitValue", problems).and_then(|node| node.positive(problems));
    let leverage = fields.required("maxLeverage", problems).and_then(|node| node.leverage(problems));
    let maintenance = fields.number("maintenanceMargin", problems);
    Some((symbol?.to_owned(), Limit { up_to: up_to?, leverage: leverage?, maintenance: maintenance? }))
}
