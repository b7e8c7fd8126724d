//! Prices and requirements, as tickers and instruments have them.

use crate::node::{Fields, Node};
use crate::paper::Papers;
use crate::problem::{DocumentKind, Problems};
use crate::statement::table::{self, Band};
use crate::statement::{Quote, Statement};

/// Reads marks and indexes, from a list or from one message of the feed.
pub(super) fn quotes(papers: &Papers, statement: &mut Statement, problems: &mut Problems) {
    for node in papers.all(DocumentKind::Contexts) {
        let Some(fields) = node.object(problems) else {
            continue;
        };
        match fields.optional("tickers").and_then(|list| list.list(problems)) {
            Some(list) => list.for_each(|node| {
                quote(&node, "symbol", statement, problems);
            }),
            None => {
                quote(node, "product_id", statement, problems);
            }
        }
        let time = fields.optional("serverTime").or_else(|| fields.optional("time"));
        statement.at(time.and_then(|node| node.time(problems)));
    }
}

fn quote(node: &Node, named: &str, statement: &mut Statement, problems: &mut Problems) -> Option<()> {
    let fields = node.object(problems)?;
    let symbol = fields.required(named, problems)?.name(problems)?.to_ascii_uppercase();
    let mut number = |name: &str| fields.number_if_any(name, problems);
    let quote = Quote {
        instrument: super::contract(&symbol).map(|(instrument, _)| instrument),
        mark: number("markPrice").filter(|price| *price > 0.0),
        index: number("indexPrice").or_else(|| number("index")).filter(|price| *price > 0.0),
        funding: number("relative_funding_rate"),
        open_interest: number("openInterest"),
        daily_volume: number("volumeQuote"),
    };
    statement.quotes.insert(symbol, quote);
    Some(())
}

/// Reads the margin levels of all instruments: from a size on, the rates that are required.
pub(super) fn tables(papers: &Papers, statement: &mut Statement, problems: &mut Problems) {
    for node in papers.all(DocumentKind::Universe) {
        let list = node.object(problems).and_then(|fields| fields.required("instruments", problems));
        for node in list.and_then(|list| list.list(problems)).into_iter().flatten() {
            if let Some(fields) = node.object(problems) {
                levels(&fields, statement, problems);
            }
        }
    }
}

fn levels(fields: &Fields, statement: &mut Statement, problems: &mut Problems) -> Option<()> {
    let list = fields.optional("marginLevels")?;
    let symbol = fields.required("symbol", problems)?.name(problems)?.to_ascii_uppercase();
    let mut bands = Vec::new();
    for node in list.list(problems)? {
        let level = node.object(problems)?;
        let size = level.optional("contracts").or_else(|| level.optional("numNonContractUnits"));
        let from = size.and_then(|node| node.number(problems)).unwrap_or_default();
        let initial = level.number("initialMargin", problems);
        let maintenance = level.number("maintenanceMargin", problems);
        bands.push(Band { from, initial: table::share(initial?), maintenance: maintenance? });
    }
    let table = table::table(bands, &list.place, problems)?;
    statement.tables.insert(symbol, table);
    Some(())
}
