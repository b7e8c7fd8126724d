//! Aave v3's documents: recognised by their shape, read, and put together.
//!
//! A user's reserves are needed, as the pool's data provider, the subgraph or the venue's own library gives them, with
//! symbols and prices in them or in the list of reserves beside them; the account's totals (`getUserAccountData`) are
//! taken where they are. Amounts may be whole numbers of an asset's smallest unit, or scaled and without their interest.

mod assemble;
mod reserve;
mod totals;
mod user;

use crate::imported::{AccountMode, Imported};
use crate::node::{Node, Place};
use crate::paper::{Paper, Papers};
use crate::problem::{DocumentKind, ImportProblemKind, Problems};
use crate::source::{Access, Ask, Request, Source};
use crate::venue::Venue;
use reserve::Reserves;
use serde_json::{Map, Value};

/// How the venue's documents are read.
pub(crate) const VENUE: Venue = Venue {
    source: Source {
        venue: NAME,
        access: Access::Own,
        endpoint: "",
        requests: &[
            Request {
                answer: DocumentKind::Account,
                name: "getUserReservesData",
                ask: Ask::Words("UiPoolDataProvider.getUserReservesData(poolAddressesProvider, user)"),
            },
            Request {
                answer: DocumentKind::Universe,
                name: "getReservesData",
                ask: Ask::Words("UiPoolDataProvider.getReservesData(poolAddressesProvider)"),
            },
            Request {
                answer: DocumentKind::Totals,
                name: "getUserAccountData",
                ask: Ask::Words("Pool.getUserAccountData(user)"),
            },
        ],
    },
    holders: &[],
    recognise,
    read,
};

/// The venue's name.
const NAME: &str = "Aave v3";

/// What a value is.
fn recognise<'v>(node: &Node<'v>) -> Vec<Paper<'v>> {
    match node.value {
        Value::Array(items) => {
            let kind = items.first().and_then(Value::as_object).and_then(of_item);
            kind.map(|kind| Paper::whole(kind, node)).unwrap_or_default()
        }
        Value::Object(map) => of_object(map, node),
        _ => Vec::new(),
    }
}

fn of_item(map: &Map<String, Value>) -> Option<DocumentKind> {
    let has = |names: &[&str]| names.iter().any(|name| map.contains_key(*name));
    if has(&["scaledATokenBalance", "currentATokenBalance", "usageAsCollateralEnabledOnUser"]) {
        Some(DocumentKind::Account)
    } else if has(&["reserveLiquidationThreshold", "oracleLatestAnswer"]) {
        Some(DocumentKind::Universe)
    } else {
        None
    }
}

fn of_object<'v>(map: &'v Map<String, Value>, node: &Node<'v>) -> Vec<Paper<'v>> {
    let listed = |name: &str| {
        let value = map.get(name)?;
        let first = match value {
            Value::Array(items) => items.first(),
            Value::Object(members) => members.values().next(),
            _ => None,
        };
        of_item(first?.as_object()?)
    };
    if user::LISTS.iter().any(|name| listed(name) == Some(DocumentKind::Account)) {
        let also = reserves(map, node, listed);
        return Paper::whole(DocumentKind::Account, node).into_iter().chain(also).collect();
    }
    if map.contains_key("healthFactor")
        && (map.contains_key("totalCollateralBase") || map.contains_key("totalDebtBase"))
    {
        return Paper::whole(DocumentKind::Totals, node);
    }
    reserves(map, node, listed)
}

/// A list of reserves with what stands beside it.
fn reserves<'v>(
    map: &'v Map<String, Value>,
    node: &Node<'v>,
    listed: impl Fn(&str) -> Option<DocumentKind>,
) -> Vec<Paper<'v>> {
    let found = reserve::LISTS.iter().find(|name| listed(name) == Some(DocumentKind::Universe));
    let list = found.and_then(|name| Some(Node::new(map.get(*name)?, node.place.field(name))));
    list.map(|list| Paper { kind: DocumentKind::Universe, node: list }).into_iter().collect()
}

/// Puts the documents together. An account of this venue is of one kind only.
fn read(papers: &Papers, _: AccountMode, problems: &mut Problems) -> Option<Imported> {
    let account = papers.one(DocumentKind::Account, problems);
    if account.is_none() {
        let missing = ImportProblemKind::MissingDocument { venue: NAME, document: DocumentKind::Account };
        problems.add(&Place::start(0), missing);
    }
    let reserves = papers.one(DocumentKind::Universe, problems).map(|node| Reserves::read(node, problems));
    let user = account.and_then(|node| user::read(node, reserves.as_ref(), problems));
    let totals = papers.one(DocumentKind::Totals, problems).and_then(|node| totals::read(node, problems));
    assemble::assemble(user?, reserves.as_ref(), totals, problems)
}
