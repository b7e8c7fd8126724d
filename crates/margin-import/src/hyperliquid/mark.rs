//! The mark that an account was valued at, from a position's size in dollars.
//!
//! The venue writes positionValue = |szi| × mark, rounded to a millionth of a dollar. The mark is a short decimal, so
//! the shortest one that reproduces the rounded value is it; a quoted mark that reproduces it is taken as it is.

/// Half of the last digit that the venue writes of an amount in dollars.
const HALF_DIGIT: f64 = 0.5e-6;

/// More decimals than any price of the venue has.
const MOST_DECIMALS: u32 = 12;

/// The mark at which `quantity` contracts come to `notional` dollars.
pub(super) fn own_mark(quantity: f64, notional: f64, quoted: Option<f64>) -> f64 {
    let reproduces = |mark: f64| {
        let rounding = HALF_DIGIT + 4.0 * f64::EPSILON * notional;
        mark > 0.0 && (mark * quantity.abs() - notional).abs() <= rounding
    };
    if let Some(quoted) = quoted.filter(|quoted| reproduces(*quoted)) {
        return quoted;
    }
    let exact = notional / quantity.abs();
    let mut scale = 1.0;
    for _ in 0..=MOST_DECIMALS {
        let shorter = (exact * scale).round() / scale;
        if reproduces(shorter) {
            return shorter;
        }
        scale *= 10.0;
    }
    exact
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
}
