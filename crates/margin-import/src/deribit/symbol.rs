//! The venue's names of contracts: `BTC-PERPETUAL`, `BTC_USDC-PERPETUAL`, `BTC-27DEC24` and `BTC-27DEC24-100000-C`.

use crate::statement::name;
use margin_core::id::AssetId;
use margin_core::instrument::{Instrument, Kind};

/// Reads a name: the contract, and what its profit is paid in. Sizes are in dollars for inverse futures and in units of
/// the underlying for everything else, so that every contract is of one.
pub(super) fn contract(symbol: &str) -> Option<(Instrument, AssetId)> {
    let mut parts = symbol.split('-');
    let (pair, end) = (parts.next()?, parts.next()?);
    let (base, settles) = pair.split_once('_').unwrap_or((pair, pair));
    let kind = match (end, parts.next(), parts.next(), parts.next()) {
        ("PERPETUAL", None, ..) => Kind::Perpetual,
        (date, None, ..) => Kind::Future { expiry: name::day_of_name(date)? },
        (date, Some(strike), Some(right), None) => name::option(name::day_of_name(date)?, strike, right)?,
        _ => return None,
    };
    let settlement = name::settlement(base, settles)?;
    (!base.is_empty()).then(|| (name::contract(base, kind, settlement, 1.0), settles.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_a_contract_is() {
        let read = |symbol| contract(symbol).map(|(instrument, settles)| format!("{} {settles}", instrument.id()));
        let names = [
            ("BTC-PERPETUAL", "BTC-PERP-COIN BTC"),
            ("SOL_USDC-PERPETUAL", "SOL-PERP USDC"),
            ("ETH-27DEC24", "ETH-2024-12-27-COIN ETH"),
            ("ETH-28MAR25-4000-P", "ETH-2025-03-28-4000-P-COIN ETH"),
            ("XRP_USDC-28MAR25-0d5-C", "XRP-2025-03-28-0.5-C USDC"),
        ];
        for (symbol, expected) in names {
            assert_eq!(read(symbol), Some(expected.to_owned()), "{symbol}");
        }
        for symbol in ["", "BTC", "BTC-FS-27DEC24_PERP", "ETH_BTC-PERPETUAL", "_USDC-PERPETUAL"] {
            assert_eq!(read(symbol), None, "{symbol}");
        }
    }
}
