//! What is derived of the rules' parameters.

use crate::state::derived::Evaluated;
use crate::state::rulebook::Rulebook;
use crate::state::venues::{self, Carried};
use crate::state::workspace::Workspace;
use margin_core::change::{changed, is_changed};
use margin_core::rules::VenueRules;
use margin_view::changed::Changed;
use margin_view::number::Locale;
use margin_view::parameters::{self, DifferenceRow};
use std::sync::Arc;

/// Parameters that are tried out, and what they do to the portfolio.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// The parameters, in words.
    pub overrides: Vec<String>,
    /// The portfolio's figures without and with them, or why there are none, in words.
    pub effect: Result<Vec<Changed>, Vec<String>>,
}

/// Two versions held against each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Versions {
    /// Their ids.
    pub ids: [String; 2],
    /// What differs.
    pub rows: Vec<DifferenceRow>,
}

/// The rules that come out of what is tried out.
pub fn tried(rulebook: &Rulebook, workspace: &Workspace) -> Option<Arc<VenueRules>> {
    changed(&workspace.rules, &rulebook.trial).ok().map(Arc::new)
}

/// What is tried out; nothing where nothing is.
pub fn trial(rulebook: &Rulebook, evaluated: &Evaluated, locale: &Locale) -> Option<Trial> {
    if rulebook.trial.is_empty() {
        return None;
    }
    let subject = evaluated.subject();
    let overrides = rulebook.trial.iter().map(|each| parameters::overridden(each, locale)).collect();
    let effect = match changed(subject.rules, &rulebook.trial) {
        Ok(rules) => parameters::effect(&subject, &rules, locale),
        Err(why) => Err(parameters::not_changed(&why, &subject)),
    };
    Some(Trial { overrides, effect })
}

/// The carried rules that the present ones were before a person changed them; nothing where nothing was changed.
pub fn original(rules: &VenueRules) -> Option<&'static str> {
    if !is_changed(rules) {
        return None;
    }
    let same = |carried: &&Carried| {
        let own = &carried.rules;
        own.venue == rules.venue && own.product == rules.product && own.effective == rules.effective
    };
    venues::carried().ok()?.iter().find(same).map(|carried| carried.id)
}

/// The versions that were chosen, or else the present rules and another version of the same venue, the earlier first.
pub fn versions(rulebook: &Rulebook, rules: &Arc<VenueRules>) -> Option<Versions> {
    let carried = venues::carried().ok()?;
    let present = venues::known(rules).or_else(|| venues::find(original(rules)?));
    let here = |each: &&Carried| present.is_some_and(|present| present.id == each.id);
    let kin = |each: &&Carried| each.rules.venue == rules.venue && !here(each);
    let has_kin =
        |each: &&Carried| carried.iter().any(|other| other.id != each.id && other.rules.venue == each.rules.venue);
    let after = present.filter(|each| has_kin(each)).or_else(|| carried.iter().find(has_kin))?;
    let of_same = |each: &&Carried| each.id != after.id && each.rules.venue == after.rules.venue;
    let before = carried.iter().find(kin).filter(|_| here(&after)).or_else(|| carried.iter().find(of_same))?;
    let [earlier, later] =
        if before.rules.effective <= after.rules.effective { [before, after] } else { [after, before] };
    let chosen = |index: usize, otherwise: &'static Carried| {
        let id = rulebook.versions.get(index).and_then(Option::as_deref);
        id.and_then(venues::find).unwrap_or(otherwise)
    };
    let [earlier, later] = [chosen(0, earlier), chosen(1, later)];
    let rows = parameters::differences(&earlier.rules, &later.rules);
    Some(Versions { ids: [earlier.id.into(), later.id.into()], rows })
}
