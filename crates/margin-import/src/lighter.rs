//! Lighter's documents: recognised by their shape, read, and put together.
//!
//! An account (`account`) is needed; what the venue lists (`orderBookDetails`) and prices (the stream `market_stats`) are
//! taken where they are. Amounts are decimal texts in USDC; fractions of margin are whole numbers of ten thousandths, but
//! a position's own initial fraction is a percentage.

mod account;
mod list;

use crate::imported::{AccountMode, ImportNote, Imported};
use crate::node::{Node, Place};
use crate::paper::{Paper, Papers};
use crate::problem::{DocumentKind, ImportProblemKind, Problems};
use crate::source::{Access, Ask, Request, Source};
use crate::statement::{FieldNames, Statement, items, name};
use crate::venue::Venue;
use margin_core::instrument::{Instrument, Kind, Settlement};
use serde_json::{Map, Value};

/// How the venue's documents are read.
pub(crate) const VENUE: Venue = Venue {
    source: Source {
        venue: NAME,
        access: Access::Address,
        endpoint: "https://mainnet.zklighter.elliot.ai/api/v1",
        requests: &[
            Request {
                answer: DocumentKind::Account,
                name: "account",
                ask: Ask::Get("/account?by=l1_address&value=YOUR ADDRESS"),
            },
            Request {
                answer: DocumentKind::Universe,
                name: "orderBookDetails",
                ask: Ask::Get("/orderBookDetails?filter=perp"),
            },
        ],
    },
    holders: &["accounts", "order_book_details", "market_stats"],
    recognise,
    read,
};

/// The venue's name.
const NAME: &str = "Lighter";

/// The rules that accounts are under, where the catalogue has them.
const RULES: &str = "lighter/perpetuals";

/// What profit is paid in.
const DOLLAR: &str = "USDC";

const FIELDS: FieldNames = FieldNames {
    quantity: "position",
    entry: "avg_entry_price",
    collateral: "allocated_margin",
    leverage: "initial_margin_fraction",
};

/// What a value is: one of the items of an answer, or a list of them.
fn recognise<'v>(node: &Node<'v>) -> Vec<Paper<'v>> {
    Paper::item_or_list(node, of_item)
}

fn of_item(map: &Map<String, Value>) -> Option<DocumentKind> {
    let has = |name: &str| map.contains_key(name);
    let account = has("cross_asset_value") || has("collateral") && has("l1_address");
    if has("positions") && account {
        Some(DocumentKind::Account)
    } else if has("market_id") && has("maintenance_margin_fraction") {
        Some(DocumentKind::Universe)
    } else {
        (has("market_id") && has("mark_price")).then_some(DocumentKind::Contexts)
    }
}

/// Puts the documents together.
fn read(papers: &Papers, _: AccountMode, problems: &mut Problems) -> Option<Imported> {
    let accounts = items(papers, DocumentKind::Account, problems);
    let Some(first) = accounts.first() else {
        let missing = ImportProblemKind::MissingDocument { venue: NAME, document: DocumentKind::Account };
        problems.add(&Place::start(0), missing);
        return None;
    };
    let mut statement = Statement::new(NAME, RULES, FIELDS, first.place.clone());
    if accounts.len() > 1 {
        statement.notes.push(ImportNote::OtherAccounts { count: accounts.len() - 1 });
    }
    list::read(papers, &mut statement, problems);
    account::read(first, &mut statement, problems)?;
    statement.finish(problems)
}

/// All contracts are perpetuals that pay dollars.
fn contract(symbol: &str) -> Instrument {
    name::contract(symbol, Kind::Perpetual, Settlement::Linear, 1.0)
}
