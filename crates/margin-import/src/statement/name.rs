//! What stands in the symbols that venues give contracts: assets, dates, strikes.

use crate::imported::ImportNote;
use crate::simplified::Simplified;
use crate::statement::Row;
use margin_core::id::{AssetId, InstrumentId};
use margin_core::instrument::{Instrument, Kind, Right, Settlement};
use margin_core::time::{Date, Timestamp};
use margin_core::units::{Price, Quantity};
use std::collections::BTreeMap;

const MONTHS: [&str; 12] = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/// Contracts that end do so at eight in the morning, UTC.
const HOUR_OF_EXPIRY: i64 = 8;

/// Dollar stablecoins whose names do not say so.
const DOLLARS: [&str; 4] = ["DAI", "SDAI", "FRAX", "GHO"];

/// Whether an asset is a dollar, or a coin that is tied to one.
pub(crate) fn is_dollar(asset: &str) -> bool {
    asset.contains("USD") || DOLLARS.contains(&asset)
}

/// A contract on so many units of an asset, that pays dollars or the asset itself.
pub(crate) fn contract(base: &str, kind: Kind, settlement: Settlement, multiplier: f64) -> Instrument {
    Instrument { underlying: asset(base), kind, settlement, multiplier: Quantity::new(multiplier) }
}

/// A thousand units of a cheap coin, which many venues write as `1000PEPE`, are one asset under any name.
fn asset(base: &str) -> AssetId {
    match base.strip_prefix("1000") {
        Some(coin) if coin.starts_with(|letter: char| letter.is_ascii_alphabetic()) => format!("k{coin}").into(),
        _ => base.into(),
    }
}

/// How profit is paid: in dollars, in the underlying, or in something that a portfolio has no words for.
pub(crate) fn settlement(base: &str, settles: &str) -> Option<Settlement> {
    if is_dollar(settles) { Some(Settlement::Linear) } else { (base == settles).then_some(Settlement::Coin) }
}

/// Splits `BTCUSDT` into what is traded and which of these it is quoted in.
pub(crate) fn pair<'n>(text: &'n str, quotes: &[&str]) -> Option<(&'n str, &'n str)> {
    let fits = |quote: &&&str| text.len() > quote.len() && text.ends_with(**quote);
    let quote = quotes.iter().find(fits)?;
    text.split_at_checked(text.len() - quote.len())
}

/// Reads `27DEC24`, and `6JAN23`.
pub(crate) fn day_of_name(text: &str) -> Option<Timestamp> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (day, rest) = (text.get(..digits)?, text.get(digits..)?);
    let (month, year) = (rest.get(..3)?, rest.get(3..)?);
    let month = MONTHS.iter().position(|name| *name == month)? as u8 + 1;
    let two = year.len() == 2 && (1..=2).contains(&digits);
    expiry(two.then(|| year.parse().ok()).flatten()?, month, day.parse().ok()?)
}

/// Reads `241227`.
pub(crate) fn day_of_digits(text: &str) -> Option<Timestamp> {
    let digits = text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit());
    let part = |from: usize| text.get(from..from + 2)?.parse::<u8>().ok();
    digits.then(|| expiry(i32::from(part(0)?), part(2)?, part(4)?)).flatten()
}

/// Reads `20241227`.
pub(crate) fn day_of_eight(text: &str) -> Option<Timestamp> {
    day_of_digits(text.strip_prefix("20")?)
}

/// The moment at which a contract ends on a day of this century.
pub(crate) fn expiry(year: i32, month: u8, day: u8) -> Option<Timestamp> {
    let start = Date::new(2000 + year, month, day)?.start().milliseconds();
    Some(Timestamp::from_milliseconds(start + HOUR_OF_EXPIRY * 3_600_000))
}

/// The moment at which a quarterly contract of this month ends: the last Friday's.
pub(crate) fn last_friday(year: i32, month: u8) -> Option<Timestamp> {
    let last = (28..=31).rev().find_map(|day| Date::new(2000 + year, month, day))?;
    // The first day of 1970 was a Thursday.
    let weekday = (last.start().milliseconds() / 86_400_000 + 3).rem_euclid(7);
    let back = (weekday - 4).rem_euclid(7) as u8;
    let (_, _, day) = last.parts();
    expiry(year, month, day - back)
}

/// An option's terms, from `C` or `P` and a strike in which `d` may stand for the point.
pub(crate) fn option(expiry: Timestamp, strike: &str, right: &str) -> Option<Kind> {
    let right = match right {
        "C" | "CALL" | "call" => Right::Call,
        "P" | "PUT" | "put" => Right::Put,
        _ => return None,
    };
    let strike: f64 = strike.replace('d', ".").parse().ok()?;
    (strike.is_finite() && strike > 0.0).then(|| Kind::Option { expiry, strike: Price::new(strike), right })
}

/// Gives contracts of one name that settle differently underlyings of their own.
pub(crate) fn apart(rows: &mut [Row], notes: &mut Vec<ImportNote>) {
    let mut first: BTreeMap<InstrumentId, (AssetId, String)> = BTreeMap::new();
    for row in rows {
        let id = row.instrument.id();
        let (settles, symbol) = first.entry(id).or_insert_with(|| (row.settles.clone(), row.symbol.clone()));
        if *symbol == row.symbol {
            continue;
        }
        let other = if *settles == row.settles { row.symbol.as_str() } else { row.settles.as_str() };
        row.instrument.underlying = format!("{}:{other}", row.instrument.underlying).into();
        let note = ImportNote::Simplified(Simplified::SettledApart(row.instrument.id()));
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_the_forms_that_venues_write() {
        let at = |time: Option<Timestamp>| time.map(|time| time.to_string()).unwrap_or_default();
        assert_eq!(at(day_of_name("27DEC24")), "2024-12-27T08:00:00Z");
        assert_eq!(at(day_of_name("6JAN23")), "2023-01-06T08:00:00Z");
        assert_eq!(at(day_of_digits("210430")), "2021-04-30T08:00:00Z");
        assert_eq!(at(day_of_eight("20250328")), "2025-03-28T08:00:00Z");
        assert_eq!(at(last_friday(24, 3)), "2024-03-29T08:00:00Z");
        assert_eq!(at(last_friday(25, 12)), "2025-12-26T08:00:00Z");
        for text in ["", "27DEC", "32DEC24", "27XYZ24", "2a0430", "é"] {
            assert_eq!((day_of_name(text), day_of_digits(text)), (None, None), "{text}");
        }
    }

    #[test]
    fn a_pair_is_split_before_its_dollar() {
        let quotes = ["USDT", "USDC", "USD"];
        assert_eq!(pair("BTCUSDT", &quotes), Some(("BTC", "USDT")));
        assert_eq!(pair("1000PEPEUSDC", &quotes), Some(("1000PEPE", "USDC")));
        assert_eq!(pair("DOTUSD", &quotes), Some(("DOT", "USD")));
        assert_eq!(pair("ETHBTC", &quotes), None);
        assert_eq!(pair("USDT", &quotes), None);
    }

    #[test]
    fn a_thousand_of_a_coin_has_one_name() {
        for (base, expected) in
            [("1000PEPE", "kPEPE"), ("kPEPE", "kPEPE"), ("1000000MOG", "1000000MOG"), ("1000", "1000")]
        {
            let contract = contract(base, Kind::Perpetual, Settlement::Linear, 1.0);
            assert_eq!(contract.underlying.as_str(), expected);
        }
    }

    #[test]
    fn a_strike_may_have_a_letter_for_its_point() {
        let expiry = day_of_name("27DEC24").unwrap();
        let strike = |text| match option(expiry, text, "C") {
            Some(Kind::Option { strike, .. }) => Some(strike.get()),
            _ => None,
        };
        assert_eq!(strike("0d5"), Some(0.5));
        assert_eq!(strike("100000"), Some(100_000.0));
        assert_eq!(strike("inf"), None);
        assert_eq!(strike("-1"), None);
    }
}
