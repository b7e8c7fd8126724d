//! Brackets, as `leverageBracket` has them: from a size on, the greatest leverage and the share that is to be kept.

use super::symbol;
use crate::imported::ImportNote;
use crate::node::{Fields, Node};
use crate::paper::Papers;
use crate::problem::{DocumentKind, Problems};
use crate::simplified::Simplified;
use crate::statement::table::{self, Band};
use crate::statement::{Statement, items};
use margin_core::instrument::Settlement;
use margin_core::rules::TierTable;

/// Reads all brackets; those of coin-settled contracts are in coins, which are taken at the mark.
pub(super) fn read(papers: &Papers, statement: &mut Statement, problems: &mut Problems) {
    let mut in_coins = 0;
    for node in items(papers, DocumentKind::Tiers, problems) {
        let Some(fields) = node.object(problems) else {
            continue;
        };
        let Some(symbol) = fields.required("symbol", problems).and_then(|node| node.name(problems)) else {
            continue;
        };
        let coins = symbol::terms(symbol).is_some_and(|terms| terms.settlement == Settlement::Coin);
        let held = statement.rows.iter().any(|row| row.symbol == symbol);
        let price = if coins { coin_price(statement, symbol) } else { Some(1.0) };
        if let Some(table) = price.and_then(|price| brackets(&fields, price, problems)) {
            in_coins += usize::from(coins && held && table.0.len() > 1);
            statement.tables.insert(symbol.to_owned(), table);
        }
        let coefficient = fields.number_if_any("notionalCoef", problems);
        if held && coefficient.is_some_and(|coefficient| coefficient != 1.0) {
            statement.notes.push(ImportNote::Simplified(Simplified::ScaledTiers(symbol.to_owned())));
        }
    }
    if in_coins > 0 {
        statement.notes.push(ImportNote::Simplified(Simplified::TiersInCoins { count: in_coins }));
    }
}

fn coin_price(statement: &Statement, symbol: &str) -> Option<f64> {
    let quoted = statement.quotes.get(symbol).and_then(|quote| quote.index.or(quote.mark));
    let row = statement.rows.iter().find(|row| row.symbol == symbol)?;
    quoted.or(row.index).or(row.mark).or(row.entry)
}

fn brackets(fields: &Fields, price: f64, problems: &mut Problems) -> Option<TierTable> {
    let list = fields.required("brackets", problems)?;
    let mut bands = Vec::new();
    for node in list.list(problems)? {
        bands.push(bracket(&node, price, problems)?);
    }
    table::table(bands, &list.place, problems)
}

fn bracket(node: &Node, price: f64, problems: &mut Problems) -> Option<Band> {
    let fields = node.object(problems)?;
    // The venue's own documents spell the floor of coin-settled contracts in two ways.
    let in_coins = fields.optional("qtyFloor").or_else(|| fields.optional("qtylFloor"));
    let from = match in_coins {
        Some(node) => node.number(problems).map(|floor| floor * price),
        None => fields.number("notionalFloor", problems),
    };
    let leverage = fields.required("initialLeverage", problems).and_then(|node| node.leverage(problems));
    let maintenance = fields.number("maintMarginRatio", problems);
    Some(Band { from: from?, initial: table::one_over(leverage?), maintenance: maintenance? })
}
