//! Portfolio, market, rules and the venue's own figures, from what was read.
//!
//! holding = quote + Σ quantity × entry, so that equity = quote + Σ quantity × price whatever the entries. Isolated: set
//! aside = the child's quote + quantity × entry. All in USDC.

use super::account::{Chosen, Subaccount};
use super::held::Held;
use super::order::{self, Written};
use super::universe::{Offer, Universe, underlying};
use super::{DOLLAR, NAME, RULES};
use crate::finish::{finished, fitting};
use crate::imported::{ImportNote, Imported, Stated, StatedPosition};
use crate::made;
use crate::node::Place;
use crate::problem::{DocumentKind, ImportProblemKind, Problems};
use crate::rules::{self, StatedRates, Whose};
use margin_core::id::{HoldingId, PositionId};
use margin_core::instrument::Instrument;
use margin_core::market::{InstrumentQuote, Market};
use margin_core::portfolio::{MarginMode, Portfolio, Position};
use margin_core::problem::{self, PositionField};
use margin_core::rules::{Modes, VenueRules};
use margin_core::time::Timestamp;
use margin_core::units::{Quantity, Ratio, Usd};
use std::collections::BTreeMap;

/// The last digit that the venue writes of an amount in dollars.
const LAST_DIGIT: f64 = 1e-6;

/// A position in its place.
struct Placed<'a> {
    id: PositionId,
    held: &'a Held,
    /// The subaccount that stands behind it alone; none for a cross position.
    child: Option<&'a Subaccount>,
    instrument: Instrument,
    mark: f64,
    entry: f64,
}

pub(super) fn assemble(
    chosen: Chosen,
    universe: Option<&Universe>,
    orders: &[Written],
    mut notes: Vec<ImportNote>,
    problems: &mut Problems,
) -> Option<Imported> {
    let placed = placed(&chosen, universe, &mut notes, problems);
    tell(&chosen, &placed, universe, &mut notes);
    let orders = order::orders(orders, universe, &mut notes);
    if !problems.is_empty() {
        return None;
    }
    let time = time(&placed, universe);
    let known = rules(&placed, universe, time, &mut notes, problems);
    let fallback = known.as_ref().map(|rules| rules.effective.start());
    let (time, dated) = match (time, fallback) {
        (Some(time), _) => (time, true),
        (None, fallback) => (fallback.unwrap_or(Timestamp::from_milliseconds(0)), false),
    };
    if !dated || universe.is_none_or(|universe| universe.time.is_none()) {
        notes.push(ImportNote::NoTime { taken: time.date() });
    }
    let stated = stated(&chosen, &placed, universe.is_some(), &mut notes);
    let imported = Imported {
        portfolio: Portfolio { orders, ..portfolio(&chosen, &placed) },
        market: market(&placed, universe, time),
        rules: known,
        rules_id: Some(RULES.into()),
        venue: NAME.into(),
        taken: notes,
        stated,
    };
    let imported = fitting(imported, NAME, DocumentKind::Universe);
    let start = chosen.cross.as_ref().map_or_else(|| Place::start(0), |one| one.place.clone());
    finished(imported, |at| place_of(at, &placed, &start), problems)
}

fn placed<'a>(
    chosen: &'a Chosen,
    universe: Option<&Universe>,
    notes: &mut Vec<ImportNote>,
    problems: &mut Problems,
) -> Vec<Placed<'a>> {
    let cross = chosen.cross.iter().flat_map(|one| &one.positions).map(|held| (held, None));
    let isolated = chosen.isolated.iter().flat_map(|one| one.positions.iter().map(move |held| (held, Some(one))));
    let (mut placed, mut unknown_entries) = (Vec::new(), 0);
    for (number, (held, child)) in (1..).zip(cross.chain(isolated)) {
        let Some((instrument, mark)) = priced(held, universe, problems) else {
            continue;
        };
        if held.quantity == 0.0 {
            notes.push(ImportNote::NothingHeld(instrument.id()));
            continue;
        }
        let known = held.entry > 0.0;
        unknown_entries += usize::from(!known);
        let entry = if known { held.entry } else { mark };
        placed.push(Placed { id: PositionId(number), held, child, instrument, mark, entry });
    }
    if unknown_entries > 0 {
        notes.push(ImportNote::EntriesFromMark { count: unknown_entries });
    }
    placed
}

/// A position's contract and price: the oracle's where it was handed in, or what the stated profit is counted at.
fn priced(held: &Held, universe: Option<&Universe>, problems: &mut Problems) -> Option<(Instrument, f64)> {
    let Some(universe) = universe else {
        let mark = held.own_mark();
        if mark.is_none() && held.quantity != 0.0 {
            let missing = ImportProblemKind::MissingDocument { venue: NAME, document: DocumentKind::Universe };
            problems.add(&held.place, missing);
        }
        let instrument = Instrument::perpetual(underlying(&held.ticker));
        return Some((instrument, if held.quantity == 0.0 { 0.0 } else { mark? }));
    };
    let Some(listed) = universe.markets.get(&held.ticker) else {
        problems.add(&held.place.field("market"), ImportProblemKind::UnknownCoin(held.ticker.clone()));
        return None;
    };
    if listed.price.is_none() {
        problems.add(&listed.place.field("oraclePrice"), ImportProblemKind::NotPositive);
    }
    Some((listed.instrument(), listed.price?))
}

fn tell(chosen: &Chosen, placed: &[Placed], universe: Option<&Universe>, notes: &mut Vec<ImportNote>) {
    notes.push(ImportNote::AtOneDollar(DOLLAR.into()));
    let others: Vec<_> = chosen.cross.iter().chain(&chosen.isolated).flat_map(|one| one.others.clone()).collect();
    if !others.is_empty() {
        notes.push(ImportNote::SpotNotCounted(others));
    }
    if universe.is_none() && !placed.is_empty() {
        notes.push(ImportNote::IndexFromMark { count: placed.len() });
    }
}

/// The latest moment that anything is known to be of; the venue dates neither accounts nor markets.
fn time(placed: &[Placed], universe: Option<&Universe>) -> Option<Timestamp> {
    let opened = placed.iter().filter_map(|placed| placed.held.opened).max();
    universe.and_then(|universe| universe.time).max(opened)
}

fn portfolio(chosen: &Chosen, placed: &[Placed]) -> Portfolio {
    let cross = placed.iter().filter(|placed| placed.child.is_none());
    let behind: f64 = cross.map(|placed| placed.held.quantity * placed.entry).sum();
    let quote = chosen.cross.as_ref().map_or(0.0, |one| one.quote);
    let holding = made::holding(HoldingId(1), DOLLAR.into(), quote + behind);
    made::portfolio(vec![holding], placed.iter().map(position).collect())
}

fn position(placed: &Placed) -> Position {
    let mode = placed.child.map_or(MarginMode::Cross, |child| MarginMode::Isolated {
        collateral: Usd::new(child.collateral(|_| placed.entry)),
    });
    Position { mode, ..made::position(placed.id, placed.instrument.clone(), placed.held.quantity, placed.entry) }
}

fn market(placed: &[Placed], universe: Option<&Universe>, time: Timestamp) -> Market {
    let (mut assets, mut instruments) = (BTreeMap::new(), BTreeMap::new());
    for listed in universe.into_iter().flat_map(|universe| universe.markets.values()) {
        let Some(price) = listed.price else {
            continue;
        };
        assets.insert(listed.underlying.clone(), made::asset(price));
        let quote = InstrumentQuote {
            open_interest: listed.open_interest.map(Quantity::new),
            daily_volume: listed.daily_volume.map(Usd::new),
            funding: listed.funding.map(Ratio::new),
            ..made::contract(price)
        };
        instruments.insert(listed.instrument().id(), quote);
    }
    for placed in placed {
        assets.entry(placed.instrument.underlying.clone()).or_insert_with(|| made::asset(placed.mark));
        instruments.entry(placed.instrument.id()).or_insert_with(|| made::contract(placed.mark));
    }
    assets.insert(DOLLAR.into(), made::dollar(1.0));
    made::market(NAME, time, assets, instruments)
}

/// The venue's rules with the rates that were handed in.
fn rules(
    placed: &[Placed],
    universe: Option<&Universe>,
    time: Option<Timestamp>,
    notes: &mut Vec<ImportNote>,
    problems: &mut Problems,
) -> Option<VenueRules> {
    let Some(universe) = universe else {
        let carried = rules::carried(RULES, notes, problems);
        notes.extend(carried.as_ref().map(|rules| ImportNote::RulesCarried { effective: rules.effective }));
        return carried;
    };
    let mut rates = Vec::new();
    for listed in universe.markets.values() {
        let instrument = listed.instrument().id();
        let crossed = placed.iter().any(|placed| placed.child.is_none() && placed.instrument.id() == instrument);
        let modes = match (listed.offer, crossed) {
            (Offer::IsolatedOnly, false) => Modes::IsolatedOnly,
            (Offer::IsolatedOnly, true) => {
                notes.push(ImportNote::CrossWhereIsolatedOnly(instrument.clone()));
                Modes::CrossOrIsolated
            }
            (Offer::CrossOrIsolated, _) => Modes::CrossOrIsolated,
        };
        rates.push(StatedRates { instrument, initial: listed.initial(), maintenance: listed.maintenance, modes });
    }
    notes.push(ImportNote::RulesStated { count: rates.len() });
    let carried = rules::find(RULES, problems);
    let effective = carried.as_ref().map(|rules| rules.effective);
    let date = time.map(Timestamp::date).or(effective).unwrap_or(Timestamp::from_milliseconds(0).date());
    let whose = || Whose { venue: NAME, product: "Perpetuals", date, collateral: vec![DOLLAR.into()] };
    Some(match carried {
        Some(carried) => rules::restated(carried, date, &rates),
        None => rules::stated(whose(), &rates),
    })
}

/// The venue's own figures, of those subaccounts that it valued at the prices that are taken.
fn stated(chosen: &Chosen, placed: &[Placed], repriced: bool, notes: &mut Vec<ImportNote>) -> Stated {
    let mut current = |one: &Subaccount| {
        let of = placed.iter().filter(|placed| one.positions.iter().any(|held| held.place == placed.held.place));
        let values: Vec<f64> = of.map(|placed| placed.held.quantity * placed.mark).collect();
        let (net, gross) = values.iter().fold((0.0, 0.0), |(net, gross), value| (net + value, gross + value.abs()));
        let taken = one.quote + net;
        let rounding = LAST_DIGIT * (values.len() + 1) as f64 + 1e-12 * gross;
        let stale = one.equity.filter(|stated| repriced && (stated - taken).abs() > rounding);
        notes.extend(stale.map(|stated| {
            let (stated, taken) = (Usd::new(stated), Usd::new(taken));
            ImportNote::Recalculated { stated, taken }
        }));
        stale.is_none()
    };
    let cross = chosen.cross.as_ref().filter(|one| current(one));
    let isolated: Vec<_> = chosen.isolated.iter().filter(|one| current(one)).map(|one| one.number).collect();
    let positions = placed.iter().map(|placed| {
        let child = placed.child.filter(|child| isolated.contains(&child.number));
        let valued = placed.child.map_or(cross.is_some(), |_| child.is_some());
        StatedPosition {
            unrealised: placed.held.unrealised.filter(|_| valued && placed.held.entry > 0.0).map(Usd::new),
            equity: child.and_then(|child| child.equity).map(Usd::new),
            ..StatedPosition::silent(placed.id)
        }
    });
    Stated {
        cross_equity: cross.and_then(|one| one.equity).map(Usd::new),
        withdrawable: cross.and_then(|one| one.free).map(Usd::new),
        positions: positions.collect(),
        ..Stated::default()
    }
}

/// Where what the engine names was read.
fn place_of(at: &problem::Place, placed: &[Placed], start: &Place) -> Place {
    let problem::Place::Position(id, field) = at else {
        return start.clone();
    };
    let Some(placed) = placed.iter().find(|placed| placed.id == *id) else {
        return start.clone();
    };
    match field {
        PositionField::Quantity => placed.held.place.field("size"),
        PositionField::Entry => placed.held.place.field("entryPrice"),
        _ => placed.held.place.clone(),
    }
}
