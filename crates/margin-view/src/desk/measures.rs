//! The measures of capital efficiency as figures.

use crate::desk::{Shown, Subject};
use crate::number::{self, Locale, Toward};
use crate::text::{self, LineText};
use crate::working::{FigureRef, Measure};
use margin_core::efficiency::Efficiency;
use margin_core::report::LineItem;
use margin_core::units::Usd;

/// A measure, where there is one.
pub(crate) fn found(measure: Measure, measures: &Efficiency) -> Option<&LineItem> {
    match measure {
        Measure::GrossNotional => Some(&measures.gross_notional),
        Measure::EffectiveLeverage => measures.effective_leverage.as_ref(),
        Measure::RequirementToNotional => measures.requirement_to_notional.as_ref(),
        Measure::Saving => measures.saving.as_ref(),
        Measure::Idle => measures.idle.as_ref(),
    }
}

/// A measure as it is shown, or the words that there is none.
pub(crate) fn shown(measure: Measure, measures: &Efficiency, subject: &Subject, locale: &Locale) -> Shown {
    let owed = subject.report.total.equity.usd() <= Usd::ZERO && measures.gross_notional.usd() > Usd::ZERO;
    match found(measure, measures) {
        _ if owed && measure == Measure::EffectiveLeverage => Shown::words(LineText::NoEquity.say(), None),
        None => Shown::words(text::NONE.into(), None),
        Some(item) => written(measure, item, locale),
    }
}

fn written(measure: Measure, item: &LineItem, locale: &Locale) -> Shown {
    let share = |toward| number::percent(item.ratio(), 1, toward, locale);
    let text = match measure {
        Measure::GrossNotional => number::usd(item.usd(), Toward::Nearest, locale),
        Measure::EffectiveLeverage => number::multiple(item.ratio(), locale),
        Measure::RequirementToNotional => share(Toward::Up),
        Measure::Saving | Measure::Idle => share(Toward::Down),
    };
    Shown { text, full: number::full(item.ratio().get(), locale), figure: Some(FigureRef::Measure(measure)) }
}
