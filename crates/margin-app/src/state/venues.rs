//! The rules that the app carries, read once.

use margin_core::rules::{Status, VenueRules};
use margin_view::compare::{Use, title};
use std::sync::{Arc, OnceLock};

/// Rules that the app carries.
#[derive(Clone, Debug)]
pub struct Carried {
    /// Their id in the catalogue.
    pub id: &'static str,
    /// The rules.
    pub rules: Arc<VenueRules>,
}

/// What stands before the ids of calculations that are no venue's.
const REFERENCE: &str = "reference/";

static CARRIED: OnceLock<Result<Vec<Carried>, String>> = OnceLock::new();

/// All rules that the app carries, in the catalogue's order.
///
/// # Errors
/// All that is wrong with them, in words.
pub fn carried() -> Result<&'static [Carried], &'static str> {
    let read = || {
        let catalogue = margin_venues::catalogue().map_err(|problems| problems.to_string())?;
        let entries = catalogue.entries().iter();
        Ok(entries.map(|entry| Carried { id: entry.id, rules: Arc::new(entry.rules.clone()) }).collect())
    };
    match CARRIED.get_or_init(read) {
        Ok(carried) => Ok(carried),
        Err(problems) => Err(problems),
    }
}

/// The rules with an id.
pub fn find(id: &str) -> Option<&'static Carried> {
    carried().ok()?.iter().find(|carried| carried.id == id)
}

/// The ones that these rules are.
pub fn known(rules: &Arc<VenueRules>) -> Option<&'static Carried> {
    carried().ok()?.iter().find(|carried| Arc::ptr_eq(&carried.rules, rules) || carried.rules == *rules)
}

impl Carried {
    /// What they are to a trader who stands elsewhere.
    pub fn use_for(&self) -> Use {
        match self.rules.status {
            _ if self.id.starts_with(REFERENCE) => Use::Reference,
            Status::Live => Use::Open,
            Status::Closed => Use::Closed,
        }
    }

    /// What they are called: the venue, its product and, where another has the same name, their day.
    pub fn name(&self) -> String {
        title(&self.rules)
    }
}
