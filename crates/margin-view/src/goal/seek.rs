//! The goals that can be sought, and seeking them.

use crate::desk::Subject;
use margin_core::id::{AssetId, PositionId};
use margin_core::portfolio::{MarginMode, Portfolio};
use margin_core::problem::Problems;
use margin_core::report::{GroupKey, Level, MarginReport};
use margin_core::solve::{
    Amount, Found, Opening, Purse, SetAside, Target, TargetPrice, collateral_to_add, collateral_to_remove,
    largest_quantity, leverage_for_liquidation, prices_for_ratio, quantity_for_liquidation,
};
use margin_core::units::{Price, Quantity};

/// Something that a person wants to know.
#[derive(Clone, Debug, PartialEq)]
pub enum Goal {
    /// The largest quantity that can be opened.
    Largest(Opening),
    /// The quantity with which a contract's group first goes under at a price.
    QuantityFor(Opening, Price),
    /// The collateral that is missing to a requirement.
    Add(Level, Purse),
    /// The collateral that can be taken out.
    Remove(Level, Purse),
    /// What to set aside for a position so that it first goes under at a price.
    SetAside(PositionId, Price),
    /// The prices of an asset at which a group's ratio is a chosen one.
    Ratio(AssetId, Target),
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub enum Sought {
    /// A quantity to open; of a price where it is sought for one.
    Quantity {
        /// What is opened.
        opening: Opening,
        /// The price at which it goes under, where that was the goal.
        price: Option<Price>,
        /// What was found.
        found: Found<Quantity>,
    },
    /// Collateral to add.
    Add {
        /// To meet which requirement.
        level: Level,
        /// Where it is added.
        purse: Purse,
        /// What was found.
        found: Found<Amount>,
    },
    /// Collateral to take out.
    Remove {
        /// Which requirement stays met.
        level: Level,
        /// Where it is taken from.
        purse: Purse,
        /// What was found.
        found: Found<Amount>,
    },
    /// What to set aside.
    SetAside {
        /// For which position.
        position: PositionId,
        /// The price at which it goes under.
        price: Price,
        /// What was found.
        found: Found<SetAside>,
    },
    /// Prices.
    Prices {
        /// Of which asset.
        asset: AssetId,
        /// The ratio there.
        target: Target,
        /// From the lowest.
        prices: Vec<TargetPrice>,
    },
}

/// Seeks a goal.
///
/// # Errors
/// All that is wrong with what is sought.
pub fn seek(goal: &Goal, subject: &Subject) -> Result<Sought, Problems> {
    let inputs = (subject.portfolio, subject.market, subject.rules);
    Ok(match goal.clone() {
        Goal::Largest(opening) => {
            let found = largest_quantity(inputs, &opening)?;
            Sought::Quantity { opening, price: None, found }
        }
        Goal::QuantityFor(opening, price) => {
            let found = quantity_for_liquidation(inputs, &opening, price)?;
            Sought::Quantity { opening, price: Some(price), found }
        }
        Goal::Add(level, purse) => {
            let found = collateral_to_add(inputs, level, &purse)?;
            Sought::Add { level, purse, found }
        }
        Goal::Remove(level, purse) => {
            let found = collateral_to_remove(inputs, level, &purse)?;
            Sought::Remove { level, purse, found }
        }
        Goal::SetAside(position, price) => {
            let found = leverage_for_liquidation(inputs, position, price)?;
            Sought::SetAside { position, price, found }
        }
        Goal::Ratio(asset, target) => {
            let prices = prices_for_ratio(inputs, &asset, target)?;
            Sought::Prices { asset, target, prices }
        }
    })
}

fn portfolio<T>(found: &Found<T>) -> Option<&Portfolio> {
    match found {
        Found::At(answer) => Some(&answer.portfolio),
        Found::None(_) => None,
    }
}

fn report<T>(found: &Found<T>) -> Option<&MarginReport> {
    match found {
        Found::At(answer) => Some(&answer.report),
        Found::None(_) => None,
    }
}

impl Sought {
    /// The portfolio that making the edit leads to; nothing where there is none to make.
    pub fn edit(&self) -> Option<&Portfolio> {
        match self {
            Self::Quantity { found, .. } => portfolio(found),
            Self::Add { found, .. } | Self::Remove { found, .. } => portfolio(found),
            Self::SetAside { found, .. } => portfolio(found),
            Self::Prices { .. } => None,
        }
    }

    /// The evaluation of the portfolio that it leads to.
    pub(super) fn report(&self) -> Option<&MarginReport> {
        match self {
            Self::Quantity { found, .. } => report(found),
            Self::Add { found, .. } | Self::Remove { found, .. } => report(found),
            Self::SetAside { found, .. } => report(found),
            Self::Prices { prices, .. } => prices.first().map(|price| &price.report),
        }
    }

    /// The group that it is about; nothing for one that is only opened by it.
    pub(super) fn group(&self) -> Option<GroupKey> {
        match self {
            Self::Quantity { opening, .. } => (opening.mode == MarginMode::Cross).then_some(GroupKey::Cross),
            Self::Add { purse, .. } | Self::Remove { purse, .. } => Some(match purse {
                Purse::Holdings(_) => GroupKey::Cross,
                Purse::SetAside(id) => GroupKey::Isolated(*id),
            }),
            Self::SetAside { position, .. } => Some(GroupKey::Isolated(*position)),
            Self::Prices { target, .. } => Some(target.group),
        }
    }

    pub(super) fn is_found(&self) -> bool {
        self.report().is_some()
    }
}
