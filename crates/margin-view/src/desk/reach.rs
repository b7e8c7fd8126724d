//! A crossing as the words and numbers that it is told in: how far, to which price, how grave.

use crate::desk::{Subject, Tone};
use crate::name;
use crate::number::{self, Locale, MINUS, Toward};
use crate::text::{self, CellText, There};
use margin_core::id::AssetId;
use margin_core::report::{Figures, GroupKey, Level};
use margin_core::solve::{Crossing, LiquidationReport, Now, Reach, Turn};
use margin_core::units::{Price, Usd};

/// The distances within which a liquidation is grave.
const DANGER: f64 = 0.05;
const WARNING: f64 = 0.15;

/// How grave it is that a group goes under here.
pub(crate) fn tone(crossing: &Crossing) -> Tone {
    match (crossing.turn, crossing.change().get().abs()) {
        (Turn::Recovers, _) => Tone::Plain,
        (Turn::GoesUnder, near) if near <= DANGER => Tone::Danger,
        (Turn::GoesUnder, near) if near <= WARNING => Tone::Warning,
        (Turn::GoesUnder, _) => Tone::Plain,
    }
}

/// How far a crossing is, so that half the price is as far as twice the price: 1 is here.
pub(crate) fn remoteness(crossing: &Crossing) -> f64 {
    match crossing.factor.get() {
        below if below < 1.0 => 1.0 / below,
        above => above,
    }
}

/// A crossing in figures, ready to be said.
pub(crate) struct CrossingShown {
    asset: String,
    reach: Reach,
    distance: String,
    price: String,
}

impl CrossingShown {
    pub(crate) fn new(asset: &AssetId, price_there: Option<Price>, crossing: &Crossing, locale: &Locale) -> Self {
        Self {
            asset: asset.to_string(),
            reach: crossing.reach,
            distance: distance(crossing, locale),
            price: price(price_there.unwrap_or(Price::new(f64::NAN)), crossing, locale),
        }
    }

    pub(crate) fn there(&self) -> There<'_> {
        There { asset: &self.asset, reach: self.reach, distance: &self.distance, price: &self.price }
    }
}

/// How far a crossing is, without a sign: `18.2 %`. A liquidation is never told as farther away than it is, nor a
/// recovery as nearer.
pub(crate) fn distance(crossing: &Crossing, locale: &Locale) -> String {
    let size = crossing.change().abs();
    let decimals = match size.get() {
        small if small < 0.01 => 2,
        large if large >= 1.0 => 0,
        _ => 1,
    };
    let toward = match crossing.turn {
        Turn::GoesUnder => Toward::Down,
        Turn::Recovers => Toward::Up,
    };
    number::percent(size, decimals, toward, locale)
}

/// How far a crossing is, with its sign: `−18.2 %`.
pub(crate) fn signed_distance(crossing: &Crossing, locale: &Locale) -> String {
    let sign = match crossing.reach {
        Reach::Falls => MINUS,
        Reach::Rises => '+',
    };
    format!("{sign}{}", distance(crossing, locale))
}

/// The price at a crossing, to five digits.
pub(crate) fn price(price: Price, crossing: &Crossing, locale: &Locale) -> String {
    rounded(price, crossing.reach, crossing.turn, locale)
}

/// A price rounded towards the price now for a liquidation, and away from it for a recovery.
pub(crate) fn rounded(price: Price, reach: Reach, turn: Turn, locale: &Locale) -> String {
    let toward = match (reach, turn) {
        (Reach::Falls, Turn::GoesUnder) | (Reach::Rises, Turn::Recovers) => Toward::Up,
        (Reach::Rises, Turn::GoesUnder) | (Reach::Falls, Turn::Recovers) => Toward::Down,
    };
    number::significant(price.get(), 5, toward, locale)
}

/// The price that an asset has at a crossing of a group: its contract's mark where the group has one contract on it, so
/// that the line and the position's row name the same price, and otherwise its index.
pub(crate) fn price_there(subject: &Subject, group: GroupKey, asset: &AssetId, crossing: &Crossing) -> Option<Price> {
    let positions = subject.portfolio.positions.iter();
    let mut contracts = positions
        .filter(|position| position.instrument.underlying == *asset && name::key(position) == group)
        .map(|position| &position.instrument);
    let now = match contracts.next() {
        Some(first) if contracts.all(|other| other == first) => subject.market.mark(&first.id()),
        _ => subject.market.index(asset),
    };
    now.map(|now| now * crossing.factor)
}

/// What counts beyond a requirement, without the working that [`Figures::excess`] makes.
pub(crate) fn beyond(figures: &Figures, level: Level) -> Usd {
    figures.counted.at(level).usd() - figures.requirement(level).usd()
}

/// What a group lacks to meet a requirement, in words.
pub(crate) fn lacking(subject: &Subject, key: GroupKey, level: Level, locale: &Locale) -> String {
    let beyond = subject.report.group(key).map_or(Usd::new(f64::NAN), |group| beyond(&group.figures, level));
    number::usd(-beyond, Toward::Up, locale)
}

/// The nearest liquidation of one asset: `BTC −18.2 %`, or a word where there is none.
pub(crate) fn nearest(report: &LiquidationReport, locale: &Locale) -> String {
    if report.groups.iter().any(|group| group.now == Now::Under) {
        return CellText::Now.say();
    }
    match report.nearest() {
        None => text::NONE.into(),
        Some(nearest) => format!("{} {}", nearest.asset, signed_distance(&nearest.crossing, locale)),
    }
}
