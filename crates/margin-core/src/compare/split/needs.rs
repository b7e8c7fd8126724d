//! What two venues need for shares of contracts, by the one calculation.

use crate::book::Move;
use crate::check;
use crate::compare::WhyNone;
use crate::compare::fit::{Fitted, fit};
use crate::compare::split::{Buffer, ContractShare, NoSplit, Part, Split, TakenBy, Transfer};
use crate::evaluate::evaluate;
use crate::instrument::Instrument;
use crate::market::Market;
use crate::portfolio::{MarginMode, Portfolio, Position};
use crate::problem::Problems;
use crate::report::{Bare, Figure, GroupKey, Level};
use crate::rules::VenueRules;
use crate::units::{Quantity, Ratio, Usd};

/// The hours of a year of 365 days.
const HOURS: f64 = 8_760.0;

/// All that a split is sought over.
pub(super) struct Needs<'a> {
    market: &'a Market,
    venues: [&'a VenueRules; 2],
    transfer: &'a Transfer,
    pub(super) contracts: Vec<Contract>,
}

/// One contract, with its positions as each venue takes them.
pub(super) struct Contract {
    instrument: Instrument,
    positions: [Vec<Position>; 2],
    pub(super) taken_by: TakenBy,
    /// Dollars of buffer when all of it is moved.
    pub(super) buffer: f64,
}

/// Dollars that a venue needs: for the cross group, negative where its profit counts for more than it requires, and for
/// its isolated positions.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Need {
    pub(super) cross: f64,
    pub(super) isolated: f64,
}

impl Need {
    pub(super) fn held(self) -> f64 {
        self.isolated + if self.cross > 0.0 { self.cross } else { 0.0 }
    }
}

impl<'a> Needs<'a> {
    pub(super) fn new(
        portfolio: &Portfolio,
        market: &'a Market,
        venues: [&'a VenueRules; 2],
        transfer: &'a Transfer,
    ) -> Result<Self, NoSplit> {
        check_transfer(transfer)?;
        let mut contracts = Vec::new();
        let mut refused = Vec::new();
        for (instrument, positions) in by_contract(portfolio) {
            let taken = venues.map(|rules| taken(&positions, market, rules));
            let taken_by = match &taken {
                [Ok(_), Ok(_)] => TakenBy::Both,
                [Ok(_), Err(_)] => TakenBy::First,
                [Err(_), Ok(_)] => TakenBy::Second,
                [Err(first), Err(second)] => {
                    refused.push((instrument, first.clone(), second.clone()));
                    continue;
                }
            };
            let positions = taken.map(Result::unwrap_or_default);
            contracts.push(Contract { instrument, positions, taken_by, buffer: 0.0 });
        }
        if !refused.is_empty() {
            return Err(NoSplit::NotTaken(refused));
        }
        let mut needs = Self { market, venues, transfer, contracts };
        needs.buffers()?;
        Ok(needs)
    }

    /// What each contract's buffer would be if all of it were moved.
    fn buffers(&mut self) -> Result<(), NoSplit> {
        let hours = self.transfer.hours;
        for place in 0..self.contracts.len() {
            let Some(contract) = self.contracts.get(place) else { continue };
            let share = match self.transfer.buffer {
                Buffer::None => 0.0,
                Buffer::PerHour(share) => share.get() * hours,
                Buffer::Volatility { quantile } => {
                    let asset = &contract.instrument.underlying;
                    let volatility = self.market.assets.get(asset).and_then(|quote| quote.volatility);
                    let volatility = volatility.ok_or_else(|| NoSplit::VolatilityUnknown(asset.clone()))?;
                    quantile.get() * volatility.get() * (hours / HOURS).sqrt()
                }
            };
            if contract.taken_by != TakenBy::First && share > 0.0 {
                let all = self.portfolio_of(1, &[(place, 1.0)]);
                let report = evaluate(&all, self.market, self.venues[1]).map_err(NoSplit::Problems)?;
                let notional = report.gross_notional().usd().get();
                if let Some(contract) = self.contracts.get_mut(place) {
                    contract.buffer = share * notional;
                }
            }
        }
        Ok(())
    }

    /// What a venue, 0 or 1, needs for shares of contracts: (contract, the share that is there).
    pub(super) fn need(&self, venue: usize, shares: &[(usize, f64)]) -> Result<Need, Problems> {
        let portfolio = self.portfolio_of(venue, shares);
        let book = check::book(&portfolio, self.market, self.venues[venue & 1])?;
        let mut need = Need::default();
        for group in &book.groups {
            let counted: Bare = group.counted(&book, Level::Initial, Move::None);
            let required: Bare = group.requirement(&book, Level::Initial, Move::None);
            let missing = required.value() - counted.value();
            match group.key {
                GroupKey::Cross => need.cross = missing,
                GroupKey::Isolated(_) if missing > 0.0 => need.isolated += missing,
                GroupKey::Isolated(_) => {}
            }
        }
        Ok(need)
    }

    /// Held at both venues with cost and buffer, when these shares stay.
    pub(super) fn total(&self, stays: &[f64]) -> Result<f64, Problems> {
        let [first, second] = self.held(stays)?;
        Ok(first + second + self.cost(stays, second) + self.buffer(stays))
    }

    fn held(&self, stays: &[f64]) -> Result<[f64; 2], Problems> {
        let [first, second] = sides(stays);
        Ok([self.need(0, &first)?.held(), self.need(1, &second)?.held()])
    }

    fn cost(&self, stays: &[f64], held_second: f64) -> f64 {
        let moves = stays.iter().any(|share| *share < 1.0);
        let Transfer { fixed, per_dollar, .. } = self.transfer;
        if moves { fixed.get() + per_dollar.get() * held_second } else { 0.0 }
    }

    fn buffer(&self, stays: &[f64]) -> f64 {
        self.contracts.iter().zip(stays).map(|(contract, share)| (1.0 - share) * contract.buffer).sum()
    }

    /// What a dollar held at a venue costs, with its transfer.
    pub(super) fn price(&self, venue: usize) -> f64 {
        if venue == 0 { 1.0 } else { 1.0 + self.transfer.per_dollar.get() }
    }

    /// What a transfer of anything costs.
    pub(super) fn fixed(&self) -> f64 {
        self.transfer.fixed.get()
    }

    /// The positions that are at a venue, without holdings.
    fn portfolio_of(&self, venue: usize, shares: &[(usize, f64)]) -> Portfolio {
        let mut positions = Vec::new();
        for (place, share) in shares.iter().filter(|(_, share)| *share > 0.0) {
            let taken = self.contracts.get(*place).and_then(|contract| contract.positions.get(venue));
            for position in taken.into_iter().flatten() {
                let (quantity, accrued) = (position.quantity.get() * share, position.accrued.get() * share);
                let (quantity, accrued) = (Quantity::new(quantity), Usd::new(accrued));
                positions.push(Position { quantity, accrued, ..position.clone() });
            }
        }
        Portfolio { positions, ..Portfolio::default() }
    }

    pub(super) fn split(&self, stays: &[f64]) -> Result<Split, Problems> {
        let [first, second] = self.held(stays)?;
        let [at_first, at_second] = sides(stays);
        let part = |venue: usize, shares: &[(usize, f64)], held| {
            let portfolio = self.portfolio_of(venue, shares);
            let report = evaluate(&portfolio, self.market, self.venues[venue & 1])?;
            Ok(Part { portfolio, held: Usd::new(held), report })
        };
        let all = |stays: f64, refused: TakenBy| match self.contracts.iter().any(|each| each.taken_by == refused) {
            true => Ok(None),
            false => self.total(&vec![stays; self.contracts.len()]).map(|total| Some(Usd::new(total))),
        };
        let shares = self.contracts.iter().zip(stays).map(|(contract, stays)| ContractShare {
            instrument: contract.instrument.clone(),
            stays: Ratio::new(*stays),
            taken_by: contract.taken_by,
        });
        Ok(Split {
            shares: shares.collect(),
            first: part(0, &at_first, first)?,
            second: part(1, &at_second, second)?,
            cost: Usd::new(self.cost(stays, second)),
            buffer: Usd::new(self.buffer(stays)),
            total: Usd::new(self.total(stays)?),
            all_first: all(1.0, TakenBy::Second)?,
            all_second: all(0.0, TakenBy::First)?,
        })
    }
}

/// The share of each contract at the first venue and at the second.
fn sides(stays: &[f64]) -> [Vec<(usize, f64)>; 2] {
    let first = stays.iter().copied().enumerate().collect();
    [first, stays.iter().map(|share| 1.0 - share).enumerate().collect()]
}

fn check_transfer(transfer: &Transfer) -> Result<(), NoSplit> {
    let share = match transfer.buffer {
        Buffer::None => 0.0,
        Buffer::Volatility { quantile } => quantile.get(),
        Buffer::PerHour(share) => share.get(),
    };
    let figures = [transfer.fixed.get(), transfer.per_dollar.get(), transfer.hours, share];
    let sound = figures.into_iter().all(|figure| figure.is_finite() && figure >= 0.0);
    if sound { Ok(()) } else { Err(NoSplit::TransferOutside) }
}

/// The positions of each contract, isolated ones with nothing set aside: what they need is what is sought.
fn by_contract(portfolio: &Portfolio) -> Vec<(Instrument, Vec<Position>)> {
    let mut contracts: Vec<(Instrument, Vec<Position>)> = Vec::new();
    for position in &portfolio.positions {
        let mode = match position.mode {
            MarginMode::Cross => MarginMode::Cross,
            MarginMode::Isolated { .. } => MarginMode::Isolated { collateral: Usd::ZERO },
        };
        let position = Position { mode, ..position.clone() };
        match contracts.iter_mut().find(|(instrument, _)| *instrument == position.instrument) {
            Some((_, positions)) => positions.push(position),
            None => contracts.push((position.instrument.clone(), vec![position])),
        }
    }
    contracts
}

/// A contract's positions as a venue takes them, where it takes them all.
fn taken(positions: &[Position], market: &Market, rules: &VenueRules) -> Result<Vec<Position>, WhyNone> {
    let alone = Portfolio { positions: positions.to_vec(), ..Portfolio::default() };
    let Fitted { taken, left_out } = fit(alone, market, rules);
    let taken = taken?;
    if left_out.is_empty() { Ok(taken.portfolio.positions) } else { Err(WhyNone::NothingTaken) }
}
