//! The account while it is liquidated: a portfolio that loses what is closed and taken, at the prices of a moment.

use crate::evaluate;
use crate::id::{AssetId, HoldingId, PositionId};
use crate::instrument::Settlement;
use crate::market::{Market, Peg};
use crate::portfolio::{Holding, MarginMode, Portfolio, Position};
use crate::problem::{Place, ProblemKind, Problems};
use crate::report::{GroupKey, MarginReport};
use crate::rules::{Model, VenueRules};
use crate::units::{Price, Quantity, Ratio, Usd};

/// A part of what was there below which what is left is rounding.
const ROUNDING: f64 = 1e-12;

/// An account while it is liquidated.
#[derive(Clone, Debug)]
pub(super) struct Account<'a> {
    pub(super) rules: &'a VenueRules,
    pub(super) market: Market,
    pub(super) portfolio: Portfolio,
    /// What profits and losses are paid in.
    cash: AssetId,
}

impl<'a> Account<'a> {
    /// The account before anything has happened.
    ///
    /// # Errors
    /// When there is no asset that profits and losses could be paid in.
    pub(super) fn new(portfolio: &Portfolio, market: &Market, rules: &'a VenueRules) -> Result<Self, Problems> {
        let missing = || Problems::one(Place::Request, ProblemKind::MissingIndex("USD".into()));
        let cash = cash(portfolio, market, rules).ok_or_else(missing)?;
        Ok(Self { rules, market: market.clone(), portfolio: portfolio.clone(), cash })
    }

    /// The account with nothing but one group.
    pub(super) fn only(&self, group: GroupKey) -> Self {
        let mut only = self.clone();
        only.portfolio.positions.retain(|position| group_of(position) == group);
        if group != GroupKey::Cross {
            only.portfolio.holdings.clear();
        }
        only
    }

    pub(super) fn report(&self) -> Result<MarginReport, Problems> {
        evaluate(&self.portfolio, &self.market, self.rules)
    }

    pub(super) fn position(&self, id: PositionId) -> Option<&Position> {
        self.portfolio.positions.iter().find(|position| position.id == id)
    }

    /// Whether a group has a position that is not closed yet.
    pub(super) fn has_positions(&self, group: GroupKey) -> bool {
        let mut positions = self.portfolio.positions.iter();
        positions.any(|position| group_of(position) == group && position.quantity != Quantity::ZERO)
    }

    pub(super) fn index(&self, asset: &AssetId) -> Price {
        self.market.index(asset).unwrap_or(Price::ZERO)
    }

    /// The assets that are held or owed, in the order of their names, each with what all of it is worth at its index.
    pub(super) fn assets(&self) -> Vec<(AssetId, Usd)> {
        let mut assets: Vec<_> = self.portfolio.holdings.iter().map(|holding| holding.asset.clone()).collect();
        assets.sort();
        assets.dedup();
        let valued = assets.into_iter().map(|asset| {
            let held = self.portfolio.holdings.iter().filter(|holding| holding.asset == asset);
            let value = held.map(|holding| holding.quantity).sum::<Quantity>() * self.index(&asset);
            (asset, value)
        });
        valued.collect()
    }

    /// Takes a part of a position out and pays its group what that brought; a loss is a negative amount. An isolated
    /// position stays, without a quantity, until its group is released.
    pub(super) fn close(&mut self, id: PositionId, share: Ratio, brought: Usd) {
        let Some(place) = self.portfolio.positions.iter().position(|position| position.id == id) else { return };
        let position = &mut self.portfolio.positions[place];
        let (group, instrument) = (group_of(position), position.instrument.clone());
        let left = match 1.0 - share.get() {
            left if left > ROUNDING => left,
            _ => 0.0,
        };
        position.quantity = Quantity::new(position.quantity.get() * left);
        position.accrued = position.accrued * Ratio::new(left);
        if left == 0.0 && group == GroupKey::Cross {
            self.portfolio.positions.remove(place);
        }
        match (group, instrument.settlement) {
            (GroupKey::Cross, Settlement::Coin) if self.accepts(&instrument.underlying) => {
                self.credit(&instrument.underlying, brought);
            }
            (_, Settlement::Linear | Settlement::Coin) => self.pay(group, brought),
        }
    }

    /// Pays dollars into a group, or takes them out of it when they are negative.
    pub(super) fn pay(&mut self, group: GroupKey, amount: Usd) {
        let mut positions = self.portfolio.positions.iter_mut();
        match positions.find(|position| group_of(position) == group).map(|position| &mut position.mode) {
            Some(MarginMode::Isolated { collateral }) => *collateral = *collateral + amount,
            Some(MarginMode::Cross) | None => self.credit(&self.cash.clone(), amount),
        }
    }

    /// Adds dollars' worth of an asset at its index. What is taken, a negative amount, is taken from its holdings in
    /// turn; what they do not have becomes a debt.
    pub(super) fn credit(&mut self, asset: &AssetId, amount: Usd) {
        let mut left = amount.get() / self.index(asset).get();
        if left < 0.0 {
            for holding in self.portfolio.holdings.iter_mut().filter(|holding| holding.asset == *asset) {
                let taken = holding.quantity.get().clamp(0.0, -left);
                holding.quantity = Quantity::new(holding.quantity.get() - taken);
                left += taken;
            }
        }
        let mut holdings = self.portfolio.holdings.iter_mut();
        match holdings.find(|holding| holding.asset == *asset) {
            Some(holding) => holding.quantity = Quantity::new(holding.quantity.get() + left),
            None => self.open(asset, Quantity::new(left)),
        }
    }

    /// Leaves none of an asset, held or owed.
    pub(super) fn clear(&mut self, asset: &AssetId) {
        for holding in self.portfolio.holdings.iter_mut().filter(|holding| holding.asset == *asset) {
            holding.quantity = Quantity::ZERO;
        }
    }

    /// Leaves nothing in a group that has no open position: no holding in the cross group, nothing set aside in an
    /// isolated one, and nothing accrued.
    pub(super) fn empty(&mut self, group: GroupKey) {
        for position in self.portfolio.positions.iter_mut().filter(|position| group_of(position) == group) {
            position.accrued = Usd::ZERO;
            if let MarginMode::Isolated { collateral } = &mut position.mode {
                *collateral = Usd::ZERO;
            }
        }
        if group == GroupKey::Cross {
            self.portfolio.holdings.iter_mut().for_each(|holding| holding.quantity = Quantity::ZERO);
        }
    }

    /// Gives what is set aside for an isolated position that has been closed back to the cross group.
    pub(super) fn release(&mut self, id: PositionId) {
        let Some(place) = self.portfolio.positions.iter().position(|position| position.id == id) else { return };
        let position = self.portfolio.positions.remove(place);
        if let MarginMode::Isolated { collateral } = position.mode
            && collateral + position.accrued != Usd::ZERO
        {
            self.credit(&self.cash.clone(), collateral + position.accrued);
        }
    }

    fn accepts(&self, asset: &AssetId) -> bool {
        self.rules.collateral.assets.contains_key(asset)
    }

    fn open(&mut self, asset: &AssetId, quantity: Quantity) {
        let highest = self.portfolio.holdings.iter().map(|holding| holding.id.0).max();
        let id = HoldingId(highest.map_or(0, |highest| highest.saturating_add(1)));
        self.portfolio.holdings.push(Holding { id, asset: asset.clone(), quantity });
    }
}

/// The group that a position is margined in.
pub(super) fn group_of(position: &Position) -> GroupKey {
    match position.mode {
        MarginMode::Cross => GroupKey::Cross,
        MarginMode::Isolated { .. } => GroupKey::Isolated(position.id),
    }
}

/// What profits and losses are paid in: the asset that the rules name; else an accepted one that is pegged to the
/// dollar, preferably one that is held; else whatever is held or accepted.
fn cash(portfolio: &Portfolio, market: &Market, rules: &VenueRules) -> Option<AssetId> {
    if let Model::WeightedHealth(model) = &rules.model
        && let Some(asset) = &model.settlement
    {
        return Some(asset.clone()).filter(|asset| market.index(asset).is_some());
    }
    let accepted = |asset: &&AssetId| rules.collateral.assets.contains_key(*asset);
    let quoted = |asset: &&AssetId| market.index(asset).is_some();
    let dollar = |asset: &&AssetId| market.assets.get(*asset).is_some_and(|quote| quote.peg == Peg::Dollar);
    let held = || portfolio.holdings.iter().map(|holding| &holding.asset).filter(quoted);
    let listed = || rules.collateral.assets.keys().filter(quoted);
    let dollars = held().filter(accepted).chain(listed()).find(dollar);
    dollars.or_else(|| held().find(accepted)).or_else(|| listed().next()).or_else(|| held().next()).cloned()
}
