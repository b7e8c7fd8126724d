//! Deribit's documents: recognised by their shape, read, and put together.
//!
//! Positions (`private/get_positions`) are needed; account summaries (`private/get_account_summaries`, one or all
//! currencies) and prices (`public/ticker`, book summaries) are taken where they are. Amounts are JSON numbers in the
//! currency that a contract settles in: coins, or dollars where its name has `_USDC`.

mod account;
mod chain;
mod position;
mod quote;
mod symbol;

use crate::finish::finished;
use crate::imported::{AccountMode, Imported};
use crate::node::{Node, Place};
use crate::paper::{Paper, Papers};
use crate::problem::{DocumentKind, Problems};
use crate::source::{Access, Ask, Request, Source};
use crate::statement::{FieldNames, Statement};
use crate::venue::Venue;
use margin_core::instrument::Instrument;
use serde_json::{Map, Value};

/// How the venue's documents are read.
pub(crate) const VENUE: Venue = Venue {
    source: Source {
        venue: NAME,
        access: Access::Key,
        endpoint: "https://www.deribit.com/api/v2",
        requests: &[
            Request {
                answer: DocumentKind::Account,
                name: "private/get_account_summaries",
                ask: Ask::Get("/private/get_account_summaries"),
            },
            Request {
                answer: DocumentKind::Positions,
                name: "private/get_positions",
                ask: Ask::Get("/private/get_positions?currency=any"),
            },
            Request {
                answer: DocumentKind::Contexts,
                name: "public/ticker",
                ask: Ask::Get("/public/ticker?instrument_name=BTC-PERPETUAL"),
            },
        ],
    },
    holders: &["params", "summaries"],
    recognise,
    read,
};

/// The venue's name.
const NAME: &str = "Deribit";

/// The rules that accounts are under, where the catalogue has them.
const RULES: &str = "deribit/standard";

const FIELDS: FieldNames =
    FieldNames { quantity: "size", entry: "average_price", collateral: "initial_margin", leverage: "leverage" };

/// What a value is: one of the items of an answer, a list of them, or a chain as a table.
fn recognise<'v>(node: &Node<'v>) -> Vec<Paper<'v>> {
    match node.value {
        Value::String(text) if node.place.path.is_empty() && is_chain(text) => {
            Paper::whole(DocumentKind::Contexts, node)
        }
        _ => Paper::item_or_list(node, of_item),
    }
}

/// A contract by the venue's name.
pub(crate) fn contract(name: &str) -> Option<Instrument> {
    symbol::contract(name).map(|(instrument, _)| instrument)
}

/// Whether a text is a chain of options as a table.
pub(crate) fn is_chain(text: &str) -> bool {
    chain::table::is_chain(text)
}

fn of_item(map: &Map<String, Value>) -> Option<DocumentKind> {
    let has = |name: &str| map.contains_key(name);
    if has("instrument_name") && has("direction") && has("average_price") && has("kind") {
        Some(DocumentKind::Positions)
    } else if has("currency") && has("equity") && (has("margin_balance") || has("available_funds")) {
        Some(DocumentKind::Account)
    } else {
        let prices = has("instrument_name") && has("mark_price") && has("open_interest");
        prices.then_some(DocumentKind::Contexts)
    }
}

/// Puts the documents together.
fn read(papers: &Papers, _: AccountMode, problems: &mut Problems) -> Option<Imported> {
    let account = papers.all(DocumentKind::Account).chain(papers.all(DocumentKind::Positions)).next();
    let first = account.or_else(|| papers.all(DocumentKind::Contexts).next());
    let place = first.map_or_else(|| Place::start(0), |node| node.place.clone());
    let mut statement = Statement::new(NAME, RULES, FIELDS, place);
    let rows = quote::read(papers, &mut statement, problems);
    position::read(papers, &mut statement, problems);
    account::read(papers, &mut statement, problems);
    if account.is_some() || !chain::is_chain(&rows) {
        statement.need_positions(papers, problems)?;
    }
    let mut imported = statement.finish(problems)?;
    if chain::is_chain(&rows) {
        chain::put(&rows, &mut imported);
    }
    finished(imported, |_| Place::start(0), problems)
}
