//! The workings of the measures of capital efficiency.

use crate::desk::{Subject, measures};
use crate::number::Locale;
use crate::text::FormulaText;
use crate::working::item::Several;
use crate::working::tree::Tree;
use crate::working::{Measure, Working};
use margin_core::efficiency::efficiency;

pub(super) fn working(measure: Measure, subject: &Subject, locale: &Locale) -> Option<Working> {
    let efficiency = efficiency(subject.report);
    let found = measures::found(measure, &efficiency)?;
    let mut tree = Tree::new(subject, Several::Together, locale);
    tree.parts(found, 0);
    let title = tree.title(found);
    let (lines, rules) = tree.finish();
    let result = measures::shown(measure, &efficiency, subject, locale);
    Some(Working { title, result, sentence: sentence(measure).say(), lines, rules })
}

fn sentence(measure: Measure) -> FormulaText {
    match measure {
        Measure::GrossNotional => FormulaText::GrossNotional,
        Measure::EffectiveLeverage => FormulaText::EffectiveLeverage,
        Measure::RequirementToNotional => FormulaText::RequirementToNotional,
        Measure::Saving => FormulaText::Saving,
        Measure::Idle => FormulaText::Idle,
    }
}
