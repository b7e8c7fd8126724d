//! Positions of one instrument that are margined together, with what the market and the rules say of it.

use crate::id::PositionId;
use crate::instrument::{Instrument, Settlement};
use crate::portfolio::Leverage;
use crate::rules::{Pairs, TierTable};
use crate::units::{Price, Quantity, Usd};

/// One instrument within a group.
#[derive(Clone, Debug)]
pub(crate) struct Contract<'a> {
    pub(crate) instrument: &'a Instrument,
    pub(crate) asset: usize,
    pub(crate) index: Price,
    pub(crate) mark: Price,
    pub(crate) tiers: &'a TierTable,
    pub(crate) legs: Vec<Leg>,
}

/// One position of the instrument.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Leg {
    pub(crate) position: PositionId,
    /// Where the position stands in the portfolio.
    pub(crate) place: usize,
    pub(crate) quantity: Quantity,
    pub(crate) entry: Price,
    pub(crate) leverage: Leverage,
}

/// A quantity that a requirement is taken on: a position, several that net, or one side of a pair.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Side {
    /// The first position in it, which names it.
    pub(crate) position: PositionId,
    pub(crate) quantity: Quantity,
    /// The lowest leverage of the positions in it.
    pub(crate) leverage: Leverage,
}

impl Contract<'_> {
    /// The quantities that requirements are taken on: one when positions net, otherwise the long and the short side.
    pub(crate) fn sides(&self, pairs: Pairs) -> [Option<Side>; 2] {
        let long = |leg: &&Leg| leg.quantity >= Quantity::ZERO;
        let short = |leg: &&Leg| leg.quantity < Quantity::ZERO;
        match pairs {
            Pairs::Netted => [side(self.legs.iter()), None],
            Pairs::EachSide | Pairs::LargerSide => {
                [side(self.legs.iter().filter(long)), side(self.legs.iter().filter(short))]
            }
        }
    }

    /// The position that names the contract within its group.
    pub(crate) fn named_by(&self) -> PositionId {
        self.legs.first().map_or(PositionId(0), |leg| leg.position)
    }

    /// The contract with only one of its positions.
    pub(crate) fn alone(&self, leg: Leg) -> Self {
        Self { legs: vec![leg], ..self.clone() }
    }

    /// The dollars of `quantity` contracts at today's prices, without a sign.
    pub(crate) fn notional(&self, quantity: Quantity) -> Usd {
        let contracts = quantity.get().abs() * self.instrument.multiplier.get();
        Usd::new(match self.instrument.settlement {
            Settlement::Linear => contracts * self.mark.get(),
            Settlement::Coin => contracts * self.index.get() / self.mark.get(),
        })
    }
}

/// Several positions as one quantity, or nothing when there are none.
fn side<'l>(legs: impl Iterator<Item = &'l Leg>) -> Option<Side> {
    legs.copied().map(|leg| Side { position: leg.position, quantity: leg.quantity, leverage: leg.leverage }).reduce(
        |side, leg| Side {
            position: side.position,
            quantity: side.quantity + leg.quantity,
            leverage: lowest(side.leverage, leg.leverage),
        },
    )
}

/// The lower of two leverages; one that was chosen is never above the venue's maximum.
pub(crate) fn lowest(left: Leverage, right: Leverage) -> Leverage {
    match (left, right) {
        (Leverage::Chosen(left), Leverage::Chosen(right)) if right < left => Leverage::Chosen(right),
        (Leverage::Chosen(left), _) => Leverage::Chosen(left),
        (Leverage::VenueMaximum, right) => right,
    }
}
