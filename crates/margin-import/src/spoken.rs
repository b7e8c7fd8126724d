//! Options by their names in words, as the desk shows them: `ETH 4,000 call 27 Mar 2027, coin-settled`.

use crate::statement::name::day_of_name;
use margin_core::instrument::{Instrument, Kind, Right, Settlement};
use margin_core::time::Timestamp;
use margin_core::units::{Price, Quantity};

/// An option by its words in capitals, with dashes between them: first what it is on, then strike, side and day in any
/// order.
pub(crate) fn option(name: &str) -> Option<Instrument> {
    let mut words = name.split('-').map(|word| word.trim_matches(',')).filter(|word| !word.is_empty()).peekable();
    let underlying = words.next().filter(|word| word.bytes().all(|byte| byte.is_ascii_alphanumeric()))?;
    let (mut strike, mut right, mut expiry, mut settlement) = (None, None, None, Settlement::Linear);
    while let Some(word) = words.next() {
        match word {
            "CALL" | "C" => put(&mut right, Right::Call)?,
            "PUT" | "P" => put(&mut right, Right::Put)?,
            "COIN" => settlement = Settlement::Coin,
            "SETTLED" if settlement == Settlement::Coin => {}
            _ => match (day_of_name(word), words.peek().copied().filter(|next| is_month(next))) {
                (Some(day), _) => put(&mut expiry, day)?,
                (None, Some(month)) => {
                    words.next();
                    put(&mut expiry, day(word, month, words.next()?)?)?;
                }
                (None, None) => put(&mut strike, number(word)?)?,
            },
        }
    }
    let kind = Kind::Option { expiry: expiry?, strike: Price::new(strike?), right: right? };
    Some(Instrument { underlying: underlying.into(), kind, settlement, multiplier: Quantity::new(1.0) })
}

/// Fills what is empty; nothing where it was said already.
fn put<T>(place: &mut Option<T>, value: T) -> Option<()> {
    place.is_none().then(|| *place = Some(value))
}

fn is_month(word: &str) -> bool {
    word.len() >= 3 && word.bytes().all(|byte| byte.is_ascii_alphabetic()) && !matches!(word, "CALL" | "PUT" | "COIN")
}

/// A day from its parts: `27`, `MARCH`, `2027` or `27`.
fn day(day: &str, month: &str, year: &str) -> Option<Timestamp> {
    let year = if year.len() == 4 { year.strip_prefix("20")? } else { year };
    day_of_name(&format!("{day}{}{year}", month.get(..3)?))
}

/// A positive number: `100000`, `100,000` or `100K`.
fn number(word: &str) -> Option<f64> {
    let (digits, zeros) = word.strip_suffix('K').map_or((word, ""), |digits| (digits, "e3"));
    let plain = digits.replace(',', "");
    let is_plain = plain.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let number: f64 = is_plain.then(|| format!("{plain}{zeros}").parse().ok()).flatten()?;
    (number > 0.0 && number.is_finite()).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, expected: Option<&str>) {
        assert_eq!(option(name).map(|option| option.id().to_string()).as_deref(), expected, "{name}");
    }

    #[test]
    fn names_in_words_are_read_in_any_order() {
        let call = Some("ETH-2026-03-27-4000-C");
        check("ETH-4000-CALL-27-MAR-2026", call);
        check("ETH-4,000-CALL-27-MARCH-26", call);
        check("ETH-27MAR26-4K-C", call);
        check("ETH-27-MAR-2026-CALL-4000", call);
        check("ETH-4,000-CALL-27-MAR-2026,-COIN-SETTLED", Some("ETH-2026-03-27-4000-C-COIN"));
        check("BTC-0.5-PUT-1-JAN-27", Some("BTC-2027-01-01-0.5-P"));
    }

    #[test]
    fn what_lacks_a_part_or_says_one_twice_is_not_read() {
        let not = [
            "",
            "ETH",
            "ETH-4000-CALL",
            "ETH-CALL-27-MAR-2026",
            "ETH-4000-27-MAR-2026",
            "ETH-4000-4000-CALL-27-MAR-2026",
        ];
        for name in not.into_iter().chain([
            "ETH-4000-CALL-PUT-27-MAR-2026",
            "ETH-0-CALL-27-MAR-2026",
            "ETH-4000-CALL-31-FEB-2026",
        ]) {
            check(name, None);
        }
    }
}
