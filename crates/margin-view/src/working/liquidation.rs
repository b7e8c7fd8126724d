//! The working of a liquidation price: what counts and what is required there, or now where there is none.

use crate::desk::positions::is_pegged;
use crate::desk::reach;
use crate::desk::{Shown, Subject};
use crate::name;
use crate::number::{self, Locale, MINUS};
use crate::text::{self, CellText, LiquidationText};
use crate::working::item::Several;
use crate::working::tree::Tree;
use crate::working::{FigureRef, Working};
use margin_core::evaluate;
use margin_core::id::{AssetId, PositionId};
use margin_core::market::Market;
use margin_core::portfolio::{Portfolio, Position};
use margin_core::report::{Figures, GroupKey};
use margin_core::rules::RuleKey;
use margin_core::solve::{Now, PositionCrossing};
use margin_core::units::Ratio;
use std::collections::BTreeSet;

pub(super) fn working(id: PositionId, subject: &Subject, locale: &Locale) -> Option<Working> {
    let position = name::find(subject.portfolio, id)?;
    let found = subject.liquidation.position(id)?;
    match found.crossings.first() {
        Some(crossing) => at_a_price(position, crossing, subject, locale),
        None => nowhere(position, subject, locale),
    }
}

fn at_a_price(position: &Position, found: &PositionCrossing, subject: &Subject, locale: &Locale) -> Option<Working> {
    let key = name::key(position);
    let asset = &position.instrument.underlying;
    let price = reach::price(found.price, &found.crossing, locale);
    let there = figures_there(subject, key, asset, found.crossing.factor)?;
    let labels = [LiquidationText::CountsAt { price: &price }, LiquidationText::MaintenanceAt { price: &price }];
    let said = Said {
        shown: [price.clone(), number::full(found.price.get(), locale)],
        sentence: sentence(position, &price, subject, locale),
        labels: labels.map(LiquidationText::say),
    };
    Some(explained(position, &there, said, subject, locale))
}

fn sentence(position: &Position, price: &str, subject: &Subject, locale: &Locale) -> String {
    let key = name::key(position);
    let group = &name::group(subject.portfolio, key, locale);
    let asset = position.instrument.underlying.as_str();
    let by_itself = subject.liquidation.group(key).is_some_and(|group| group.alone.len() < 2);
    if is_under(subject, key) {
        LiquidationText::Recovers { group, asset, price }.say()
    } else if by_itself {
        LiquidationText::ByItself { group, asset, price }.say()
    } else {
        LiquidationText::AmongOthers { group, asset, price }.say()
    }
}

fn nowhere(position: &Position, subject: &Subject, locale: &Locale) -> Option<Working> {
    let key = name::key(position);
    let group = &name::group(subject.portfolio, key, locale);
    let asset = position.instrument.underlying.as_str();
    let (word, sentence) = if is_under(subject, key) {
        (CellText::Now.say(), LiquidationText::NeverRecovers { group, asset }.say())
    } else if is_pegged(subject, position) {
        (text::NONE.into(), LiquidationText::Pegged { asset }.say())
    } else {
        (text::NONE.into(), LiquidationText::Never { group, asset }.say())
    };
    let figures = &subject.report.group(key)?.figures;
    let labels = [LiquidationText::CountsNow, LiquidationText::MaintenanceNow].map(LiquidationText::say);
    let said = Said { shown: [word.clone(), word], sentence, labels };
    Some(explained(position, figures, said, subject, locale))
}

fn is_under(subject: &Subject, key: GroupKey) -> bool {
    subject.liquidation.group(key).is_some_and(|group| group.now == Now::Under)
}

/// What is said of a position's liquidation: the result, rounded and in full, the sentence, and the names of what
/// counts and what is required.
struct Said {
    shown: [String; 2],
    sentence: String,
    labels: [String; 2],
}

fn explained(position: &Position, figures: &Figures, said: Said, subject: &Subject, locale: &Locale) -> Working {
    let mut tree = Tree::new(subject, Several::Together, locale);
    tree.follows(Some(RuleKey::Liquidation));
    let [counts, maintenance] = said.labels;
    tree.line(&figures.counted.maintenance, counts, String::new(), 0);
    tree.line(&figures.maintenance, maintenance, MINUS.into(), 0);
    let (lines, rules) = tree.finish();
    let name = name::position(subject.portfolio, position.id, locale);
    let [text, full] = said.shown;
    Working {
        title: LiquidationText::Title { name: &name }.say(),
        result: Shown { text, full, figure: Some(FigureRef::Liquidation(position.id)) },
        sentence: said.sentence,
        lines,
        rules,
    }
}

/// A group's figures once one asset's index and the marks of the contracts on it are multiplied by a factor.
fn figures_there(subject: &Subject, key: GroupKey, asset: &AssetId, factor: Ratio) -> Option<Figures> {
    let market = moved(subject.market, subject.portfolio, asset, factor);
    let report = evaluate(subject.portfolio, &market, subject.rules).ok()?;
    report.group(key).map(|group| group.figures.clone())
}

fn moved(market: &Market, portfolio: &Portfolio, asset: &AssetId, factor: Ratio) -> Market {
    let mut market = market.clone();
    if let Some(quote) = market.assets.get_mut(asset) {
        quote.index = quote.index * factor;
    }
    let on_asset = portfolio.positions.iter().filter(|position| position.instrument.underlying == *asset);
    let contracts: BTreeSet<_> = on_asset.map(|position| position.instrument.id()).collect();
    for contract in contracts {
        if let Some(quote) = market.instruments.get_mut(&contract) {
            quote.mark = quote.mark * factor;
        }
    }
    market
}
