//! A number as decimal digits, for rounding and writing it exactly as people would.

use super::{Locale, MINUS, Toward};
use std::iter::repeat_n;

/// The significant digits that arithmetic gets right; what comes after is its noise.
const SOUND_DIGITS: usize = 13;

/// 0.d₁d₂d₃… × 10^point: the shortest digits that read back to the number, the first of them not zero.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Decimal {
    negative: bool,
    digits: Vec<u8>,
    point: i32,
}

/// What becomes of zeros at the end of a fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Zeros {
    Kept,
    Trimmed,
}

impl Decimal {
    /// The digits of a finite number.
    pub(crate) fn of(value: f64) -> Option<Self> {
        if !value.is_finite() {
            return None;
        }
        let written = format!("{:e}", value.abs());
        let (mantissa, exponent) = written.split_once('e')?;
        let digits: Vec<u8> = mantissa.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect();
        if value == 0.0 {
            return Some(Self { negative: false, digits: Vec::new(), point: 0 });
        }
        Some(Self { negative: value < 0.0, digits, point: exponent.parse::<i32>().ok()? + 1 })
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// How many digits stand before the decimal sign; negative when as many zeros follow it.
    pub(crate) fn whole_digits(&self) -> i32 {
        self.point
    }

    /// The number times 10^places.
    pub(crate) fn shifted(self, places: i32) -> Self {
        let point = if self.is_zero() { 0 } else { self.point + places };
        Self { point, ..self }
    }

    /// The number rounded to so many decimals.
    pub(crate) fn rounded(mut self, decimals: i32, toward: Toward) -> Self {
        let kept = usize::try_from(self.point.saturating_add(decimals));
        if kept.is_ok_and(|kept| kept >= self.digits.len()) {
            return self;
        }
        let away = self.rounds_away(kept.ok(), toward);
        self.digits.truncate(kept.unwrap_or(0));
        if away {
            self.step_away(decimals);
        }
        self.without_zeros()
    }

    /// Whether rounding moves away from zero, when only the first digits are kept; none are when the number lies
    /// wholly below the last decimal.
    fn rounds_away(&self, kept: Option<usize>, toward: Toward) -> bool {
        let from = kept.unwrap_or(0);
        let next = self.digits.get(from).filter(|_| kept.is_some());
        let nearest_is_away = next.is_some_and(|digit| *digit >= 5);
        let outward = match toward {
            Toward::Nearest => return nearest_is_away,
            Toward::Down => self.negative,
            Toward::Up => !self.negative,
        };
        let sound = self.digits.iter().chain(&[0; SOUND_DIGITS]).take(SOUND_DIGITS).skip(from);
        let noise = kept.is_some_and(|kept| kept + 3 <= SOUND_DIGITS)
            && (sound.clone().all(|digit| *digit == 0) || sound.clone().all(|digit| *digit == 9));
        if noise { nearest_is_away } else { outward }
    }

    /// Adds one to the last kept decimal.
    fn step_away(&mut self, decimals: i32) {
        while self.digits.last() == Some(&9) {
            self.digits.pop();
        }
        match self.digits.last_mut() {
            Some(digit) => *digit += 1,
            None => {
                // Either nothing was kept, and the step itself is left, or nines carried into a digit of their own.
                self.point = if self.point < -decimals { 1 - decimals } else { self.point + 1 };
                self.digits = vec![1];
            }
        }
    }

    /// The number nearest to the digits.
    pub(crate) fn value(&self) -> f64 {
        let digits: String = self.digits.iter().copied().map(character).collect();
        let power = i64::from(self.point) - self.digits.len() as i64;
        let size: f64 = format!("0{digits}e{power}").parse().unwrap_or(f64::NAN);
        if self.negative { -size } else { size }
    }

    fn without_zeros(mut self) -> Self {
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        if self.digits.is_empty() {
            return Self { negative: false, digits: Vec::new(), point: 0 };
        }
        self
    }

    /// The number in a reader's characters, with so many decimals at most.
    pub(crate) fn written(&self, decimals: i32, zeros: Zeros, locale: &Locale) -> String {
        let mut text = String::new();
        if self.negative {
            text.push(MINUS);
        }
        self.write_whole(&mut text, locale);
        let decimals = usize::try_from(decimals).unwrap_or(0);
        let leading = usize::try_from(-self.point).unwrap_or(0);
        let digits = self.digits.iter().skip(usize::try_from(self.point).unwrap_or(0));
        let fraction: Vec<u8> = repeat_n(&0, leading).chain(digits).copied().take(decimals).collect();
        let padding = if zeros == Zeros::Kept { decimals - fraction.len() } else { 0 };
        if !fraction.is_empty() || padding > 0 {
            text.push(locale.decimal);
            text.extend(fraction.into_iter().chain(repeat_n(0, padding)).map(character));
        }
        text
    }

    fn write_whole(&self, text: &mut String, locale: &Locale) {
        let count = usize::try_from(self.point).unwrap_or(0);
        if count == 0 {
            text.push('0');
        }
        let digits = self.digits.iter().copied().chain(repeat_n(0, count)).take(count);
        for (index, digit) in digits.enumerate() {
            if index > 0 && (count - index).is_multiple_of(3) {
                text.push(locale.group);
            }
            text.push(character(digit));
        }
    }
}

fn character(digit: u8) -> char {
    char::from(b'0' + digit)
}
