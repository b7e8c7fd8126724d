//! The venue's names of contracts: `BTCUSDT`, `BTCPERP`, `BTCUSD`, `BTCUSDH25`, `BTC-27DEC24`, `BTCUSDT-27DEC24` and
//! `BTC-27DEC24-100000-C-USDT`.

use crate::statement::name;
use margin_core::id::AssetId;
use margin_core::instrument::{Instrument, Kind, Settlement};

/// What contracts without another dollar in their names settle in.
const USDC: &str = "USDC";

/// What contracts are quoted in; inverse ones in the last.
const QUOTES: [&str; 4] = ["USDT", "USDC", "USDE", "USD"];

/// The months of quarterly inverse contracts.
const QUARTERS: [(char, u8); 4] = [('H', 3), ('M', 6), ('U', 9), ('Z', 12)];

/// Reads a name: the contract, and what its profit is paid in.
pub(super) fn contract(symbol: &str) -> Option<(Instrument, AssetId)> {
    if symbol.contains('-') {
        return dated(symbol);
    }
    if let Some(base) = symbol.strip_suffix("PERP") {
        return linear(base, Kind::Perpetual, USDC);
    }
    if let Some((base, quote)) = name::pair(symbol, &QUOTES) {
        return if quote == "USD" { inverse(base, Kind::Perpetual) } else { linear(base, Kind::Perpetual, quote) };
    }
    let (pair, code) = symbol.split_at_checked(symbol.len().checked_sub(3)?)?;
    let (base, "USD") = name::pair(pair, &QUOTES)? else {
        return None;
    };
    let month = QUARTERS.into_iter().find_map(|(letter, month)| code.starts_with(letter).then_some(month))?;
    let year = code.get(1..).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok()?;
    inverse(base, Kind::Future { expiry: name::last_friday(year, month)? })
}

fn dated(symbol: &str) -> Option<(Instrument, AssetId)> {
    let mut parts = symbol.split('-');
    let (first, expiry) = (parts.next()?, name::day_of_name(parts.next()?)?);
    let (base, quote) = name::pair(first, &QUOTES).unwrap_or((first, USDC));
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (None, ..) => linear(base, Kind::Future { expiry }, quote),
        (Some(strike), Some(right), settles, None) => {
            linear(base, name::option(expiry, strike, right)?, settles.unwrap_or(quote))
        }
        _ => None,
    }
}

fn linear(base: &str, kind: Kind, settles: &str) -> Option<(Instrument, AssetId)> {
    let named = !base.is_empty() && name::is_dollar(settles);
    named.then(|| (name::contract(base, kind, Settlement::Linear, 1.0), settles.into()))
}

/// An inverse contract is worth one dollar.
fn inverse(base: &str, kind: Kind) -> Option<(Instrument, AssetId)> {
    (!base.is_empty()).then(|| (name::contract(base, kind, Settlement::Coin, 1.0), base.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_a_contract_is() {
        let read = |symbol| contract(symbol).map(|(instrument, settles)| format!("{} {settles}", instrument.id()));
        let names = [
            ("BTCUSDT", "BTC-PERP USDT"),
            ("ETHPERP", "ETH-PERP USDC"),
            ("BTCUSD", "BTC-PERP-COIN BTC"),
            ("BTCUSDZ25", "BTC-2025-12-26-COIN BTC"),
            ("BTC-27DEC24", "BTC-2024-12-27 USDC"),
            ("SOLUSDT-28MAR25", "SOL-2025-03-28 USDT"),
            ("BTC-6JAN23-17500-C", "BTC-2023-01-06-17500-C USDC"),
            ("ETH-27DEC24-4000-P-USDT", "ETH-2024-12-27-4000-P USDT"),
        ];
        for (symbol, expected) in names {
            assert_eq!(read(symbol), Some(expected.to_owned()), "{symbol}");
        }
        for symbol in ["", "PERP", "BTCUSDX25", "BTC-27DEC24-x-C", "ETHBTC", "é"] {
            assert_eq!(read(symbol), None, "{symbol}");
        }
    }
}
