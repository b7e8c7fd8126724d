//! The engine's inputs, and the venue's own figures.

use crate::finish::finished;
use crate::imported::{ImportNote, Imported, Stated, StatedPosition};
use crate::made;
use crate::node::Place;
use crate::problem::Problems;
use crate::simplified::Simplified;
use crate::statement::price::{self, Priced};
use crate::statement::requirement::{self, Required};
use crate::statement::{Balance, Behind, FieldNames, Pools, Statement, name};
use margin_core::id::{AssetId, PositionId};
use margin_core::portfolio::{Leverage, MarginMode, Position};
use margin_core::problem::{self, PositionField};
use margin_core::time::Timestamp;
use margin_core::units::{Ratio, Usd};
use std::collections::BTreeSet;

impl Statement {
    /// The import, unless something about it is wrong.
    pub(crate) fn finish(mut self, problems: &mut Problems) -> Option<Imported> {
        self.rows.retain(|row| row.quantity != 0.0);
        name::apart(&mut self.rows, &mut self.notes);
        let mut priced = price::priced(&mut self, problems)?;
        lone_isolated(&mut self, &mut priced);
        if self.balances.is_empty() && priced.iter().any(|each| each.row.behind == Behind::Cross) {
            self.notes.push(ImportNote::NoCollateral);
        }
        price::compare(&mut self, &priced);
        let assets = price::assets(&mut self, &priced, problems);
        pools(&mut self, &priced);
        let time = self.moment(problems);
        let Required { rules, greatest } = requirement::choose(&mut self, &priced, time.date(), problems);
        let positions: Vec<_> = (1..)
            .zip(&priced)
            .map(|(number, each)| {
                let most = greatest.get(&each.row.instrument.id()).copied();
                position(PositionId(number), each, most, &mut self.notes)
            })
            .collect();
        let stated = stated(&self, &priced);
        let balances = self.balances.iter().map(|balance| (balance.asset.clone(), balance.quantity));
        let imported = Imported {
            portfolio: made::portfolio(made::holdings(balances), positions),
            market: made::market(self.venue, time, assets, price::instruments(&self, &priced)),
            rules,
            rules_id: self.rules_id.clone(),
            venue: self.venue.to_owned(),
            taken: std::mem::take(&mut self.notes),
            stated,
        };
        finished(imported, |at| place_of(at, &self.place, self.fields, &priced), problems)
    }

    /// The moment that the documents are of; where they do not say, the day of the latest rules that are carried.
    fn moment(&mut self, problems: &mut Problems) -> Timestamp {
        if let Some(time) = self.time {
            return time;
        }
        let carried = self.rules_id.as_deref().and_then(|id| crate::rules::find(id, problems));
        let taken = carried.map(|rules| rules.effective).or_else(|| crate::rules::latest(problems));
        let start = taken.map_or(Timestamp::from_milliseconds(0), |date| date.start());
        self.notes.push(ImportNote::NoTime { taken: start.date() });
        start
    }
}

/// A single isolated position with coins behind it, and nothing else, is an account with these coins as collateral: as
/// dollars they would not move with the price.
fn lone_isolated(statement: &mut Statement, priced: &mut [Priced]) {
    let coins = priced.iter().filter(|each| each.row.in_coins() && each.row.behind != Behind::Cross).count();
    if let [only] = priced
        && statement.balances.is_empty()
        && only.row.in_coins()
        && let Behind::Isolated(coins) = only.row.behind
    {
        let balance = Balance::full(only.row.place.clone(), only.row.instrument.underlying.clone(), coins);
        statement.balances.push(Balance { index: Some(only.index), ..balance });
        let unit = only.index;
        let dollars = |amount: Option<f64>| amount.map(|amount| amount * unit);
        statement.totals.equity = dollars(only.row.figures.equity.take());
        statement.totals.maintenance = dollars(only.row.figures.maintenance);
        statement.totals.initial = dollars(only.row.figures.initial);
        only.row.behind = Behind::Cross;
        statement.notes.push(ImportNote::Simplified(Simplified::LoneIsolated(only.row.instrument.id())));
    } else if coins > 0 {
        statement.notes.push(ImportNote::Simplified(Simplified::CoinsSetAside { count: coins }));
    }
}

/// Says where the venue keeps apart what a portfolio puts together.
fn pools(statement: &mut Statement, priced: &[Priced]) {
    if statement.pools == Pools::Together {
        return;
    }
    let cross = priced.iter().filter(|each| each.row.behind == Behind::Cross);
    let settled: BTreeSet<AssetId> = cross.map(|each| each.row.settles.clone()).collect();
    let held = statement.balances.iter().map(|balance| balance.asset.clone());
    let all: BTreeSet<AssetId> = settled.iter().cloned().chain(held).collect();
    if !settled.is_empty() && all.len() > 1 {
        statement.notes.push(ImportNote::Simplified(Simplified::PoolsTogether(all.into_iter().collect())));
    }
}

fn position(id: PositionId, each: &Priced, most: Option<Ratio>, notes: &mut Vec<ImportNote>) -> Position {
    let row = &each.row;
    let mode = match row.behind {
        Behind::Cross => MarginMode::Cross,
        Behind::Isolated(amount) => MarginMode::Isolated { collateral: Usd::new(amount * each.unit()) },
    };
    let leverage = match (row.leverage.map(Ratio::new), most) {
        (Some(set), Some(most)) if set > most => {
            notes.push(ImportNote::LeverageLowered { position: id, set, taken: most });
            Leverage::Chosen(most)
        }
        (Some(set), Some(_)) => Leverage::Chosen(set),
        _ => Leverage::VenueMaximum,
    };
    let made = made::position(id, row.instrument.clone(), row.quantity, each.entry);
    Position { mode, leverage, accrued: Usd::new(row.accrued * each.unit()), ..made }
}

fn stated(statement: &Statement, priced: &[Priced]) -> Stated {
    let totals = statement.totals;
    Stated {
        cross_equity: totals.equity.map(Usd::new),
        cross_counted: None,
        cross_maintenance: totals.maintenance.map(Usd::new),
        cross_initial: totals.initial.map(Usd::new),
        withdrawable: totals.withdrawable.map(Usd::new),
        positions: (1..).zip(priced).map(|(number, each)| stated_position(PositionId(number), each)).collect(),
    }
}

fn stated_position(id: PositionId, each: &Priced) -> StatedPosition {
    let dollars = |amount: Option<f64>| amount.map(|amount| Usd::new(amount * each.unit()));
    let figures = each.row.figures;
    StatedPosition {
        notional: dollars(figures.notional),
        unrealised: dollars(figures.unrealised),
        initial: dollars(figures.initial),
        maintenance: dollars(figures.maintenance),
        equity: dollars(figures.equity),
        liquidation: each.row.liquidation,
        ..StatedPosition::silent(id)
    }
}

/// Where what the engine names was read.
fn place_of(at: &problem::Place, account: &Place, fields: FieldNames, priced: &[Priced]) -> Place {
    let problem::Place::Position(PositionId(number), field) = at else {
        return account.clone();
    };
    let index = (*number as usize).checked_sub(1);
    let Some(each) = index.and_then(|index| priced.get(index)) else {
        return account.clone();
    };
    let name = match field {
        PositionField::Quantity => fields.quantity,
        PositionField::Entry => fields.entry,
        PositionField::Collateral => fields.collateral,
        PositionField::Leverage => fields.leverage,
        PositionField::Id | PositionField::Instrument | PositionField::Mode | PositionField::Accrued => {
            return each.row.place.clone();
        }
    };
    each.row.place.field(name)
}
