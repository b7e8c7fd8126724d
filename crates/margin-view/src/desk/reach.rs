//! A crossing as the words and numbers that it is told in: how far, to which price, how grave.

use crate::desk::{Subject, Tone};
use crate::name;
use crate::number::{self, Locale, MINUS, Toward};
use margin_core::id::AssetId;
use margin_core::report::GroupKey;
use margin_core::solve::{Crossing, Reach};
use margin_core::units::{Price, Ratio};

/// The distances within which a liquidation is grave.
const DANGER: f64 = 0.05;
const WARNING: f64 = 0.15;

/// How grave a liquidation at this distance is.
pub(crate) fn tone(crossing: &Crossing) -> Tone {
    match crossing.change().get().abs() {
        near if near <= DANGER => Tone::Danger,
        near if near <= WARNING => Tone::Warning,
        _ => Tone::Plain,
    }
}

/// How far a crossing is, without a sign, and never farther than it is: `18.2 %`.
pub(crate) fn distance(crossing: &Crossing, locale: &Locale) -> String {
    let size = crossing.change().abs();
    let decimals = match size.get() {
        small if small < 0.01 => 2,
        large if large >= 1.0 => 0,
        _ => 1,
    };
    number::percent(size, decimals, Toward::Down, locale)
}

/// How far a crossing is, with its sign: `−18.2 %`.
pub(crate) fn signed_distance(crossing: &Crossing, locale: &Locale) -> String {
    let sign = match crossing.reach {
        Reach::Falls => MINUS,
        Reach::Rises => '+',
    };
    format!("{sign}{}", distance(crossing, locale))
}

/// A price at a crossing, rounded towards the price now.
pub(crate) fn price(price: Price, crossing: &Crossing, locale: &Locale) -> String {
    let toward = match crossing.reach {
        Reach::Falls => Toward::Up,
        Reach::Rises => Toward::Down,
    };
    number::price_toward(price, toward, locale)
}

/// The price that an asset has at a crossing of a group: its contract's mark where the group has one contract on it, so
/// that the line and the position's row name the same price, and otherwise its index.
pub(crate) fn price_there(subject: &Subject, group: GroupKey, asset: &AssetId, crossing: &Crossing) -> Option<Price> {
    let in_group = |id| subject.report.position(id).is_some_and(|position| position.group == group);
    let on_asset = subject
        .portfolio
        .positions
        .iter()
        .filter(|position| position.instrument.underlying == *asset && in_group(position.id));
    let mut marks: Vec<_> = on_asset.map(|position| position.instrument.id()).collect();
    marks.dedup();
    let now = match marks.as_slice() {
        [only] => subject.market.mark(only),
        _ => subject.market.index(asset),
    };
    now.map(|now| now * crossing.factor)
}

/// A price at a crossing in words, or that it is not known.
pub(crate) fn price_words(
    subject: &Subject,
    group: GroupKey,
    asset: &AssetId,
    crossing: &Crossing,
    locale: &Locale,
) -> String {
    let there = price_there(subject, group, asset, crossing).unwrap_or(Price::new(f64::NAN));
    price(there, crossing, locale)
}

/// The name of a group within this subject.
pub(crate) fn group_name(subject: &Subject, key: GroupKey, locale: &Locale) -> String {
    name::group(subject.portfolio, key, locale)
}

/// The change of price that a ladder draws, infinite where there is none.
pub(crate) fn drawn(change: Option<Ratio>) -> f64 {
    change.map_or(f64::INFINITY, Ratio::get)
}
