//! Amounts that say their unit: f64 inside, private, and only the products that mean something.
//!
//! Money is in the reporting currency, USD. A value may be constructed from any f64; [`crate::evaluate()`] reports
//! one that is not finite as a problem at its place, so nothing here turns NaN into a number.

use serde::{Deserialize, Serialize};
use std::iter::Sum;
use std::ops::{Add, Mul, Neg, Sub};

macro_rules! unit {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(f64);

        impl $name {
            /// Nothing of it.
            pub const ZERO: Self = Self(0.0);

            /// The amount `value`, in this unit.
            pub const fn new(value: f64) -> Self {
                Self(value)
            }

            /// The bare number, in this unit.
            pub const fn get(self) -> f64 {
                self.0
            }

            /// The amount without its sign.
            pub const fn abs(self) -> Self {
                Self(self.0.abs())
            }

            /// Whether the number is neither NaN nor infinite.
            pub const fn is_finite(self) -> bool {
                self.0.is_finite()
            }
        }

        impl Add for $name {
            type Output = Self;
            fn add(self, other: Self) -> Self {
                Self(self.0 + other.0)
            }
        }

        impl Sub for $name {
            type Output = Self;
            fn sub(self, other: Self) -> Self {
                Self(self.0 - other.0)
            }
        }

        impl Neg for $name {
            type Output = Self;
            fn neg(self) -> Self {
                Self(-self.0)
            }
        }

        impl Sum for $name {
            fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
                parts.fold(Self::ZERO, Add::add)
            }
        }
    };
}

macro_rules! product {
    ($left:ident * $right:ident = $result:ident) => {
        impl Mul<$right> for $left {
            type Output = $result;
            fn mul(self, other: $right) -> $result {
                $result::new(self.0 * other.0)
            }
        }
    };
}

unit!(
    /// Money in the reporting currency, US dollars.
    Usd
);
unit!(
    /// Dollars for one unit of an asset or contract.
    Price
);
unit!(
    /// A signed number of units of an asset or contract: positive long, negative short.
    Quantity
);
unit!(
    /// Units of an asset or contract for one dollar of its price.
    QuantityPerPrice
);
unit!(
    /// A pure number; 1 is 100 %.
    Ratio
);
unit!(
    /// A standard deviation of log returns per square root of a year; 1 is 100 %.
    Volatility
);
unit!(
    /// A length of time in years of 365 days.
    Years
);

product!(Quantity * Price = Usd);
product!(Price * Quantity = Usd);
product!(Usd * Ratio = Usd);
product!(Ratio * Usd = Usd);
product!(Price * Ratio = Price);

impl Usd {
    /// This amount as a share of another, or nothing when the other is zero.
    ///
    /// ```
    /// # use margin_core::units::{Ratio, Usd};
    /// assert_eq!(Usd::new(30.0).share_of(Usd::new(120.0)), Some(Ratio::new(0.25)));
    /// assert_eq!(Usd::new(30.0).share_of(Usd::ZERO), None);
    /// ```
    pub fn share_of(self, whole: Self) -> Option<Ratio> {
        (whole.0 != 0.0).then(|| Ratio::new(self.0 / whole.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_products_that_mean_something_exist() {
        assert_eq!(Quantity::new(-2.0) * Price::new(50.0), Usd::new(-100.0));
        assert_eq!(Usd::new(-100.0).abs() * Ratio::new(0.05), Usd::new(5.0));
    }

    #[test]
    fn a_sum_runs_from_left_to_right() {
        let total: Usd = [0.1, 0.2, 0.3].into_iter().map(Usd::new).sum();
        assert_eq!(total.get(), (0.1 + 0.2) + 0.3);
    }
}
