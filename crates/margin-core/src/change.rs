//! Rules with parameters of one's own, and what differs between two versions of a venue's rules.
//!
//! Parameters are named by JSON pointers (RFC 6901) into the written form of [`VenueRules`], so that a [`Difference`]
//! found between two versions can be set as an [`Override`], and whatever the form grows to hold is covered.

mod difference;
mod parameters;
mod pointer;
mod scale;

pub use difference::{Difference, diff};
pub use parameters::{Parameter, parameters};

use crate::evaluate::check;
use crate::id::{AssetId, InstrumentId, TableId};
use crate::problem::Problems;
use crate::report::Level;
use crate::rules::{Grade, MaintenanceRate, Model, OptionFormula, RuleKey, Schedule, TieredNotional, VenueRules};
use crate::units::Ratio;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fmt;

/// A parameter that somebody sets for themselves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub enum Override {
    /// The rate of one contract at a level. Where the rules derive the maintenance rate from the initial one, it follows.
    Rate {
        /// The contract.
        instrument: InstrumentId,
        /// The level.
        level: Level,
        /// What becomes of the rate.
        becomes: Becomes,
    },
    /// What is taken off one asset at a level.
    Haircut {
        /// The asset.
        asset: AssetId,
        /// The level.
        level: Level,
        /// What becomes of the haircut.
        becomes: Becomes,
    },
    /// Any other parameter.
    Parameter {
        /// Where it stands in the written rules, as a JSON pointer such as `/liquidation/backstop`.
        path: String,
        /// What it is set to; null takes it out.
        value: Value,
    },
}

/// What becomes of a rate or a haircut.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub enum Becomes {
    /// It is multiplied at every size: its base and what makes it grow.
    Times(Ratio),
    /// It is this share at every size.
    Share(Ratio),
}

/// Why rules could not be changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum NotChanged {
    /// Some overrides do not fit the rules.
    Overrides(Vec<Misfit>),
    /// All overrides fit, but what they make of the rules does not make sense.
    Rules(Problems),
}

/// An override that does not fit the rules.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Misfit {
    /// Its place among the overrides, from zero.
    pub place: usize,
    /// Why it does not.
    pub why: Why,
}

/// Why an override does not fit.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Why {
    /// The rules do not list the contract.
    NotListed(InstrumentId),
    /// The rules do not accept the asset.
    NotAccepted(AssetId),
    /// There is no parameter at the path.
    NoParameter(String),
    /// The parameter at the path cannot be this value.
    NotAValue(String),
}

/// Sets parameters, one after the other, and checks the rules that come out. A table that several contracts share is
/// copied, so that only the contract that was named changes; the rules that the new parameters follow are graded
/// [`Grade::YourOwn`].
///
/// # Errors
/// Every override that does not fit; or else all that is wrong with the rules that come out.
pub fn changed(rules: &VenueRules, overrides: &[Override]) -> Result<VenueRules, NotChanged> {
    let mut out = rules.clone();
    let mut misfits = Vec::new();
    for (place, each) in overrides.iter().enumerate() {
        if let Err(why) = set(&mut out, each) {
            misfits.push(Misfit { place, why });
        }
    }
    if !misfits.is_empty() {
        return Err(NotChanged::Overrides(misfits));
    }
    check(&out).map_err(NotChanged::Rules)?;
    Ok(out)
}

/// Whether any rule's parameters have been set by somebody for themselves.
pub fn is_changed(rules: &VenueRules) -> bool {
    rules.citations.values().any(|citation| citation.grade == Grade::YourOwn)
}

fn set(rules: &mut VenueRules, each: &Override) -> Result<(), Why> {
    let touched = match each {
        Override::Rate { instrument, level, becomes } => {
            rate(&mut rules.model, instrument, *level, *becomes).ok_or_else(|| Why::NotListed(instrument.clone()))?
        }
        Override::Haircut { asset, level, becomes } => {
            let terms = rules.collateral.assets.get_mut(asset).ok_or_else(|| Why::NotAccepted(asset.clone()))?;
            let haircut = match level {
                Level::Initial => &mut terms.haircut.initial,
                Level::Maintenance => &mut terms.haircut.maintenance,
            };
            scale::haircut(haircut, *becomes);
            vec![RuleKey::Haircut]
        }
        Override::Parameter { path, value } => {
            let touched = pointer::followed(path).ok_or_else(|| Why::NoParameter(path.clone()))?;
            *rules = pointer::set(rules, path, value)?;
            touched
        }
    };
    for key in touched {
        if let Some(citation) = rules.citations.get_mut(&key) {
            citation.grade = Grade::YourOwn;
        }
    }
    Ok(())
}

/// Changes a contract's rate, and says which rules it followed; nothing when the contract is not listed.
fn rate(model: &mut Model, instrument: &InstrumentId, level: Level, becomes: Becomes) -> Option<Vec<RuleKey>> {
    match model {
        Model::TieredNotional(model) | Model::OptionFormula(OptionFormula { linear: model, .. }) => {
            let schedule = own_schedule(model, instrument)?;
            scale::schedule(schedule, level, becomes);
            Some(match (schedule, level) {
                (Schedule::Tiers(_), _) => vec![level.rule(), RuleKey::Tiers],
                (Schedule::Rates(rates), Level::Initial) if !matches!(rates.maintenance, MaintenanceRate::Own(_)) => {
                    vec![RuleKey::Initial, RuleKey::Maintenance]
                }
                (Schedule::Rates(_), _) => vec![level.rule()],
            })
        }
        Model::WeightedHealth(model) => {
            scale::weights(model.contracts.get_mut(instrument)?, level, becomes);
            Some(vec![level.rule()])
        }
        // No contract has a rate of its own: a parameter is changed by its path.
        Model::ScenarioLoss(_) | Model::SensitivityLoss(_) => None,
    }
}

/// The schedule of one contract alone: a copy, where others share it.
fn own_schedule<'m>(model: &'m mut TieredNotional, instrument: &InstrumentId) -> Option<&'m mut Schedule> {
    let table = model.listings.get(instrument)?.table.clone();
    let shared = model.listings.iter().any(|(id, listing)| id != instrument && listing.table == table);
    if !shared {
        return model.tables.get_mut(&table);
    }
    let copy = model.tables.get(&table)?.clone();
    let mut name = format!("{table} {instrument}");
    while model.tables.contains_key(&TableId::from(name.as_str())) {
        name.push('*');
    }
    let name = TableId::from(name);
    model.listings.get_mut(instrument)?.table = name.clone();
    Some(model.tables.entry(name).or_insert(copy))
}

impl fmt::Display for NotChanged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Overrides(misfits) => write!(f, "overrides that do not fit: {misfits:?}"),
            Self::Rules(problems) => write!(f, "the changed rules are wrong: {problems}"),
        }
    }
}

impl std::error::Error for NotChanged {}
