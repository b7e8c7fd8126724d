//! Contracts with what the market and the rules say of them.

use crate::book::{Contract, Terms};
use crate::check::Check;
use crate::id::InstrumentId;
use crate::instrument::Instrument;
use crate::portfolio::{Leverage, MarginMode, Position};
use crate::problem::{Place, PositionField, ProblemKind};
use crate::rules::{Model, Modes, OptionFormula, Schedule, SizedAt};
use crate::units::{Price, Ratio};
use std::cell::OnceCell;

impl<'a> Check<'a> {
    /// A contract with neither legs nor orders.
    pub(super) fn contract(&mut self, instrument: &'a Instrument, at: Place, mode: MarginMode) -> Option<Contract<'a>> {
        let multiplier = self.positive(at.clone(), instrument.multiplier.get());
        let id = instrument.id();
        let mark = if instrument.is_option() { None } else { self.mark(&id, at.clone()) };
        let index = self.index(&instrument.underlying, at.clone());
        let terms = self.terms(instrument, at.clone());
        let (mark, option) = if instrument.is_option() {
            let option = self.option(instrument, index, at)?;
            (self.premium(&id, &option), Some(option))
        } else {
            (mark, None)
        };
        let open_interest = self.open_interest(&id, terms);
        multiplier?;
        Some(Contract {
            instrument,
            asset: self.asset(&instrument.underlying),
            index: index?,
            mark: mark?,
            option,
            certainty: self.market.instruments.get(&id).and_then(|quote| quote.certainty),
            terms: terms?,
            sized_at: self.sized_at(mode),
            open_interest,
            own_initial: self.portfolio.own_initial,
            legs: Vec::new(),
            orders: Vec::new(),
            shocked: OnceCell::new(),
        })
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

    fn sized_at(&self, mode: MarginMode) -> SizedAt {
        match (self.rules.model.linear(), mode) {
            (Some(model), MarginMode::Cross) => model.basis.cross,
            (Some(model), MarginMode::Isolated { .. }) => model.basis.isolated,
            (None, _) => SizedAt::Mark,
        }
    }

    /// What the rules say of a contract, if the venue lists it.
    pub(super) fn terms(&mut self, instrument: &Instrument, at: Place) -> Option<Terms<'a>> {
        let (rules, id, underlying) = (self.rules, instrument.id(), &instrument.underlying);
        // A listing without its table is a problem of the rules, which has been found.
        let found = match &rules.model {
            Model::OptionFormula(model) if instrument.is_option() => {
                model.options.get(underlying).map(|rates| Some(Terms::Option(rates)))
            }
            Model::TieredNotional(model) | Model::OptionFormula(OptionFormula { linear: model, .. }) => {
                let listing = model.listings.get(&id);
                listing.map(|listing| model.tables.get(&listing.table).map(Terms::Schedule))
            }
            Model::WeightedHealth(model) => model.contracts.get(&id).map(|weights| Some(Terms::Weights(weights))),
            Model::ScenarioLoss(model) => {
                model.underlyings.get(underlying).map(|grid| model.grids.get(grid).map(Terms::Grid))
            }
            Model::SensitivityLoss(model) => model.underlyings.get(underlying).map(|risk| Some(Terms::Risk(risk))),
        };
        if found.is_none() {
            self.problem(at, ProblemKind::NotListed(id));
        }
        found.flatten()
    }

    /// Whether the venue offers the mode and the leverage that a position asks for.
    pub(super) fn mode_and_leverage(&mut self, position: &Position) {
        let at = |field| Place::Position(position.id, field);
        let isolated = matches!(position.mode, MarginMode::Isolated { .. });
        let Some(modes) = self.rules.model.modes(&position.instrument) else { return };
        match modes {
            Modes::IsolatedOnly if !isolated => self.problem(at(PositionField::Mode), ProblemKind::IsolatedOnly),
            Modes::CrossOnly if isolated => self.problem(at(PositionField::Mode), ProblemKind::CrossOnly),
            Modes::IsolatedOnly | Modes::CrossOnly | Modes::CrossOrIsolated => {}
        }
        let listed = self.rules.model.linear().and_then(|model| {
            let listing = model.listings.get(&position.instrument.id())?;
            model.tables.get(&listing.table).and_then(Schedule::greatest_leverage)
        });
        // A table that allows no leverage that is a number is itself a problem, which has been found.
        if let (Leverage::Chosen(chosen), Some(maximum)) = (position.leverage, listed)
            && maximum.is_finite()
            && !(Ratio::new(1.0)..=maximum).contains(&chosen)
        {
            self.problem(at(PositionField::Leverage), ProblemKind::LeverageOutside { maximum });
        }
    }
}
