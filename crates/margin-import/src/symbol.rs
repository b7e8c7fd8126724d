//! Contracts' names as programs and people write them.

use crate::statement::name::{day_of_digits, is_dollar, option};
use margin_core::id::AssetId;
use margin_core::instrument::{Instrument, Kind, Settlement};
use margin_core::units::Quantity;

/// The longest name that is looked at.
pub(crate) const LONGEST: usize = 64;

/// A contract and what its profit is paid in.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Named {
    pub(crate) instrument: Instrument,
    pub(crate) settles: AssetId,
    /// The name as it was written.
    pub(crate) symbol: String,
}

/// A contract by the name that its terms determine, such as `BTC-PERP`, or by its unified symbol.
pub(crate) fn named(name: &str) -> Option<Named> {
    if name.contains('/') {
        return unified(name);
    }
    let instrument: Instrument = (name.len() <= LONGEST).then(|| name.parse().ok()).flatten()?;
    let settles = match instrument.settlement {
        Settlement::Linear => "USD".into(),
        Settlement::Coin => instrument.underlying.clone(),
    };
    Some(Named { instrument, settles, symbol: name.to_owned() })
}

/// A contract by its unified symbol: `BTC/USDT:USDT`, `BTC/USDT:USDT-251226`, `BTC/USD:BTC-250328-92000-C`; without a
/// settlement it is the asset itself.
pub(crate) fn unified(symbol: &str) -> Option<Named> {
    let (base, rest) = symbol.split_once('/')?;
    if base.is_empty() || rest.is_empty() || symbol.len() > LONGEST {
        return None;
    }
    let (kind, settles, settlement) = match rest.split_once(':') {
        None => (Kind::Spot, rest, Settlement::Linear),
        Some((quote, terms)) => {
            let parts: Vec<&str> = terms.split('-').collect();
            let (settles, terms) = parts.split_first()?;
            (kind(terms)?, *settles, settlement(base, quote, settles)?)
        }
    };
    let instrument = Instrument { underlying: base.into(), kind, settlement, multiplier: Quantity::new(1.0) };
    Some(Named { instrument, settles: settles.into(), symbol: symbol.to_owned() })
}

/// Profit in a third asset is neither in dollars nor in the underlying.
fn settlement(base: &str, quote: &str, settles: &str) -> Option<Settlement> {
    if settles == base {
        Some(Settlement::Coin)
    } else {
        (settles == quote || is_dollar(quote) && is_dollar(settles)).then_some(Settlement::Linear)
    }
}

fn kind(terms: &[&str]) -> Option<Kind> {
    match terms {
        [] => Some(Kind::Perpetual),
        [expiry] => Some(Kind::Future { expiry: day_of_digits(expiry)? }),
        [expiry, strike, right] => option(day_of_digits(expiry)?, strike, right),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unified_symbols_are_contracts() {
        let table = [
            ("BTC/USDT:USDT", "BTC-PERP"),
            ("BTC/USD:BTC", "BTC-PERP-COIN"),
            ("ETH/USDC:USDC", "ETH-PERP"),
            ("ETH/USD:USDC", "ETH-PERP"),
            ("BTC/USDT:USDT-251226", "BTC-2025-12-26"),
            ("BTC/USD:BTC-250328-92000-C", "BTC-2025-03-28-92000-C-COIN"),
            ("ETH/USDT", "ETH-SPOT"),
            ("BTC-PERP", "BTC-PERP"),
        ];
        for (symbol, id) in table {
            assert_eq!(named(symbol).map(|found| found.instrument.id().to_string()).as_deref(), Some(id), "{symbol}");
        }
    }

    #[test]
    fn what_is_no_contract_is_not_guessed() {
        for symbol in ["", "/", "BTC/", "/USDT:USDT", "BTC/USDT:ETH", "BTC/USDT:USDT-2512", "BTC/USDT:USDT-251226-1-X"]
        {
            assert_eq!(named(symbol), None, "{symbol}");
        }
    }
}
