//! Positions as rows.

use crate::desk::reach::{self, CrossingShown};
use crate::desk::{LiquidationCell, PositionRow, Shown, Subject};
use crate::name;
use crate::number::{self, Locale, Toward};
use crate::text::{self, CellText, PositionText};
use crate::working::FigureRef;
use margin_core::instrument::Settlement;
use margin_core::market::Peg;
use margin_core::portfolio::{MarginMode, Position};
use margin_core::report::{Level, PositionReport};
use margin_core::solve::{Now, PositionCrossing, Turn};
use margin_core::units::{Price, Ratio, Usd};

/// The multiple of today's price beyond which another crossing is left to the ladder.
const FARTHEST: f64 = 20.0;

pub(super) fn rows(subject: &Subject, locale: &Locale) -> Vec<PositionRow> {
    subject.portfolio.positions.iter().map(|position| row(subject, position, locale)).collect()
}

fn row(subject: &Subject, position: &Position, locale: &Locale) -> PositionRow {
    let id = position.id;
    let found = subject.report.position(id);
    let usd = |part: fn(&PositionReport) -> Usd, toward, figure| Shown::usd(found.map(part), toward, figure, locale);
    let requirement = |level| FigureRef::PositionRequirement(id, level);
    let mark = found.map_or(Price::new(f64::NAN), |found| found.mark);
    let price = &number::price(mark, locale);
    let paid_in_coin = position.instrument.is_option() && position.instrument.settlement == Settlement::Coin;
    let mark_text = if paid_in_coin {
        PositionText::Premium { premium: price, coin: position.instrument.underlying.as_str() }.say()
    } else {
        price.clone()
    };
    PositionRow {
        id,
        name: name::instrument(&position.instrument, locale),
        detail: detail(subject, position, found, locale),
        mark: Shown { text: mark_text, full: number::full(mark.get(), locale), figure: None },
        notional: usd(|found| found.notional.usd(), Toward::Nearest, FigureRef::PositionNotional(id)),
        unrealised: usd(|found| found.unrealised.usd(), Toward::Down, FigureRef::PositionUnrealised(id)),
        initial: usd(|found| found.initial.usd(), Toward::Up, requirement(Level::Initial)),
        maintenance: usd(|found| found.maintenance.usd(), Toward::Up, requirement(Level::Maintenance)),
        liquidation: liquidation(subject, position, locale),
    }
}

/// How the position is margined: `cross · 5×`.
fn detail(subject: &Subject, position: &Position, found: Option<&PositionReport>, locale: &Locale) -> String {
    let leverage = found.and_then(|found| found.leverage).map(|leverage| number::leverage(leverage, locale));
    let worth = found.and_then(|found| found.value.as_ref());
    let worth = worth.map(|worth| number::usd(worth.usd(), Toward::Down, locale));
    let detail = match (position.mode, &leverage, &worth) {
        (MarginMode::Isolated { .. }, leverage, _) => {
            PositionText::Isolated { leverage: leverage.as_deref().unwrap_or(text::NONE) }.say()
        }
        (MarginMode::Cross, Some(leverage), _) => PositionText::Cross { leverage }.say(),
        (MarginMode::Cross, None, Some(worth)) => PositionText::Option { worth }.say(),
        (MarginMode::Cross, None, None) => PositionText::Together.say(),
    };
    match name::together(subject.portfolio, position) {
        together if together > 1 => {
            PositionText::Beside { detail: &detail, pairs: subject.rules.pairs, others: together - 1 }.say()
        }
        _ => detail,
    }
}

fn liquidation(subject: &Subject, position: &Position, locale: &Locale) -> LiquidationCell {
    let key = name::key(position);
    let crossings = subject.liquidation.position(position.id);
    let crossings = crossings.map(|found| found.crossings.as_slice()).unwrap_or_default();
    let figure = FigureRef::Liquidation(position.id);
    if subject.liquidation.group(key).is_some_and(|group| group.now == Now::Under) {
        let words = CellText::Now.say();
        return LiquidationCell::Now { words, why: why_now(subject, position, crossings, locale), figure };
    }
    let Some((nearest, others)) = crossings.split_first() else {
        return LiquidationCell::None { words: text::NONE.into(), why: why_none(subject, position, locale) };
    };
    LiquidationCell::At {
        price: Shown {
            text: reach::price(nearest.price, &nearest.crossing, locale),
            full: number::full(nearest.price.get(), locale),
            figure: Some(figure),
        },
        distance: reach::signed_distance(&nearest.crossing, locale),
        others: others.iter().filter(|other| is_near(other)).map(|other| other_words(other, locale)).collect(),
        tone: reach::tone(&nearest.crossing),
    }
}

/// Whether a price is worth a word beside the nearest one; the ladder has them all.
fn is_near(other: &PositionCrossing) -> bool {
    (Ratio::new(1.0 / FARTHEST)..=Ratio::new(FARTHEST)).contains(&other.crossing.factor)
}

fn other_words(other: &PositionCrossing, locale: &Locale) -> String {
    let price = &reach::price(other.price, &other.crossing, locale);
    let distance = &reach::signed_distance(&other.crossing, locale);
    match other.crossing.turn {
        Turn::GoesUnder => CellText::AlsoUnder { price, distance }.say(),
        Turn::Recovers => CellText::Recovers { price, distance }.say(),
    }
}

fn why_none(subject: &Subject, position: &Position, locale: &Locale) -> String {
    let asset = position.instrument.underlying.as_str();
    if is_pegged(subject, position) {
        return CellText::Pegged { asset }.say();
    }
    CellText::Never { group: &name::group(subject.portfolio, name::key(position), locale), asset }.say()
}

/// Whether a position's asset is tied to the dollar, so that its price is held.
pub(crate) fn is_pegged(subject: &Subject, position: &Position) -> bool {
    subject.market.assets.get(&position.instrument.underlying).is_some_and(|quote| quote.peg == Peg::Dollar)
}

fn why_now(subject: &Subject, position: &Position, crossings: &[PositionCrossing], locale: &Locale) -> String {
    let key = name::key(position);
    let group = &name::group(subject.portfolio, key, locale);
    let short = &reach::lacking(subject, key, Level::Maintenance, locale);
    let asset = &position.instrument.underlying;
    match crossings.iter().find(|crossing| crossing.crossing.turn == Turn::Recovers) {
        None => CellText::Under { group, short, asset: asset.as_str() }.say(),
        Some(back) => {
            let told = CrossingShown::new(asset, Some(back.price), &back.crossing, locale);
            CellText::UnderUntil { group, short, there: told.there() }.say()
        }
    }
}
