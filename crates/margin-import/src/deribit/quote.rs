//! Marks, indexes and funding, as tickers and book summaries have them.

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
    let symbol = fields.required("instrument_name", problems)?.name(problems)?;
    let mut number = |name: &str| fields.number_if_any(name, problems);
    let mut positive = |name: &str| number(name).filter(|price| *price > 0.0);
    let mark = positive("mark_price");
    let index = positive("index_price").or_else(|| positive("estimated_delivery_price"));
    let funding = number("current_funding");
    let open_interest = number("open_interest");
    let instrument = symbol::contract(symbol).map(|(instrument, _)| instrument);
    let unit = match instrument.as_ref().is_some_and(symbol::is_quoted_in_coins) {
        true => index,
        false => Some(1.0),
    };
    let mark = mark.zip(unit).map(|(mark, unit)| mark * unit);
    let quote = Quote { instrument, mark, index, funding, open_interest, daily_volume: None };
    statement.quotes.insert(symbol.to_owned(), quote);
    let time = fields.optional("timestamp").or_else(|| fields.optional("creation_timestamp"));
    statement.at(time.and_then(|node| node.time(problems)));
    Some(())
}
