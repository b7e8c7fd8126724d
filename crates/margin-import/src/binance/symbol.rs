//! The venue's names of contracts, such as `BTCUSDT`, `BTCUSDT_241227` and `BTCUSD_PERP`, and how large they are.

use crate::node::Node;
use crate::paper::Papers;
use crate::problem::{DocumentKind, Problems};
use crate::statement::{items, name};
use margin_core::instrument::{Kind, Settlement};
use std::collections::BTreeMap;

/// What a name says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Terms<'n> {
    pub(super) base: &'n str,
    pub(super) settles: &'n str,
    pub(super) kind: Kind,
    pub(super) settlement: Settlement,
}

/// What perpetuals without an end to their names are quoted in.
const PERPETUAL: [&str; 6] = ["USDT", "USDC", "FDUSD", "BUSD", "USD1", "USDE"];

/// What contracts with a date, or with `PERP`, in their names are quoted in; those in the last pay coins.
const DATED: [&str; 3] = ["USDT", "USDC", "USD"];

/// Reads a name; nothing where the contract pays neither dollars nor its own coin.
pub(super) fn terms(symbol: &str) -> Option<Terms<'_>> {
    let (pair, end) = symbol.split_once('_').map_or((symbol, None), |(pair, end)| (pair, Some(end)));
    let (base, quote) = name::pair(pair, if end.is_some() { &DATED[..] } else { &PERPETUAL[..] })?;
    let kind = match end {
        None | Some("PERP") => Kind::Perpetual,
        Some(date) => Kind::Future { expiry: name::day_of_digits(date)? },
    };
    if quote == "USD" {
        return Some(Terms { base, settles: base, kind, settlement: Settlement::Coin });
    }
    Some(Terms { base, settles: quote, kind, settlement: Settlement::Linear })
}

/// Dollars of face value of coin-settled contracts, by their names.
pub(super) fn sizes(papers: &Papers, problems: &mut Problems) -> BTreeMap<String, f64> {
    let mut sizes = BTreeMap::new();
    for node in items(papers, DocumentKind::Universe, problems) {
        let lists = node.object(problems).and_then(|fields| fields.required("symbols", problems));
        for node in lists.and_then(|list| list.list(problems)).into_iter().flatten() {
            sizes.extend(size(&node, problems));
        }
    }
    sizes
}

fn size(node: &Node, problems: &mut Problems) -> Option<(String, f64)> {
    let fields = node.object(problems)?;
    let size = fields.optional("contractSize")?.positive(problems)?;
    Some((fields.required("symbol", problems)?.name(problems)?.to_owned(), size))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_a_contract_is_on_and_what_it_pays() {
        let read = |symbol| terms(symbol).map(|terms| (terms.base, terms.settles, terms.settlement));
        assert_eq!(read("BTCUSDT"), Some(("BTC", "USDT", Settlement::Linear)));
        assert_eq!(read("1000SHIBUSDC"), Some(("1000SHIB", "USDC", Settlement::Linear)));
        assert_eq!(read("BTCUSD_PERP"), Some(("BTC", "BTC", Settlement::Coin)));
        assert_eq!(read("ETHUSDT_241227"), Some(("ETH", "USDT", Settlement::Linear)));
        assert_eq!(read("DOTUSD_PERP"), Some(("DOT", "DOT", Settlement::Coin)));
        assert_eq!(read("BNBUSD_241227"), Some(("BNB", "BNB", Settlement::Coin)));
        assert_eq!(read("ETHBTC"), None);
        assert_eq!(read("BTCUSDT_24122"), None);
    }
}
