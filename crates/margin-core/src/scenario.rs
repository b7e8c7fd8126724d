//! Shocks: changes to a market's prices, volatilities and time.
//!
//! A shock multiplies an asset's index, the marks of all contracts on it that are no options and the part of its forwards
//! that is not settled yet, changes the volatilities of options on it and lets time pass; options are then worth their mark
//! plus the change of Black's formula at their own volatility (sticky strike), and never less than nothing.

use crate::time::Timestamp;
use crate::units::{Ratio, Volatility};
use serde::{Deserialize, Serialize};

/// A change to one market.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Shock {
    /// What prices are multiplied by.
    pub price: Ratio,
    /// What happens to volatilities.
    #[serde(default)]
    pub volatility: VolatilityChange,
    /// How much later it is.
    #[serde(default)]
    pub days: f64,
}

/// What happens to volatilities.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum VolatilityChange {
    /// They are multiplied.
    Times(Ratio),
    /// Points are added, and none falls below nothing: 0.1 is ten percentage points.
    Plus(Ratio),
}

impl Default for VolatilityChange {
    fn default() -> Self {
        Self::Times(Ratio::new(1.0))
    }
}

impl VolatilityChange {
    /// A volatility after the change.
    pub fn of(self, volatility: Volatility) -> Volatility {
        Volatility::new(match self {
            Self::Times(factor) => volatility.get() * factor.get(),
            Self::Plus(points) => (volatility.get() + points.get()).max(0.0),
        })
    }
}

impl Shock {
    /// Nothing changes.
    pub const NONE: Self =
        Self { price: Ratio::new(1.0), volatility: VolatilityChange::Times(Ratio::new(1.0)), days: 0.0 };

    /// Prices are multiplied, and nothing else changes.
    pub fn of_price(factor: Ratio) -> Self {
        Self { price: factor, ..Self::NONE }
    }

    /// The moment after the shock.
    pub fn time(&self, now: Timestamp) -> Timestamp {
        Timestamp::from_milliseconds(now.milliseconds() + libm::rint(self.days * 86_400_000.0) as i64)
    }
}
