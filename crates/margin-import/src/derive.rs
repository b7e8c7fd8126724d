//! Derive's documents: recognised by their shape, read, and put together.
//!
//! A subaccount (`private/get_subaccount`) is needed. Its margins are net: what counts less what is required. Amounts are
//! decimal texts in dollars; positions settle their profit into the subaccount's dollars now and then.

mod account;
mod position;

use crate::imported::{AccountMode, Imported};
use crate::node::{Node, Place};
use crate::paper::{Paper, Papers};
use crate::problem::{DocumentKind, ImportProblemKind, Problems};
use crate::source::{Access, Ask, Request, Source};
use crate::statement::{FieldNames, Statement, name};
use crate::venue::Venue;
use margin_core::id::AssetId;
use margin_core::instrument::{Instrument, Kind, Settlement};
use serde_json::{Map, Value};

/// How the venue's documents are read.
pub(crate) const VENUE: Venue = Venue {
    source: Source {
        venue: NAME,
        access: Access::Key,
        endpoint: "https://api.lyra.finance",
        requests: &[
            Request {
                answer: DocumentKind::Account,
                name: "private/get_subaccount",
                ask: Ask::Get("/private/get_subaccount?subaccount_id=YOURS"),
            },
            Request {
                answer: DocumentKind::Positions,
                name: "private/get_positions",
                ask: Ask::Get("/private/get_positions?subaccount_id=YOURS"),
            },
        ],
    },
    holders: &["positions"],
    recognise,
    read,
};

/// The venue's name.
const NAME: &str = "Derive";

/// The rules that accounts are under, where the catalogue has them.
const RULES: &str = "derive/standard";

/// What profit is paid in.
const DOLLAR: &str = "USDC";

const FIELDS: FieldNames =
    FieldNames { quantity: "amount", entry: "average_price", collateral: "initial_margin", leverage: "leverage" };

/// What a value is: a subaccount, or positions.
fn recognise<'v>(node: &Node<'v>) -> Vec<Paper<'v>> {
    match node.value {
        Value::Object(map) if map.contains_key("collaterals") && map.contains_key("margin_type") => {
            Paper::whole(DocumentKind::Account, node)
        }
        _ => Paper::item_or_list(node, of_item),
    }
}

fn of_item(map: &Map<String, Value>) -> Option<DocumentKind> {
    let has = |name: &str| map.contains_key(name);
    (has("instrument_name") && has("instrument_type") && has("amount") && has("mark_value"))
        .then_some(DocumentKind::Positions)
}

/// Puts the documents together.
fn read(papers: &Papers, _: AccountMode, problems: &mut Problems) -> Option<Imported> {
    let account = papers.one(DocumentKind::Account, problems);
    let first = account.or_else(|| papers.all(DocumentKind::Positions).next());
    let place = first.map_or_else(|| Place::start(0), |node| node.place.clone());
    let mut statement = Statement::new(NAME, RULES, FIELDS, place);
    if first.is_none() {
        let missing = ImportProblemKind::MissingDocument { venue: NAME, document: DocumentKind::Account };
        problems.add(&statement.place, missing);
    }
    let account = account.and_then(|node| node.object(problems));
    position::read(papers, account.as_ref(), &mut statement, problems);
    if let Some(fields) = &account {
        account::read(fields, &mut statement, problems);
    }
    first?;
    statement.finish(problems)
}

/// Reads a name such as `ETH-PERP` and `ETH-20241227-4000-C`.
fn contract(symbol: &str) -> Option<(Instrument, AssetId)> {
    let mut parts = symbol.split('-');
    let (base, end) = (parts.next().filter(|base| !base.is_empty())?, parts.next()?);
    let kind = match (parts.next(), parts.next(), parts.next()) {
        (None, ..) if end == "PERP" => Kind::Perpetual,
        // A point in a strike is written as `_`.
        (Some(strike), Some(right), None) => name::option(name::day_of_eight(end)?, &strike.replace('_', "."), right)?,
        _ => return None,
    };
    Some((name::contract(base, kind, Settlement::Linear, 1.0), DOLLAR.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_a_contract_is() {
        let read = |symbol| contract(symbol).map(|(instrument, _)| instrument.id().to_string());
        assert_eq!(read("ETH-PERP"), Some("ETH-PERP".into()));
        assert_eq!(read("BTC-20250328-92000-C"), Some("BTC-2025-03-28-92000-C".into()));
        for symbol in ["", "ETH", "ETH-20250328", "ETH-2025-4000-C", "-PERP"] {
            assert_eq!(read(symbol), None, "{symbol}");
        }
    }
}
