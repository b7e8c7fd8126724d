//! Contracts' names as people type them.

use crate::deribit;
use crate::spoken;
use crate::symbol;
use margin_core::instrument::{Instrument, Kind, Settlement};
use margin_core::market::Market;
use margin_core::time::Timestamp;

/// The hour, UTC, at which contracts expire on a day for which the market quotes no expiry.
const HOUR_OF_EXPIRY: i64 = 8;

/// A contract by a name as a person types it; nothing where the text names none.
///
/// It may be the name that terms determine (`ETH-2026-03-27-4000-C`, `BTC-PERP-COIN`), a unified symbol
/// (`BTC/USD:BTC-260327-100000-C`) or one as Deribit writes it (`BTC-27MAR26-100000-C`, which pays coins, and
/// `BTC_USDC-27MAR26-100000-C`, which pays dollars), or in words (`ETH 4,000 call 27 Mar 2026`), in capitals or not, with spaces for dashes, and followed by what it
/// pays: `on USDC`, `in coin`. A day becomes the moment of the market's expiry on it, or else eight in the morning, UTC.
///
/// ```
/// # use margin_core::market::Market;
/// # let text = r#"{"schema": 1, "time": "2026-01-01T00:00:00Z", "source": "none", "assets": {}, "instruments": {}}"#;
/// # let market: Market = serde_json::from_str(text).unwrap();
/// let named = |text| margin_import::contract(text, &market).map(|contract| contract.id().to_string());
/// assert_eq!(named("BTC-27MAR26-100000-C").as_deref(), Some("BTC-2026-03-27-100000-C-COIN"));
/// assert_eq!(named("btc 27mar26 100000 c on usdc").as_deref(), Some("BTC-2026-03-27-100000-C"));
/// ```
pub fn contract(text: &str, market: &Market) -> Option<Instrument> {
    if text.len() > symbol::LONGEST {
        return None;
    }
    let (name, pays) = split(text.trim())?;
    let found = [name.clone(), name.to_uppercase()].iter().find_map(|name| read(name))?;
    let settlement = match pays {
        Pays::Unsaid => found.settlement,
        Pays::Dollars => Settlement::Linear,
        Pays::Coins => Settlement::Coin,
    };
    let kind = at_the_hour(&found, market);
    Some(Instrument { kind, settlement, ..found })
}

/// What a person says that a contract pays.
enum Pays {
    Unsaid,
    Dollars,
    Coins,
}

/// A name with dashes for its spaces, and what stands after `on` or `in`.
fn split(text: &str) -> Option<(String, Pays)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (name, pays) = match words.as_slice() {
        [name @ .., link, money] if matches!(link.to_lowercase().as_str(), "on" | "in") => {
            let coin = name.first().and_then(|word| word.split(['-', '_', '/']).next());
            let is_coin = coin.is_some_and(|coin| coin.eq_ignore_ascii_case(money));
            match money.to_uppercase().as_str() {
                "USD" | "USDC" | "USDT" | "DOLLARS" => (name, Pays::Dollars),
                "COIN" | "COINS" => (name, Pays::Coins),
                _ if is_coin => (name, Pays::Coins),
                _ => return None,
            }
        }
        all => (all, Pays::Unsaid),
    };
    Some((name.join("-"), pays))
}

fn read(name: &str) -> Option<Instrument> {
    let of_venue = || deribit::contract(name);
    symbol::named(name).map(|named| named.instrument).or_else(of_venue).or_else(|| spoken::option(name))
}

/// The contract's kind with the moment of expiry that the market quotes for that day, or else the usual hour.
fn at_the_hour(instrument: &Instrument, market: &Market) -> Kind {
    let moment = |expiry: Timestamp| {
        let quoted = market.expiry(&instrument.underlying, expiry).map(|quote| quote.expiry);
        let start = expiry.date().start().milliseconds();
        quoted.unwrap_or(Timestamp::from_milliseconds(start + HOUR_OF_EXPIRY * 3_600_000))
    };
    match instrument.kind {
        Kind::Spot | Kind::Perpetual => instrument.kind,
        Kind::Future { expiry } => Kind::Future { expiry: moment(expiry) },
        Kind::Option { expiry, strike, right } => Kind::Option { expiry: moment(expiry), strike, right },
    }
}
