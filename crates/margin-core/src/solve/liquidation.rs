//! The prices at which a portfolio goes under: all of them, on both sides.
//!
//! A group goes under where what counts falls below its maintenance requirement. One asset's index and the marks of
//! all contracts on it are multiplied by the same factor while every other price is held, so the other positions'
//! requirements stay as they are now; in a correlated move every asset that is not pegged is multiplied alike. Factors
//! are positive, so a root at or below a price of zero does not exist.

use crate::book::{Book, Contract, Group, Move, in_places};
use crate::id::{AssetId, PositionId};
use crate::market::Market;
use crate::portfolio::Portfolio;
use crate::problem::Problems;
use crate::report::GroupKey;
use crate::rules::VenueRules;
use crate::solve::root::{Between, Root, roots};
use crate::units::{Price, Ratio};
use crate::valuation::moved;
use crate::{check, collateral, model};
use serde::Serialize;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// Where every group and every position goes under.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LiquidationReport {
    /// Each group, cross first.
    pub groups: Vec<GroupLiquidation>,
    /// Each position, in the portfolio's order.
    pub positions: Vec<PositionLiquidation>,
}

/// Where one group goes under.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GroupLiquidation {
    /// Which group it is.
    pub key: GroupKey,
    /// Whether it is safe now.
    pub now: Now,
    /// For each asset that moves the group, with all other prices held.
    pub alone: Vec<AssetCrossings>,
    /// For all assets moving by the same factor.
    pub together: Crossings,
}

/// Whether a group meets its maintenance requirement at today's prices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Now {
    /// It does.
    Afloat,
    /// It does not: it may be liquidated at once.
    Under,
}

/// Where one asset's price takes a group under.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AssetCrossings {
    /// The asset.
    pub asset: AssetId,
    /// Where.
    pub crossings: Crossings,
}

/// The factors at which a group goes under or recovers.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Crossings {
    /// At no price.
    None,
    /// At these, from the lowest to the highest.
    At(Vec<Crossing>),
}

/// A factor of today's price at which a group goes under or recovers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Crossing {
    /// The price there, as a multiple of today's.
    pub factor: Ratio,
    /// What happens on the way there from today's price.
    pub turn: Turn,
    /// Which way that is.
    pub reach: Reach,
}

/// What happens at a crossing, on the way from today's price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Turn {
    /// The requirement is no longer met beyond it.
    GoesUnder,
    /// The requirement is met again beyond it.
    Recovers,
}

/// Which way a crossing lies from today's price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Reach {
    /// Below.
    Falls,
    /// Above, or at it.
    Rises,
}

/// Where one position's own price takes its group under.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PositionLiquidation {
    /// Which position it is.
    pub id: PositionId,
    /// Mark prices of its instrument, from the nearest to today's to the farthest; empty when there is none.
    pub crossings: Vec<PositionCrossing>,
}

/// A mark price at which a position's group goes under or recovers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PositionCrossing {
    /// The mark price.
    pub price: Price,
    /// The crossing.
    pub crossing: Crossing,
}

/// The crossing that is nearest to today's prices.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Nearest {
    /// The group that goes under.
    pub group: GroupKey,
    /// The asset that takes it there.
    pub asset: AssetId,
    /// Where.
    pub crossing: Crossing,
}

/// Finds every price at which a portfolio goes under or recovers.
///
/// # Errors
/// All that is wrong with the three inputs, as [`crate::evaluate()`] does.
pub fn liquidation_prices(
    portfolio: &Portfolio,
    market: &Market,
    rules: &VenueRules,
) -> Result<LiquidationReport, Problems> {
    let book = check::book(portfolio, market, rules)?;
    let groups: Vec<_> = book.groups.iter().map(|group| group_liquidation(&book, group)).collect();
    let positions = in_places(book.groups.iter().zip(&groups).flat_map(|pair| of_positions(&book, pair)));
    Ok(LiquidationReport { groups, positions })
}

impl Crossings {
    /// The crossings, from the lowest factor to the highest.
    pub fn all(&self) -> &[Crossing] {
        match self {
            Self::None => &[],
            Self::At(crossings) => crossings,
        }
    }

    /// The crossings, from the nearest to today's prices to the farthest.
    pub fn nearest_first(&self) -> Vec<Crossing> {
        let all = self.all();
        let (mut below, mut above) = all.split_at(all.partition_point(|crossing| crossing.factor < Ratio::new(1.0)));
        let mut merged = Vec::with_capacity(all.len());
        loop {
            let next = match (below.split_last(), above.split_first()) {
                (Some((down, rest)), up) if up.is_none_or(|(up, _)| down.distance() <= up.distance()) => {
                    below = rest;
                    down
                }
                (_, Some((up, rest))) => {
                    above = rest;
                    up
                }
                (_, None) => return merged,
            };
            merged.push(*next);
        }
    }

    /// The crossing at which the group goes under that is nearest to today's prices.
    pub fn nearest(&self) -> Option<Crossing> {
        self.nearest_first().into_iter().find(|crossing| crossing.turn == Turn::GoesUnder)
    }
}

impl Crossing {
    /// The change of price that leads there, as a share of today's; −1 is a fall to zero.
    pub fn change(&self) -> Ratio {
        self.factor - Ratio::new(1.0)
    }

    fn distance(&self) -> f64 {
        libm::log(self.factor.get()).abs()
    }
}

impl LiquidationReport {
    /// One position's crossings.
    pub fn position(&self, id: PositionId) -> Option<&PositionLiquidation> {
        self.positions.iter().find(|position| position.id == id)
    }

    /// One group's crossings.
    pub fn group(&self, key: GroupKey) -> Option<&GroupLiquidation> {
        self.groups.iter().find(|group| group.key == key)
    }

    /// The crossing at which any group goes under first, when one asset moves alone.
    pub fn nearest(&self) -> Option<Nearest> {
        self.groups.iter().filter_map(GroupLiquidation::nearest).min_by(Nearest::by_distance)
    }
}

impl GroupLiquidation {
    /// The crossing at which the group goes under first, when one asset moves alone.
    pub fn nearest(&self) -> Option<Nearest> {
        let crossings = self.alone.iter().filter_map(|alone| {
            let (asset, crossing) = (alone.asset.clone(), alone.crossings.nearest()?);
            Some(Nearest { group: self.key, asset, crossing })
        });
        crossings.min_by(Nearest::by_distance)
    }
}

impl Nearest {
    fn by_distance(&self, other: &Self) -> Ordering {
        self.crossing.distance().total_cmp(&other.crossing.distance())
    }
}

impl PositionLiquidation {
    /// The nearest mark price at which the position's group goes under or, when it is under now, recovers.
    pub fn price(&self) -> Option<Price> {
        self.crossings.first().map(|crossing| crossing.price)
    }
}

fn group_liquidation(book: &Book, group: &Group) -> GroupLiquidation {
    let floating = |asset: &usize| book.reaches(*asset, Move::Together { factor: 1.0 });
    let held = group.holdings.iter().map(|held| held.asset);
    let mut assets = BTreeSet::new();
    for asset in held.chain(group.contracts.iter().map(|contract| contract.asset)).filter(floating) {
        assets.insert(asset);
    }
    let alone = assets.into_iter().filter_map(|asset| {
        let crossings = search(book, group, |factor| Move::One { asset, factor });
        Some(AssetCrossings { asset: book.assets.get(asset)?.id.clone(), crossings })
    });
    let alone = alone.collect();
    let together = search(book, group, |factor| Move::Together { factor });
    GroupLiquidation { key: group.key, now: now(book, group), alone, together }
}

fn now(book: &Book, group: &Group) -> Now {
    if group.margin_of_safety(book, Move::None).value < 0.0 { Now::Under } else { Now::Afloat }
}

fn search(book: &Book, group: &Group, change: impl Fn(f64) -> Move) -> Crossings {
    let exposed = group.exposed(book, change(1.0));
    let tiers = exposed.contracts.iter().flat_map(|contract| model::kinks(book.rules, contract));
    let haircuts = exposed.holdings.iter().flat_map(|held| collateral::kinks(held));
    let between = between(book, exposed.contracts.iter().copied());
    let found = roots(|factor| exposed.excess_after(book, change(factor)), tiers.chain(haircuts), between);
    if found.is_empty() { Crossings::None } else { Crossings::At(found.into_iter().map(crossing).collect()) }
}

/// How what is above a requirement runs between the kinks that the contracts name.
pub(super) fn between<'b>(book: &Book, mut contracts: impl Iterator<Item = &'b Contract<'b>>) -> Between {
    let bends = model::margins_together(book.rules) || contracts.any(Contract::is_option);
    if bends { Between::Curved } else { Between::Straight }
}

fn crossing(root: Root) -> Crossing {
    let reach = if root.factor < 1.0 { Reach::Falls } else { Reach::Rises };
    let turn = match (reach, root.falls) {
        (Reach::Rises, true) | (Reach::Falls, false) => Turn::GoesUnder,
        (Reach::Rises, false) | (Reach::Falls, true) => Turn::Recovers,
    };
    Crossing { factor: Ratio::new(root.factor), turn, reach }
}

/// The price that a position's crossings are told in: an option's is that of its underlying.
fn followed(contract: &Contract) -> Price {
    if contract.is_option() { contract.index } else { contract.mark }
}

/// What a group's crossings are in each of its positions' own prices, with the position's place in the portfolio.
fn of_positions<'b>(
    book: &'b Book,
    (group, found): (&'b Group, &'b GroupLiquidation),
) -> impl Iterator<Item = (usize, PositionLiquidation)> + use<'b> {
    group.contracts.iter().flat_map(move |contract| {
        let asset = book.assets.get(contract.asset).map(|asset| asset.id);
        let place = found.alone.binary_search_by(|alone| Some(&alone.asset).cmp(&asset)).ok();
        let alone = place.and_then(|place| found.alone.get(place));
        let all = alone.map(|alone| alone.crossings.nearest_first()).unwrap_or_default();
        let priced = |crossing: &Crossing| PositionCrossing {
            price: moved(followed(contract), crossing.factor.get()),
            crossing: *crossing,
        };
        let crossings: Vec<_> = all.iter().map(priced).collect();
        contract
            .legs
            .iter()
            .map(move |leg| (leg.place, PositionLiquidation { id: leg.position, crossings: crossings.clone() }))
    })
}
