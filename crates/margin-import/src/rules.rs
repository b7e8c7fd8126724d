//! Which rules an imported account is under.

use crate::imported::ImportNote;
use crate::node::Place;
use crate::problem::{ImportProblemKind, Problems};
use margin_core::rules::VenueRules;

/// The rules that the catalogue has under an id, such as `hyperliquid/perpetuals`; noted where it has none.
pub(crate) fn carried(id: &str, notes: &mut Vec<ImportNote>, problems: &mut Problems) -> Option<VenueRules> {
    let Ok(catalogue) = margin_venues::catalogue() else {
        problems.add(&Place::start(0), ImportProblemKind::NoRules);
        return None;
    };
    let found = catalogue.find(id).cloned();
    if found.is_none() {
        notes.push(ImportNote::RulesNotCarried { id: id.to_owned() });
    }
    found
}
