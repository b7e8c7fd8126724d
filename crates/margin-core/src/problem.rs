//! Every way in which an input can be wrong, and where.
//!
//! A calculation reports all the problems it finds at once, and then no number at all: a total that leaves something
//! out would be a lie. Words for people are made elsewhere; `Display` here is short, for logs.

use crate::id::{AssetId, CategoryId, HoldingId, InstrumentId, OrderId, PositionId};
use crate::units::Ratio;
use serde::Serialize;
use std::fmt;

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// Where it is.
    pub at: Place,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// Where a problem is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Place {
    /// A field of a holding.
    Holding(HoldingId, HoldingField),
    /// A field of a position.
    Position(PositionId, PositionField),
    /// A field of a resting order.
    Order(OrderId, OrderField),
    /// The category that the trader chose for the account.
    Category,
    /// The initial rate that the trader asked for.
    OwnInitial,
    /// An asset's quote in the market.
    Asset(AssetId),
    /// A contract's quote in the market.
    Instrument(InstrumentId),
    /// A path within the rules, such as `model.tables.56`.
    Rules(String),
    /// What was asked for, such as the size of a move.
    Request,
}

/// A field of a holding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum HoldingField {
    /// Its number.
    Id,
    /// What is held.
    Asset,
    /// How many units.
    Quantity,
}

/// A field of a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum PositionField {
    /// Its number.
    Id,
    /// The contract.
    Instrument,
    /// Contracts held.
    Quantity,
    /// The average opening price.
    Entry,
    /// What was set aside for it.
    Collateral,
    /// Cross or isolated.
    Mode,
    /// The leverage that the trader set.
    Leverage,
    /// Funding and borrowing that have accrued.
    Accrued,
}

/// A field of a resting order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum OrderField {
    /// Its number.
    Id,
    /// The contract.
    Instrument,
    /// Contracts that are not filled yet.
    Quantity,
    /// The price at which it would fill.
    Price,
}

/// A figure that the market may know of an asset or a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum MarketFigure {
    /// The standard deviation of returns.
    Volatility,
    /// Dollars traded in a day.
    DailyVolume,
    /// Dollars that rest near the price.
    Depth,
    /// A second, slower price.
    Reference,
    /// How far off the oracle may be.
    Confidence,
    /// What all users hold.
    Deposits,
    /// What all users owe.
    Debts,
    /// Contracts open.
    OpenInterest,
}

/// What can be wrong.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ProblemKind {
    /// NaN or infinite.
    NotFinite,
    /// Zero or less where only more makes sense.
    NotPositive,
    /// A number so large or so small that what is calculated from it may be none.
    OutOfRange,
    /// Two entries have the same number.
    DuplicateId,
    /// The market has no index price for the asset.
    MissingIndex(AssetId),
    /// The market has no mark price for the contract.
    MissingMark(InstrumentId),
    /// The market has neither a volatility nor a mark for the option.
    MissingVolatility(InstrumentId),
    /// The contract has expired at the market's time.
    Expired,
    /// The venue's rules do not list the contract.
    NotListed(InstrumentId),
    /// The venue margins this contract in isolation only.
    IsolatedOnly,
    /// The venue offers no isolated margin on this contract.
    CrossOnly,
    /// The venue does not lend this asset.
    NotBorrowable(AssetId),
    /// The category that the trader chose does not allow this asset to be borrowed.
    NotInCategory(CategoryId),
    /// The venue has no such category.
    UnknownCategory(CategoryId),
    /// The market does not say what a haircut depends on.
    MissingFigure(MarketFigure),
    /// Leverage outside 1 to the most that the venue allows.
    LeverageOutside {
        /// The most that the venue allows on this contract.
        maximum: Ratio,
    },
    /// Tiers that do not start at zero or do not rise.
    UnorderedTiers,
    /// A share outside 0 to 1.
    ShareOutside,
    /// A haircut that must be the same share of every dollar here, and uncapped.
    NotFlat,
    /// A listing names a table that the rules do not hold.
    MissingTable,
    /// The rules cite no source for something that they use.
    MissingCitation,
    /// A written form of another version than this engine reads.
    UnknownSchema {
        /// The version found.
        found: u32,
        /// The version that is read.
        expected: u32,
    },
}

/// All the problems of one input: at least one, each named once.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// Succeeds with `value` when nothing is wrong, and otherwise fails with everything that is, without repeats.
    pub fn none_or<T>(found: Vec<Problem>, value: T) -> Result<T, Self> {
        let mut distinct: Vec<Problem> = Vec::new();
        for problem in found {
            if !distinct.contains(&problem) {
                distinct.push(problem);
            }
        }
        if distinct.is_empty() { Ok(value) } else { Err(Self(distinct)) }
    }

    /// A single problem.
    pub fn one(at: Place, kind: ProblemKind) -> Self {
        Self(vec![Problem { at, kind }])
    }

    /// The problems, in the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.0.iter()
    }
}

impl IntoIterator for Problems {
    type Item = Problem;
    type IntoIter = std::vec::IntoIter<Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {:?}", self.at, self.kind)
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.0.iter().enumerate() {
            if index > 0 {
                write!(f, "; ")?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}
