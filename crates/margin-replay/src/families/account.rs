//! An account put together from a vector's numbers: portfolio, market and rules, each stated by the vector itself.

use crate::families::stated::{self, Stated};
use crate::outcome::Unanswered;
use margin_core::evaluate;
use margin_core::id::{AssetId, HoldingId, OrderId, PositionId};
use margin_core::instrument::{Instrument, Kind};
use margin_core::market::{self, AssetQuote, InstrumentQuote, Market, Peg};
use margin_core::portfolio::{Holding, Leverage, MarginMode, Order, Portfolio, Position};
use margin_core::problem::Problems;
use margin_core::report::{GroupKey, GroupReport, Level, LineItem, MarginReport};
use margin_core::rules::{
    AssetTerms, ContractWeights, Listing, Model, Modes, Schedule, TieredNotional, VenueRules, WeightedHealth,
};
use margin_core::solve::liquidation_prices;
use margin_core::time::Timestamp;
use margin_core::units::{Price, Quantity, Ratio, Usd};
use std::collections::BTreeMap;

pub(crate) const DOLLAR: &str = "USD";

/// An account and the rules that it is under.
#[derive(Clone)]
pub(crate) struct Account {
    pub(crate) portfolio: Portfolio,
    pub(crate) market: Market,
    pub(crate) rules: VenueRules,
}

impl Account {
    /// An account without anything in it, at a venue that takes a share of notional.
    pub(crate) fn empty() -> Self {
        let market = Market {
            schema: market::SCHEMA,
            time: Timestamp::from_milliseconds(0),
            source: "the vector".to_owned(),
            venue: None,
            assets: BTreeMap::new(),
            instruments: BTreeMap::new(),
            correlations: Vec::new(),
        };
        Self { portfolio: Portfolio::default(), market, rules: stated::rules() }
    }

    /// An account without anything in it, at a venue that weighs assets against liabilities in one settlement asset.
    pub(crate) fn settling_in(asset: &str, terms: AssetTerms) -> Self {
        let mut account = Self::empty();
        let model = WeightedHealth { settlement: Some(asset.into()), ..WeightedHealth::default() };
        account.rules.model = Model::WeightedHealth(model);
        account.accept(asset, 1.0, terms);
        account
    }

    /// Changes the parameters of the model that takes a share of notional.
    pub(crate) fn tiered(&mut self, change: impl FnOnce(&mut TieredNotional)) {
        if let Model::TieredNotional(model) = &mut self.rules.model {
            change(model);
        }
    }

    /// Adds dollars that count in full.
    pub(crate) fn hold(&mut self, dollars: f64) -> HoldingId {
        self.accept(DOLLAR, 1.0, stated::dollars());
        self.add(DOLLAR, dollars)
    }

    /// Adds units of an asset, a debt where they are negative, at a price and under terms.
    pub(crate) fn hold_asset(&mut self, asset: &str, quantity: f64, price: f64, terms: AssetTerms) -> HoldingId {
        self.accept(asset, price, terms);
        self.add(asset, quantity)
    }

    /// Adds units of an asset at a price, under terms that the rules have.
    pub(crate) fn add_at(&mut self, asset: &str, quantity: f64, price: f64) -> HoldingId {
        self.market.assets.insert(asset.into(), AssetQuote::at(Price::new(price)));
        self.add(asset, quantity)
    }

    fn accept(&mut self, asset: &str, price: f64, terms: AssetTerms) {
        let peg = if asset == DOLLAR { Peg::Dollar } else { Peg::Floating };
        self.market.assets.insert(asset.into(), AssetQuote { peg, ..AssetQuote::at(Price::new(price)) });
        self.rules.collateral.assets.insert(asset.into(), terms);
    }

    fn add(&mut self, asset: &str, quantity: f64) -> HoldingId {
        let id = HoldingId(self.portfolio.holdings.len() as u32);
        self.portfolio.holdings.push(Holding { id, asset: asset.into(), quantity: Quantity::new(quantity) });
        id
    }

    /// What the market knows of an asset that is held.
    pub(crate) fn quote(&mut self, asset: &str) -> &mut AssetQuote {
        self.market.assets.entry(asset.into()).or_default()
    }

    /// What the market knows of the contract of a position.
    pub(crate) fn contract(&mut self, position: PositionId) -> Option<&mut InstrumentQuote> {
        let instrument = self.portfolio.positions.iter().find(|each| each.id == position)?.instrument.id();
        self.market.instruments.get_mut(&instrument)
    }

    /// Adds a perpetual on an asset of its own, under a schedule of its own.
    pub(crate) fn open(&mut self, stated: Stated, mode: MarginMode) -> PositionId {
        let number = self.portfolio.positions.len() as u32;
        let table = format!("table{number}");
        let instrument = Instrument::perpetual(format!("COIN{number}"));
        let listing = Listing { table: table.as_str().into(), modes: Modes::CrossOrIsolated };
        let id = instrument.id();
        self.tiered(|model| {
            model.tables.insert(table.as_str().into(), stated.schedule);
            model.listings.insert(id, listing);
        });
        let Stated { quantity, mark, entry, leverage, .. } = stated;
        self.put(instrument, [quantity, mark, entry], leverage, mode)
    }

    /// Adds a cross perpetual on an asset of its own that joins the settlement balance at its weights.
    pub(crate) fn open_weighed(&mut self, [quantity, mark, entry]: [f64; 3], weights: ContractWeights) -> PositionId {
        let number = self.portfolio.positions.len() as u32;
        let instrument = Instrument::perpetual(format!("COIN{number}"));
        if let Model::WeightedHealth(model) = &mut self.rules.model {
            model.contracts.insert(instrument.id(), weights);
        }
        self.put(instrument, [quantity, mark, entry], Leverage::VenueMaximum, MarginMode::Cross)
    }

    /// Adds a cross position of no profit in a contract that the rules list.
    pub(crate) fn open_listed(&mut self, instrument: Instrument, quantity: f64, mark: Price) -> PositionId {
        self.open_listed_as(instrument, quantity, mark, MarginMode::Cross)
    }

    /// The same in either mode.
    pub(crate) fn open_listed_as(
        &mut self,
        instrument: Instrument,
        quantity: f64,
        mark: Price,
        mode: MarginMode,
    ) -> PositionId {
        self.put(instrument, [quantity, mark.get(), mark.get()], Leverage::VenueMaximum, mode)
    }

    fn put(&mut self, instrument: Instrument, numbers: [f64; 3], leverage: Leverage, mode: MarginMode) -> PositionId {
        let [quantity, mark, entry] = numbers;
        let (id, mark) = (PositionId(self.portfolio.positions.len() as u32), Price::new(mark));
        self.market.assets.insert(instrument.underlying.clone(), AssetQuote::at(mark));
        self.market.instruments.insert(instrument.id(), InstrumentQuote::at(mark));
        let (quantity, entry) = (Quantity::new(quantity), Price::new(entry));
        let accrued = Usd::ZERO;
        self.portfolio.positions.push(Position { id, instrument, quantity, entry, mode, leverage, accrued });
        id
    }

    /// Adds one position of no profit that requires exactly `maintenance`, for positions of which only their total
    /// requirement is known; none when there is nothing to require.
    pub(crate) fn open_others(&mut self, maintenance: f64) {
        if maintenance > 0.0 {
            self.open(Stated::still(1.0, maintenance, stated::flat(1.0, 1.0)), MarginMode::Cross);
        }
    }

    /// Adds what a position has accrued.
    pub(crate) fn accrue(&mut self, position: PositionId, dollars: f64) {
        if let Some(position) = self.portfolio.positions.iter_mut().find(|each| each.id == position) {
            position.accrued = position.accrued + Usd::new(dollars);
        }
    }

    /// Adds a resting order in a position's contract, at its mark.
    pub(crate) fn order(&mut self, position: PositionId, quantity: f64) {
        let found = self.portfolio.positions.iter().find(|each| each.id == position);
        if let Some(instrument) = found.map(|position| position.instrument.clone()) {
            let price = self.market.mark(&instrument.id()).unwrap_or_default();
            self.rest(instrument, quantity, price);
        }
    }

    /// Adds a resting order to buy or sell an asset itself.
    pub(crate) fn spot_order(&mut self, asset: &str, quantity: f64, price: f64) {
        let instrument = Instrument { kind: Kind::Spot, ..Instrument::perpetual(asset) };
        self.rest(instrument, quantity, Price::new(price));
    }

    fn rest(&mut self, instrument: Instrument, quantity: f64, price: Price) {
        let id = OrderId(self.portfolio.orders.len() as u32);
        self.portfolio.orders.push(Order { id, instrument, quantity: Quantity::new(quantity), price });
    }

    /// The whole report.
    pub(crate) fn evaluate(&self) -> Result<MarginReport, Unanswered> {
        evaluate(&self.portfolio, &self.market, &self.rules).map_err(refused)
    }

    /// The report of one group.
    pub(crate) fn report(&self, key: GroupKey) -> Result<GroupReport, Unanswered> {
        let report = self.evaluate()?;
        report.group(key).cloned().ok_or_else(|| Unanswered::Refused("there is no such group".to_owned()))
    }

    /// What counts of the cross group at a level.
    pub(crate) fn counted(&self, level: Level) -> Result<f64, Unanswered> {
        Ok(self.report(GroupKey::Cross)?.figures.counted.at(level).usd().get())
    }

    /// What the cross group requires at a level.
    pub(crate) fn requirement(&self, level: Level) -> Result<f64, Unanswered> {
        Ok(self.report(GroupKey::Cross)?.figures.requirement(level).usd().get())
    }

    /// What counts of the cross group beyond its requirement.
    pub(crate) fn excess(&self, level: Level) -> Result<f64, Unanswered> {
        Ok(self.report(GroupKey::Cross)?.figures.excess(level).usd().get())
    }

    /// The share of a holding's value that counts.
    pub(crate) fn weight(&self, holding: HoldingId, level: Level) -> Result<f64, Unanswered> {
        let report = self.evaluate()?;
        let holding = report.holding(holding).ok_or_else(|| Unanswered::Refused("there is no holding".to_owned()))?;
        let amount = match &holding.required {
            Some(required) => required.at(level),
            None => holding.counted.at(level),
        };
        Ok(amount.usd().get() / holding.value.usd().get().abs())
    }

    /// What a position requires, alone, as a share of its size.
    pub(crate) fn rate(&self, position: PositionId, level: Level) -> Result<f64, Unanswered> {
        let report = self.evaluate()?;
        let position =
            report.position(position).ok_or_else(|| Unanswered::Refused("there is no position".to_owned()))?;
        let requirement: &LineItem = match level {
            Level::Initial => &position.initial,
            Level::Maintenance => &position.maintenance,
        };
        Ok(requirement.usd().get() / position.notional.usd().get())
    }

    /// A position's size in dollars.
    pub(crate) fn notional(&self, position: PositionId) -> Result<Usd, Unanswered> {
        let report = self.evaluate()?;
        let found = report.position(position).map(|position| position.notional.usd());
        found.ok_or_else(|| Unanswered::Refused("there is no such position".to_owned()))
    }

    /// The mark price at which a position's group goes under, if there is one.
    pub(crate) fn liquidation_price(&self, position: PositionId) -> Result<Option<f64>, Unanswered> {
        let found = liquidation_prices(&self.portfolio, &self.market, &self.rules).map_err(refused)?;
        Ok(found.position(position).and_then(|position| position.price()).map(Price::get))
    }

    /// The same account with one position's prices at `price`.
    pub(crate) fn with_price(mut self, position: PositionId, price: f64) -> Self {
        let underlying: Option<AssetId> = self
            .portfolio
            .positions
            .iter()
            .find(|each| each.id == position)
            .map(|each| each.instrument.underlying.clone());
        if let Some(quote) = self.contract(position) {
            quote.mark = Price::new(price);
        }
        if let Some(quote) = underlying.and_then(|asset| self.market.assets.get_mut(&asset)) {
            quote.index = Price::new(price);
        }
        self
    }
}

/// Whether a group may be liquidated: it requires something, and what counts is less.
pub(crate) fn under(report: &GroupReport) -> bool {
    let excess = report.figures.excess(Level::Maintenance).usd();
    report.figures.maintenance.usd() > Usd::ZERO && excess < Usd::ZERO
}

pub(crate) fn refused(problems: Problems) -> Unanswered {
    Unanswered::Refused(format!("the engine refuses the inputs: {problems}"))
}

impl Stated {
    /// A position that was opened at its mark.
    pub(crate) fn still(quantity: f64, mark: f64, schedule: Schedule) -> Self {
        Self { quantity, mark, entry: mark, leverage: Leverage::VenueMaximum, schedule }
    }

    /// The same, opened at another price.
    pub(crate) fn opened_at(self, entry: f64) -> Self {
        Self { entry, ..self }
    }

    /// The same, at a leverage that the trader set.
    pub(crate) fn at_leverage(self, leverage: f64) -> Self {
        Self { leverage: Leverage::Chosen(Ratio::new(leverage)), ..self }
    }
}
