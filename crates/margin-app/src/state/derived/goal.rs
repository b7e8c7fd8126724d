//! What is derived of what a person wants to know.

use crate::state::derived::Evaluated;
use crate::state::wish::{Wish, WishKind};
use margin_core::id::PositionId;
use margin_core::instrument::Instrument;
use margin_core::portfolio::{Leverage, MarginMode, Portfolio, Position};
use margin_core::problem::Problems;
use margin_core::solve::{Direction, Opening, Purse, Target};
use margin_core::units::{Price, Quantity};
use margin_view::goal::{self, Goal, GoalView, Sought};
use margin_view::number::Locale;
use margin_view::problem::{Told, problem};
use std::sync::Arc;

/// A goal that was sought, with the portfolio that it was sought for.
#[derive(Debug)]
pub struct Search {
    evaluated: Arc<Evaluated>,
    sought: Result<Sought, Problems>,
}

/// How far from today's price a liquidation price is at first.
const AWAY: f64 = 0.2;

/// The choices with everything filled in that was not chosen and that the portfolio has an answer for.
pub fn filled(wish: Wish, evaluated: &Evaluated) -> Wish {
    let workspace = &evaluated.workspace;
    let positions = &workspace.portfolio.positions;
    let exists = |id: &PositionId| positions.iter().any(|position| position.id == *id);
    let isolated = |position: &&Position| matches!(position.mode, MarginMode::Isolated { .. });
    let position = wish.position.filter(exists).or_else(|| {
        let preferred = positions.iter().find(isolated).or_else(|| positions.first());
        preferred.map(|position| position.id)
    });
    let contract = wish.contract.or_else(|| positions.first().map(|position| position.instrument.clone()));
    let same = |position: &&Position| contract.as_ref() == Some(&position.instrument);
    let leverage = wish.leverage.or_else(|| positions.iter().find(same).map(|position| position.leverage));
    let first = workspace.portfolio.holdings.first().map(|holding| holding.asset.clone());
    let purse = wish.purse.or_else(|| first.map(Purse::Holdings));
    let asset = wish.asset.or_else(|| {
        let nearest = evaluated.liquidation.nearest().map(|nearest| nearest.asset);
        nearest.or_else(|| positions.first().map(|position| position.instrument.underlying.clone()))
    });
    let filled = Wish { position, contract, leverage, purse, asset, ..wish };
    let price = filled.price.or_else(|| default_price(&filled, evaluated));
    Wish { price, ..filled }
}

/// A price on the side where the position loses, in round figures.
fn default_price(wish: &Wish, evaluated: &Evaluated) -> Option<Price> {
    let workspace = &evaluated.workspace;
    let (instrument, long): (Instrument, bool) = match wish.kind {
        WishKind::SetAside => {
            let position = workspace.position(wish.position?)?;
            (position.instrument.clone(), position.quantity > Quantity::ZERO)
        }
        _ => (wish.contract.clone()?, wish.direction == Direction::Long),
    };
    let now = workspace.market.mark(&instrument.id())?.get();
    let there = now * if long { 1.0 - AWAY } else { 1.0 + AWAY };
    format!("{there:.2e}").parse().ok().map(Price::new)
}

/// The goal that the choices make; nothing where the portfolio has nothing to choose.
pub fn made(wish: &Wish) -> Option<Goal> {
    let opening = || {
        let mode = match wish.set_aside {
            Some(collateral) => MarginMode::Isolated { collateral },
            None => MarginMode::Cross,
        };
        let (instrument, direction) = (wish.contract.clone()?, wish.direction);
        Some(Opening { instrument, direction, mode, leverage: wish.leverage.unwrap_or(Leverage::VenueMaximum) })
    };
    Some(match wish.kind {
        WishKind::Largest => Goal::Largest(opening()?),
        WishKind::QuantityFor => Goal::QuantityFor(opening()?, wish.price?),
        WishKind::Add => Goal::Add(wish.level, wish.purse.clone()?),
        WishKind::Remove => Goal::Remove(wish.level, wish.purse.clone()?),
        WishKind::SetAside => Goal::SetAside(wish.position?, wish.price?),
        WishKind::Ratio => {
            let (group, level, ratio) = (wish.group, wish.level, wish.ratio);
            Goal::Ratio(wish.asset.clone()?, Target { group, level, ratio })
        }
    })
}

impl Search {
    /// Seeks a goal.
    pub fn new(evaluated: Arc<Evaluated>, goal: &Goal) -> Self {
        let sought = goal::seek(goal, &evaluated.subject());
        Self { evaluated, sought }
    }

    /// What was found in words and rows, or all that is wrong with what was sought.
    pub fn told(&self, locale: &Locale) -> Result<GoalView, Vec<Told>> {
        let subject = self.evaluated.subject();
        match &self.sought {
            Ok(sought) => Ok(goal::goal(sought, &subject, locale)),
            Err(problems) => Err(problems.iter().map(|each| problem(each, subject.portfolio)).collect()),
        }
    }

    /// The portfolio that making the edit leads to.
    pub fn edit(&self) -> Option<Portfolio> {
        self.sought.as_ref().ok()?.edit().cloned()
    }
}
