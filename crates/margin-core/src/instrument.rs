//! A contract's terms: what it is on, when it ends and what it settles in.

use crate::id::{AssetId, InstrumentId};
use crate::time::{Date, Timestamp};
use crate::units::{Price, Quantity};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A contract's terms. Two positions are in the same instrument when all of these are equal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Instrument {
    /// The asset whose price decides what the contract is worth.
    pub underlying: AssetId,
    /// What kind of contract it is.
    pub kind: Kind,
    /// What its profit is paid in.
    #[serde(default)]
    pub settlement: Settlement,
    /// For a linear contract, units of the underlying in one contract; for a coin-settled perpetual or future, its
    /// face value in dollars.
    #[serde(default = "one")]
    pub multiplier: Quantity,
}

/// The kinds of contract.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub enum Kind {
    /// The asset itself, bought or sold.
    Spot,
    /// A future without an end, held to the index by funding.
    Perpetual,
    /// A future that settles at `expiry`.
    Future {
        /// When it settles.
        expiry: Timestamp,
    },
    /// A European option.
    Option {
        /// When it settles.
        expiry: Timestamp,
        /// The price at which it may be exercised.
        strike: Price,
        /// Call or put.
        right: Right,
    },
}

/// What an option gives the right to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Right {
    /// To buy at the strike.
    Call,
    /// To sell at the strike.
    Put,
}

/// What a contract's profit is paid in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Settlement {
    /// Dollars or a dollar stablecoin: profit moves in proportion to the price.
    #[default]
    Linear,
    /// The underlying coin ("inverse"): profit in coin moves with one over the price.
    Coin,
}

impl Instrument {
    /// Whether it is an option.
    pub fn is_option(&self) -> bool {
        matches!(self.kind, Kind::Option { .. })
    }

    /// A linear perpetual on one unit of `underlying`.
    ///
    /// ```
    /// # use margin_core::instrument::Instrument;
    /// assert_eq!(Instrument::perpetual("BTC").id().as_str(), "BTC-PERP");
    /// ```
    pub fn perpetual(underlying: impl Into<AssetId>) -> Self {
        Self { underlying: underlying.into(), kind: Kind::Perpetual, settlement: Settlement::Linear, multiplier: one() }
    }

    /// The name that the terms determine, such as `BTC-PERP` or `ETH-2027-03-26-4000-C`; coin-settled contracts end in
    /// `-COIN`. Markets and rules are looked up by it.
    pub fn id(&self) -> InstrumentId {
        let underlying = &self.underlying;
        let terms = match self.kind {
            Kind::Spot => format!("{underlying}-SPOT"),
            Kind::Perpetual => format!("{underlying}-PERP"),
            Kind::Future { expiry } => format!("{underlying}-{}", expiry.date()),
            Kind::Option { expiry, strike, right } => {
                let letter = match right {
                    Right::Call => 'C',
                    Right::Put => 'P',
                };
                format!("{underlying}-{}-{}-{letter}", expiry.date(), strike.get())
            }
        };
        match self.settlement {
            Settlement::Linear => terms.into(),
            Settlement::Coin => format!("{terms}-COIN").into(),
        }
    }
}

impl FromStr for Instrument {
    type Err = NotAnInstrument;

    /// Reads the name that terms determine back into them, with a multiplier of one.
    fn from_str(id: &str) -> Result<Self, NotAnInstrument> {
        let (terms, settlement) = match id.strip_suffix("-COIN") {
            Some(terms) => (terms, Settlement::Coin),
            None => (id, Settlement::Linear),
        };
        let (underlying, kind) = read_terms(terms).ok_or(NotAnInstrument)?;
        Ok(Self { underlying: underlying.into(), kind, settlement, multiplier: one() })
    }
}

/// A text that is not a contract's name, such as `BTC-PERP` or `ETH-2027-03-26-4000-C`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnInstrument;

impl fmt::Display for NotAnInstrument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected a contract's name such as BTC-PERP or ETH-2027-03-26-4000-C")
    }
}

impl std::error::Error for NotAnInstrument {}

fn read_terms(terms: &str) -> Option<(&str, Kind)> {
    if let Some(underlying) = terms.strip_suffix("-PERP") {
        return named(underlying, Kind::Perpetual);
    }
    if let Some(underlying) = terms.strip_suffix("-SPOT") {
        return named(underlying, Kind::Spot);
    }
    let right = match terms.get(terms.len().checked_sub(2)?..)? {
        "-C" => Right::Call,
        "-P" => Right::Put,
        _ => {
            let (underlying, expiry) = dated(terms)?;
            return named(underlying, Kind::Future { expiry });
        }
    };
    let (dated_terms, strike) = terms.get(..terms.len() - 2)?.rsplit_once('-')?;
    let (underlying, expiry) = dated(dated_terms)?;
    named(underlying, Kind::Option { expiry, strike: Price::new(strike.parse().ok()?), right })
}

/// Splits `BTC-2026-12-25` into the underlying and the first moment of the day.
fn dated(terms: &str) -> Option<(&str, Timestamp)> {
    let split = terms.len().checked_sub("-2026-12-25".len())?;
    let (underlying, date) = (terms.get(..split)?, terms.get(split..)?.strip_prefix('-')?);
    Some((underlying, date.parse::<Date>().ok()?.start()))
}

fn named(underlying: &str, kind: Kind) -> Option<(&str, Kind)> {
    (!underlying.is_empty()).then_some((underlying, kind))
}

fn one() -> Quantity {
    Quantity::new(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_reads_back_into_the_terms_that_determine_it() {
        let names =
            ["BTC-PERP", "BTC-PERP-COIN", "xyz:TSLA-PERP", "ETH-SPOT", "BTC-2026-12-25", "ETH-2027-03-26-4000.5-C"];
        for name in names {
            assert_eq!(name.parse::<Instrument>().map(|instrument| instrument.id().to_string()), Ok(name.into()));
        }
    }

    #[test]
    fn what_is_not_a_contract_is_refused() {
        for text in ["", "-PERP", "BTC", "BTC-2026-13-01", "ETH-2027-03-26-x-P", "é-C"] {
            assert_eq!(text.parse::<Instrument>(), Err(NotAnInstrument), "{text}");
        }
    }
}
