//! Marks, indexes, funding and open interest, as `market/tickers` and the stream of tickers have them.

use super::symbol;
use crate::node::Node;
use crate::paper::Papers;
use crate::problem::{DocumentKind, Problems};
use crate::statement::{Quote, Statement, items};

/// Reads all prices that were handed in.
pub(super) fn read(papers: &Papers, statement: &mut Statement, problems: &mut Problems) {
    for node in items(papers, DocumentKind::Contexts, problems) {
        read_one(&node, statement, problems);
    }
}

fn read_one(node: &Node, statement: &mut Statement, problems: &mut Problems) -> Option<()> {
    let fields = node.object(problems)?;
    let symbol = fields.required("symbol", problems)?.name(problems)?;
    let mut number = |name: &str| fields.number_if_any(name, problems);
    let quote = Quote {
        instrument: symbol::contract(symbol).map(|(instrument, _)| instrument),
        mark: number("markPrice").filter(|price| *price > 0.0),
        index: number("indexPrice").filter(|price| *price > 0.0),
        funding: number("fundingRate"),
        open_interest: number("openInterest"),
        daily_volume: number("turnover24h"),
    };
    statement.quotes.insert(symbol.to_owned(), quote);
    Some(())
}
