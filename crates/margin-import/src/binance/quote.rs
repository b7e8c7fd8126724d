//! Marks, indexes and funding, as `premiumIndex` and the stream of marks have them.

use super::symbol;
use crate::node::Node;
use crate::paper::Papers;
use crate::problem::{DocumentKind, Problems};
use crate::statement::{Quote, Statement, items, name};

/// Reads all prices that were handed in.
pub(super) fn read(papers: &Papers, statement: &mut Statement, problems: &mut Problems) {
    for node in items(papers, DocumentKind::Contexts, problems) {
        read_one(&node, statement, problems);
    }
}

fn read_one(node: &Node, statement: &mut Statement, problems: &mut Problems) -> Option<()> {
    let fields = node.object(problems)?;
    let streamed = fields.has("e");
    let names = if streamed {
        ["s", "p", "i", "r", "E"]
    } else {
        ["symbol", "markPrice", "indexPrice", "lastFundingRate", "time"]
    };
    let [symbol, mark, index, funding, time] = names;
    let symbol = fields.required(symbol, problems)?.name(problems)?;
    let mut number = |name: &str| fields.number_if_any(name, problems);
    // Contracts that have ended, and those without funding, have zeros.
    let (mark, index) = (number(mark).filter(|price| *price > 0.0), number(index).filter(|price| *price > 0.0));
    let funding = number(funding);
    let time = fields.optional(time).and_then(|node| node.time(problems));
    let instrument = symbol::terms(symbol).map(|terms| name::contract(terms.base, terms.kind, terms.settlement, 1.0));
    statement.quotes.insert(symbol.to_owned(), Quote { instrument, mark, index, funding, ..Quote::default() });
    if statement.time.is_none() {
        statement.time = time;
    }
    Some(())
}
