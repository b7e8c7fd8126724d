//! A contract's terms: what it is on, when it ends and what it settles in.

use crate::id::{AssetId, InstrumentId};
use crate::time::Timestamp;
use crate::units::{Price, Quantity};
use serde::{Deserialize, Serialize};

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

fn one() -> Quantity {
    Quantity::new(1.0)
}
