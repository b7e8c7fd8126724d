//! The venue's names of contracts: `BTC-USDT-SWAP`, `BTC-USD-250328`, `BTC-USD-250328-92000-C`, and `BTC-USDT` for an
//! asset held on margin.

use crate::statement::name;
use margin_core::instrument::{Kind, Settlement};

/// What a name says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Terms<'n> {
    pub(super) base: &'n str,
    pub(super) settles: &'n str,
    pub(super) kind: Kind,
    pub(super) settlement: Settlement,
}

/// Reads a name; nothing where the contract pays neither dollars nor its own coin.
pub(super) fn terms(symbol: &str) -> Option<Terms<'_>> {
    let mut parts = symbol.split('-');
    let (base, quote) = (parts.next()?, parts.next()?);
    let kind = match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (None, ..) => Kind::Spot,
        (Some("SWAP"), None, ..) => Kind::Perpetual,
        (Some(date), None, ..) => Kind::Future { expiry: name::day_of_digits(date)? },
        (Some(date), Some(strike), Some(right), None) => name::option(name::day_of_digits(date)?, strike, right)?,
        _ => return None,
    };
    // Contracts quoted in `USD` pay coins, those in `USD_UM` dollars.
    let coins = quote == "USD" && kind != Kind::Spot;
    let settles = if coins { base } else { quote.split_once('_').map_or(quote, |(dollar, _)| dollar) };
    let settlement = name::settlement(base, settles)?;
    (!base.is_empty()).then_some(Terms { base, settles, kind, settlement })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_a_contract_is() {
        let read = |symbol| {
            terms(symbol).map(|terms| {
                let instrument = name::contract(terms.base, terms.kind, terms.settlement, 1.0);
                format!("{} {}", instrument.id(), terms.settles)
            })
        };
        let names = [
            ("BTC-USDT-SWAP", "BTC-PERP USDT"),
            ("ETH-USD-SWAP", "ETH-PERP-COIN ETH"),
            ("ETH-USD-210430", "ETH-2021-04-30-COIN ETH"),
            ("BTC-USD_UM-SWAP", "BTC-PERP USD"),
            ("BTC-USD-250328-92000-C", "BTC-2025-03-28-92000-C-COIN BTC"),
            ("SOL-USDC", "SOL-SPOT USDC"),
        ];
        for (symbol, expected) in names {
            assert_eq!(read(symbol), Some(expected.to_owned()), "{symbol}");
        }
        for symbol in ["", "BTC", "ETH-BTC-SWAP", "BTC-USDT-25032", "BTC-USD-250328-C", "-USDT-SWAP"] {
            assert_eq!(read(symbol), None, "{symbol}");
        }
    }
}
