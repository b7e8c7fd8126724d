//! A portfolio's positions over two venues, so that the least collateral is held in total.
//!
//! For each contract a share stays at the first venue, where everything is today, and the rest goes to the second.
//! total = dollars that the initial requirements of both need + what the transfer costs + a buffer for its delay, where
//! cost = fixed + per dollar × dollars held at the second venue, and the buffer is `Buffer`'s. Every figure is evaluated.

mod needs;
mod search;

use crate::compare::WhyNone;
use crate::id::AssetId;
use crate::instrument::Instrument;
use crate::market::Market;
use crate::portfolio::Portfolio;
use crate::problem::Problems;
use crate::report::MarginReport;
use crate::rules::VenueRules;
use crate::units::{Ratio, Usd};
use needs::Needs;
use serde::{Deserialize, Serialize};

/// What it takes to bring positions and their collateral to the second venue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Transfer {
    /// Dollars, once, when anything is moved.
    pub fixed: Usd,
    /// Dollars for each dollar of collateral that is held at the second venue.
    pub per_dollar: Ratio,
    /// The hours that collateral is on its way.
    pub hours: f64,
    /// What is held beside for the time on the way.
    pub buffer: Buffer,
}

/// Dollars held beside, because collateral on its way helps neither venue: a share of each moved contract's notional.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub enum Buffer {
    /// None.
    #[default]
    None,
    /// share = quantile × the underlying's volatility × √(hours ÷ 8,760): the move that the price does not exceed on the
    /// way, with the certainty that the quantile of a normal distribution stands for.
    Volatility {
        /// How many standard deviations are covered.
        quantile: Ratio,
    },
    /// share = this × hours.
    PerHour(Ratio),
}

/// A split, and what it compares with.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Split {
    /// How much of each contract stays, in the order in which the portfolio first has them.
    pub shares: Vec<ContractShare>,
    /// What stays at the first venue.
    pub first: Part,
    /// What goes to the second.
    pub second: Part,
    /// What the transfer costs.
    pub cost: Usd,
    /// What is held beside for the time on the way.
    pub buffer: Usd,
    /// Held at both venues, with the cost and the buffer.
    pub total: Usd,
    /// The same with everything at the first venue; nothing where it does not list everything.
    pub all_first: Option<Usd>,
    /// The same with everything at the second venue; nothing where it does not list everything.
    pub all_second: Option<Usd>,
}

/// How much of a contract stays.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ContractShare {
    /// The contract.
    pub instrument: Instrument,
    /// The share that stays at the first venue, from 0 to 1.
    pub stays: Ratio,
    /// Which venues take it.
    pub taken_by: TakenBy,
}

/// Which of two venues take a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum TakenBy {
    /// Both.
    Both,
    /// Only the first: all of it stays.
    First,
    /// Only the second: all of it goes.
    Second,
}

/// What one venue has of a split.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Part {
    /// The positions there, without holdings.
    pub portfolio: Portfolio,
    /// Dollars that they need: for each group what its initial requirement is above what its profit counts for.
    pub held: Usd,
    /// The evaluation of them without holdings.
    pub report: MarginReport,
}

/// Why there is no split.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum NoSplit {
    /// Neither venue takes these contracts, for the reasons of the first and of the second.
    NotTaken(Vec<(Instrument, WhyNone, WhyNone)>),
    /// The buffer depends on a volatility that the market does not say.
    VolatilityUnknown(AssetId),
    /// A figure of the transfer is negative or not a number.
    TransferOutside,
    /// An evaluation found something wrong.
    Problems(Problems),
}

/// Finds the split of the positions over two venues that holds the least in total. Holdings and resting orders play no
/// part; positions stand as they were set, isolated ones with as much set aside as they need. Never more is held than
/// with everything at one venue that takes everything.
///
/// # Errors
/// Why there is no split.
pub fn split(
    portfolio: &Portfolio,
    market: &Market,
    [first, second]: [&VenueRules; 2],
    transfer: &Transfer,
) -> Result<Split, NoSplit> {
    let needs = Needs::new(portfolio, market, [first, second], transfer)?;
    let found = search::least(&needs).map_err(NoSplit::Problems)?;
    needs.split(&found).map_err(NoSplit::Problems)
}
