//! Prices and requirements, as `market_stats` and `orderBookDetails` have them.

use crate::node::Node;
use crate::paper::Papers;
use crate::problem::{DocumentKind, Problems};
use crate::statement::table::{self, Band};
use crate::statement::{Quote, Statement, items};

/// Fractions are written as whole numbers of this part.
const PART: f64 = 1e-4;

/// Reads prices and requirements of all markets.
pub(super) fn read(papers: &Papers, statement: &mut Statement, problems: &mut Problems) {
    for node in items(papers, DocumentKind::Universe, problems) {
        market(&node, statement, problems);
    }
    for node in items(papers, DocumentKind::Contexts, problems) {
        quote(&node, statement, problems);
    }
}

fn market(node: &Node, statement: &mut Statement, problems: &mut Problems) -> Option<()> {
    let fields = node.object(problems)?;
    let symbol = fields.required("symbol", problems)?.name(problems)?;
    let maintenance = fields.number("maintenance_margin_fraction", problems)? * PART;
    // Markets of assets themselves have no margin.
    if maintenance == 0.0 {
        return None;
    }
    let named = ["min_initial_margin_fraction", "initial_margin_fraction", "default_initial_margin_fraction"];
    let Some(initial) = named.iter().find_map(|name| fields.optional(name)) else {
        fields.required("min_initial_margin_fraction", problems);
        return None;
    };
    let band = Band { from: 0.0, initial: table::share(initial.number(problems)? * PART), maintenance };
    let table = table::table(vec![band], &initial.place, problems)?;
    statement.tables.insert(symbol.to_owned(), table);
    Some(())
}

fn quote(node: &Node, statement: &mut Statement, problems: &mut Problems) -> Option<()> {
    let fields = node.object(problems)?;
    let symbol = fields.optional("symbol")?.name(problems)?;
    let mut number = |name: &str| fields.number_if_any(name, problems);
    let quote = Quote {
        instrument: Some(super::contract(symbol)),
        mark: number("mark_price").filter(|price| *price > 0.0),
        index: number("index_price").filter(|price| *price > 0.0),
        funding: number("current_funding_rate"),
        open_interest: number("open_interest"),
        daily_volume: number("daily_quote_token_volume"),
    };
    statement.quotes.insert(symbol.to_owned(), quote);
    Some(())
}
