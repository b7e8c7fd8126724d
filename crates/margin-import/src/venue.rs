//! The venues whose documents are read, and whose each document is.
//!
//! A document is what the first venue in the table that recognises it says it is. What none recognises is looked into:
//! lists, and fields that carry answers. All documents of one import are one venue's.

use crate::aave;
use crate::binance;
use crate::bybit;
use crate::ccxt;
use crate::coinbase;
use crate::csv;
use crate::deribit;
use crate::derive;
use crate::dydx;
use crate::hyperliquid;
use crate::imported::{AccountMode, Imported};
use crate::kraken;
use crate::lighter;
use crate::node::{Node, Place};
use crate::okx;
use crate::paper::{Paper, Papers};
use crate::paradex;
use crate::problem::{ImportProblemKind, Problems};
use crate::source::Source;
use serde_json::Value;
use std::collections::BTreeSet;

/// How one venue's documents are recognised and put together.
pub(crate) struct Venue {
    /// Where its documents come from.
    pub(crate) source: Source,
    /// Fields that carry this venue's documents, beside those that any answer may have.
    pub(crate) holders: &'static [&'static str],
    /// The venue's documents that a value is or has in its fields; none when it is not this venue's. A paper that is
    /// the value itself, or papers of a list, end the search there; otherwise it goes on in the value's holders.
    pub(crate) recognise: for<'v> fn(&Node<'v>) -> Vec<Paper<'v>>,
    /// Puts the documents together. What is still lacking is a problem, and everything is read before anything is
    /// given up, so that all problems are found.
    pub(crate) read: fn(&Papers, AccountMode, &mut Problems) -> Option<Imported>,
}

/// The venues, those with the plainest marks first. A new venue is one line here.
pub(crate) const VENUES: &[&Venue] = &[
    &dydx::VENUE,
    &hyperliquid::VENUE,
    &ccxt::VENUE,
    &binance::VENUE,
    &bybit::VENUE,
    &okx::VENUE,
    &derive::VENUE,
    &deribit::VENUE,
    &paradex::VENUE,
    &lighter::VENUE,
    &kraken::VENUE,
    &coinbase::VENUE,
    &aave::VENUE,
    &csv::VENUE,
];

/// Fields that carry documents at every venue: of answers, of messages, and of what clients store.
const HOLDERS: &[&str] = &["data", "result", "results", "contents", "payload", "response", "body"];

/// One venue's documents among those handed in.
pub(crate) struct Sorted<'v> {
    pub(crate) venue: &'static Venue,
    pub(crate) papers: Papers<'v>,
}

/// Sorts what was handed in; nothing when none of it is known here.
pub(crate) fn sort<'v>(values: &'v [(Place, Value)], problems: &mut Problems) -> Option<Sorted<'v>> {
    let mut sorted: Option<Sorted<'v>> = None;
    for (place, value) in values {
        if !take(&Node::new(value, place.clone()), &mut sorted, problems) {
            problems.add(place, ImportProblemKind::Unrecognised);
        }
    }
    sorted
}

/// Takes a value if it is a document, or those that it holds; says whether there was any.
fn take<'v>(node: &Node<'v>, sorted: &mut Option<Sorted<'v>>, problems: &mut Problems) -> bool {
    let mut any = false;
    for venue in VENUES {
        let found = (venue.recognise)(node);
        if found.is_empty() {
            continue;
        }
        let whole = node.value.is_array() || found.iter().any(|paper| paper.node.place == node.place);
        put(venue, found, sorted, problems);
        if whole {
            return true;
        }
        any = true;
        break;
    }
    let within = match node.value {
        Value::Object(_) => take_fields(node, sorted, problems),
        Value::Array(_) => take_items(node, sorted, problems),
        _ => false,
    };
    any || within
}

fn take_fields<'v>(node: &Node<'v>, sorted: &mut Option<Sorted<'v>>, problems: &mut Problems) -> bool {
    let Some(map) = node.value.as_object() else {
        return false;
    };
    let (mut any, mut seen) = (false, BTreeSet::new());
    // In the order of the venues, and not of the document, so that the order of its fields decides nothing.
    let holders = VENUES.iter().flat_map(|venue| venue.holders).chain(HOLDERS);
    for (name, value) in holders.filter_map(|name| Some((*name, map.get(name.to_owned())?))) {
        // Several venues may name the same field.
        if seen.insert(name) {
            any |= take(&Node::new(value, node.place.field(name)), sorted, problems);
        }
    }
    any
}

fn take_items<'v>(node: &Node<'v>, sorted: &mut Option<Sorted<'v>>, problems: &mut Problems) -> bool {
    let mut any = false;
    let mut unknown = None;
    for (index, value) in node.value.as_array().into_iter().flatten().enumerate() {
        if take(&Node::new(value, node.place.item(index)), sorted, problems) {
            any = true;
        } else {
            unknown = unknown.or(Some(index));
        }
    }
    // A list with nothing that is known is unrecognised as a whole.
    if let Some(index) = unknown.filter(|_| any) {
        problems.add(&node.place.item(index), ImportProblemKind::Unrecognised);
    }
    any
}

fn put<'v>(venue: &'static Venue, found: Vec<Paper<'v>>, sorted: &mut Option<Sorted<'v>>, problems: &mut Problems) {
    for paper in found {
        let known = sorted.get_or_insert_with(|| Sorted { venue, papers: Papers::default() });
        if std::ptr::eq(known.venue, venue) {
            known.papers.add(paper);
        } else {
            let (this, first) = (venue.source.venue, known.venue.source.venue);
            problems.add(&paper.node.place, ImportProblemKind::OtherVenue { this, first });
        }
    }
}
