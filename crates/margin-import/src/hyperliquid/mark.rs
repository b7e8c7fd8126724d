//! The mark that an account was valued at, and the entry that its profit is counted from.
//!
//! The venue writes positionValue = |szi| × mark and unrealizedPnl = szi × (mark − entry), each rounded to a millionth
//! of a dollar. A mark is a short decimal, so the shortest one that reproduces the value is it. An entry is an average,
//! which the venue writes with its last digits cut off; the shortest one that reproduces the profit is taken instead.

/// Half of the last digit that the venue writes of an amount in dollars.
const HALF_DIGIT: f64 = 0.5e-6;

/// More decimals than any price of the venue has, and than matter in an entry.
const MOST_DECIMALS: u32 = 15;

/// The mark at which `quantity` contracts come to `notional` dollars.
pub(super) fn own_mark(quantity: f64, notional: f64, quoted: Option<f64>) -> f64 {
    let reproduces = |mark: f64| {
        let rounding = HALF_DIGIT + 4.0 * f64::EPSILON * notional;
        mark > 0.0 && (mark * quantity.abs() - notional).abs() <= rounding
    };
    if let Some(quoted) = quoted.filter(|quoted| reproduces(*quoted)) {
        return quoted;
    }
    shortest(notional / quantity.abs(), reproduces)
}

/// The entry from which `quantity` contracts that are worth `value` dollars, with their sign, have gained `unrealised`;
/// the one that is `written` where that is not it to the last digit written.
pub(super) fn own_entry(quantity: f64, value: f64, unrealised: f64, written: f64) -> f64 {
    let reproduces = |entry: f64| {
        let rounding = 2.0 * HALF_DIGIT + 4.0 * f64::EPSILON * value.abs();
        entry > 0.0 && (value - quantity * entry - unrealised).abs() <= rounding
    };
    let exact = (value - unrealised) / quantity;
    if exact <= 0.0 || reproduces(written) || (exact - written).abs() > last_digit(written) {
        return written;
    }
    shortest(exact, reproduces)
}

/// The shortest decimal near `exact` that will do, or `exact` itself.
fn shortest(exact: f64, will_do: impl Fn(f64) -> bool) -> f64 {
    let mut scale = 1.0;
    for _ in 0..=MOST_DECIMALS {
        let shorter = (exact * scale).round() / scale;
        if will_do(shorter) {
            return shorter;
        }
        scale *= 10.0;
    }
    exact
}

/// One unit of the last digit that a number is written with.
fn last_digit(written: f64) -> f64 {
    let text = written.to_string();
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    (0..decimals).fold(1.0, |unit, _| unit / 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_decimal_that_reproduces_the_amount_is_the_mark() {
        assert_eq!(own_mark(2.27209, 181_008.549149, None), 79_666.1);
        assert_eq!(own_mark(-0.0335, 100.02765, None), 2_985.9);
        assert_eq!(own_mark(-100_480.9, 12_141.107147, None), 0.12083);
    }

    #[test]
    fn a_quoted_mark_is_taken_if_it_reproduces_the_amount_and_only_then() {
        assert_eq!(own_mark(0.00001, 0.796661, Some(79_666.1)), 79_666.1);
        assert_eq!(own_mark(2.27209, 181_008.549149, Some(79_670.0)), 79_666.1);
    }

    #[test]
    fn an_amount_that_no_short_decimal_reproduces_is_divided() {
        let mark = own_mark(1e12, 1.0 / 3.0, None);
        assert_eq!(mark, 1.0 / 3.0 / 1e12);
    }

    #[test]
    fn an_entry_has_the_digits_that_the_profit_needs() {
        assert_eq!(own_entry(1_000_000.0, 3_540.0, 7.1, 0.003532), 0.0035329);
        assert_eq!(own_entry(-2.0, -20.0, 1.5, 10.7), 10.75);
    }

    #[test]
    fn an_entry_that_the_profit_does_not_bear_out_stays_as_it_is_written() {
        assert_eq!(own_entry(2.0, 20.0, 1.0, 8.0), 8.0);
        assert_eq!(own_entry(2.0, 20.0, 4.0, 8.0), 8.0);
    }
}
