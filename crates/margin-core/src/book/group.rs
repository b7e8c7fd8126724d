//! What is margined together.

use crate::book::Contract;
use crate::id::{HoldingId, PositionId};
use crate::report::GroupKey;
use crate::rules::Haircut;
use crate::units::{Price, Quantity, Usd};

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
    pub(crate) haircut: Option<&'a Haircut>,
    pub(crate) lots: Vec<Lot>,
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
    /// With all its lots added, in their order.
    pub(crate) fn gathered(mut self) -> Self {
        self.quantity = self.lots.iter().map(|lot| lot.quantity).sum();
        self
    }

    /// One of its lots, as if it were all that is held of the asset.
    pub(crate) fn alone(&self, lot: Lot) -> Self {
        Self { id: lot.id, quantity: lot.quantity, lots: vec![lot], ..self.clone() }
    }
}
