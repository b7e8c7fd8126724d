//! A portfolio that has been checked against a market and a venue's rules, with everything looked up.
//!
//! It is inert: `check` makes it, `group` says what its groups have and need, also after prices have moved.

mod contract;
mod group;
mod option;

pub(crate) use contract::{Contract, Leg, Resting, Shocked, Side, Terms, lowest};
pub(crate) use group::{Group, Held, Lot, Sides};
pub(crate) use option::{Discounting, Priced};

use crate::id::AssetId;
use crate::market::{AssetQuote, Correlation, Peg};
use crate::report::Assumption;
use crate::rules::VenueRules;
use crate::time::Timestamp;

/// A portfolio ready to be calculated.
#[derive(Debug)]
pub(crate) struct Book<'a> {
    pub(crate) rules: &'a VenueRules,
    /// The market's moment.
    pub(crate) time: Timestamp,
    /// The assets whose prices matter; elsewhere an asset is its index here.
    pub(crate) assets: Vec<Asset<'a>>,
    pub(crate) groups: Vec<Group<'a>>,
    /// How assets move together.
    pub(crate) correlations: &'a [Correlation],
    pub(crate) assumptions: Vec<Assumption>,
}

/// An asset whose price matters.
#[derive(Debug)]
pub(crate) struct Asset<'a> {
    pub(crate) id: &'a AssetId,
    pub(crate) peg: Peg,
    /// What the market says of it; nothing where it says nothing, and then nothing depends on it.
    pub(crate) quote: Option<&'a AssetQuote>,
    /// What options at the money imply, by expiry, where the model asks for it: neither falls with time.
    pub(crate) at_the_money: Vec<AtTheMoney>,
}

/// What options at the money of one expiry imply.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct AtTheMoney {
    /// Until expiry: positive.
    pub(crate) years: f64,
    /// Volatility² × years.
    pub(crate) variance: f64,
}

/// A change of prices: each asset's index and the marks of all contracts on it are multiplied by its factor.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Move {
    /// Prices stay.
    None,
    /// One asset's prices are multiplied; all others stay.
    One { asset: usize, factor: f64 },
    /// Every asset that is not pegged is multiplied by the same factor.
    Together { factor: f64 },
}

/// Things in the order of their places in the portfolio.
pub(crate) fn in_places<T>(things: impl Iterator<Item = (usize, T)>) -> Vec<T> {
    let mut places: Vec<Option<T>> = Vec::new();
    for (place, thing) in things {
        if places.len() <= place {
            places.resize_with(place + 1, || None);
        }
        places[place] = Some(thing);
    }
    places.into_iter().flatten().collect()
}

impl Book<'_> {
    /// What an asset's prices are multiplied by.
    pub(crate) fn factor(&self, asset: usize, change: Move) -> f64 {
        match change {
            Move::One { asset: moved, factor } if moved == asset => factor,
            Move::Together { factor } if self.floats(asset) => factor,
            Move::None | Move::One { .. } | Move::Together { .. } => 1.0,
        }
    }

    /// Whether a move of this kind reaches an asset at all.
    pub(crate) fn reaches(&self, asset: usize, change: Move) -> bool {
        match change {
            Move::None => false,
            Move::One { asset: moved, .. } => moved == asset,
            Move::Together { .. } => self.floats(asset),
        }
    }

    fn floats(&self, asset: usize) -> bool {
        self.assets.get(asset).is_some_and(|asset| asset.peg == Peg::Floating)
    }
}
