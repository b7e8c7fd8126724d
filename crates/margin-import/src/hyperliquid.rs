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
use crate::problem::{DocumentKind, ImportProblemKind, Problems};
use crate::source::{Request, Source};
use account::Account;
use assemble::Assembly;
use listing::Listed;
use quote::Quotes;
use serde_json::{Map, Value};
use spot::Spot;
use universe::Universe;

/// Where the venue's documents come from.
pub(crate) const SOURCE: Source = Source {
    venue: "Hyperliquid",
    endpoint: "https://api.hyperliquid.xyz/info",
    requests: &[
        Request {
            answer: DocumentKind::Account,
            name: "clearinghouseState",
            body: r#"{"type":"clearinghouseState","user":"YOUR ADDRESS"}"#,
        },
        Request { answer: DocumentKind::Contexts, name: "metaAndAssetCtxs", body: r#"{"type":"metaAndAssetCtxs"}"# },
        Request {
            answer: DocumentKind::Spot,
            name: "spotClearinghouseState",
            body: r#"{"type":"spotClearinghouseState","user":"YOUR ADDRESS"}"#,
        },
    ],
};

/// The rules that are taken where none were handed in, in the catalogue.
const RULES: &str = "hyperliquid/perpetuals";

/// Fields that hold documents: of answers put together, of `webData2`, and of messages that carry one.
const HOLDERS: [&str; 7] =
    ["clearinghouseState", "metaAndAssetCtxs", "meta", "spotClearinghouseState", "spotState", "state", "data"];

/// The venue's documents among those that were handed in.
#[derive(Debug, Default)]
pub(crate) struct Papers<'v> {
    account: Option<Node<'v>>,
    /// What the venue lists, beside its prices.
    paired: Option<Node<'v>>,
    /// What the venue lists, alone.
    universe: Option<Node<'v>>,
    contexts: Option<Node<'v>>,
    spot: Option<Node<'v>>,
    abstraction: Option<Node<'v>>,
}

impl<'v> Papers<'v> {
    /// Takes a value if it is one of the venue's documents, or those that it holds; says whether there was any.
    pub(crate) fn take(&mut self, node: Node<'v>, problems: &mut Problems) -> bool {
        match node.value {
            Value::Object(map) => self.take_object(map, node, problems),
            Value::Array(items) => self.take_list(items, &node.place, problems),
            Value::String(text) if kind::of_setup(text).is_some() => {
                put(&mut self.abstraction, node, DocumentKind::Abstraction, problems)
            }
            _ => false,
        }
    }

    /// Whether nothing was taken.
    pub(crate) fn is_empty(&self) -> bool {
        let papers = [&self.account, &self.paired, &self.universe, &self.contexts, &self.spot, &self.abstraction];
        papers.into_iter().all(Option::is_none)
    }

    fn take_object(&mut self, map: &'v Map<String, Value>, node: Node<'v>, problems: &mut Problems) -> bool {
        if map.contains_key("assetPositions") || map.contains_key("crossMarginSummary") {
            return put(&mut self.account, node, DocumentKind::Account, problems);
        }
        if is_universe(node.value) {
            return put(&mut self.universe, node, DocumentKind::Universe, problems);
        }
        if map.contains_key("balances") {
            return put(&mut self.spot, node, DocumentKind::Spot, problems);
        }
        let mut any = false;
        for (name, value) in HOLDERS.iter().filter_map(|name| Some((*name, map.get(*name)?))) {
            any |= self.take(Node::new(value, node.place.field(name)), problems);
        }
        if let Some(contexts) = map.get("assetCtxs").filter(|contexts| contexts.is_array()) {
            let contexts = Node::new(contexts, node.place.field("assetCtxs"));
            any |= put(&mut self.contexts, contexts, DocumentKind::Contexts, problems);
        }
        if let Some(setup) = map.get("userAbstraction").filter(|setup| !setup.is_null()) {
            let setup = Node::new(setup, node.place.field("userAbstraction"));
            any |= put(&mut self.abstraction, setup, DocumentKind::Abstraction, problems);
        }
        any
    }

    fn take_list(&mut self, items: &'v [Value], place: &Place, problems: &mut Problems) -> bool {
        if let [universe, contexts] = items
            && is_universe(universe)
            && contexts.is_array()
        {
            let (universe, contexts) = (Node::new(universe, place.item(0)), Node::new(contexts, place.item(1)));
            put(&mut self.paired, universe, DocumentKind::Universe, problems);
            return put(&mut self.contexts, contexts, DocumentKind::Contexts, problems);
        }
        let mut any = false;
        let mut unknown = None;
        for (index, value) in items.iter().enumerate() {
            if self.take(Node::new(value, place.item(index)), problems) {
                any = true;
            } else {
                unknown = unknown.or(Some(index));
            }
        }
        // A list with nothing that is known is unrecognised as a whole.
        if let Some(index) = unknown.filter(|_| any) {
            problems.add(&place.item(index), ImportProblemKind::Unrecognised);
        }
        any
    }
}

/// Whether a value is what the venue lists; its list of spot pairs looks alike, but also has tokens.
fn is_universe(value: &Value) -> bool {
    value.as_object().is_some_and(|map| map.contains_key("universe") && !map.contains_key("tokens"))
}

/// Puts a document where there is none of its kind yet.
fn put<'v>(slot: &mut Option<Node<'v>>, node: Node<'v>, kind: DocumentKind, problems: &mut Problems) -> bool {
    if slot.is_some() {
        problems.add(&node.place, ImportProblemKind::DuplicateDocument(kind));
    } else {
        *slot = Some(node);
    }
    true
}

/// Puts the documents together. Everything is read before anything is given up, so that all problems are found.
pub(crate) fn read(papers: &Papers, mode: AccountMode, problems: &mut Problems) -> Option<Imported> {
    let start = Place::start(0);
    if papers.account.is_none() {
        problems.add(&start, ImportProblemKind::MissingDocument(DocumentKind::Account));
    }
    let account = papers.account.as_ref().and_then(|node| Account::read(node, problems));
    let lists = papers.paired.as_ref().or(papers.universe.as_ref());
    let universe = lists.and_then(|node| Universe::read(node, problems));
    let spot = papers.spot.as_ref().and_then(|node| Spot::read(node, problems));
    let setup = papers.abstraction.as_ref().and_then(|node| kind::setup(node, problems));
    let quotes = match (&papers.contexts, &universe) {
        (Some(contexts), Some(universe)) => Quotes::read(contexts, universe, problems),
        (Some(contexts), None) if lists.is_none() => {
            problems.add(&contexts.place, ImportProblemKind::MissingDocument(DocumentKind::Universe));
            None
        }
        _ => Some(Quotes::default()),
    };
    let account = account?;
    if lists.is_some() && universe.is_none() {
        return None;
    }
    let carried = margin_venues::catalogue().ok().and_then(|catalogue| catalogue.find(RULES).cloned());
    let Some(carried) = carried else {
        problems.add(&start, ImportProblemKind::NoRules);
        return None;
    };
    let mut notes = Vec::new();
    if papers.paired.is_some() && papers.universe.is_some() {
        notes.push(ImportNote::NotNeeded(DocumentKind::Universe));
    }
    let listed = Listed::new(&account, universe.as_ref(), carried, &mut notes, problems)?;
    let assembly = Assembly::new(account, listed, &quotes?, spot, &mut notes);
    let kind = kind::choose(&assembly, mode, setup, &mut notes, problems)?;
    assembly.finish(kind, notes, problems)
}
