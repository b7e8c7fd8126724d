//! The working of a liquidation price: what counts and what is required there.

use crate::desk::reach::{self, group_name};
use crate::desk::{Shown, Subject};
use crate::name;
use crate::number::{self, Locale, Toward};
use crate::text::{self, WorkingText};
use crate::working::tree::{Together, Tree};
use crate::working::{FigureRef, Working};
use margin_core::evaluate;
use margin_core::id::{AssetId, PositionId};
use margin_core::market::Market;
use margin_core::portfolio::Portfolio;
use margin_core::report::{Figures, GroupKey, Label, Level};
use margin_core::rules::RuleKey;
use margin_core::solve::Now;
use margin_core::units::Ratio;

pub(super) fn working(id: PositionId, subject: &Subject, locale: &Locale) -> Option<Working> {
    let position = name::find(subject.portfolio, id)?;
    let key = subject.report.position(id)?.group;
    let crossing = subject.liquidation.position(id)?.crossings.first();
    let group = group_name(subject, key, locale);
    let name = name::position(subject.portfolio, id, locale);
    let title = WorkingText::Liquidation { name: &name }.say();
    let figure = Some(FigureRef::Liquidation(id));
    let mut tree = Tree::new(subject, locale, Together::Yes);
    tree.cited.index(RuleKey::Liquidation);
    let under = subject.liquidation.group(key)?.now == Now::Under;
    let (result, sentence) = match crossing {
        Some(found) => {
            let price = reach::price(found.price, &found.crossing, locale);
            let asset = &position.instrument.underlying;
            let there = figures_there(subject, key, asset, found.crossing.factor)?;
            explain(&mut tree, &there, &price);
            let sentence =
                WorkingText::LiquidationSentence { group: &group, asset: asset.as_str(), price: &price }.say();
            (Shown { text: price, full: number::full(found.price.get(), locale), figure }, sentence)
        }
        None => {
            let figures = subject.report.group(key)?.figures.clone();
            explain(&mut tree, &figures, "");
            let sentence = if under {
                WorkingText::LiquidationNow { group: &group }.say()
            } else {
                WorkingText::LiquidationNone { name: &name, group: &group }.say()
            };
            (Shown::words(text::UNKNOWN.into(), figure), sentence)
        }
    };
    let Tree { cited, lines, .. } = tree;
    Some(Working { title, result, sentence, lines, rules: cited.into_rules() })
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
    let contracts: std::collections::BTreeSet<_> = on_asset.map(|position| position.instrument.id()).collect();
    for contract in contracts {
        if let Some(quote) = market.instruments.get_mut(&contract) {
            quote.mark = quote.mark * factor;
        }
    }
    market
}

fn explain(tree: &mut Tree, figures: &Figures, price: &str) {
    let counts = WorkingText::CountsThere { price }.say();
    tree.labelled(&figures.counted, counts, String::new(), 0);
    tree.parts(&figures.counted, 1);
    let requires = WorkingText::RequiredThere { price }.say();
    tree.labelled(&figures.maintenance, requires, number::MINUS.to_string(), 0);
    tree.parts(&figures.maintenance, 1);
}

const _: fn(Label) -> Toward = crate::working::item::toward;
const _: Level = Level::Maintenance;
