//! Prices and requirements, as `markets/summary` and `markets` have them.

use crate::node::Node;
use crate::paper::Papers;
use crate::problem::{DocumentKind, Problems};
use crate::statement::table::{self, Band};
use crate::statement::{Quote, Statement, items};

/// Reads marks, indexes and funding.
pub(super) fn quotes(papers: &Papers, statement: &mut Statement, problems: &mut Problems) {
    for node in items(papers, DocumentKind::Contexts, problems) {
        quote(&node, statement, problems);
    }
}

fn quote(node: &Node, statement: &mut Statement, problems: &mut Problems) -> Option<()> {
    let fields = node.object(problems)?;
    let symbol = fields.required("symbol", problems)?.name(problems)?;
    let mut number = |name: &str| fields.number_if_any(name, problems);
    let quote = Quote {
        instrument: super::contract(symbol).map(|(instrument, _)| instrument),
        mark: number("mark_price").filter(|price| *price > 0.0),
        index: number("underlying_price").filter(|price| *price > 0.0),
        funding: number("funding_rate"),
        open_interest: number("open_interest"),
        daily_volume: number("volume_24h"),
    };
    statement.quotes.insert(symbol.to_owned(), quote);
    let time = fields.optional("created_at").and_then(|node| node.time(problems));
    statement.at(time);
    Some(())
}

/// Reads the initial fraction of each market, and the share of it that is to be kept.
pub(super) fn tables(papers: &Papers, statement: &mut Statement, problems: &mut Problems) {
    for node in items(papers, DocumentKind::Universe, problems) {
        market(&node, statement, problems);
    }
}

fn market(node: &Node, statement: &mut Statement, problems: &mut Problems) -> Option<()> {
    let fields = node.object(problems)?;
    let symbol = fields.required("symbol", problems)?.name(problems)?;
    let terms = fields.optional("delta1_cross_margin_params")?.object(problems)?;
    let initial = terms.number("imf_base", problems);
    let kept = terms.number("mmf_factor", problems);
    let band = Band { from: 0.0, initial: table::share(initial?), maintenance: initial? * kept? };
    let table = table::table(vec![band], &terms.place, problems)?;
    statement.tables.insert(symbol.to_owned(), table);
    Some(())
}
