//! Binance's futures documents: recognised by their shape, read, and put together.
//!
//! Positions (`positionRisk`, second or third version) or an account (`account`) are needed; balances (`balance`), prices
//! (`premiumIndex`), brackets (`leverageBracket`) and contract sizes (`exchangeInfo`) are taken where they are. Amounts
//! are decimal texts, in dollars for contracts quoted in a stablecoin and in coins for those quoted in `USD`.

mod account;
mod bracket;
mod position;
mod quote;
mod symbol;

use crate::imported::{AccountMode, Imported};
use crate::node::{Node, Place};
use crate::paper::{Paper, Papers};
use crate::problem::{DocumentKind, ImportProblemKind, Problems};
use crate::source::{Access, Ask, Request, Source};
use crate::statement::{FieldNames, Pools, Statement};
use crate::venue::Venue;
use serde_json::{Map, Value};

/// How the venue's documents are read.
pub(crate) const VENUE: Venue = Venue {
    source: Source {
        venue: NAME,
        access: Access::Key,
        endpoint: "https://fapi.binance.com",
        requests: &[
            Request { answer: DocumentKind::Account, name: "account", ask: Ask::Get("/fapi/v2/account") },
            Request { answer: DocumentKind::Positions, name: "positionRisk", ask: Ask::Get("/fapi/v3/positionRisk") },
            Request { answer: DocumentKind::Contexts, name: "premiumIndex", ask: Ask::Get("/fapi/v1/premiumIndex") },
            Request { answer: DocumentKind::Tiers, name: "leverageBracket", ask: Ask::Get("/fapi/v1/leverageBracket") },
            Request { answer: DocumentKind::Universe, name: "exchangeInfo", ask: Ask::Get("/fapi/v1/exchangeInfo") },
        ],
    },
    holders: &[],
    recognise,
    read,
};

/// The venue's name.
const NAME: &str = "Binance";

/// The rules that accounts are under, in the catalogue: those of contracts that settle in dollars, and in coins.
const RULES: [&str; 2] = ["binance/usdm", "binance/coinm"];

const FIELDS: FieldNames =
    FieldNames { quantity: "positionAmt", entry: "entryPrice", collateral: "isolatedWallet", leverage: "leverage" };

/// What a value is, by the fields that no other venue writes.
fn recognise<'v>(node: &Node<'v>) -> Vec<Paper<'v>> {
    match node.value.as_object().and_then(of_object) {
        Some(kind) => Paper::whole(kind, node),
        None => Paper::item_or_list(node, of_item),
    }
}

fn of_object(map: &Map<String, Value>) -> Option<DocumentKind> {
    let first = |list: &str, mark: &str| {
        let item = map.get(list).and_then(|list| list.get(0)).and_then(Value::as_object);
        item.is_some_and(|item| item.contains_key(mark))
    };
    if map.contains_key("totalCrossWalletBalance") || first("assets", "crossWalletBalance") {
        return Some(DocumentKind::Account);
    }
    (first("symbols", "contractType") || first("symbols", "contractSize")).then_some(DocumentKind::Universe)
}

fn of_item(map: &Map<String, Value>) -> Option<DocumentKind> {
    let has = |name: &str| map.contains_key(name);
    if has("positionAmt") && has("symbol") && !has("positionId") {
        return Some(DocumentKind::Positions);
    }
    if has("brackets") && has("symbol") {
        return Some(DocumentKind::Tiers);
    }
    if has("crossWalletBalance") && has("asset") {
        return Some(DocumentKind::Spot);
    }
    let streamed = map.get("e").and_then(Value::as_str) == Some("markPriceUpdate");
    (streamed || has("markPrice") && has("lastFundingRate")).then_some(DocumentKind::Contexts)
}

/// Puts the documents together.
fn read(papers: &Papers, _: AccountMode, problems: &mut Problems) -> Option<Imported> {
    let account = papers.one(DocumentKind::Account, problems);
    let first = account.or_else(|| papers.all(DocumentKind::Positions).next());
    let place = first.map_or_else(|| Place::start(0), |node| node.place.clone());
    if first.is_none() {
        let missing = ImportProblemKind::MissingDocument { venue: NAME, document: DocumentKind::Positions };
        problems.add(&place, missing);
    }
    let account = account.and_then(|node| node.object(problems));
    let mut statement = Statement::new(NAME, RULES[0], FIELDS, place);
    statement.pools = Pools::BySettlement;
    quote::read(papers, &mut statement, problems);
    let sizes = symbol::sizes(papers, problems);
    position::read(papers, account.as_ref(), &sizes, &mut statement, problems);
    if !statement.rows.is_empty() && statement.rows.iter().all(|row| row.in_coins()) {
        statement.rules_id = Some(RULES[1].to_owned());
    }
    account::read(papers, account.as_ref(), &mut statement, problems);
    bracket::read(papers, &mut statement, problems);
    first?;
    statement.finish(problems)
}
