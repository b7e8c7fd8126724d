//! Holdings as rows.

use crate::desk::{HoldingRow, Shown, Subject};
use crate::number::{self, Locale, Toward};
use crate::text::{self, HoldingText};
use crate::working::FigureRef;
use margin_core::portfolio::Holding;
use margin_core::rules::{Haircut, HaircutTier};
use margin_core::units::{Quantity, Ratio};

pub(super) fn rows(subject: &Subject, locale: &Locale) -> Vec<HoldingRow> {
    subject.portfolio.holdings.iter().map(|holding| row(subject, holding, locale)).collect()
}

fn row(subject: &Subject, holding: &Holding, locale: &Locale) -> HoldingRow {
    let id = holding.id;
    let found = subject.report.holding(id);
    let value = found.map(|found| found.value.usd());
    let counted = found.map(|found| found.counted.usd());
    let (haircut, note) = haircut(subject, holding);
    HoldingRow {
        id,
        asset: holding.asset.to_string(),
        value: Shown::usd(value, Toward::Down, FigureRef::HoldingValue(id), locale),
        haircut: match haircut {
            Some(share) => Shown {
                text: number::share(share, 2, Toward::Up, locale),
                full: number::full(share.get(), locale),
                figure: Some(FigureRef::HoldingCounted(id)),
            },
            None => Shown::words(text::UNKNOWN.into(), Some(FigureRef::HoldingCounted(id))),
        },
        counted: Shown::usd(counted, Toward::Down, FigureRef::HoldingCounted(id), locale),
        note,
    }
}

/// The share taken off, where it is one share, and what is special about it.
fn haircut(subject: &Subject, holding: &Holding) -> (Option<Ratio>, String) {
    if holding.quantity < Quantity::ZERO {
        return (Some(Ratio::ZERO), HoldingText::Debt.say());
    }
    match subject.rules.collateral.0.get(&holding.asset) {
        None => (Some(Ratio::new(1.0)), HoldingText::NotAccepted { asset: holding.asset.as_str() }.say()),
        Some(Haircut::Flat(share)) => (Some(*share), String::new()),
        Some(Haircut::Tiered(tiers)) => (effective(subject, holding, tiers), HoldingText::ByTier.say()),
    }
}

/// What a haircut by tiers comes to on what is held; the first tier's where nothing is.
fn effective(subject: &Subject, holding: &Holding, tiers: &[HaircutTier]) -> Option<Ratio> {
    let found = subject.report.holding(holding.id)?;
    let left = found.counted.usd().share_of(found.value.usd());
    left.map(|left| Ratio::new(1.0) - left).or(tiers.first().map(|tier| tier.haircut))
}
