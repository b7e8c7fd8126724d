//! Looks everything up, and collects everything that is wrong on the way.
//!
//! Making a [`Book`] is the only place where an input can be found wrong; whatever is calculated from one has a number.

use crate::book::{Asset, Book, Contract, Group, Held, Leg, Terms};
use crate::id::{AssetId, InstrumentId, PositionId};
use crate::instrument::{Instrument, Kind};
use crate::market::{self, Market};
use crate::model;
use crate::portfolio::{MarginMode, Portfolio, Position};
use crate::problem::{HoldingField, MarketFigure, OrderField, Place, PositionField, Problem, ProblemKind, Problems};
use crate::report::{Assumption, GroupKey};
use crate::rules::{Categories, Growth, MaintenanceRate, Model, Schedule, SizedRate, VenueRules};
use crate::units::{Price, Quantity, Usd};
use std::collections::{BTreeMap, BTreeSet};

mod contract;
mod feeds;
mod holding;
mod number;
mod option;
mod order;
pub(crate) mod quoted;
mod risk;
mod rules;

pub(crate) use rules::check_rules;

/// Looks everything up, or says all that is wrong.
pub(crate) fn book<'a>(
    portfolio: &'a Portfolio,
    market: &'a Market,
    rules: &'a VenueRules,
) -> Result<Book<'a>, Problems> {
    Check::new(portfolio, market, rules).book()
}

/// A book in the making, and the problems found so far.
struct Check<'a> {
    portfolio: &'a Portfolio,
    market: &'a Market,
    rules: &'a VenueRules,
    problems: Vec<Problem>,
    assumptions: Vec<Assumption>,
    /// Each asset's index in the book, in the order of their names.
    indexes: BTreeMap<&'a AssetId, usize>,
}

impl<'a> Check<'a> {
    fn new(portfolio: &'a Portfolio, market: &'a Market, rules: &'a VenueRules) -> Self {
        let mut indexes = BTreeMap::new();
        let held = portfolio.holdings.iter().map(|holding| &holding.asset);
        let positions = portfolio.positions.iter().map(|position| &position.instrument.underlying);
        let orders = portfolio.orders.iter().map(|order| &order.instrument.underlying);
        let settlement = match &rules.model {
            Model::WeightedHealth(model) => model.settlement.as_ref(),
            _ => None,
        };
        let quote = rules.collateral.spot_orders.quote().filter(|_| !portfolio.orders.is_empty());
        let measured = feeds::pegs(rules).into_iter().chain(feeds::underlyings(rules, portfolio));
        for asset in held.chain(positions).chain(orders).chain(settlement).chain(quote).chain(measured) {
            indexes.insert(asset, 0);
        }
        for (index, place) in indexes.values_mut().enumerate() {
            *place = index;
        }
        Self { portfolio, market, rules, problems: Vec::new(), assumptions: Vec::new(), indexes }
    }

    fn book(mut self) -> Result<Book<'a>, Problems> {
        self.problems.extend(check_rules(self.rules).err().into_iter().flatten());
        self.market();
        self.feeds();
        self.ids();
        self.account();
        let portfolio = self.portfolio;
        let mut pockets = Pockets::default();
        for (place, holding) in by_number(&portfolio.holdings, |holding| holding.id) {
            if let Some(held) = self.holding(place, holding) {
                pockets.hold(held);
            }
        }
        if let Some(held) = self.settlement() {
            pockets.hold(held);
        }
        for (place, position) in by_number(&portfolio.positions, |position| position.id) {
            if let Some(contract) = self.position(place, position) {
                pockets.put(position.mode, position.id, contract);
            }
        }
        for (_, order) in by_number(&portfolio.orders, |order| order.id) {
            self.order(order, &mut pockets);
        }
        let (assets, groups) = (self.assets(), pockets.groups());
        let Self { rules, market, problems, assumptions, .. } = self;
        let correlations = &market.correlations;
        let time = market.time;
        let mut book = Problems::none_or(problems, Book { rules, time, assets, groups, correlations, assumptions })?;
        let capped = model::assumptions(&book);
        book.assumptions.extend(capped);
        Ok(book)
    }

    fn market(&mut self) {
        let (found, expected) = (self.market.schema, market::SCHEMA);
        if found != expected {
            self.problem(Place::Request, ProblemKind::UnknownSchema { found, expected });
        }
    }

    /// The price that a position was opened at: positive, or of an option nothing.
    fn entry(&mut self, at: Place, position: &Position) -> Option<f64> {
        match position.entry.get() {
            0.0 if position.instrument.is_option() => Some(0.0),
            entry => self.positive(at, entry),
        }
    }

    /// Finds numbers that two holdings or two positions share.
    fn ids(&mut self) {
        let mut seen = BTreeSet::new();
        for holding in self.portfolio.holdings.iter().filter(|holding| !seen.insert(holding.id)) {
            let at = Place::Holding(holding.id, HoldingField::Id);
            self.problems.push(Problem { at, kind: ProblemKind::DuplicateId });
        }
        let mut seen = BTreeSet::new();
        for order in self.portfolio.orders.iter().filter(|order| !seen.insert(order.id)) {
            let at = Place::Order(order.id, OrderField::Id);
            self.problems.push(Problem { at, kind: ProblemKind::DuplicateId });
        }
        let mut seen = BTreeSet::new();
        for position in self.portfolio.positions.iter().filter(|position| !seen.insert(position.id)) {
            let at = Place::Position(position.id, PositionField::Id);
            self.problems.push(Problem { at, kind: ProblemKind::DuplicateId });
        }
    }

    /// One position as a contract with a single leg.
    fn position(&mut self, place: usize, position: &'a Position) -> Option<Contract<'a>> {
        let at = |field| Place::Position(position.id, field);
        let quantity = self.finite(at(PositionField::Quantity), position.quantity.get());
        let entry = self.entry(at(PositionField::Entry), position);
        let accrued = self.finite(at(PositionField::Accrued), position.accrued.get());
        if let MarginMode::Isolated { collateral } = position.mode {
            self.finite(at(PositionField::Collateral), collateral.get());
        }
        self.mode_and_leverage(position);
        let contract = self.contract(&position.instrument, at(PositionField::Instrument), position.mode)?;
        let (quantity, entry, accrued) = (Quantity::new(quantity?), Price::new(entry?), Usd::new(accrued?));
        let leg = Leg { position: position.id, place, quantity, entry, leverage: position.leverage, accrued };
        Some(Contract { legs: vec![leg], ..contract })
    }

    /// The open interest that a rate grows with, or that it is not known.
    fn open_interest(&mut self, id: &InstrumentId, terms: Option<Terms>) -> Option<Quantity> {
        let Some(Terms::Schedule(Schedule::Rates(rates))) = terms else { return None };
        let grows = |rate: SizedRate| {
            matches!(rate.growth, Some(Growth::OpenInterest { .. } | Growth::OpenInterestShare { .. }))
        };
        let wanted = grows(rates.initial) || matches!(rates.maintenance, MaintenanceRate::Own(own) if grows(own));
        let known =
            self.market.instruments.get(id).and_then(|quote| quote.open_interest).filter(|_| self.own_figures());
        if wanted && known.is_none() {
            let (instrument, figure) = (id.clone(), MarketFigure::OpenInterest);
            self.assume(Assumption::InstrumentFigureUnknown { instrument, figure });
        }
        known.and_then(|open| self.finite(Place::Instrument(id.clone()), open.get())).map(Quantity::new)
    }

    /// Whether the market's venue-wide totals are this venue's.
    fn own_figures(&self) -> bool {
        self.market.venue.as_ref().is_none_or(|venue| *venue == self.rules.venue)
    }

    /// What holds for the account as a whole.
    fn account(&mut self) {
        if let Some(own) = self.portfolio.own_initial {
            self.positive(Place::OwnInitial, own.get());
        }
        let Some(category) = &self.portfolio.category else { return };
        match &self.rules.collateral.categories {
            Categories::Chosen(categories) if categories.contains_key(category) => {}
            Categories::Chosen(_) => self.problem(Place::Category, ProblemKind::UnknownCategory(category.clone())),
            Categories::None | Categories::ByDebt(_) => {
                self.assume(Assumption::CategoryWithoutMeaning(category.clone()));
            }
        }
    }

    fn assume(&mut self, assumption: Assumption) {
        if !self.assumptions.contains(&assumption) {
            self.assumptions.push(assumption);
        }
    }

    fn index(&mut self, asset: &AssetId, wanted_by: Place) -> Option<Price> {
        match self.market.index(asset) {
            Some(index) => self.positive(Place::Asset(asset.clone()), index.get()).map(Price::new),
            None => {
                self.problem(wanted_by, ProblemKind::MissingIndex(asset.clone()));
                None
            }
        }
    }

    /// The assets whose prices matter, in the order of their names.
    fn assets(&mut self) -> Vec<Asset<'a>> {
        let mut implied = self.at_the_money();
        let quote = |id: &AssetId| self.market.assets.get(id);
        let peg = |id: &AssetId| quote(id).map(|quote| quote.peg).unwrap_or_default();
        let mut at_the_money = |id: &AssetId| implied.remove(id).unwrap_or_default();
        let asset = |id: &&'a AssetId| Asset { id, peg: peg(id), quote: quote(id), at_the_money: at_the_money(id) };
        self.indexes.keys().map(asset).collect()
    }

    /// The asset's index in the book.
    fn asset(&self, id: &AssetId) -> usize {
        self.indexes.get(id).copied().unwrap_or(usize::MAX)
    }

    fn finite(&mut self, at: Place, value: f64) -> Option<f64> {
        self.sound(at, value, number::problem(value))
    }

    fn positive(&mut self, at: Place, value: f64) -> Option<f64> {
        self.sound(at, value, number::positive_problem(value))
    }

    fn sound(&mut self, at: Place, value: f64, wrong: Option<ProblemKind>) -> Option<f64> {
        match wrong {
            None => Some(value),
            Some(kind) => {
                self.problem(at, kind);
                None
            }
        }
    }

    fn problem(&mut self, at: Place, kind: ProblemKind) {
        self.problems.push(Problem { at, kind });
    }
}

/// Holdings or positions with their places in the portfolio, in the order of their numbers, so that no total depends on
/// the portfolio's order.
fn by_number<T, I: Ord>(things: &[T], number: impl Fn(&T) -> I) -> impl Iterator<Item = (usize, &T)> {
    let mut numbered = BTreeMap::new();
    for (place, thing) in things.iter().enumerate() {
        numbered.insert((number(thing), place), thing);
    }
    numbered.into_iter().map(|((_, place), thing)| (place, thing))
}

/// All terms of an instrument, in an order: its name, its multiplier's bits, and its expiry to the millisecond.
type TermsInOrder = (InstrumentId, u64, Option<i64>);

fn in_order(instrument: &Instrument) -> TermsInOrder {
    let expiry = match instrument.kind {
        Kind::Spot | Kind::Perpetual => None,
        Kind::Future { expiry } | Kind::Option { expiry, .. } => Some(expiry.milliseconds()),
    };
    (instrument.id(), instrument.multiplier.get().to_bits(), expiry)
}

/// Holdings and contracts on their way into groups.
#[derive(Default)]
struct Pockets<'a> {
    /// In the order of their first lots' numbers.
    holdings: Vec<Held<'a>>,
    /// Where each asset stands among the holdings.
    held: BTreeMap<usize, usize>,
    cross: BTreeMap<TermsInOrder, Contract<'a>>,
    isolated: BTreeMap<PositionId, (Usd, Contract<'a>)>,
}

impl<'a> Pockets<'a> {
    /// Puts a holding beside others of its asset: a haircut depends on how much there is of it.
    fn hold(&mut self, held: Held<'a>) {
        let next = self.holdings.len();
        let place = *self.held.entry(held.asset).or_insert(next);
        match self.holdings.get_mut(place) {
            Some(same) => {
                same.lots.extend(held.lots);
                same.orders.extend(held.orders);
            }
            None => self.holdings.push(held),
        }
    }

    /// Puts an isolated contract into a pocket of its own, and a cross one beside others of its instrument.
    fn put(&mut self, mode: MarginMode, position: PositionId, contract: Contract<'a>) {
        match mode {
            MarginMode::Isolated { collateral } => {
                self.isolated.insert(position, (collateral, contract));
            }
            MarginMode::Cross => {
                let terms = in_order(contract.instrument);
                match self.cross.get_mut(&terms) {
                    Some(same) => {
                        same.legs.extend(contract.legs);
                        same.orders.extend(contract.orders);
                    }
                    None => {
                        self.cross.insert(terms, contract);
                    }
                }
            }
        }
    }

    fn groups(self) -> Vec<Group<'a>> {
        let holdings = self.holdings.into_iter().map(Held::gathered).collect();
        let contracts = self.cross.into_values().collect();
        let cross = Group { key: GroupKey::Cross, set_aside: None, holdings, contracts };
        let isolated = self.isolated.into_iter().map(|(position, (collateral, contract))| Group {
            key: GroupKey::Isolated(position),
            set_aside: Some((position, collateral)),
            holdings: Vec::new(),
            contracts: vec![contract],
        });
        std::iter::once(cross).chain(isolated).collect()
    }
}
