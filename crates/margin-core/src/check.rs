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
    assets: Vec<Asset<'a>>,
    indexes: BTreeMap<&'a AssetId, usize>,
}

impl<'a> Check<'a> {
    fn new(portfolio: &'a Portfolio, market: &'a Market, rules: &'a VenueRules) -> Self {
        Self {
            portfolio,
            market,
            rules,
            problems: Vec::new(),
            assumptions: Vec::new(),
            assets: Vec::new(),
            indexes: BTreeMap::new(),
        }
    }

    fn book(mut self) -> Result<Book<'a>, Problems> {
        self.problems.extend(check_rules(self.rules).err().into_iter().flatten());
        self.market();
        self.ids();
        let portfolio = self.portfolio;
        let mut pockets = Pockets::default();
        for holding in &portfolio.holdings {
            if let Some(held) = self.holding(holding) {
                pockets.hold(held);
            }
        }
        for position in &portfolio.positions {
            if let Some(contract) = self.position(position) {
                pockets.put(position, contract);
            }
        }
        let groups = pockets.groups();
        let Self { rules, problems, assumptions, assets, .. } = self;
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

    fn holding(&mut self, holding: &'a Holding) -> Option<Held<'a>> {
        let at = |field| Place::Holding(holding.id, field);
        let quantity = self.finite(at(HoldingField::Quantity), holding.quantity.get());
        let index = self.index(&holding.asset, at(HoldingField::Asset));
        let haircut = self.rules.collateral.0.get(&holding.asset);
        if haircut.is_none() {
            self.assumptions.push(Assumption::NotAccepted(holding.asset.clone()));
        }
        let asset = self.asset(&holding.asset);
        let (quantity, index) = (Quantity::new(quantity?), index?);
        let lots = vec![Lot { id: holding.id, quantity }];
        Some(Held { id: holding.id, asset, quantity, index, haircut, lots })
    }

    /// One position as a contract with a single leg.
    fn position(&mut self, position: &'a Position) -> Option<Contract<'a>> {
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
        let leg = Leg { position: position.id, quantity, entry, leverage: position.leverage };
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

    /// The asset's index in the book.
    fn asset(&mut self, id: &'a AssetId) -> usize {
        let next = self.assets.len();
        let index = *self.indexes.entry(id).or_insert(next);
        if index == next {
            let peg = self.market.assets.get(id).map(|quote| quote.peg).unwrap_or_default();
            self.assets.push(Asset { id, peg });
        }
        index
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

/// All terms of an instrument, in an order: its name, its multiplier's bits, and its expiry to the millisecond.
type Terms = (InstrumentId, u64, Option<i64>);

fn terms(instrument: &Instrument) -> Terms {
    let expiry = match instrument.kind {
        Kind::Spot | Kind::Perpetual => None,
        Kind::Future { expiry } | Kind::Option { expiry, .. } => Some(expiry.milliseconds()),
    };
    (instrument.id(), instrument.multiplier.get().to_bits(), expiry)
}

/// Holdings and contracts on their way into groups, kept in an order that does not depend on the portfolio's, so that no total does.
#[derive(Default)]
struct Pockets<'a> {
    holdings: BTreeMap<usize, Held<'a>>,
    cross: BTreeMap<Terms, Contract<'a>>,
    isolated: BTreeMap<PositionId, (Usd, Contract<'a>)>,
}

impl<'a> Pockets<'a> {
    /// Puts a holding beside others of its asset: a haircut depends on how much there is of it.
    fn hold(&mut self, held: Held<'a>) {
        match self.holdings.get_mut(&held.asset) {
            Some(same) => same.lots.extend(held.lots),
            None => {
                self.holdings.insert(held.asset, held);
            }
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
        let mut holdings: Vec<_> = self.holdings.into_values().map(Held::gathered).collect();
        holdings.sort_by_key(|held| held.id);
        let mut contracts: Vec<_> = self.cross.into_values().collect();
        for contract in &mut contracts {
            contract.legs.sort_by_key(|leg| leg.position);
        }
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
