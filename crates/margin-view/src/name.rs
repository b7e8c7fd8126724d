//! What positions, groups and days are called.

use crate::number::{self, Locale};
use crate::text::{self, NameText};
use margin_core::id::{HoldingId, InstrumentId, OrderId, PositionId};
use margin_core::instrument::{Instrument, Kind, Right, Settlement};
use margin_core::portfolio::{MarginMode, Portfolio, Position};
use margin_core::report::GroupKey;
use margin_core::time::{Date, Timestamp};
use margin_core::units::Quantity;

/// A contract: `BTC perpetual`, `ETH 4,000 call 27 Mar 2027`.
pub fn instrument(instrument: &Instrument, locale: &Locale) -> String {
    let asset = instrument.underlying.as_str();
    let name = match instrument.kind {
        Kind::Spot => NameText::Spot { asset }.say(),
        Kind::Perpetual => NameText::Perpetual { asset }.say(),
        Kind::Future { expiry } => NameText::Future { asset, date: &date(expiry.date()) }.say(),
        Kind::Option { expiry, strike, right } => {
            let (strike, date) = (number::price(strike, locale), date(expiry.date()));
            match right {
                Right::Call => NameText::Call { asset, strike: &strike, date: &date }.say(),
                Right::Put => NameText::Put { asset, strike: &strike, date: &date }.say(),
            }
        }
    };
    match instrument.settlement {
        Settlement::Linear => name,
        Settlement::Coin => NameText::CoinSettled { name: &name }.say(),
    }
}

/// A contract by its id: by the terms that a position has, or that the id says, or else as it is.
pub(crate) fn contract(portfolio: &Portfolio, id: &InstrumentId, locale: &Locale) -> String {
    let held = portfolio.positions.iter().map(|position| &position.instrument).find(|held| held.id() == *id);
    match held.cloned().map_or_else(|| id.as_str().parse(), Ok) {
        Ok(terms) => instrument(&terms, locale),
        Err(_) => id.to_string(),
    }
}

/// A day: `6 Sep 2026`.
pub fn date(date: Date) -> String {
    let (year, month, day) = date.parts();
    text::date(year, month, day)
}

/// A moment, to the minute: `6 Sep 2026, 16:46 UTC`.
pub fn moment(moment: Timestamp) -> String {
    let minutes = moment.milliseconds().div_euclid(60_000).rem_euclid(24 * 60);
    format!("{}, {:02}:{:02} UTC", date(moment.date()), minutes / 60, minutes % 60)
}

/// A position; one that shares its contract with others also says its side.
pub(crate) fn position(portfolio: &Portfolio, id: PositionId, locale: &Locale) -> String {
    let Some(found) = find(portfolio, id) else {
        return NameText::UnknownPosition { number: id.0 }.say();
    };
    let name = instrument(&found.instrument, locale);
    let alike = |other: &&Position| other.id != id && other.instrument == found.instrument;
    match portfolio.positions.iter().find(alike) {
        None => name,
        Some(_) if found.quantity < Quantity::ZERO => NameText::Short { name: &name }.say(),
        Some(_) => NameText::Long { name: &name }.say(),
    }
}

/// A resting order, by its contract.
pub(crate) fn order(portfolio: &Portfolio, id: OrderId, locale: &Locale) -> String {
    let found = portfolio.orders.iter().find(|order| order.id == id);
    found.map_or_else(|| NameText::UnknownOrder { number: id.0 }.say(), |order| instrument(&order.instrument, locale))
}

/// A holding, by its asset.
pub(crate) fn holding(portfolio: &Portfolio, id: HoldingId) -> String {
    let found = portfolio.holdings.iter().find(|holding| holding.id == id);
    found.map_or_else(|| NameText::UnknownHolding { number: id.0 }.say(), |holding| holding.asset.to_string())
}

/// A group: `Cross`, `SOL, isolated`; the contract is named where the asset alone would not tell which one it is.
pub(crate) fn group(portfolio: &Portfolio, key: GroupKey, locale: &Locale) -> String {
    let GroupKey::Isolated(id) = key else {
        return NameText::Cross.say();
    };
    let Some(found) = find(portfolio, id) else {
        return NameText::Isolated { name: &NameText::UnknownPosition { number: id.0 }.say() }.say();
    };
    let asset = &found.instrument.underlying;
    let isolated = |other: &&Position| matches!(other.mode, MarginMode::Isolated { .. });
    let same = portfolio.positions.iter().filter(isolated).filter(|other| other.instrument.underlying == *asset);
    let name = if same.count() > 1 { position(portfolio, id, locale) } else { asset.to_string() };
    NameText::Isolated { name: &name }.say()
}

pub(crate) fn find(portfolio: &Portfolio, id: PositionId) -> Option<&Position> {
    portfolio.positions.iter().find(|position| position.id == id)
}

/// The group that a position is margined in.
pub(crate) fn key(position: &Position) -> GroupKey {
    match position.mode {
        MarginMode::Cross => GroupKey::Cross,
        MarginMode::Isolated { .. } => GroupKey::Isolated(position.id),
    }
}

/// A group's name, where it is not the cross one.
pub(crate) fn unless_cross(portfolio: &Portfolio, key: GroupKey, locale: &Locale) -> Option<String> {
    match key {
        GroupKey::Cross => None,
        GroupKey::Isolated(_) => Some(group(portfolio, key, locale)),
    }
}

/// Whether a group has a position in it.
pub(crate) fn holds(portfolio: &Portfolio, group: GroupKey) -> bool {
    portfolio.positions.iter().any(|position| key(position) == group)
}

/// How many positions are margined together with this one in one contract, itself among them.
pub(crate) fn together(portfolio: &Portfolio, position: &Position) -> usize {
    match position.mode {
        MarginMode::Isolated { .. } => 1,
        MarginMode::Cross => {
            let cross = portfolio.positions.iter().filter(|other| other.mode == MarginMode::Cross);
            cross.filter(|other| other.instrument == position.instrument).count()
        }
    }
}
