//! Accounts as the program ccxt unifies them: what `fetchPositions`, `fetchBalance` and `fetchOpenOrders` give.
//!
//! Positions are needed; balances and orders are taken where they are. A position's `contracts` are without a sign and
//! its `side` gives it; amounts are in the asset that the contract settles in. Which venue's they are is not said.

mod balance;
mod position;

use crate::imported::{AccountMode, ImportNote, Imported};
use crate::node::{Node, Place};
use crate::paper::{Paper, Papers};
use crate::problem::{DocumentKind, ImportProblemKind, Problems};
use crate::source::{Access, Ask, Request, Source};
use crate::statement::{FieldNames, Statement};
use crate::venue::Venue;
use serde_json::Value;

/// How the documents are read.
pub(crate) const VENUE: Venue = Venue {
    source: Source {
        venue: NAME,
        access: Access::Own,
        endpoint: "",
        requests: &[
            Request {
                answer: DocumentKind::Positions,
                name: "fetchPositions",
                ask: Ask::Words("console.log(JSON.stringify(await exchange.fetchPositions()))"),
            },
            Request {
                answer: DocumentKind::Spot,
                name: "fetchBalance",
                ask: Ask::Words("console.log(JSON.stringify(await exchange.fetchBalance()))"),
            },
        ],
    },
    holders: &["positions", "balance", "orders"],
    recognise,
    read,
};

/// What the form of document is called.
const NAME: &str = "ccxt";

const FIELDS: FieldNames =
    FieldNames { quantity: "contracts", entry: "entryPrice", collateral: "collateral", leverage: "leverage" };

/// What a value is.
fn recognise<'v>(node: &Node<'v>) -> Vec<Paper<'v>> {
    let kind = match node.value {
        Value::Array(items) => items.iter().find_map(item),
        Value::Object(map) => {
            let balance = ["free", "used", "total"].iter().all(|name| map.get(*name).is_some_and(Value::is_object));
            if balance { Some(DocumentKind::Spot) } else { item(node.value) }
        }
        _ => None,
    };
    kind.map(|kind| Paper::whole(kind, node)).unwrap_or_default()
}

/// What a value is that may stand in a list.
fn item(value: &Value) -> Option<DocumentKind> {
    let has = |names: &[&str]| value.as_object().is_some_and(|map| names.iter().all(|name| map.contains_key(*name)));
    if has(&["symbol", "contracts", "side"]) {
        Some(DocumentKind::Positions)
    } else if has(&["symbol", "remaining", "side", "price", "status"]) {
        Some(DocumentKind::Orders)
    } else {
        None
    }
}

/// Puts the documents together.
fn read(papers: &Papers, _: AccountMode, problems: &mut Problems) -> Option<Imported> {
    let positions = papers.one(DocumentKind::Positions, problems);
    if positions.is_none() {
        let missing = ImportProblemKind::MissingDocument { venue: NAME, document: DocumentKind::Positions };
        problems.add(&Place::start(0), missing);
    }
    let place = positions.map_or_else(|| Place::start(0), |node| node.place.clone());
    let mut statement = Statement { rules_id: None, ..Statement::new(NAME, "", FIELDS, place) };
    if let Some(node) = positions {
        position::read(node, &mut statement, problems);
    }
    if let Some(node) = papers.one(DocumentKind::Spot, problems) {
        balance::read(node, &mut statement, problems);
        balance::leave_unpriced(&mut statement);
    }
    let count: usize = papers.all(DocumentKind::Orders).map(open_orders).sum();
    if count > 0 {
        statement.notes.push(ImportNote::OrdersLeftOut { count });
    }
    statement.finish(problems)
}

fn open_orders(node: &Node) -> usize {
    let orders = node.value.as_array().map_or(std::slice::from_ref(node.value), Vec::as_slice);
    orders.iter().filter(|order| order.get("status").is_none_or(|status| status == "open")).count()
}
