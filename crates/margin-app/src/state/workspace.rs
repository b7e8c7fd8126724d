//! What a person works on, as one plain value: it is what is stored, undone and shared.

use crate::state::venues;
use margin_core::chain;
use margin_core::id::{AssetId, HoldingId, PositionId};
use margin_core::instrument::Instrument;
use margin_core::market::Market;
use margin_core::portfolio::{Holding, Leverage, MarginMode, Portfolio, Position};
use margin_core::rules::VenueRules;
use margin_core::units::{Price, Quantity, Usd};
use margin_import::{Imported, Stated};
use margin_venues::Demo;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The version of the stored form of a [`Workspace`].
pub const SCHEMA: u32 = 2;

/// A portfolio with the market and the rules that it is evaluated under.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Workspace {
    /// The version of this stored form, [`SCHEMA`].
    pub schema: u32,
    /// What its owner calls it.
    pub name: String,
    /// What is held.
    pub portfolio: Portfolio,
    /// The moment that it is evaluated at.
    pub market: Arc<Market>,
    /// The rules that it is evaluated under.
    pub rules: Arc<VenueRules>,
    /// Where it was imported from, when it was.
    #[serde(default)]
    pub origin: Option<Arc<Origin>>,
}

/// An import: what the venue stated of the portfolio as it came in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Origin {
    /// The portfolio as it came in.
    pub portfolio: Portfolio,
    /// The venue's own figures for it.
    pub stated: Stated,
    /// What was taken as given on the way, in words.
    pub notes: Vec<String>,
    /// The rules that came in with it or were chosen for it, since the desk may be put under others.
    #[serde(default)]
    pub rules: Option<Arc<VenueRules>>,
}

impl Workspace {
    /// The portfolio that the app opens with.
    pub fn demo() -> Result<Self, String> {
        Self::example(margin_venues::demo().map_err(|problem| problem.to_string())?, "Example portfolio".into())
    }

    /// A portfolio to begin with, under a name: invented, at a real venue's real prices on a stated day.
    pub fn example(demo: Demo, name: String) -> Result<Self, String> {
        venues::carried()?;
        let carried = venues::find(demo.rules_id).ok_or("The example\u{2019}s rules are missing.")?;
        Ok(Self {
            schema: SCHEMA,
            name,
            portfolio: demo.portfolio,
            market: Arc::new(demo.market),
            rules: Arc::clone(&carried.rules),
            origin: None,
        })
    }

    /// What was imported, to be worked on under these rules.
    pub fn imported(imported: Imported, rules: impl Into<Arc<VenueRules>>, notes: Vec<String>) -> Self {
        let rules = rules.into();
        let came_in = Some(Arc::clone(&rules));
        let origin = Origin { portfolio: imported.portfolio.clone(), stated: imported.stated, notes, rules: came_in };
        Self {
            schema: SCHEMA,
            name: format!("Imported from {}", imported.venue),
            portfolio: imported.portfolio,
            market: Arc::new(imported.market),
            rules,
            origin: Some(Arc::new(origin)),
        }
    }

    /// Whether two workspaces are the same; markets, rules and origins are never edited in place, so they are
    /// compared by where they are.
    pub fn same_as(&self, other: &Self) -> bool {
        let same_origin = match (&self.origin, &other.origin) {
            (Some(left), Some(right)) => Arc::ptr_eq(left, right),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        same_origin
            && Arc::ptr_eq(&self.market, &other.market)
            && Arc::ptr_eq(&self.rules, &other.rules)
            && self.name == other.name
            && self.portfolio == other.portfolio
    }

    /// The position with this number.
    pub fn position(&self, id: PositionId) -> Option<&Position> {
        self.portfolio.positions.iter().find(|position| position.id == id)
    }

    /// The holding with this number.
    pub fn holding(&self, id: HoldingId) -> Option<&Holding> {
        self.portfolio.holdings.iter().find(|holding| holding.id == id)
    }

    /// Changes one position.
    pub fn edit_position(&mut self, id: PositionId, edit: impl FnOnce(&mut Position)) {
        if let Some(position) = self.portfolio.positions.iter_mut().find(|position| position.id == id) {
            edit(position);
        }
    }

    /// Changes one holding.
    pub fn edit_holding(&mut self, id: HoldingId, edit: impl FnOnce(&mut Holding)) {
        if let Some(holding) = self.portfolio.holdings.iter_mut().find(|holding| holding.id == id) {
            edit(holding);
        }
    }

    /// Adds a position of one contract, opened at its price; nothing when the market cannot value the contract.
    pub fn add_position(&mut self, instrument: Instrument) -> Option<PositionId> {
        self.open(instrument, Quantity::new(1.0))
    }

    /// Buys contracts, or sells them where there are fewer than none: to a position that was opened at this price, or
    /// as a new one. Nothing when the market cannot value the contract.
    pub fn trade(&mut self, instrument: Instrument, quantity: Quantity) -> Option<PositionId> {
        let entry = self.price(&instrument)?;
        let same = |position: &&mut Position| {
            let same_side = (position.quantity > Quantity::ZERO) == (quantity > Quantity::ZERO);
            position.instrument == instrument
                && position.entry == entry
                && position.mode == MarginMode::Cross
                && same_side
        };
        match self.portfolio.positions.iter_mut().find(same) {
            Some(position) => {
                position.quantity = position.quantity + quantity;
                Some(position.id)
            }
            None => self.open(instrument, quantity),
        }
    }

    fn open(&mut self, instrument: Instrument, quantity: Quantity) -> Option<PositionId> {
        let entry = self.price(&instrument)?;
        let id = self.next_position();
        let (mode, leverage) = (MarginMode::Cross, Leverage::VenueMaximum);
        self.portfolio.positions.push(Position { id, instrument, quantity, entry, mode, leverage, accrued: Usd::ZERO });
        Some(id)
    }

    /// What a contract is opened at, whether or not the rules list it.
    fn price(&self, instrument: &Instrument) -> Option<Price> {
        let marked = || self.market.mark(&instrument.id());
        chain::price(instrument, &self.market, &self.rules).ok().or_else(marked)
    }

    /// Adds a position like another, after it.
    pub fn duplicate_position(&mut self, id: PositionId) -> Option<PositionId> {
        let index = self.portfolio.positions.iter().position(|position| position.id == id)?;
        let copy = Position { id: self.next_position(), ..self.portfolio.positions.get(index)?.clone() };
        let new = copy.id;
        self.portfolio.positions.insert(index + 1, copy);
        Some(new)
    }

    /// Adds one unit of an asset.
    pub fn add_holding(&mut self, asset: AssetId) -> HoldingId {
        let last = self.portfolio.holdings.iter().map(|holding| holding.id.0).max();
        let id = HoldingId(last.map_or(1, |last| last.saturating_add(1)));
        self.portfolio.holdings.push(Holding { id, asset, quantity: Quantity::new(1.0) });
        id
    }

    /// Turns a position to the other side at today's mark, as closing it and opening its opposite would.
    pub fn flip_position(&mut self, id: PositionId) {
        self.edit_position(id, |position| position.quantity = -position.quantity);
    }

    fn next_position(&self) -> PositionId {
        let last = self.portfolio.positions.iter().map(|position| position.id.0).max();
        PositionId(last.map_or(1, |last| last.saturating_add(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workspace_is_read_back_as_it_was_stored() {
        let workspace = Workspace::demo().unwrap();
        let text = serde_json::to_string(&workspace).unwrap();
        assert_eq!(serde_json::from_str::<Workspace>(&text).unwrap(), workspace);
    }

    #[test]
    fn numbers_are_never_used_twice() {
        let mut workspace = Workspace::demo().unwrap();
        let first = workspace.add_position(Instrument::perpetual("DOGE")).unwrap();
        let second = workspace.duplicate_position(first).unwrap();
        assert_ne!(first, second);
        let mut ids: Vec<_> = workspace.portfolio.positions.iter().map(|position| position.id).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), workspace.portfolio.positions.len());
    }

    #[test]
    fn contracts_bought_at_one_price_are_one_position_and_sold_ones_another() {
        let mut workspace = Workspace::demo().unwrap();
        let (before, doge) = (workspace.portfolio.positions.len(), || Instrument::perpetual("DOGE"));
        let bought = workspace.trade(doge(), Quantity::new(1.0)).unwrap();
        assert_eq!(workspace.trade(doge(), Quantity::new(1.0)), Some(bought));
        assert_eq!(workspace.position(bought).map(|position| position.quantity), Some(Quantity::new(2.0)));
        assert_ne!(workspace.trade(doge(), Quantity::new(-1.0)), Some(bought));
        assert_eq!(workspace.portfolio.positions.len(), before + 2);
    }

    #[test]
    fn a_contract_without_a_mark_is_not_added() {
        let mut workspace = Workspace::demo().unwrap();
        assert_eq!(workspace.add_position(Instrument::perpetual("NO-SUCH-COIN")), None);
    }
}
