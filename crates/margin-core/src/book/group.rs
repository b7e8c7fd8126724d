//! What is margined together.

use crate::book::{Contract, Resting};
use crate::id::{HoldingId, PositionId};
use crate::report::{GroupKey, Levels};
use crate::rules::{AssetTerms, Debts, Haircut};
use crate::units::{Price, Quantity, Ratio, Usd, Volatility};

/// Collateral and contracts that share a requirement.
#[derive(Debug)]
pub(crate) struct Group<'a> {
    pub(crate) key: GroupKey,
    /// For an isolated position, what was set aside for it.
    pub(crate) set_aside: Option<(PositionId, Usd)>,
    pub(crate) holdings: Vec<Held<'a>>,
    pub(crate) contracts: Vec<Contract<'a>>,
}

/// Holdings of one asset with what the market and the rules say of it.
#[derive(Clone, Debug)]
pub(crate) struct Held<'a> {
    /// The first holding in it, which names it.
    pub(crate) id: HoldingId,
    pub(crate) asset: usize,
    pub(crate) quantity: Quantity,
    pub(crate) index: Price,
    /// Nothing when the venue does not accept the asset.
    pub(crate) terms: Option<&'a AssetTerms>,
    /// The haircuts that apply: the terms' own, or better ones of a category.
    pub(crate) haircut: Levels<Option<&'a Haircut>>,
    pub(crate) debt_rule: Debts,
    /// Today's prices that an asset counts and a debt requires at.
    pub(crate) prices: Levels<Sides>,
    pub(crate) own_initial: Option<Ratio>,
    /// What the market knows of selling the asset.
    pub(crate) volatility: Option<Volatility>,
    pub(crate) daily_volume: Option<Usd>,
    pub(crate) depth: Option<Usd>,
    /// What all of the venue's users hold and owe of it.
    pub(crate) deposits: Option<Quantity>,
    pub(crate) debts: Option<Quantity>,
    pub(crate) lots: Vec<Lot>,
    /// The orders that rest on the asset itself.
    pub(crate) orders: Vec<Resting>,
}

/// The price at which an asset counts, and at which a debt requires.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sides {
    pub(crate) asset: Price,
    pub(crate) debt: Price,
}

/// One holding of an asset.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lot {
    pub(crate) id: HoldingId,
    /// Where the holding stands in the portfolio.
    pub(crate) place: usize,
    pub(crate) quantity: Quantity,
}

impl Held<'_> {
    /// Whether it is a debt that is required rather than taken off what counts.
    pub(crate) fn owed(&self) -> bool {
        self.quantity < Quantity::ZERO && self.debt_rule == Debts::Required
    }

    /// With all its lots added, in their order.
    pub(crate) fn gathered(mut self) -> Self {
        self.quantity = self.lots.iter().map(|lot| lot.quantity).sum();
        self
    }

    /// One of its lots, as if it were all that is held of the asset.
    pub(crate) fn alone(&self, lot: Lot) -> Self {
        Self { id: lot.id, quantity: lot.quantity, lots: vec![lot], orders: Vec::new(), ..self.clone() }
    }
}
