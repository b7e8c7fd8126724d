//! Prices, contract sizes and tiers, as the public lists have them.

use super::symbol;
use crate::imported::ImportNote;
use crate::node::{Fields, Node};
use crate::paper::Papers;
use crate::problem::{DocumentKind, Problems};
use crate::simplified::Simplified;
use crate::statement::table::{self, Band};
use crate::statement::{Quote, Row, Statement, items, name};
use margin_core::instrument::Kind;
use std::collections::BTreeMap;

/// Reads marks of contracts and indexes of pairs.
pub(super) fn quotes(papers: &Papers, statement: &mut Statement, problems: &mut Problems) {
    for node in items(papers, DocumentKind::Contexts, problems) {
        quote(&node, statement, problems);
    }
}

fn quote(node: &Node, statement: &mut Statement, problems: &mut Problems) -> Option<()> {
    let fields = node.object(problems)?;
    let symbol = fields.required("instId", problems)?.name(problems)?;
    let mark = fields.number_if_any("markPx", problems).filter(|price| *price > 0.0);
    let index = fields.number_if_any("idxPx", problems).filter(|price| *price > 0.0);
    let terms = symbol::terms(symbol);
    // An option's mark is in coins; without its index it is no price in dollars.
    let option = terms.is_some_and(|terms| matches!(terms.kind, Kind::Option { .. }));
    let instrument = terms.map(|terms| name::contract(terms.base, terms.kind, terms.settlement, 1.0));
    let mark = mark.filter(|_| !option);
    let known = statement.quotes.entry(symbol.to_owned()).or_insert_with(|| Quote { instrument, ..Quote::default() });
    (known.mark, known.index) = (mark.or(known.mark), index.or(known.index));
    let time = fields.optional("ts").and_then(|node| node.time(problems));
    if statement.time.is_none() {
        statement.time = time;
    }
    Some(())
}

/// How much one contract is: units of the underlying, or dollars of face value of an inverse one.
pub(super) fn sizes(papers: &Papers, problems: &mut Problems) -> BTreeMap<String, f64> {
    let nodes = items(papers, DocumentKind::Universe, problems);
    nodes.iter().filter_map(|node| size(node, problems)).collect()
}

fn size(node: &Node, problems: &mut Problems) -> Option<(String, f64)> {
    let fields = node.object(problems)?;
    let value = fields.optional("ctVal")?.positive(problems)?;
    let multiple = fields.optional("ctMult").and_then(|node| node.positive(problems)).unwrap_or(1.0);
    Some((fields.required("instId", problems)?.name(problems)?.to_owned(), value * multiple))
}

/// A tier of a family of contracts, by the number of contracts.
struct Step {
    most: f64,
    leverage: f64,
    maintenance: f64,
}

/// Reads tiers. A whole position is margined at the rate of the tier that its number of contracts falls in, so that
/// one rate holds for it at every price.
pub(super) fn tiers(papers: &Papers, statement: &mut Statement, problems: &mut Problems) {
    let mut families: BTreeMap<String, Vec<Step>> = BTreeMap::new();
    for node in items(papers, DocumentKind::Tiers, problems) {
        if let Some((family, step)) = node.object(problems).and_then(|fields| step(&fields, problems)) {
            families.entry(family).or_default().push(step);
        }
    }
    let mut several = 0;
    for row in &statement.rows {
        let Some(steps) = families.get(family(row)) else {
            continue;
        };
        let fits = steps.iter().filter(|step| row.quantity.abs() <= step.most);
        let Some(step) = fits.min_by(|one, other| one.most.total_cmp(&other.most)) else {
            continue;
        };
        let band = Band { from: 0.0, initial: table::one_over(step.leverage), maintenance: step.maintenance };
        if let Some(table) = table::table(vec![band], &row.place, problems) {
            several += usize::from(steps.len() > 1);
            statement.tables.insert(row.symbol.clone(), table);
        }
    }
    if several > 0 {
        statement.notes.push(ImportNote::Simplified(Simplified::TierOfSize { count: several }));
    }
}

fn step(fields: &Fields, problems: &mut Problems) -> Option<(String, Step)> {
    let named = fields.optional("instFamily").or_else(|| fields.optional("uly")).or_else(|| fields.optional("instId"));
    let family = named?.name(problems)?.to_owned();
    let most = fields.required("maxSz", problems).and_then(|node| node.positive(problems));
    let leverage = fields.required("maxLever", problems).and_then(|node| node.leverage(problems));
    let maintenance = fields.number("mmr", problems);
    Some((family, Step { most: most?, leverage: leverage?, maintenance: maintenance? }))
}

/// The part of a name that a family of contracts shares.
fn family(row: &Row) -> &str {
    let end = row.symbol.match_indices('-').nth(1).map_or(row.symbol.len(), |(at, _)| at);
    row.symbol.get(..end).unwrap_or(&row.symbol)
}
