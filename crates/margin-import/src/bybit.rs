//! Bybit's fifth version: recognised by its shape, read, and put together.
//!
//! Positions (`position/list`) or an account (`account/wallet-balance`) are needed; prices (`market/tickers`), tiers
//! (`market/risk-limit`) and the account's setup (`account/info`) are taken where they are. Amounts are decimal texts, in
//! dollars for contracts that settle in a stablecoin and in coins for inverse ones; the empty text is absent.

mod account;
mod limit;
mod position;
mod quote;
mod symbol;

use crate::imported::{AccountMode, ImportNote, Imported};
use crate::node::{Node, Place};
use crate::paper::{Paper, Papers};
use crate::problem::{DocumentKind, ImportProblemKind, Problems};
use crate::simplified::Simplified;
use crate::source::{Access, Ask, Request, Source};
use crate::statement::{FieldNames, Statement};
use crate::venue::Venue;
use margin_core::rules::Pairs;
use serde_json::{Map, Value};

/// How the venue's documents are read.
pub(crate) const VENUE: Venue = Venue {
    source: Source {
        venue: NAME,
        access: Access::Key,
        endpoint: "https://api.bybit.com",
        requests: &[
            Request {
                answer: DocumentKind::Account,
                name: "account/wallet-balance",
                ask: Ask::Get("/v5/account/wallet-balance?accountType=UNIFIED"),
            },
            Request {
                answer: DocumentKind::Positions,
                name: "position/list",
                ask: Ask::Get("/v5/position/list?category=linear&settleCoin=USDT"),
            },
            Request {
                answer: DocumentKind::Contexts,
                name: "market/tickers",
                ask: Ask::Get("/v5/market/tickers?category=linear"),
            },
            Request {
                answer: DocumentKind::Tiers,
                name: "market/risk-limit",
                ask: Ask::Get("/v5/market/risk-limit?category=linear"),
            },
            Request { answer: DocumentKind::Abstraction, name: "account/info", ask: Ask::Get("/v5/account/info") },
        ],
    },
    holders: &["list"],
    recognise,
    read,
};

/// The venue's name.
const NAME: &str = "Bybit";

/// The rules that accounts are under, where the catalogue has them.
const RULES: &str = "bybit/unified";

const FIELDS: FieldNames =
    FieldNames { quantity: "size", entry: "avgPrice", collateral: "positionBalance", leverage: "leverage" };

/// How the account margins its positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Setup {
    Cross,
    Isolated,
    Portfolio,
}

/// What a value is: an item of a list, a list, or the setup.
fn recognise<'v>(node: &Node<'v>) -> Vec<Paper<'v>> {
    match node.value {
        Value::Object(map) if map.contains_key("unifiedMarginStatus") => Paper::whole(DocumentKind::Abstraction, node),
        // An account without positions has a list with nothing in it.
        Value::Object(map) if is_empty_list(map) => Paper::whole(DocumentKind::Positions, node),
        _ => Paper::item_or_list(node, of_item),
    }
}

fn is_empty_list(map: &Map<String, Value>) -> bool {
    let empty = map.get("list").and_then(Value::as_array).is_some_and(Vec::is_empty);
    empty && map.contains_key("category") && map.contains_key("nextPageCursor")
}

fn of_item(map: &Map<String, Value>) -> Option<DocumentKind> {
    let has = |name: &str| map.contains_key(name);
    if has("positionIdx") && has("symbol") && (has("positionValue") || has("avgPrice")) {
        Some(DocumentKind::Positions)
    } else if has("accountType") && has("coin") {
        Some(DocumentKind::Account)
    } else if has("riskLimitValue") && has("maintenanceMargin") {
        Some(DocumentKind::Tiers)
    } else {
        let prices = has("symbol") && has("markPrice") && (has("turnover24h") || has("bid1Price"));
        prices.then_some(DocumentKind::Contexts)
    }
}

/// Puts the documents together.
fn read(papers: &Papers, _: AccountMode, problems: &mut Problems) -> Option<Imported> {
    let first = papers.all(DocumentKind::Account).chain(papers.all(DocumentKind::Positions)).next();
    let place = first.map_or_else(|| Place::start(0), |node| node.place.clone());
    let mut statement = Statement::new(NAME, RULES, FIELDS, place);
    statement.pairs = Pairs::EachSide;
    let setup = papers.one(DocumentKind::Abstraction, problems).and_then(|node| setup(node, problems));
    if setup == Some(Setup::Portfolio) {
        statement.notes.push(ImportNote::Simplified(Simplified::MarginedAs("PORTFOLIO_MARGIN".into())));
    }
    quote::read(papers, &mut statement, problems);
    position::read(papers, setup, &mut statement, problems);
    account::read(papers, &mut statement, problems);
    limit::read(papers, &mut statement, problems);
    statement.need_positions(papers, problems)?;
    first?;
    statement.finish(problems)
}

fn setup(node: &Node, problems: &mut Problems) -> Option<Setup> {
    let mode = node.object(problems)?.required("marginMode", problems)?;
    match mode.text(problems)? {
        "REGULAR_MARGIN" => Some(Setup::Cross),
        "ISOLATED_MARGIN" => Some(Setup::Isolated),
        "PORTFOLIO_MARGIN" => Some(Setup::Portfolio),
        _ => {
            problems.add(&mode.place, ImportProblemKind::Unrecognised);
            None
        }
    }
}
