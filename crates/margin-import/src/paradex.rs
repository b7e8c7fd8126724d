//! Paradex's documents: recognised by their shape, read, and put together.
//!
//! An account (`account`) and its positions (`positions`) are needed; balances (`balances`), what the venue lists
//! (`markets`) and prices (`markets/summary`) are taken where they are. Amounts are decimal texts in dollars.

mod account;
mod list;
mod position;

use crate::imported::{AccountMode, Imported};
use crate::node::{Node, Place};
use crate::paper::{Paper, Papers};
use crate::problem::{DocumentKind, Problems};
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
        endpoint: "https://api.prod.paradex.trade/v1",
        requests: &[
            Request { answer: DocumentKind::Account, name: "account", ask: Ask::Get("/account") },
            Request { answer: DocumentKind::Positions, name: "positions", ask: Ask::Get("/positions") },
            Request { answer: DocumentKind::Spot, name: "balances", ask: Ask::Get("/balances") },
            Request { answer: DocumentKind::Universe, name: "markets", ask: Ask::Get("/markets") },
            Request {
                answer: DocumentKind::Contexts,
                name: "markets/summary",
                ask: Ask::Get("/markets/summary?market=ALL"),
            },
        ],
    },
    holders: &[],
    recognise,
    read,
};

/// The venue's name.
const NAME: &str = "Paradex";

/// The rules that accounts are under, where the catalogue has them.
const RULES: &str = "paradex/perpetuals";

/// What profit is paid in.
const DOLLAR: &str = "USDC";

const FIELDS: FieldNames =
    FieldNames { quantity: "size", entry: "average_entry_price", collateral: "cost", leverage: "leverage" };

/// What a value is: one of the items of an answer, or a list of them.
fn recognise<'v>(node: &Node<'v>) -> Vec<Paper<'v>> {
    Paper::item_or_list(node, of_item)
}

fn of_item(map: &Map<String, Value>) -> Option<DocumentKind> {
    let has = |name: &str| map.contains_key(name);
    if has("market") && has("average_entry_price") {
        Some(DocumentKind::Positions)
    } else if has("account_value") && has("maintenance_margin_requirement") {
        Some(DocumentKind::Account)
    } else if has("token") && has("size") {
        Some(DocumentKind::Spot)
    } else if has("symbol") && (has("delta1_cross_margin_params") || has("asset_kind")) {
        Some(DocumentKind::Universe)
    } else {
        let prices = has("symbol") && has("mark_price") && (has("underlying_price") || has("last_traded_price"));
        prices.then_some(DocumentKind::Contexts)
    }
}

/// Puts the documents together.
fn read(papers: &Papers, _: AccountMode, problems: &mut Problems) -> Option<Imported> {
    let account = papers.one(DocumentKind::Account, problems);
    let first = account.or_else(|| papers.all(DocumentKind::Positions).next());
    let place = first.map_or_else(|| Place::start(0), |node| node.place.clone());
    let mut statement = Statement::new(NAME, RULES, FIELDS, place);
    list::quotes(papers, &mut statement, problems);
    position::read(papers, &mut statement, problems);
    account::read(papers, account, &mut statement, problems);
    list::tables(papers, &mut statement, problems);
    statement.need_positions(papers, problems)?;
    first?;
    statement.finish(problems)
}

/// Reads a name such as `BTC-USD-PERP` and `BTC-USD-27DEC24-100000-C`; options without an end have no terms here.
fn contract(symbol: &str) -> Option<(Instrument, AssetId)> {
    let mut parts = symbol.split('-');
    let (base, _, end) = (parts.next().filter(|base| !base.is_empty())?, parts.next()?, parts.next()?);
    let kind = match (parts.next(), parts.next(), parts.next()) {
        (None, ..) if end == "PERP" => Kind::Perpetual,
        (Some(strike), Some(right), None) => name::option(name::day_of_name(end)?, strike, right)?,
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
        assert_eq!(read("BTC-USD-PERP"), Some("BTC-PERP".into()));
        assert_eq!(read("kPEPE-USD-PERP"), Some("kPEPE-PERP".into()));
        assert_eq!(read("ETH-USD-27DEC24-4000-P"), Some("ETH-2024-12-27-4000-P".into()));
        for symbol in ["", "BTC-USD", "BTC-USD-100000-C", "-USD-PERP", "BTC-USD-27DEC24-x-C"] {
            assert_eq!(read(symbol), None, "{symbol}");
        }
    }
}
