//! OKX's fifth version: recognised by its shape, read, and put together.
//!
//! Positions (`account/positions`) are needed; the account (`account/balance`), contract sizes (`public/instruments`),
//! prices (`public/mark-price`, `market/index-tickers`) and tiers (`public/position-tiers`) are taken where they are.
//! Amounts are decimal texts, in dollars for contracts that settle in a stablecoin and in coins for inverse ones; the
//! empty text is absent.

mod account;
mod list;
mod position;
mod symbol;

use crate::imported::{AccountMode, Imported};
use crate::node::{Node, Place};
use crate::paper::{Paper, Papers};
use crate::problem::{DocumentKind, Problems};
use crate::source::{Access, Ask, Request, Source};
use crate::statement::{FieldNames, Pools, Statement};
use crate::venue::Venue;
use margin_core::rules::Pairs;
use serde_json::{Map, Value};

/// How the venue's documents are read.
pub(crate) const VENUE: Venue = Venue {
    source: Source {
        venue: NAME,
        access: Access::Key,
        endpoint: "https://www.okx.com",
        requests: &[
            Request {
                answer: DocumentKind::Account,
                name: "account/balance",
                ask: Ask::Get("/api/v5/account/balance"),
            },
            Request {
                answer: DocumentKind::Positions,
                name: "account/positions",
                ask: Ask::Get("/api/v5/account/positions"),
            },
            Request {
                answer: DocumentKind::Universe,
                name: "public/instruments",
                ask: Ask::Get("/api/v5/public/instruments?instType=SWAP"),
            },
            Request {
                answer: DocumentKind::Contexts,
                name: "public/mark-price",
                ask: Ask::Get("/api/v5/public/mark-price?instType=SWAP"),
            },
            Request {
                answer: DocumentKind::Tiers,
                name: "public/position-tiers",
                ask: Ask::Get("/api/v5/public/position-tiers?instType=SWAP&tdMode=cross&instFamily=BTC-USDT"),
            },
        ],
    },
    holders: &[],
    recognise,
    read,
};

/// The venue's name.
const NAME: &str = "OKX";

/// The rules that accounts are under, where the catalogue has them.
const RULES: &str = "okx/futures";

const FIELDS: FieldNames = FieldNames { quantity: "pos", entry: "avgPx", collateral: "margin", leverage: "lever" };

/// What a value is: one of the items of an answer, or a list of them.
fn recognise<'v>(node: &Node<'v>) -> Vec<Paper<'v>> {
    Paper::item_or_list(node, of_item)
}

fn of_item(map: &Map<String, Value>) -> Option<DocumentKind> {
    let has = |name: &str| map.contains_key(name);
    if has("instId") && has("mgnMode") && has("pos") {
        Some(DocumentKind::Positions)
    } else if has("details") && has("totalEq") {
        Some(DocumentKind::Account)
    } else if has("instId") && has("ctVal") {
        Some(DocumentKind::Universe)
    } else if has("maxSz") && has("minSz") && has("mmr") {
        Some(DocumentKind::Tiers)
    } else {
        (has("instId") && (has("markPx") || has("idxPx"))).then_some(DocumentKind::Contexts)
    }
}

/// Puts the documents together.
fn read(papers: &Papers, _: AccountMode, problems: &mut Problems) -> Option<Imported> {
    let first = papers.all(DocumentKind::Account).chain(papers.all(DocumentKind::Positions)).next();
    let place = first.map_or_else(|| Place::start(0), |node| node.place.clone());
    let mut statement = Statement::new(NAME, RULES, FIELDS, place);
    (statement.pairs, statement.pools) = (Pairs::EachSide, Pools::BySettlement);
    list::quotes(papers, &mut statement, problems);
    let sizes = list::sizes(papers, problems);
    position::read(papers, &sizes, &mut statement, problems);
    account::read(papers, &mut statement, problems);
    list::tiers(papers, &mut statement, problems);
    statement.need_positions(papers, problems)?;
    first?;
    statement.finish(problems)
}
