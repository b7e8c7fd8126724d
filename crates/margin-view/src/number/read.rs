//! What people type and paste, as a number: `−1,234.5`, `$ 12k`, `40 000 USDC`, `15 %`, `30 bps`, `1e3`, `5×`.
//!
//! Groups may be separated as the locale does, by spaces, underscores or apostrophes. A number that could be read in two ways is refused. Units shift the decimal point in the text, before it is read, so
//! `1.1k` is exactly 1,100.

use super::{Locale, MINUS};

/// Why a text is not a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberProblem {
    /// Nothing was written.
    Empty,
    /// Something else than a number was written.
    NotANumber,
    /// More than one decimal sign was written.
    TwoDecimals {
        /// How numbers are written here.
        locale: Locale,
    },
    /// The separators can be read in two ways, or stand where none belong.
    Ambiguous {
        /// How numbers are written here.
        locale: Locale,
    },
    /// It is larger than a number can be.
    TooLarge,
    /// It is nearer to zero than a number can be, and is not zero.
    TooSmall,
}

/// Currency signs and codes that may stand before or after a number.
const CURRENCIES: [&str; 4] = ["USDC", "USD", "$", "€"];

/// Units, and the powers of ten that they stand for; the longer of two that end alike comes first.
const UNITS: [(&str, i32); 8] = [("bps", -4), ("bp", -4), ("%", -2), ("k", 3), ("m", 6), ("b", 9), ("×", 0), ("x", 0)];

/// Reads a number; see the module for what is understood.
///
/// ```
/// # use margin_view::number::{Locale, NumberProblem, parse};
/// let english = Locale::ENGLISH;
/// assert_eq!(parse("$ 1,234.5", &english), Ok(1234.5));
/// assert_eq!(parse("40k USDC", &english), Ok(40_000.0));
/// assert_eq!(parse("1,23", &english), Err(NumberProblem::Ambiguous { locale: english }));
/// ```
///
/// # Errors
/// Why the text is not a number.
pub fn parse(text: &str, locale: &Locale) -> Result<f64, NumberProblem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(NumberProblem::Empty);
    }
    let (negative, text) = without_signs(text)?;
    let text = without_currency_after(text);
    let (text, power) = without_unit(text);
    let text = without_currency_after(text);
    let (mantissa, exponent) = without_exponent(text)?;
    let (whole, fraction) = split(mantissa, locale)?;
    let digits = digits(whole, locale)? + &plain(fraction, locale)?;
    if digits.is_empty() {
        return Err(NumberProblem::NotANumber);
    }
    // Checked: the characters that the fraction has are all digits, one byte each.
    let power = i64::from(power) + exponent - fraction.len() as i64;
    value(negative, &digits, power)
}

/// Reads a share where a bare number is in per cent: `20`, `20 %` and `2000 bps` are all a fifth.
///
/// # Errors
/// Why the text is not a number.
pub fn parse_percent(text: &str, locale: &Locale) -> Result<f64, NumberProblem> {
    parse(&format!("{}%", text.trim()), locale).or_else(|_| parse(text, locale))
}

fn value(negative: bool, digits: &str, power: i64) -> Result<f64, NumberProblem> {
    let sign = if negative { "-" } else { "" };
    let value: f64 = format!("{sign}{digits}e{power}").parse().map_err(|_| NumberProblem::NotANumber)?;
    if value.is_infinite() {
        return Err(NumberProblem::TooLarge);
    }
    if value == 0.0 && digits.bytes().any(|digit| digit != b'0') {
        return Err(NumberProblem::TooSmall);
    }
    Ok(value)
}

/// Takes a sign and a currency off the start, in either order.
fn without_signs(text: &str) -> Result<(bool, &str), NumberProblem> {
    let (first, text) = without_sign(text);
    let without_currency = without_currency_before(text);
    let (second, text) = if first.is_none() { without_sign(without_currency) } else { (None, without_currency) };
    if text.is_empty() {
        return Err(NumberProblem::NotANumber);
    }
    Ok((first.or(second).unwrap_or(false), text))
}

/// Whether the text begins with a minus or a plus sign, and what follows.
fn without_sign(text: &str) -> (Option<bool>, &str) {
    let minus = text.strip_prefix(['-', MINUS, '–']).map(|rest| (Some(true), rest));
    let plus = || text.strip_prefix('+').map(|rest| (Some(false), rest));
    let (sign, rest) = minus.or_else(plus).unwrap_or((None, text));
    (sign, rest.trim_start())
}

fn without_currency_before(text: &str) -> &str {
    let found = CURRENCIES.iter().find_map(|currency| {
        let head = text.get(..currency.len())?;
        head.eq_ignore_ascii_case(currency).then_some(text.get(currency.len()..)?)
    });
    found.unwrap_or(text).trim_start()
}

fn without_currency_after(text: &str) -> &str {
    CURRENCIES.iter().find_map(|currency| without_ending(text, currency)).unwrap_or(text).trim_end()
}

fn without_unit(text: &str) -> (&str, i32) {
    let found = UNITS.iter().find_map(|(unit, power)| Some((without_ending(text, unit)?, *power)));
    found.map_or((text, 0), |(rest, power)| (rest.trim_end(), power))
}

fn without_ending<'t>(text: &'t str, ending: &str) -> Option<&'t str> {
    let at = text.len().checked_sub(ending.len())?;
    let (rest, tail) = (text.get(..at)?, text.get(at..)?);
    tail.eq_ignore_ascii_case(ending).then_some(rest)
}

/// Takes an exponent such as `e3` or `E−3` off the end.
fn without_exponent(text: &str) -> Result<(&str, i64), NumberProblem> {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else {
        return Ok((text, 0));
    };
    let (negative, digits) = without_sign(exponent);
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number || mantissa.is_empty() {
        return Err(NumberProblem::NotANumber);
    }
    // An exponent of more digits than this is too large either way.
    let size = digits.parse::<i64>().unwrap_or(i64::MAX).min(1_000_000);
    Ok((mantissa, if negative == Some(true) { -size } else { size }))
}

/// The whole and the fraction of a number.
fn split<'t>(text: &'t str, locale: &Locale) -> Result<(&'t str, &'t str), NumberProblem> {
    let mut parts = text.split(locale.decimal);
    let (whole, fraction) = (parts.next().unwrap_or_default(), parts.next());
    match (fraction, parts.next()) {
        (_, Some(_)) => Err(NumberProblem::TwoDecimals { locale: *locale }),
        (fraction, None) => Ok((whole, fraction.unwrap_or_default())),
    }
}

/// The digits of the whole part, its groups checked.
fn digits(whole: &str, locale: &Locale) -> Result<String, NumberProblem> {
    let separators: Vec<char> = whole.chars().filter(|character| !character.is_ascii_digit()).collect();
    let Some(separator) = separators.first().copied() else {
        return Ok(whole.into());
    };
    if !separators.iter().all(|character| groups(*character, locale) || foreign(*character, locale)) {
        return Err(NumberProblem::NotANumber);
    }
    let mut parts = whole.split(separator);
    let first = parts.next().unwrap_or_default();
    let leads = (1..=3).contains(&first.len()) && !first.starts_with('0');
    let same = separators.iter().all(|character| groups(*character, locale) && *character == separator);
    if same && leads && parts.all(|group| group.len() == 3) {
        Ok(whole.replace(separator, ""))
    } else {
        Err(NumberProblem::Ambiguous { locale: *locale })
    }
}

/// The digits of the fraction, where no separator belongs.
fn plain(fraction: &str, locale: &Locale) -> Result<String, NumberProblem> {
    if fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(fraction.into());
    }
    let known = |character: char| character.is_ascii_digit() || groups(character, locale) || foreign(character, locale);
    Err(if fraction.chars().all(known) {
        NumberProblem::Ambiguous { locale: *locale }
    } else {
        NumberProblem::NotANumber
    })
}

/// Whether a character may stand between groups of three digits.
fn groups(character: char, locale: &Locale) -> bool {
    character == locale.group || character.is_whitespace() || matches!(character, '_' | '\'' | '’')
}

/// Whether a character separates digits elsewhere, but not here.
fn foreign(character: char, locale: &Locale) -> bool {
    matches!(character, '.' | ',') && character != locale.group && character != locale.decimal
}
