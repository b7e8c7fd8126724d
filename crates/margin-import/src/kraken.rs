//! Kraken's futures documents: recognised by their shape, read, and put together.
//!
//! Positions (`openpositions`) and prices (`tickers`) are needed; accounts (`accounts`) and what the venue lists
//! (`instruments`) are taken where they are. Amounts are JSON numbers, in dollars for contracts whose names begin with
//! `PF` and `FF` and in coins for those that begin with `PI` and `FI`, which are worth one dollar each.

mod account;
mod list;
mod position;

use crate::imported::{AccountMode, Imported};
use crate::node::{Node, Place};
use crate::paper::{Paper, Papers};
use crate::problem::{DocumentKind, Problems};
use crate::source::{Access, Ask, Request, Source};
use crate::statement::{FieldNames, Pools, Statement, name};
use crate::venue::Venue;
use margin_core::id::AssetId;
use margin_core::instrument::{Instrument, Kind, Settlement};
use serde_json::Value;

/// How the venue's documents are read.
pub(crate) const VENUE: Venue = Venue {
    source: Source {
        venue: NAME,
        access: Access::Key,
        endpoint: "https://futures.kraken.com/derivatives/api/v3",
        requests: &[
            Request { answer: DocumentKind::Account, name: "accounts", ask: Ask::Get("/accounts") },
            Request { answer: DocumentKind::Positions, name: "openpositions", ask: Ask::Get("/openpositions") },
            Request { answer: DocumentKind::Contexts, name: "tickers", ask: Ask::Get("/tickers") },
            Request { answer: DocumentKind::Universe, name: "instruments", ask: Ask::Get("/instruments") },
        ],
    },
    holders: &[],
    recognise,
    read,
};

/// The venue's name.
const NAME: &str = "Kraken Futures";

/// The rules that accounts are under, where the catalogue has them.
const RULES: &str = "kraken/futures";

const FIELDS: FieldNames =
    FieldNames { quantity: "size", entry: "price", collateral: "maxFixedLeverage", leverage: "maxFixedLeverage" };

/// What a value is, by the one list or the feed that it has.
fn recognise<'v>(node: &Node<'v>) -> Vec<Paper<'v>> {
    let Some(map) = node.value.as_object() else {
        return Vec::new();
    };
    let first = |name: &str, mark: &str| {
        let item = map.get(name).and_then(|list| list.get(0)).and_then(Value::as_object);
        item.is_some_and(|item| item.contains_key(mark))
    };
    let accounts = map.get("accounts").and_then(Value::as_object);
    let kinds = ["cashAccount", "marginAccount", "multiCollateralMarginAccount"];
    let is_account =
        |value: &Value| value.get("type").and_then(Value::as_str).is_some_and(|kind| kinds.contains(&kind));
    let kind = if map.contains_key("openPositions") {
        DocumentKind::Positions
    } else if accounts.is_some_and(|accounts| accounts.values().any(is_account)) {
        DocumentKind::Account
    } else if first("tickers", "markPrice") || map.contains_key("product_id") && map.contains_key("markPrice") {
        DocumentKind::Contexts
    } else if first("instruments", "marginLevels") || first("instruments", "contractSize") {
        DocumentKind::Universe
    } else {
        return Vec::new();
    };
    Paper::whole(kind, node)
}

/// Puts the documents together.
fn read(papers: &Papers, _: AccountMode, problems: &mut Problems) -> Option<Imported> {
    let account = papers.one(DocumentKind::Account, problems);
    let positions = papers.one(DocumentKind::Positions, problems);
    let first = account.or(positions);
    let place = first.map_or_else(|| Place::start(0), |node| node.place.clone());
    let mut statement = Statement::new(NAME, RULES, FIELDS, place);
    statement.pools = Pools::BySettlement;
    list::quotes(papers, &mut statement, problems);
    if let Some(node) = positions {
        position::read(node, &mut statement, problems);
    }
    if let Some(node) = account {
        account::read(node, &mut statement, problems);
    }
    list::tables(papers, &mut statement, problems);
    statement.need_positions(papers, problems)?;
    first?;
    statement.finish(problems)
}

/// Reads a name such as `PF_XBTUSD`, `PI_ETHUSD` and `FI_XBTUSD_240329`.
fn contract(symbol: &str) -> Option<(Instrument, AssetId)> {
    let symbol = symbol.to_ascii_uppercase();
    let mut parts = symbol.split('_');
    let (family, pair) = (parts.next()?, parts.next()?);
    let (base, _) = name::pair(pair, &["USD"])?;
    let base = if base == "XBT" { "BTC" } else { base };
    let kind = match (family, parts.next(), parts.next()) {
        ("PF" | "PI", None, _) => Kind::Perpetual,
        ("FF" | "FI", Some(date), None) => Kind::Future { expiry: name::day_of_digits(date)? },
        _ => return None,
    };
    let inverse = family.ends_with('I');
    let (settlement, settles) = if inverse { (Settlement::Coin, base) } else { (Settlement::Linear, "USD") };
    Some((name::contract(base, kind, settlement, 1.0), settles.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_a_contract_is() {
        let read = |symbol| contract(symbol).map(|(instrument, settles)| format!("{} {settles}", instrument.id()));
        assert_eq!(read("PF_XBTUSD"), Some("BTC-PERP USD".into()));
        assert_eq!(read("pi_ethusd"), Some("ETH-PERP-COIN ETH".into()));
        assert_eq!(read("FI_XBTUSD_240329"), Some("BTC-2024-03-29-COIN BTC".into()));
        assert_eq!(read("FF_XBTUSD_240329"), Some("BTC-2024-03-29 USD".into()));
        for symbol in ["", "PF_XBTUSD_240329", "FI_XBTUSD", "IN_XBTUSD", "PF_XBTEUR"] {
            assert_eq!(read(symbol), None, "{symbol}");
        }
    }
}
