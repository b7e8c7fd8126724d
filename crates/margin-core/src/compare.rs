//! One portfolio in one market under many rules and account modes, side by side.
//!
//! Every figure is one of [`crate::evaluate()`] or of a search over it. A venue that takes only a part of the portfolio
//! gives figures of that part, and its [`Outcome`] says so: they are never the whole's.

mod cost;
mod fit;
mod mode;
mod rank;
mod saving;
mod split;
mod standing;

pub use cost::LiquidationCost;
pub use rank::{Criterion, Place, Ranking, rank};
pub use saving::{Saving, SavingSource, Shared};
pub use split::{Buffer, ContractShare, NoSplit, Part, Split, TakenBy, Transfer, split};
pub use standing::{NearestLiquidation, Standing};

use crate::id::{AssetId, CategoryId, HoldingId, OrderId, PositionId};
use crate::market::Market;
use crate::portfolio::Portfolio;
use crate::problem::{ProblemKind, Problems};
use crate::rules::VenueRules;
use crate::units::{Ratio, Usd};
use serde::{Deserialize, Serialize};

/// Rules to put a portfolio under, and how its positions are to stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate<'r> {
    /// The rules.
    pub rules: &'r VenueRules,
    /// How positions stand.
    pub mode: AccountMode,
}

/// How positions stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AccountMode {
    /// As the trader set each, as far as the venue offers it: where it offers one mode only, that.
    AsSet,
    /// Each alone. One that has nothing set aside gets its initial requirement and, where it has a loss, that too, out
    /// of the holdings that are pegged to the dollar.
    AllIsolated,
    /// All together. What was set aside joins the holdings.
    AllCross,
}

/// A portfolio under several rules.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// What each candidate gives, in the candidates' order.
    pub outcomes: Vec<Outcome>,
    /// What was taken as given for all of them.
    pub assumptions: Vec<Assumption>,
}

/// What one candidate gives.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// It takes the whole portfolio.
    Whole(Box<Standing>),
    /// It takes a part; the figures are that part's alone.
    Partial {
        /// The figures of what it takes.
        taken: Box<Standing>,
        /// What it does not take, and why.
        left_out: Vec<LeftOut>,
    },
    /// It gives no figures.
    None {
        /// Why not.
        why: WhyNone,
        /// What it does not take, and why.
        left_out: Vec<LeftOut>,
    },
}

/// A part of a portfolio that a candidate does not take.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LeftOut {
    /// The part.
    pub item: Item,
    /// Why it is left out: at least one reason.
    pub why: Vec<WhyLeftOut>,
}

/// A part of a portfolio.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Item {
    /// A holding.
    Holding(HoldingId),
    /// A position.
    Position(PositionId),
    /// A resting order.
    Order(OrderId),
}

/// Why a part is left out.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum WhyLeftOut {
    /// The venue does not accept the asset.
    NotAccepted,
    /// It cannot be evaluated there.
    Problem(ProblemKind),
}

/// Why a candidate gives no figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum WhyNone {
    /// Something is wrong that no part of the portfolio can be left out for.
    Problems(Problems),
    /// It takes none of the positions and debts.
    NothingTaken,
    /// The holdings pegged to the dollar do not cover what would have to be set aside.
    ShortOfDollars {
        /// What would have to be set aside.
        needed: Usd,
        /// What there is.
        held: Usd,
    },
    /// It accepts no asset pegged to the dollar that what was set aside could be held in.
    NoDollarAsset,
}

/// Something that was taken as given so that venues can be compared.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Assumption {
    /// All venues have the prices and the other figures of the one market.
    SameMarket,
    /// A position was given this much to stand alone with.
    SetAside {
        /// The position.
        position: PositionId,
        /// What it was given.
        dollars: Usd,
    },
    /// What had been set aside joined the holdings as this asset.
    Joined {
        /// The asset.
        asset: AssetId,
        /// What had been set aside.
        dollars: Usd,
    },
    /// The leverage that was set is more than the venue allows; its greatest was used.
    LeverageLowered {
        /// The position.
        position: PositionId,
        /// The greatest leverage.
        maximum: Ratio,
    },
    /// A holding pegged to the dollar that the venue does not accept is taken to be exchanged, at the index prices, for
    /// one that it accepts.
    Exchanged {
        /// What is held.
        from: AssetId,
        /// What the venue accepts.
        to: AssetId,
    },
    /// The venue does not have the category that was chosen; none was.
    WithoutCategory(CategoryId),
    /// What evaluating took as given.
    Evaluated(crate::report::Assumption),
}

/// Puts a portfolio under each candidate's rules.
pub fn compare(portfolio: &Portfolio, market: &Market, candidates: &[Candidate]) -> Comparison {
    let outcomes = candidates.iter().map(|candidate| outcome(portfolio, market, *candidate)).collect();
    Comparison { outcomes, assumptions: vec![Assumption::SameMarket] }
}

fn outcome(portfolio: &Portfolio, market: &Market, candidate: Candidate) -> Outcome {
    let found = mode::fitted(portfolio, market, candidate);
    let left_out = found.left_out;
    match found.taken.and_then(|taken| standing::standing(taken, market, candidate.rules)) {
        Err(why) => Outcome::None { why, left_out },
        Ok(taken) if left_out.is_empty() => Outcome::Whole(Box::new(taken)),
        Ok(taken) => Outcome::Partial { taken: Box::new(taken), left_out },
    }
}

impl Outcome {
    /// The figures of the whole portfolio, where the candidate takes all of it.
    pub fn whole(&self) -> Option<&Standing> {
        match self {
            Self::Whole(standing) => Some(standing),
            Self::Partial { .. } | Self::None { .. } => None,
        }
    }

    /// What the candidate does not take, and why.
    pub fn left_out(&self) -> &[LeftOut] {
        match self {
            Self::Whole(_) => &[],
            Self::Partial { left_out, .. } | Self::None { left_out, .. } => left_out,
        }
    }
}
