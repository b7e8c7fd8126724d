//! Marks, indexes and funding, as tickers and book summaries have them.

use super::chain::{self, Row, Side, table};
use super::symbol;
use crate::node::Node;
use crate::paper::Papers;
use crate::problem::{DocumentKind, Problems};
use crate::statement::{Quote, Statement, items};

/// Reads all prices that were handed in; those of contracts that are known are rows of a chain, too.
pub(super) fn read(papers: &Papers, statement: &mut Statement, problems: &mut Problems) -> Vec<Row> {
    let mut rows = Vec::new();
    for node in items(papers, DocumentKind::Contexts, problems) {
        match node.value.as_str() {
            Some(text) => {
                let read = table::read(node.place.document, text, problems);
                statement.at(chain::time(&read));
                rows.extend(read);
            }
            None => rows.extend(read_one(&node, statement, problems)),
        }
    }
    rows
}

fn read_one(node: &Node, statement: &mut Statement, problems: &mut Problems) -> Option<Row> {
    let fields = node.object(problems)?;
    let symbol = fields.required("instrument_name", problems)?.name(problems)?;
    let mut number = |name: &str| fields.number_if_any(name, problems);
    let mut positive = |name: &str| number(name).filter(|price| *price > 0.0);
    let mark = positive("mark_price");
    let index = positive("index_price").or_else(|| positive("estimated_delivery_price"));
    let funding = number("current_funding");
    let open_interest = number("open_interest");
    let mut percent = |name: &str| number(name).map(|percent| percent / 100.0);
    let volatility = percent("mark_iv");
    let [bid, ask] = [percent("bid_iv"), percent("ask_iv")];
    let mut price = |names: [&str; 2]| number(names[0]).or_else(|| number(names[1]));
    let bid = Side { price: price(["best_bid_price", "bid_price"]), volatility: bid };
    let ask = Side { price: price(["best_ask_price", "ask_price"]), volatility: ask };
    let forward = number("underlying_price").filter(|price| *price > 0.0);
    let (rate, daily_volume) = (number("interest_rate"), number("volume_usd"));
    let instrument = symbol::contract(symbol).map(|(instrument, _)| instrument);
    let known = instrument.clone();
    let quote = Quote { instrument, mark, index, funding, open_interest, daily_volume: None };
    statement.quotes.insert(symbol.to_owned(), quote);
    let time = fields.optional("timestamp").or_else(|| fields.optional("creation_timestamp"));
    let time = time.and_then(|node| node.time(problems));
    statement.at(time);
    let instrument = known?;
    Some(Row { instrument, time, mark, volatility, bid, ask, forward, index, rate, open_interest, daily_volume })
}
