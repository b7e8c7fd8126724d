//! dYdX v4's documents: recognised by their shape, read, and put together.
//!
//! A subaccount, or a parent subaccount with its children, is needed, as the indexer answers or as the first message of
//! a channel has it; the markets (`perpetualMarkets`, `v4_markets`) are taken where they are, and so are later messages
//! with changes. Amounts are in USDC and prices in dollars. What the indexer stores of equity and free collateral is
//! older than its prices; both are calculated anew.

mod account;
mod assemble;
mod change;
mod held;
mod order;
mod universe;

use crate::imported::{AccountMode, Imported};
use crate::node::{Node, Place};
use crate::paper::{Paper, Papers};
use crate::problem::{DocumentKind, ImportProblemKind, Problems};
use crate::source::{Access, Ask, Request, Source};
use crate::venue::Venue;
use serde_json::{Map, Value};
use universe::Universe;

/// How the venue's documents are read.
pub(crate) const VENUE: Venue = Venue {
    source: Source {
        venue: NAME,
        access: Access::Address,
        endpoint: "https://indexer.dydx.trade/v4",
        requests: &[
            Request {
                answer: DocumentKind::Account,
                name: "parentSubaccountNumber",
                ask: Ask::Get("/addresses/YOUR ADDRESS/parentSubaccountNumber/0"),
            },
            Request { answer: DocumentKind::Universe, name: "perpetualMarkets", ask: Ask::Get("/perpetualMarkets") },
        ],
    },
    holders: &["subaccount"],
    recognise,
    read,
};

/// The venue's name.
const NAME: &str = "dYdX";

/// The rules that the account is under, in the catalogue.
const RULES: &str = "dydx/perpetuals";

/// What collateral is paid in.
const DOLLAR: &str = "USDC";

/// What a value is: an account, changes to one, or documents in its fields.
fn recognise<'v>(node: &Node<'v>) -> Vec<Paper<'v>> {
    let Some(map) = node.value.as_object() else {
        return Vec::new();
    };
    let first = |name: &str, mark: &str| map.get(name).and_then(|list| list.get(0)).is_some_and(|item| has(item, mark));
    if is_account(map) || first("subaccounts", "subaccountNumber") {
        return Paper::whole(DocumentKind::Account, node);
    }
    let changes = first("perpetualPositions", "market")
        || first("assetPositions", "assetId")
        || first("fills", "clobPairId")
        || first("fills", "marketType")
        || map.get("oraclePrices").is_some_and(Value::is_object);
    if changes {
        return Paper::whole(DocumentKind::Changes, node);
    }
    let field = |name: &str, kind| Some(Paper { kind, node: Node::new(map.get(name)?, node.place.field(name)) });
    let markets = field("markets", DocumentKind::Universe).filter(|paper| is_universe(paper.node.value));
    let orders = field("orders", DocumentKind::Orders);
    let orders = orders.filter(|_| first("orders", "clobPairId") || map.contains_key("subaccount"));
    markets.into_iter().chain(orders).collect()
}

fn has(value: &Value, name: &str) -> bool {
    value.as_object().is_some_and(|map| map.contains_key(name))
}

fn is_account(map: &Map<String, Value>) -> bool {
    map.contains_key("openPerpetualPositions") || map.contains_key("childSubaccounts")
}

/// Whether a value names markets with what the venue says of each.
fn is_universe(value: &Value) -> bool {
    let mut markets = value.as_object().into_iter().flat_map(Map::values);
    markets.next().is_some_and(|first| has(first, "clobPairId") || has(first, "initialMarginFraction"))
}

/// Puts the documents together. An account of this venue is of one kind only.
fn read(papers: &Papers, _: AccountMode, problems: &mut Problems) -> Option<Imported> {
    let account = papers.one(DocumentKind::Account, problems);
    if account.is_none() {
        let missing = ImportProblemKind::MissingDocument { venue: NAME, document: DocumentKind::Account };
        problems.add(&Place::start(0), missing);
    }
    let mut notes = Vec::new();
    let account = account.and_then(|node| account::read(node, problems));
    let lists = papers.one(DocumentKind::Universe, problems);
    let mut universe = lists.and_then(|node| Universe::read(node, &mut notes, problems));
    let mut orders = Vec::new();
    for node in papers.all(DocumentKind::Orders) {
        order::read(node, &mut orders, problems);
    }
    let mut subaccounts = account?;
    for node in papers.all(DocumentKind::Changes) {
        change::apply(node, &mut subaccounts, universe.as_mut(), &mut orders, problems);
    }
    if lists.is_some() && universe.is_none() {
        return None;
    }
    let chosen = account::choose(subaccounts, &mut notes);
    assemble::assemble(chosen, universe.as_ref(), &orders, notes, problems)
}
