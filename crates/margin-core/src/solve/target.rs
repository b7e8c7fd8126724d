//! At which prices of an asset a group's ratio is a chosen one.

use crate::book::{Book, Group, Move};
use crate::evaluate::evaluate;
use crate::id::AssetId;
use crate::problem::{Place, ProblemKind, Problems};
use crate::report::{Bare, GroupKey, Level, MarginReport};
use crate::solve::answer::Inputs;
use crate::solve::liquidation::between;
use crate::solve::moved::moved_market;
use crate::solve::root::roots;
use crate::units::{Price, Ratio};
use crate::valuation::moved;
use crate::{check, collateral, model};
use serde::Serialize;

/// A ratio of what counts to a requirement, of one group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// Which group.
    pub group: GroupKey,
    /// Which requirement, and what counts towards it.
    pub level: Level,
    /// What counts as a multiple of the requirement.
    pub ratio: Ratio,
}

/// A price at which a group's ratio is the target, or passes it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TargetPrice {
    /// The price as a multiple of today's.
    pub factor: Ratio,
    /// The asset's index there.
    pub index: Price,
    /// Whether the ratio is the target there.
    pub landing: Landing,
    /// The evaluation at that price.
    pub report: MarginReport,
}

/// Whether a ratio is met where it is passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Landing {
    /// It is the target there.
    On,
    /// It jumps over the target there, because the requirement jumps, as at a tier's bound.
    Across,
}

/// A ratio within this share of the target is the target.
const NEAR: f64 = 1e-6;

/// Every price of an asset, from the lowest, at which a group's ratio is the target while every other price is held. A
/// group that the portfolio does not have, or one that the asset does not move, gives none.
///
/// # Errors
/// All that is wrong with the inputs, as [`crate::evaluate()`] does, or a target that is negative or not a number.
pub fn prices_for_ratio(inputs: Inputs, asset: &AssetId, target: Target) -> Result<Vec<TargetPrice>, Problems> {
    let (portfolio, market, rules) = inputs;
    let book = check::book(portfolio, market, rules)?;
    if !(target.ratio.is_finite() && target.ratio >= Ratio::ZERO) {
        return Err(Problems::one(Place::Request, ProblemKind::OutOfRange));
    }
    let index = market.index(asset);
    let group = book.groups.iter().find(|group| group.key == target.group);
    let (Some(index), Some(group), Some(place)) =
        (index, group, book.assets.iter().position(|known| known.id == asset))
    else {
        return Ok(Vec::new());
    };
    let above = |factor| above_target(&book, group, target, Move::One { asset: place, factor });
    let priced = |factor: f64| {
        let report = evaluate(portfolio, &moved_market(inputs, asset, Ratio::new(factor))?, rules)?;
        let landing = landing(&report, target);
        Ok(TargetPrice { factor: Ratio::new(factor), index: moved(index, factor), landing, report })
    };
    let between = between(&book, group.contracts.iter());
    roots(above, kinks(&book, group), between).into_iter().map(|root| priced(root.factor)).collect()
}

/// What counts less the target times the requirement.
fn above_target(book: &Book, group: &Group, target: Target, change: Move) -> Bare {
    let counted: Bare = group.counted(book, target.level, change);
    let required: Bare = group.requirement(book, target.level, change);
    let ratio = target.ratio.get();
    Bare { value: counted.value - ratio * required.value, gross: counted.gross + ratio * required.gross }
}

fn kinks(book: &Book, group: &Group) -> Vec<f64> {
    let tiers = group.contracts.iter().flat_map(|contract| model::kinks(book.rules, contract));
    tiers.chain(group.holdings.iter().flat_map(|held| collateral::kinks(held))).collect()
}

fn landing(report: &MarginReport, target: Target) -> Landing {
    let ratio = report.group(target.group).and_then(|group| group.figures.ratio(target.level));
    let off = ratio.map(|ratio| (ratio.get() - target.ratio.get()).abs());
    match off {
        Some(off) if off <= NEAR * target.ratio.get().max(1.0) => Landing::On,
        _ => Landing::Across,
    }
}
