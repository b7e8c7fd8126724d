//! Small differences, with as many digits as it takes to see them.

use crate::number::{self, Locale, MINUS, NARROW_SPACE, Toward};
use margin_core::units::{Ratio, Usd};

/// Below this a share in percent has more zeros than digits.
const SMALLEST_PERCENT: f64 = 1e-5;

/// From here on cents tell enough.
const CENTS_FROM: f64 = 0.1;

/// Below this an amount has more zeros than a reader counts.
const SMALLEST_DECIMAL: f64 = 1e-7;

/// A difference in dollars, with its sign: `+12.34`, `−0.000004`, `+1.5 × 10⁻¹¹`, and `0` for none at all.
pub(super) fn dollars(difference: Usd, locale: &Locale) -> String {
    let sign = match difference.get() {
        value if value > 0.0 => "+".to_owned(),
        value if value < 0.0 => MINUS.to_string(),
        _ => String::new(),
    };
    sign + &size(difference, locale)
}

/// How large a difference in dollars is, without its sign.
pub(super) fn size(difference: Usd, locale: &Locale) -> String {
    let size = difference.abs().get();
    if size >= CENTS_FROM {
        number::usd_cents(Usd::new(size), locale)
    } else if size >= SMALLEST_DECIMAL || size == 0.0 || !size.is_finite() {
        number::significant(size, 2, Toward::Nearest, locale)
    } else {
        scientific(size, 1, locale)
    }
}

/// A relative difference: `0.4 %`, `3 × 10⁻¹⁴`, and `0` for none at all.
pub(super) fn relative(difference: Ratio, locale: &Locale) -> String {
    let size = difference.abs().get();
    if size == 0.0 {
        number::full(0.0, locale)
    } else if size >= SMALLEST_PERCENT || !size.is_finite() {
        let percent = number::significant(100.0 * size, 2, Toward::Nearest, locale);
        format!("{percent}{NARROW_SPACE}%")
    } else {
        scientific(size, 0, locale)
    }
}

/// A positive number as its leading digits times a power of ten, with so many decimals.
fn scientific(value: f64, decimals: usize, locale: &Locale) -> String {
    let written = format!("{value:.decimals$e}");
    let (digits, power) = written.split_once('e').unwrap_or((&written, "0"));
    let digits = digits.strip_suffix(".0").unwrap_or(digits).replace('.', &locale.decimal.to_string());
    let power: String = power.chars().map(raised).collect();
    format!("{digits}{NARROW_SPACE}×{NARROW_SPACE}10{power}")
}

/// A digit or a sign as an exponent.
fn raised(character: char) -> char {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digit = character.to_digit(10).and_then(|digit| usize::try_from(digit).ok());
    digit.and_then(|digit| DIGITS.get(digit)).copied().unwrap_or('⁻')
}
