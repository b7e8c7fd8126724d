//! Hyperliquid's documents: recognised by their shape, read, and put together.
//!
//! An account (`clearinghouseState`) is needed; what the venue lists and its prices (`metaAndAssetCtxs`, or `meta`
//! alone), spot balances (`spotClearinghouseState`) and the account's setup (`userAbstraction`) are taken where they
//! are. Amounts are in USDC and prices in dollars, written as decimal texts; an empty or null value is absent.

mod account;
mod assemble;
mod kind;
mod listing;
mod mark;
mod quote;
mod spot;
mod universe;

use crate::imported::{AccountMode, ImportNote, Imported};
use crate::node::{Node, Place};
use crate::paper::{Paper, Papers};
use crate::problem::{DocumentKind, ImportProblemKind, Problems};
use crate::rules;
use crate::source::{Access, Ask, Request, Source};
use crate::venue::Venue;
use account::Account;
use assemble::Assembly;
use listing::Listed;
use quote::Quotes;
use serde_json::{Map, Value};
use spot::Spot;
use universe::Universe;

/// How the venue's documents are read.
pub(crate) const VENUE: Venue = Venue {
    source: Source {
        venue: NAME,
        access: Access::Address,
        endpoint: "https://api.hyperliquid.xyz/info",
        requests: &[
            Request {
                answer: DocumentKind::Account,
                name: "clearinghouseState",
                ask: Ask::Post(r#"{"type":"clearinghouseState","user":"YOUR ADDRESS"}"#),
            },
            Request {
                answer: DocumentKind::Contexts,
                name: "metaAndAssetCtxs",
                ask: Ask::Post(r#"{"type":"metaAndAssetCtxs"}"#),
            },
            Request {
                answer: DocumentKind::Spot,
                name: "spotClearinghouseState",
                ask: Ask::Post(r#"{"type":"spotClearinghouseState","user":"YOUR ADDRESS"}"#),
            },
        ],
    },
    holders: &["clearinghouseState", "metaAndAssetCtxs", "meta", "spotClearinghouseState", "spotState", "state"],
    recognise,
    read,
};

/// The venue's name.
const NAME: &str = "Hyperliquid";

/// The rules that are taken where none were handed in, in the catalogue.
const RULES: &str = "hyperliquid/perpetuals";

/// What a value is: a document, prices beside what is listed, or documents in its fields.
fn recognise<'v>(node: &Node<'v>) -> Vec<Paper<'v>> {
    match node.value {
        Value::Object(map) => in_object(map, node),
        Value::Array(items) => pair(items, &node.place),
        Value::String(text) if kind::of_setup(text).is_some() => Paper::whole(DocumentKind::Abstraction, node),
        _ => Vec::new(),
    }
}

fn in_object<'v>(map: &'v Map<String, Value>, node: &Node<'v>) -> Vec<Paper<'v>> {
    if map.contains_key("assetPositions") && map.get("assetPositions").is_none_or(|list| !list.is_object())
        || map.contains_key("crossMarginSummary")
    {
        return Paper::whole(DocumentKind::Account, node);
    }
    if is_universe(node.value) {
        return Paper::whole(DocumentKind::Universe, node);
    }
    if map.contains_key("balances") {
        return Paper::whole(DocumentKind::Spot, node);
    }
    let field = |name: &str, kind: DocumentKind| {
        let value = map.get(name)?;
        Some(Paper { kind, node: Node::new(value, node.place.field(name)) })
    };
    let contexts = field("assetCtxs", DocumentKind::Contexts).filter(|paper| paper.node.value.is_array());
    let setup = field("userAbstraction", DocumentKind::Abstraction).filter(|paper| !paper.node.value.is_null());
    contexts.into_iter().chain(setup).collect()
}

/// What the venue lists and its prices, one beside the other.
fn pair<'v>(items: &'v [Value], place: &Place) -> Vec<Paper<'v>> {
    let [universe, contexts] = items else {
        return Vec::new();
    };
    if !is_universe(universe) || !contexts.is_array() {
        return Vec::new();
    }
    let paper = |kind, value, index| Paper { kind, node: Node::new(value, place.item(index)) };
    vec![paper(DocumentKind::Universe, universe, 0), paper(DocumentKind::Contexts, contexts, 1)]
}

/// Whether a value is what the venue lists; its list of spot pairs looks alike, but also has tokens.
fn is_universe(value: &Value) -> bool {
    value.as_object().is_some_and(|map| map.contains_key("universe") && !map.contains_key("tokens"))
}

/// What the venue lists: beside its prices where it is, or alone. One of each is enough.
fn listed<'p, 'v>(
    papers: &'p Papers<'v>,
    notes: &mut Vec<ImportNote>,
    problems: &mut Problems,
) -> Option<&'p Node<'v>> {
    let beside =
        |node: &&Node| papers.all(DocumentKind::Contexts).any(|contexts| is_beside(&node.place, &contexts.place));
    let (paired, alone): (Vec<_>, Vec<_>) = papers.all(DocumentKind::Universe).partition(beside);
    for further in paired.iter().skip(1).chain(alone.iter().skip(1)) {
        problems.add(&further.place, ImportProblemKind::DuplicateDocument(DocumentKind::Universe));
    }
    if !paired.is_empty() && !alone.is_empty() {
        notes.push(ImportNote::NotNeeded(DocumentKind::Universe));
    }
    paired.into_iter().chain(alone).next()
}

/// Whether two places are the first and the second of one list.
fn is_beside(first: &Place, second: &Place) -> bool {
    let list = first.path.strip_suffix("[0]");
    first.document == second.document && list.is_some() && list == second.path.strip_suffix("[1]")
}

/// Puts the documents together.
fn read(papers: &Papers, mode: AccountMode, problems: &mut Problems) -> Option<Imported> {
    let mut notes = Vec::new();
    let missing = |document| ImportProblemKind::MissingDocument { venue: NAME, document };
    let account = papers.one(DocumentKind::Account, problems);
    if account.is_none() {
        problems.add(&Place::start(0), missing(DocumentKind::Account));
    }
    let account = account.and_then(|node| Account::read(node, problems));
    let lists = listed(papers, &mut notes, problems);
    let universe = lists.and_then(|node| Universe::read(node, problems));
    let spot = papers.one(DocumentKind::Spot, problems).and_then(|node| Spot::read(node, problems));
    let setup = papers.one(DocumentKind::Abstraction, problems).and_then(|node| kind::setup(node, problems));
    let quotes = match (papers.one(DocumentKind::Contexts, problems), &universe) {
        (Some(contexts), Some(universe)) => Quotes::read(contexts, universe, problems),
        (Some(contexts), None) if lists.is_none() => {
            problems.add(&contexts.place, missing(DocumentKind::Universe));
            None
        }
        _ => Some(Quotes::default()),
    };
    let account = account?;
    if lists.is_some() && universe.is_none() {
        return None;
    }
    let carried = rules::carried(RULES, &mut notes, problems)?;
    let listed = Listed::new(&account, universe.as_ref(), carried, &mut notes, problems)?;
    let assembly = Assembly::new(account, listed, &quotes?, spot, &mut notes);
    let kind = kind::choose(&assembly, mode, setup, &mut notes, problems)?;
    assembly.finish(kind, notes, problems)
}
