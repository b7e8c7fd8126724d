//! Numbers in and out: written for a reader's locale, and read back from what people type and paste.
//!
//! Rounding works on the shortest decimal that reads back to the same number, so 1.15 rounds as people write it and not
//! as its nearest binary fraction. A number that is not finite is said to be unknown.

mod decimal;
mod read;

pub use read::{NumberProblem, parse, parse_percent};

use crate::text;
use decimal::{Decimal, Zeros};
use margin_core::units::{Price, Quantity, Ratio, Usd};

/// The minus sign, U+2212.
pub const MINUS: char = '\u{2212}';

/// The space before a percent sign, which does not break.
pub const NARROW_SPACE: char = '\u{202f}';

/// The characters that a reader's numbers are written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Locale {
    /// Between the whole and its fraction.
    pub decimal: char,
    /// Between groups of three digits.
    pub group: char,
}

impl Locale {
    /// 1,234.5
    pub const ENGLISH: Self = Self { decimal: '.', group: ',' };
}

/// Which way a number is rounded.
///
/// What is no farther from a round figure than the noise of arithmetic, one part in 10¹², is that figure: 11,000 does
/// not become 11,001 because a product ended in …0002.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toward {
    /// To the nearest figure; halves away from zero.
    Nearest,
    /// Toward negative infinity: for what is owned, counts or is free.
    Down,
    /// Toward positive infinity: for what is required.
    Up,
}

/// Dollars, without a currency sign: `128,400`, below a thousand `12.34`, and `0` only for nothing at all.
///
/// ```
/// # use margin_core::units::Usd;
/// # use margin_view::number::{Locale, Toward, usd};
/// assert_eq!(usd(Usd::new(84_700.9), Toward::Down, &Locale::ENGLISH), "84,700");
/// assert_eq!(usd(Usd::new(43_699.1), Toward::Up, &Locale::ENGLISH), "43,700");
/// ```
pub fn usd(value: Usd, toward: Toward, locale: &Locale) -> String {
    shown(value.get(), |decimal| {
        if decimal.is_zero() {
            return "0".into();
        }
        let decimals = if decimal.whole_digits() <= 3 { 2 } else { 0 };
        let rounded = decimal.rounded(decimals, toward);
        if rounded.whole_digits() > 3 { rounded.written(0, Zeros::Kept, locale) } else { cents(&rounded, locale) }
    })
}

/// Dollars and cents, for workings: `128,400.17`.
pub fn usd_cents(value: Usd, locale: &Locale) -> String {
    shown(value.get(), |decimal| cents(&decimal.rounded(2, Toward::Nearest), locale))
}

fn cents(rounded: &Decimal, locale: &Locale) -> String {
    rounded.written(2, Zeros::Kept, locale)
}

/// A price to six significant digits, or all its whole ones: `79,666.1`, `0.003602`.
pub fn price(value: Price, locale: &Locale) -> String {
    significant(value.get(), 6, Toward::Nearest, locale)
}

/// About so many significant digits, but every whole digit.
pub(crate) fn significant(value: f64, digits: i32, toward: Toward, locale: &Locale) -> String {
    shown(value, |decimal| {
        let decimals = (digits - decimal.whole_digits()).max(0);
        decimal.rounded(decimals, toward).written(decimals, Zeros::Trimmed, locale)
    })
}

/// So many significant digits, with a unit from a thousand up: `48k`, `1.2m`.
pub(crate) fn abbreviated(value: f64, digits: i32, locale: &Locale) -> String {
    const UNITS: [(i32, &str); 3] = [(9, "b"), (6, "m"), (3, "k")];
    shown(value, |decimal| {
        let decimals = digits - decimal.whole_digits();
        let rounded = decimal.rounded(decimals, Toward::Nearest);
        let unit = UNITS.iter().find(|(power, _)| rounded.whole_digits() > *power);
        let (power, unit) = unit.copied().unwrap_or((0, ""));
        rounded.shifted(-power).written(i32::MAX, Zeros::Trimmed, locale) + unit
    })
}

/// A positive number as its leading digits, from 1 to less than 10, and the power of ten that they are times.
pub(crate) fn leading(value: f64) -> Option<(f64, i32)> {
    let decimal = Decimal::of(value).filter(|decimal| !decimal.is_zero())?;
    let power = decimal.whole_digits() - 1;
    Some((decimal.shifted(-power).value(), power))
}

/// Ten to a power.
pub(crate) fn power_of_ten(power: i32) -> f64 {
    format!("1e{power}").parse().unwrap_or(f64::NAN)
}

/// A signed quantity in full: `+1.5`, `−12`.
pub fn quantity(value: Quantity, locale: &Locale) -> String {
    signed(value.get(), full(value.get(), locale))
}

/// Units with their sign, to four significant digits: `+1.234`, `−0.0005012`.
pub fn units(value: Quantity, locale: &Locale) -> String {
    signed(value.get(), significant(value.get(), 4, Toward::Nearest, locale))
}

/// Dollars with their sign: `+1,234`, `−12.34`.
pub fn signed_usd(value: Usd, toward: Toward, locale: &Locale) -> String {
    signed(value.get(), usd(value, toward, locale))
}

/// A number to so many decimals, with its sign: `+0.52`, `−0.08`.
pub fn fixed(value: Ratio, decimals: i32, locale: &Locale) -> String {
    let written =
        shown(value.get(), |decimal| decimal.rounded(decimals, Toward::Nearest).written(decimals, Zeros::Kept, locale));
    signed(value.get(), written)
}

/// An amount of a holding in full, with a sign only when it is a debt: `12.5`.
pub fn amount(value: Quantity, locale: &Locale) -> String {
    full(value.get(), locale)
}

/// A share in percent: `18.2 %`.
pub fn percent(value: Ratio, decimals: usize, toward: Toward, locale: &Locale) -> String {
    hundredfold(value, decimals, toward, Zeros::Kept, locale)
}

/// A share in percent without zeros at its end: `15 %`, `17.2 %`.
pub fn share(value: Ratio, decimals: usize, toward: Toward, locale: &Locale) -> String {
    hundredfold(value, decimals, toward, Zeros::Trimmed, locale)
}

/// A change in percent, always with its sign: `−18.2 %`, `+41.0 %`.
pub fn change(value: Ratio, decimals: usize, toward: Toward, locale: &Locale) -> String {
    signed(value.get(), percent(value, decimals, toward, locale))
}

fn hundredfold(value: Ratio, decimals: usize, toward: Toward, zeros: Zeros, locale: &Locale) -> String {
    shown(value.get(), |decimal| {
        let decimals = i32::try_from(decimals).unwrap_or(i32::MAX);
        let rounded = decimal.shifted(2).rounded(decimals, toward);
        format!("{}{NARROW_SPACE}%", rounded.written(decimals, zeros, locale))
    })
}

/// A multiple to one decimal, or two below one: `3.4×`.
pub fn multiple(value: Ratio, locale: &Locale) -> String {
    times(value, if value.abs() < Ratio::new(1.0) { 2 } else { 1 }, locale)
}

/// A leverage that somebody set, to two decimals: `5×`, `2.25×`.
pub(crate) fn leverage(value: Ratio, locale: &Locale) -> String {
    times(value, 2, locale)
}

fn times(value: Ratio, decimals: i32, locale: &Locale) -> String {
    shown(value.get(), |decimal| {
        format!("{}×", decimal.rounded(decimals, Toward::Nearest).written(decimals, Zeros::Trimmed, locale))
    })
}

/// The shortest decimal that reads back to the same number, grouped; for editing and copying.
pub fn full(value: f64, locale: &Locale) -> String {
    const LONGEST: i32 = 21;
    shown(value, |decimal| {
        let whole = decimal.whole_digits();
        if !decimal.is_zero() && !(-8..=LONGEST).contains(&whole) {
            return format!("{value:e}").replace('.', &locale.decimal.to_string()).replace('-', &MINUS.to_string());
        }
        let sign = if decimal.is_zero() && value.is_sign_negative() { MINUS.to_string() } else { String::new() };
        sign + &decimal.written(i32::MAX, Zeros::Trimmed, locale)
    })
}

/// A share in full as per cent, which [`parse_percent`] reads back: `12.345 %`.
pub fn full_percent(value: f64, locale: &Locale) -> String {
    /// More decimals than a share has that somebody types.
    const DECIMALS: usize = 12;
    share(Ratio::new(value), DECIMALS, Toward::Nearest, locale)
}

/// A number that is known, or the words that it is not.
fn shown(value: f64, write: impl FnOnce(Decimal) -> String) -> String {
    match Decimal::of(value) {
        Some(decimal) => write(decimal),
        None => text::UNKNOWN.into(),
    }
}

fn signed(value: f64, written: String) -> String {
    let positive = value > 0.0 && value.is_finite();
    if positive { format!("+{written}") } else { written }
}

#[cfg(test)]
mod tests;
