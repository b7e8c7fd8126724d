//! Holdings as rows.

use crate::desk::{HoldingRow, Levelled, Shown, Subject};
use crate::number::{self, Locale, Toward};
use crate::text::{self, HoldingText};
use crate::working::FigureRef;
use margin_core::portfolio::Holding;
use margin_core::report::{HoldingReport, Level};
use margin_core::rules::{Debts, Haircut};
use margin_core::units::{Quantity, Ratio};

pub(super) fn rows(subject: &Subject, locale: &Locale) -> Vec<HoldingRow> {
    subject.portfolio.holdings.iter().map(|holding| row(subject, holding, locale)).collect()
}

fn row(subject: &Subject, holding: &Holding, locale: &Locale) -> HoldingRow {
    let id = holding.id;
    let found = subject.report.holding(id);
    let value = found.map(|found| found.value.usd());
    let counted = |level| {
        let counted = found.map(|found| found.counted.at(level).usd());
        Shown::usd(counted, Toward::Down, FigureRef::HoldingCounted(id, level), locale)
    };
    let (haircut, note) = haircut(subject, holding, found);
    let figure = Some(FigureRef::HoldingCounted(id, Level::Initial));
    HoldingRow {
        id,
        asset: holding.asset.to_string(),
        value: Shown::usd(value, Toward::Down, FigureRef::HoldingValue(id), locale),
        haircut: match haircut {
            Some(share) => Shown {
                text: number::share(share, 2, Toward::Up, locale),
                full: number::full(share.get(), locale),
                figure,
            },
            None => Shown::words(text::UNKNOWN.into(), figure),
        },
        counted: Levelled::new(counted, found.is_none_or(alike)),
        required: found.and_then(|found| required(found, locale)),
        note,
    }
}

/// Whether a holding counts for the same at both levels.
fn alike(found: &HoldingReport) -> bool {
    found.counted.initial.usd() == found.counted.maintenance.usd()
}

fn required(found: &HoldingReport, locale: &Locale) -> Option<Levelled> {
    let required = found.required.as_ref()?;
    let shown = |level| {
        let figure = FigureRef::HoldingRequired(found.id, level);
        Shown::usd(Some(required.at(level).usd()), Toward::Up, figure, locale)
    };
    Some(Levelled::new(shown, required.initial.usd() == required.maintenance.usd()))
}

/// The share taken off, where it is one share, and what is special about it.
fn haircut(subject: &Subject, holding: &Holding, found: Option<&HoldingReport>) -> (Option<Ratio>, String) {
    let collateral = &subject.rules.collateral;
    if holding.quantity < Quantity::ZERO {
        return match collateral.debts {
            Debts::Subtracted => (Some(Ratio::ZERO), HoldingText::Debt.say()),
            Debts::Required => (Some(Ratio::ZERO), HoldingText::DebtRequired.say()),
        };
    }
    let Some(terms) = collateral.assets.get(&holding.asset) else {
        return (Some(Ratio::new(1.0)), HoldingText::NotAccepted { asset: holding.asset.as_str() }.say());
    };
    let first = match &terms.haircut.initial {
        Haircut::Flat(share) => Some(*share),
        Haircut::Tiered(tiers) => tiers.first().map(|tier| tier.haircut),
        Haircut::Proportional(rule) => Some(rule.least),
        Haircut::Sized(rule) => Some(rule.least),
        Haircut::Dynamic(rule) => Some(rule.least),
    };
    (found.and_then(effective).or(first), note(&terms.haircut.initial))
}

/// What a haircut comes to on what is held; nothing where nothing is.
fn effective(found: &HoldingReport) -> Option<Ratio> {
    let left = found.counted.initial.usd().share_of(found.value.usd());
    left.map(|left| Ratio::new(1.0) - left)
}

fn note(haircut: &Haircut) -> String {
    match haircut {
        Haircut::Flat(_) => String::new(),
        Haircut::Tiered(_) => HoldingText::ByTier.say(),
        Haircut::Proportional(_) | Haircut::Sized(_) => HoldingText::BySize.say(),
        Haircut::Dynamic(_) => HoldingText::ByLiquidity.say(),
    }
}
