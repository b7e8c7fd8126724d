//! The workings of the figures that an evaluation found.

use crate::desk::{Shown, Subject};
use crate::name;
use crate::number::Locale;
use crate::text::WorkingText;
use crate::working::tree::{Together, Tree};
use crate::working::{FigureRef, Working, item};
use margin_core::id::PositionId;
use margin_core::instrument::Settlement;
use margin_core::report::{Level, LineItem};

pub(super) fn working(figure: FigureRef, subject: &Subject, locale: &Locale) -> Option<Working> {
    let found = found(figure, subject)?;
    let together = match figure {
        FigureRef::PositionRequirement(..) => Together::No,
        _ => Together::Yes,
    };
    let mut tree = Tree::new(subject, locale, together);
    if let Some(rule) = found.rule() {
        tree.cited.index(rule);
    }
    tree.parts(&found, 0);
    let Tree { cited, lines, .. } = tree;
    Some(Working {
        title: item::label(&found, subject, locale),
        result: Shown::usd(Some(found.usd()), item::toward(found.label()), figure, locale),
        sentence: sentence(figure, subject)?.say(),
        lines,
        rules: cited.into_rules(),
    })
}

fn found(figure: FigureRef, subject: &Subject) -> Option<LineItem> {
    let report = subject.report;
    let total = &report.total;
    Some(match figure {
        FigureRef::Equity => total.equity.clone(),
        FigureRef::Counted => total.counted.clone(),
        FigureRef::Initial => total.initial.clone(),
        FigureRef::Maintenance => total.maintenance.clone(),
        FigureRef::Excess(level) => total.excess(level),
        FigureRef::Withdrawal(key) => report.group(key)?.withdrawal.clone(),
        FigureRef::Backstop(key) => report.group(key)?.backstop.clone()?,
        FigureRef::HoldingValue(id) => report.holding(id)?.value.clone(),
        FigureRef::HoldingCounted(id) => report.holding(id)?.counted.clone(),
        FigureRef::PositionNotional(id) => report.position(id)?.notional.clone(),
        FigureRef::PositionUnrealised(id) => report.position(id)?.unrealised.clone(),
        FigureRef::PositionRequirement(id, Level::Initial) => report.position(id)?.initial.clone(),
        FigureRef::PositionRequirement(id, Level::Maintenance) => report.position(id)?.maintenance.clone(),
        FigureRef::Liquidation(_) => return None,
    })
}

fn sentence(figure: FigureRef, subject: &Subject) -> Option<WorkingText<'static>> {
    let settlement = |id: PositionId| name::find(subject.portfolio, id).map(|position| position.instrument.settlement);
    Some(match figure {
        FigureRef::Equity => WorkingText::Equity,
        FigureRef::Counted => WorkingText::Counted,
        FigureRef::Initial | FigureRef::Maintenance => WorkingText::Requirement,
        FigureRef::Excess(_) => WorkingText::Excess,
        FigureRef::Withdrawal(_) => WorkingText::Withdrawal,
        FigureRef::Backstop(_) => WorkingText::Backstop,
        FigureRef::HoldingValue(_) => WorkingText::HoldingValue,
        FigureRef::HoldingCounted(_) => WorkingText::HoldingCounted,
        FigureRef::PositionNotional(id) => match settlement(id)? {
            Settlement::Linear => WorkingText::Notional,
            Settlement::Coin => WorkingText::CoinNotional,
        },
        FigureRef::PositionUnrealised(id) => match settlement(id)? {
            Settlement::Linear => WorkingText::Unrealised,
            Settlement::Coin => WorkingText::CoinUnrealised,
        },
        FigureRef::PositionRequirement(_, Level::Initial) => WorkingText::PositionInitial,
        FigureRef::PositionRequirement(_, Level::Maintenance) => WorkingText::PositionMaintenance,
        FigureRef::Liquidation(_) => return None,
    })
}
