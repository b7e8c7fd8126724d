//! How much collateral must be added to meet a requirement, or can be removed while it stays met.

use crate::id::{AssetId, HoldingId, PositionId};
use crate::portfolio::{Holding, MarginMode, Portfolio};
use crate::problem::{HoldingField, Place, ProblemKind, Problems};
use crate::report::{GroupKey, Level};
use crate::solve::answer::{Bound, Found, Inputs, WhyNoAnswer, answer, room};
use crate::solve::edge::{Edge, edge};
use crate::units::{Quantity, Usd};
use serde::{Deserialize, Serialize};

/// Where collateral is added or removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub enum Purse {
    /// Among the holdings, as this asset.
    Holdings(AssetId),
    /// In what is set aside for this isolated position, as dollars.
    SetAside(PositionId),
}

/// An amount of collateral.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Amount {
    /// Units of the asset.
    Units(Quantity),
    /// Dollars.
    Dollars(Usd),
}

/// The dollars that a search begins with and ends at.
const FIRST: f64 = 1.0;
const MOST: f64 = 1e15;

/// The least collateral with which a requirement is met: with a little less it is not.
///
/// # Errors
/// All that is wrong with the inputs, as [`crate::evaluate()`] does, and an asset that has no index.
pub fn collateral_to_add(inputs: Inputs, level: Level, purse: &Purse) -> Result<Found<Amount>, Problems> {
    let mut trial = match Trial::new(inputs, purse, Bound::Requirement(level))? {
        Ok(trial) => trial,
        Err(why) => return Ok(Found::None(why)),
    };
    if trial.room(0.0)? >= 0.0 {
        return Ok(Found::None(WhyNoAnswer::AlreadyMet(level)));
    }
    let one = trial.dollars_of_one;
    match edge(FIRST / one, MOST / one, |amount| Ok(trial.room(amount)? < 0.0))? {
        Edge::Nowhere => Ok(Found::None(WhyNoAnswer::NeverEnough)),
        Edge::BelowAll(after) | Edge::Between { after, .. } => trial.answer(after, after),
    }
}

/// The most collateral that can be removed while a requirement stays met; at the initial level also what must stay when
/// collateral is taken out. With a little more it is not met, or nothing is left.
///
/// # Errors
/// As [`collateral_to_add`].
pub fn collateral_to_remove(inputs: Inputs, level: Level, purse: &Purse) -> Result<Found<Amount>, Problems> {
    let mut trial = match Trial::new(inputs, purse, Bound::TakingOut(level))? {
        Ok(trial) => trial,
        Err(why) => return Ok(Found::None(why)),
    };
    if trial.room(0.0)? < 0.0 {
        return Ok(Found::None(WhyNoAnswer::AlreadyUnder(level)));
    }
    let (held, one) = (trial.held, trial.dollars_of_one);
    if held <= 0.0 {
        let nothing = match purse {
            Purse::Holdings(asset) => WhyNoAnswer::NotHeld(asset.clone()),
            Purse::SetAside(_) => WhyNoAnswer::NoRoom,
        };
        return Ok(Found::None(nothing));
    }
    match edge(FIRST / one, held, |amount| Ok(trial.room(-amount)? >= 0.0))? {
        Edge::Nowhere => trial.answer(-held, held),
        Edge::BelowAll(_) => Ok(Found::None(WhyNoAnswer::NoRoom)),
        Edge::Between { before, .. } => trial.answer(-before, before),
    }
}

/// A portfolio whose collateral is tried in many amounts.
struct Trial<'a> {
    inputs: Inputs<'a>,
    purse: &'a Purse,
    bound: Bound,
    portfolio: Portfolio,
    group: GroupKey,
    /// What there is before.
    held: f64,
    dollars_of_one: f64,
}

impl<'a> Trial<'a> {
    fn new(inputs: Inputs<'a>, purse: &'a Purse, bound: Bound) -> Result<Result<Self, WhyNoAnswer>, Problems> {
        let mut portfolio = inputs.0.clone();
        let (group, held, dollars_of_one) = match purse {
            Purse::Holdings(asset) => {
                let of_asset = || inputs.0.holdings.iter().filter(|holding| holding.asset == *asset);
                let held: Quantity = of_asset().map(|holding| holding.quantity).sum();
                let next = portfolio.holdings.iter().map(|holding| holding.id.0).max();
                let id = HoldingId(next.map_or(0, |last| last.wrapping_add(1)));
                let named = of_asset().next().map_or(id, |holding| holding.id);
                let missing =
                    Problems::one(Place::Holding(named, HoldingField::Asset), ProblemKind::MissingIndex(asset.clone()));
                let index = inputs.1.index(asset).filter(|index| index.get() > 0.0).ok_or(missing)?;
                // One holding stands for all of the asset: its terms depend on how much there is of it together.
                portfolio.holdings.retain(|holding| holding.asset != *asset);
                portfolio.holdings.push(Holding { id: named, asset: asset.clone(), quantity: held });
                (GroupKey::Cross, held.get(), index.get())
            }
            Purse::SetAside(id) => {
                let position = inputs.0.positions.iter().find(|position| position.id == *id);
                let Some(MarginMode::Isolated { collateral }) = position.map(|position| position.mode) else {
                    return Ok(Err(WhyNoAnswer::NotIsolated(*id)));
                };
                (GroupKey::Isolated(*id), collateral.get(), 1.0)
            }
        };
        Ok(Ok(Self { inputs, purse, bound, portfolio, group, held, dollars_of_one }))
    }

    fn set(&mut self, added: f64) {
        match self.purse {
            Purse::Holdings(_) => {
                if let Some(holding) = self.portfolio.holdings.last_mut() {
                    holding.quantity = Quantity::new(self.held + added);
                }
            }
            Purse::SetAside(id) => {
                let collateral = Usd::new(self.held + added);
                for position in self.portfolio.positions.iter_mut().filter(|position| position.id == *id) {
                    position.mode = MarginMode::Isolated { collateral };
                }
            }
        }
    }

    fn room(&mut self, added: f64) -> Result<f64, Problems> {
        self.set(added);
        let (_, market, rules) = self.inputs;
        let room = room((&self.portfolio, market, rules), self.group, self.bound, None)?;
        Ok(room.unwrap_or(f64::NEG_INFINITY))
    }

    fn answer(mut self, added: f64, amount: f64) -> Result<Found<Amount>, Problems> {
        self.set(added);
        let value = match self.purse {
            Purse::Holdings(_) => Amount::Units(Quantity::new(amount)),
            Purse::SetAside(_) => Amount::Dollars(Usd::new(amount)),
        };
        answer(value, self.portfolio, self.inputs)
    }
}
