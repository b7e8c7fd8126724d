//! Looks everything up, and collects everything that is wrong on the way.
//!
//! Making a [`Book`] is the only place where an input can be found wrong; whatever is calculated from one has a number.

use crate::book::{Asset, Book, Contract, Group, Held, Leg, Lot};
use crate::id::{AssetId, InstrumentId, PositionId};
use crate::instrument::{Instrument, Kind};
use crate::market::{self, Market};
use crate::model;
use crate::portfolio::{Holding, Leverage, MarginMode, Portfolio, Position};
use crate::problem::{HoldingField, Place, PositionField, Problem, ProblemKind, Problems};
use crate::report::{Assumption, GroupKey};
use crate::rules::{Model, Modes, TierTable, TieredNotional, VenueRules};
use crate::units::{Price, Quantity, Ratio, Usd};
use std::collections::{BTreeMap, BTreeSet};

mod number;
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
        for asset in held.chain(portfolio.positions.iter().map(|position| &position.instrument.underlying)) {
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
        self.ids();
        let portfolio = self.portfolio;
        let mut pockets = Pockets::default();
        for (place, holding) in by_number(&portfolio.holdings, |holding| holding.id) {
            if let Some(held) = self.holding(place, holding) {
                pockets.hold(held);
            }
        }
        for (place, position) in by_number(&portfolio.positions, |position| position.id) {
            if let Some(contract) = self.position(place, position) {
                pockets.put(position, contract);
            }
        }
        let (assets, groups) = (self.assets(), pockets.groups());
        let Self { rules, problems, assumptions, .. } = self;
        let mut book = Problems::none_or(problems, Book { rules, assets, groups, assumptions })?;
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

    /// Finds numbers that two holdings or two positions share.
    fn ids(&mut self) {
        let mut seen = BTreeSet::new();
        for holding in self.portfolio.holdings.iter().filter(|holding| !seen.insert(holding.id)) {
            let at = Place::Holding(holding.id, HoldingField::Id);
            self.problems.push(Problem { at, kind: ProblemKind::DuplicateId });
        }
        let mut seen = BTreeSet::new();
        for position in self.portfolio.positions.iter().filter(|position| !seen.insert(position.id)) {
            let at = Place::Position(position.id, PositionField::Id);
            self.problems.push(Problem { at, kind: ProblemKind::DuplicateId });
        }
    }

    fn holding(&mut self, place: usize, holding: &'a Holding) -> Option<Held<'a>> {
        let at = |field| Place::Holding(holding.id, field);
        let quantity = self.finite(at(HoldingField::Quantity), holding.quantity.get());
        let index = self.index(&holding.asset, at(HoldingField::Asset));
        let haircut = self.rules.collateral.0.get(&holding.asset);
        if haircut.is_none() {
            self.assumptions.push(Assumption::NotAccepted(holding.asset.clone()));
        }
        let asset = self.asset(&holding.asset);
        let (quantity, index) = (Quantity::new(quantity?), index?);
        let lots = vec![Lot { id: holding.id, place, quantity }];
        Some(Held { id: holding.id, asset, quantity, index, haircut, lots })
    }

    /// One position as a contract with a single leg.
    fn position(&mut self, place: usize, position: &'a Position) -> Option<Contract<'a>> {
        let at = |field| Place::Position(position.id, field);
        let instrument = &position.instrument;
        let quantity = self.finite(at(PositionField::Quantity), position.quantity.get());
        let entry = self.positive(at(PositionField::Entry), position.entry.get());
        let multiplier = self.positive(at(PositionField::Instrument), instrument.multiplier.get());
        if let Kind::Option { strike, .. } = instrument.kind {
            self.positive(at(PositionField::Instrument), strike.get());
        }
        if let MarginMode::Isolated { collateral } = position.mode {
            self.finite(at(PositionField::Collateral), collateral.get());
        }
        let id = instrument.id();
        let mark = self.mark(&id, at(PositionField::Instrument));
        let index = self.index(&instrument.underlying, at(PositionField::Instrument));
        let tiers = self.listing(position, &id);
        let asset = self.asset(&instrument.underlying);
        multiplier?;
        let (quantity, entry) = (Quantity::new(quantity?), Price::new(entry?));
        let leg = Leg { position: position.id, place, quantity, entry, leverage: position.leverage };
        Some(Contract { instrument, asset, index: index?, mark: mark?, tiers: tiers?, legs: vec![leg] })
    }

    /// The contract's tiers, if the venue lists it and offers what the position asks for.
    fn listing(&mut self, position: &Position, id: &InstrumentId) -> Option<&'a TierTable> {
        let at = |field| Place::Position(position.id, field);
        let Model::TieredNotional(TieredNotional { tables, listings }) = &self.rules.model;
        let Some(listing) = listings.get(id) else {
            self.problem(at(PositionField::Instrument), ProblemKind::NotListed(id.clone()));
            return None;
        };
        if listing.modes == Modes::IsolatedOnly && position.mode == MarginMode::Cross {
            self.problem(at(PositionField::Mode), ProblemKind::IsolatedOnly);
        }
        let tiers = tables.get(&listing.table)?;
        let maximum = tiers.0.first()?.initial.leverage();
        // A table that allows no leverage that is a number is itself a problem, which has been found.
        if let Leverage::Chosen(chosen) = position.leverage
            && maximum.is_finite()
            && !(Ratio::new(1.0)..=maximum).contains(&chosen)
        {
            self.problem(at(PositionField::Leverage), ProblemKind::LeverageOutside { maximum });
        }
        Some(tiers)
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

    fn mark(&mut self, instrument: &InstrumentId, wanted_by: Place) -> Option<Price> {
        match self.market.mark(instrument) {
            Some(mark) => self.positive(Place::Instrument(instrument.clone()), mark.get()).map(Price::new),
            None => {
                self.problem(wanted_by, ProblemKind::MissingMark(instrument.clone()));
                None
            }
        }
    }

    /// The assets whose prices matter, in the order of their names.
    fn assets(&self) -> Vec<Asset<'a>> {
        let peg = |id: &AssetId| self.market.assets.get(id).map(|quote| quote.peg).unwrap_or_default();
        self.indexes.keys().map(|id| Asset { id, peg: peg(id) }).collect()
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
type Terms = (InstrumentId, u64, Option<i64>);

fn terms(instrument: &Instrument) -> Terms {
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
    cross: BTreeMap<Terms, Contract<'a>>,
    isolated: BTreeMap<PositionId, (Usd, Contract<'a>)>,
}

impl<'a> Pockets<'a> {
    /// Puts a holding beside others of its asset: a haircut depends on how much there is of it.
    fn hold(&mut self, held: Held<'a>) {
        let next = self.holdings.len();
        let place = *self.held.entry(held.asset).or_insert(next);
        match self.holdings.get_mut(place) {
            Some(same) => same.lots.extend(held.lots),
            None => self.holdings.push(held),
        }
    }

    /// Puts an isolated contract into a pocket of its own, and a cross one beside others of its instrument.
    fn put(&mut self, position: &Position, contract: Contract<'a>) {
        match position.mode {
            MarginMode::Isolated { collateral } => {
                self.isolated.insert(position.id, (collateral, contract));
            }
            MarginMode::Cross => {
                let terms = terms(contract.instrument);
                match self.cross.get_mut(&terms) {
                    Some(same) => same.legs.extend(contract.legs),
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
