//! Walks through all the figures of a report.

use margin_core::efficiency::Efficiency;
use margin_core::report::{Figures, How, LineItem, MarginReport};
use margin_core::solve::LiquidationReport;

/// Every line item that a report holds at its top.
pub fn roots(report: &MarginReport) -> Vec<&LineItem> {
    let mut items = Vec::new();
    for group in &report.groups {
        items.extend(of(&group.figures));
        items.push(&group.withdrawal);
        items.extend(&group.backstop);
    }
    items.extend(of(&report.total));
    for holding in &report.holdings {
        items.push(&holding.value);
        items.extend(holding.counted.all());
        items.extend(holding.required.iter().flat_map(|required| required.all()));
    }
    let positions = report.positions.iter();
    items.extend(
        positions.flat_map(|each| [&each.notional, &each.unrealised, &each.accrued, &each.initial, &each.maintenance]),
    );
    items
}

/// Every measure of capital efficiency that is there.
pub fn measures(found: &Efficiency) -> Vec<&LineItem> {
    let Efficiency { gross_notional, effective_leverage, requirement_to_notional, standalone, saving, idle } = found;
    let quotients = [effective_leverage, requirement_to_notional, saving, idle];
    [gross_notional, standalone].into_iter().chain(quotients.into_iter().flatten()).collect()
}

/// All figures of a group.
pub fn of(figures: &Figures) -> [&LineItem; 5] {
    let [counted_initial, counted] = figures.counted.all();
    [&figures.equity, counted_initial, counted, &figures.initial, &figures.maintenance]
}

pub fn value(item: &LineItem) -> f64 {
    item.usd().get()
}

/// What a line item's parts come to.
pub fn recomputed(item: &LineItem) -> f64 {
    let parts = item.parts().iter().map(value);
    match item.how() {
        How::Given => Some(value(item)),
        How::Sum(_) => parts.reduce(|total, part| total + part),
        How::Difference(_) => parts.reduce(|from, less| from - less),
        How::Product(_) => parts.reduce(|total, part| total * part),
        How::Quotient(_) => parts.reduce(|over, under| over / under),
        How::Largest(_) => parts.reduce(f64::max),
        How::Smallest(_) => parts.reduce(f64::min),
        How::Power(_) => parts.reduce(|base, power| if power == 0.5 { base.sqrt() } else { libm::pow(base, power) }),
        How::RoundedUp(_) => Some(value(item)),
    }
    .unwrap_or(0.0)
}

/// The size of all that was added or subtracted to make an amount.
pub fn gross(item: &LineItem) -> f64 {
    let parts = item.parts().iter().map(gross);
    match item.how() {
        How::Given => Some(value(item).abs()),
        How::Sum(_) | How::Difference(_) => parts.reduce(|total, part| total + part),
        How::Product(_) => parts.reduce(|total, part| total * part),
        How::Quotient(_) => parts.reduce(|over, under| over / under),
        How::Largest(_) | How::Smallest(_) => parts.reduce(f64::max),
        How::Power(_) | How::RoundedUp(_) => Some(value(item).abs()),
    }
    .unwrap_or(0.0)
}

/// Visits an item and everything that it is made of.
pub fn each<'a>(item: &'a LineItem, visit: &mut impl FnMut(&'a LineItem)) {
    visit(item);
    for part in item.parts() {
        each(part, visit);
    }
}

/// A hash (FNV-1a, 64 bits) of numbers by their bits.
pub struct Hash(pub u64);

impl Hash {
    pub fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    pub fn word(&mut self, word: u64) {
        for byte in word.to_le_bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    pub fn number(&mut self, number: f64) {
        self.word(number.to_bits());
    }

    pub fn report(&mut self, report: &MarginReport) {
        for item in roots(report) {
            each(item, &mut |item| self.number(value(item)));
        }
    }

    pub fn crossings(&mut self, found: &LiquidationReport) {
        for group in &found.groups {
            let alone = group.alone.iter().map(|alone| &alone.crossings);
            for crossings in alone.chain([&group.together]) {
                self.word(crossings.all().len() as u64);
                for crossing in crossings.all() {
                    self.number(crossing.factor.get());
                }
            }
        }
        for crossing in found.positions.iter().flat_map(|position| &position.crossings) {
            self.number(crossing.price.get());
        }
    }
}
