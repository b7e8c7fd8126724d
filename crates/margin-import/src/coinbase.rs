//! Coinbase's futures (CFM): recognised by their shape, read, and put together.
//!
//! Positions (`cfm/positions`) are needed; the account (`cfm/balance_summary`) is taken where it is. An amount is a
//! decimal text beside its currency, the dollar. The venue requires less in the day than overnight.

mod account;
mod position;

use crate::imported::{AccountMode, Imported};
use crate::node::{Fields, Node, Place};
use crate::paper::{Paper, Papers};
use crate::problem::{DocumentKind, Problems};
use crate::source::{Access, Ask, Request, Source};
use crate::statement::{FieldNames, Statement};
use crate::venue::Venue;
use serde_json::{Map, Value};

/// How the venue's documents are read.
pub(crate) const VENUE: Venue = Venue {
    source: Source {
        venue: NAME,
        access: Access::Key,
        endpoint: "https://api.coinbase.com/api/v3/brokerage",
        requests: &[
            Request {
                answer: DocumentKind::Account,
                name: "cfm/balance_summary",
                ask: Ask::Get("/cfm/balance_summary"),
            },
            Request { answer: DocumentKind::Positions, name: "cfm/positions", ask: Ask::Get("/cfm/positions") },
        ],
    },
    holders: &["balance_summary", "positions", "position"],
    recognise,
    read,
};

/// The venue's name.
const NAME: &str = "Coinbase CFM";

/// The rules that accounts are under, where the catalogue has them.
const RULES: &str = "coinbase/cfm";

/// What profit is paid in.
const DOLLAR: &str = "USD";

const FIELDS: FieldNames = FieldNames {
    quantity: "number_of_contracts",
    entry: "avg_entry_price",
    collateral: "im_contribution",
    leverage: "leverage",
};

/// What a value is: one of the items of an answer, or a list of them.
fn recognise<'v>(node: &Node<'v>) -> Vec<Paper<'v>> {
    Paper::item_or_list(node, of_item)
}

fn of_item(map: &Map<String, Value>) -> Option<DocumentKind> {
    let has = |name: &str| map.contains_key(name);
    if has("product_id") && has("number_of_contracts") {
        return Some(DocumentKind::Positions);
    }
    (has("futures_buying_power") && has("total_usd_balance")).then_some(DocumentKind::Account)
}

/// Puts the documents together.
fn read(papers: &Papers, _: AccountMode, problems: &mut Problems) -> Option<Imported> {
    let account = papers.one(DocumentKind::Account, problems);
    let first = account.or_else(|| papers.all(DocumentKind::Positions).next());
    let place = first.map_or_else(|| Place::start(0), |node| node.place.clone());
    let mut statement = Statement::new(NAME, RULES, FIELDS, place);
    position::read(papers, &mut statement, problems);
    if let Some(node) = account {
        account::read(node, &mut statement, problems);
    }
    statement.need_positions(papers, problems)?;
    first?;
    statement.finish(problems)
}

/// An amount of dollars, beside its currency or alone.
fn amount(fields: &Fields, name: &str, problems: &mut Problems) -> Option<f64> {
    let node = fields.optional(name)?;
    if node.value.is_object() {
        return node.object(problems)?.number("value", problems);
    }
    node.number(problems)
}
