//! Positions as rows.

use crate::desk::reach::{self, group_name};
use crate::desk::{LiquidationCell, PositionRow, Shown, Subject};
use crate::name;
use crate::number::{self, Locale, Toward};
use crate::text::PositionText;
use crate::working::FigureRef;
use margin_core::market::Peg;
use margin_core::portfolio::{Leverage, MarginMode, Position};
use margin_core::report::{GroupKey, Level, PositionReport};
use margin_core::solve::{Now, PositionCrossing, Turn};
use margin_core::units::{Price, Quantity, Usd};

pub(super) fn rows(subject: &Subject, locale: &Locale) -> Vec<PositionRow> {
    subject.portfolio.positions.iter().map(|position| row(subject, position, locale)).collect()
}

fn row(subject: &Subject, position: &Position, locale: &Locale) -> PositionRow {
    let id = position.id;
    let found = subject.report.position(id);
    let usd = |part: fn(&PositionReport) -> Usd, toward, figure| Shown::usd(found.map(part), toward, figure, locale);
    let requirement = |level| FigureRef::PositionRequirement(id, level);
    let mark = found.map_or(Price::new(f64::NAN), |found| found.mark);
    PositionRow {
        id,
        name: name::instrument(&position.instrument, locale),
        detail: detail(subject, position, locale),
        mark: Shown { text: number::price(mark, locale), full: number::full(mark.get(), locale), figure: None },
        notional: usd(|found| found.notional.usd(), Toward::Nearest, FigureRef::PositionNotional(id)),
        unrealised: usd(|found| found.unrealised.usd(), Toward::Down, FigureRef::PositionUnrealised(id)),
        initial: usd(|found| found.initial.usd(), Toward::Up, requirement(Level::Initial)),
        maintenance: usd(|found| found.maintenance.usd(), Toward::Up, requirement(Level::Maintenance)),
        liquidation: liquidation(subject, position, locale),
    }
}

/// How the position is margined: `cross · 5×`.
fn detail(subject: &Subject, position: &Position, locale: &Locale) -> String {
    let mode = match position.mode {
        MarginMode::Cross => PositionText::CrossDetail.say(),
        MarginMode::Isolated { collateral } => {
            PositionText::IsolatedDetail { collateral: &number::usd(collateral, Toward::Down, locale) }.say()
        }
    };
    let leverage = match position.leverage {
        Leverage::Chosen(chosen) => {
            PositionText::Leverage { multiple: &format!("{}×", number::full(chosen.get(), locale)) }.say()
        }
        Leverage::VenueMaximum => PositionText::GreatestLeverage.say(),
    };
    let others = name::beside(subject.portfolio, position).count() - 1;
    let beside = PositionText::Beside { pairs: subject.rules.pairs, others };
    let mut parts = vec![mode, leverage];
    if position.quantity < Quantity::ZERO {
        parts.push(PositionText::Short.say());
    }
    if others > 0 {
        parts.push(beside.say());
    }
    parts.join(" · ")
}

fn liquidation(subject: &Subject, position: &Position, locale: &Locale) -> LiquidationCell {
    let id = position.id;
    let key = subject.report.position(id).map_or(GroupKey::Cross, |found| found.group);
    let crossings = subject.liquidation.position(id).map(|found| found.crossings.as_slice()).unwrap_or_default();
    let group = group_name(subject, key, locale);
    if subject.liquidation.group(key).is_some_and(|group| group.now == Now::Under) {
        return now(subject, position, key, crossings, locale);
    }
    let Some((nearest, others)) = crossings.split_first() else {
        let name = name::instrument(&position.instrument, locale);
        let asset = position.instrument.underlying.as_str();
        let pegged =
            subject.market.assets.get(&position.instrument.underlying).is_some_and(|quote| quote.peg == Peg::Dollar);
        let why = if pegged {
            PositionText::WhyNonePegged { asset }
        } else {
            PositionText::WhyNone { name: &name, asset, group: &group }
        };
        return LiquidationCell::None { words: PositionText::NoLiquidation.say(), why: why.say() };
    };
    LiquidationCell::At {
        price: Shown {
            text: reach::price(nearest.price, &nearest.crossing, locale),
            full: number::full(nearest.price.get(), locale),
            figure: Some(FigureRef::Liquidation(id)),
        },
        distance: reach::signed_distance(&nearest.crossing, locale),
        others: others.iter().map(|other| other_words(other, locale)).collect(),
        tone: reach::tone(&nearest.crossing),
    }
}

fn other_words(other: &PositionCrossing, locale: &Locale) -> String {
    let price = reach::price(other.price, &other.crossing, locale);
    let distance = reach::signed_distance(&other.crossing, locale);
    match other.crossing.turn {
        Turn::GoesUnder => PositionText::AlsoUnder { price: &price, distance: &distance }.say(),
        Turn::Recovers => PositionText::Recovers { price: &price, distance: &distance }.say(),
    }
}

fn now(
    subject: &Subject,
    position: &Position,
    key: GroupKey,
    crossings: &[PositionCrossing],
    locale: &Locale,
) -> LiquidationCell {
    let group = group_name(subject, key, locale);
    let excess = subject.report.group(key).map(|group| group.figures.excess(Level::Maintenance).usd());
    let short = number::usd(excess.map_or(Usd::new(f64::NAN), |excess| -excess), Toward::Up, locale);
    let back = crossings.iter().find(|crossing| crossing.crossing.turn == Turn::Recovers);
    let why = match back {
        None => PositionText::WhyNow { group: &group, short: &short }.say(),
        Some(back) => PositionText::WhyNowRecovers {
            group: &group,
            short: &short,
            asset: position.instrument.underlying.as_str(),
            price: &reach::price(back.price, &back.crossing, locale),
            distance: &reach::signed_distance(&back.crossing, locale),
        }
        .say(),
    };
    LiquidationCell::Now { words: PositionText::Now.say(), why, figure: FigureRef::Liquidation(position.id) }
}
