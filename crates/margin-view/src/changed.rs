//! Figures before and after something, side by side.

use crate::desk::reach;
use crate::name;
use crate::number::{self, Locale, Toward};
use crate::text::{self, changed::ChangedText};
use margin_core::efficiency::efficiency;
use margin_core::portfolio::Portfolio;
use margin_core::report::{Figures, GroupKey, Level, MarginReport};
use margin_core::solve::LiquidationReport;
use margin_core::units::{Quantity, Usd};

/// Something before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// What it is.
    pub name: String,
    /// What it was.
    pub before: String,
    /// What it is then.
    pub after: String,
}

/// A whole portfolio's figures before and after.
pub fn figures(before: &MarginReport, after: &MarginReport, locale: &Locale) -> Vec<Changed> {
    let leverage = |report: &MarginReport| {
        let found = efficiency(report).effective_leverage.map(|item| number::multiple(item.ratio(), locale));
        found.unwrap_or_else(|| text::NONE.into())
    };
    let mut rows = amounts(&before.total, &after.total, locale);
    rows.push(Changed { name: ChangedText::Leverage.say(), before: leverage(before), after: leverage(after) });
    rows
}

/// A group's figures before and after; nothing unless it is there before and after.
pub fn of_group(key: GroupKey, before: &MarginReport, after: &MarginReport, locale: &Locale) -> Option<Vec<Changed>> {
    Some(amounts(&before.group(key)?.figures, &after.group(key)?.figures, locale))
}

fn amounts(before: &Figures, after: &Figures, locale: &Locale) -> Vec<Changed> {
    let usd = |text: ChangedText, figure: fn(&Figures) -> Usd, toward| {
        let [before, after] = [before, after].map(|figures| number::usd(figure(figures), toward, locale));
        Changed { name: text.say(), before, after }
    };
    let apart =
        [before, after].into_iter().any(|figures| figures.counted.initial.usd() != figures.counted.maintenance.usd());
    let to_open: fn(&Figures) -> Usd = |figures| figures.counted.initial.usd();
    let mut rows = vec![usd(ChangedText::Equity, |figures| figures.equity.usd(), Toward::Down)];
    if apart {
        rows.push(usd(ChangedText::CountsToOpen, to_open, Toward::Down));
        rows.push(usd(ChangedText::CountsToKeep, |figures| figures.counted.maintenance.usd(), Toward::Down));
    } else {
        rows.push(usd(ChangedText::Counts, to_open, Toward::Down));
    }
    rows.push(usd(ChangedText::Initial, |figures| figures.initial.usd(), Toward::Up));
    rows.push(usd(ChangedText::Maintenance, |figures| figures.maintenance.usd(), Toward::Up));
    rows.push(usd(ChangedText::Freeboard, |figures| reach::beyond(figures, Level::Initial), Toward::Down));
    rows
}

/// The nearest liquidation before and after.
pub fn nearest(before: &LiquidationReport, after: &LiquidationReport, locale: &Locale) -> Changed {
    let [before, after] = [before, after].map(|report| reach::nearest(report, locale));
    Changed { name: ChangedText::Nearest.say(), before, after }
}

/// What is held, and which positions there are, before and after: those that differ.
pub fn contents(before: &Portfolio, after: &Portfolio, locale: &Locale) -> Vec<Changed> {
    let amount = |quantity: Option<Quantity>| match quantity {
        Some(quantity) if quantity != Quantity::ZERO => number::significant(quantity.get(), 8, Toward::Nearest, locale),
        Some(_) | None => text::NONE.into(),
    };
    let changed = |name: String, [before, after]: [Option<Quantity>; 2]| {
        let [before, after] = [before, after].map(amount);
        (before != after).then_some(Changed { name, before, after })
    };
    let held = |portfolio: &Portfolio, id| {
        portfolio.holdings.iter().find(|holding| holding.id == id).map(|holding| holding.quantity)
    };
    let added = after.holdings.iter().filter(|holding| held(before, holding.id).is_none());
    let holdings = before.holdings.iter().chain(added).filter_map(|holding| {
        let both = [held(before, holding.id), held(after, holding.id)];
        changed(holding.asset.to_string(), both)
    });
    let open = |portfolio: &Portfolio, id| name::find(portfolio, id).map(|position| position.quantity);
    let opened = after.positions.iter().filter(|position| open(before, position.id).is_none());
    let positions = before.positions.iter().map(|position| (before, position));
    let positions = positions.chain(opened.map(|position| (after, position))).filter_map(|(named, position)| {
        let both = [open(before, position.id), open(after, position.id)];
        changed(name::position(named, position.id, locale), both)
    });
    holdings.chain(positions).collect()
}
