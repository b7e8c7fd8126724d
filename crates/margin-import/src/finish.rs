//! The last look at an import before it is given out.

use crate::imported::Imported;
use crate::node::Place;
use crate::problem::{ImportProblemKind, Problems};
use margin_core::problem;

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
