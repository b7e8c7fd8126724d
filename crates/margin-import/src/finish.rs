//! The last look at an import before it is given out.

use crate::imported::{ImportNote, Imported};
use crate::node::Place;
use crate::problem::{DocumentKind, ImportProblemKind, Problems};
use margin_core::problem::{self, ProblemKind};

/// The import without its rules where they do not list what is held, or need what only `document` says; which is noted.
pub(crate) fn fitting(mut imported: Imported, venue: &'static str, document: DocumentKind) -> Imported {
    let Imported { portfolio, market, rules, .. } = &imported;
    let found = rules.as_ref().and_then(|rules| margin_core::evaluate(portfolio, market, rules).err());
    let lacks =
        |problem: &problem::Problem| matches!(problem.kind, ProblemKind::NotListed(_) | ProblemKind::MissingFigure(_));
    if found.is_some_and(|found| found.iter().any(lacks)) {
        imported.rules = None;
        imported.taken.retain(|note| !matches!(note, ImportNote::RulesCarried { .. }));
        imported.taken.push(ImportNote::RulesNeed { venue, document });
    }
    imported
}

/// The import, unless something was found wrong with it or the engine, under its rules, finds it wrong.
/// `place_of` says where what the engine names was read.
pub(crate) fn finished(
    imported: Imported,
    place_of: impl Fn(&problem::Place) -> Place,
    problems: &mut Problems,
) -> Option<Imported> {
    if !problems.is_empty() {
        return None;
    }
    let Imported { portfolio, market, rules, .. } = &imported;
    if let Some(rules) = rules
        && let Err(found) = margin_core::evaluate(portfolio, market, rules)
    {
        for problem in found {
            problems.add(&place_of(&problem.at), ImportProblemKind::Engine(problem));
        }
        return None;
    }
    Some(imported)
}
