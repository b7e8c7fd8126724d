//! What the back-test takes as given: the model of the rules that the project carries, and the test's own.

use margin_core::rules::{Model, SensitivityLoss};
use serde::Deserialize;
use std::io;

const OWN: &str = include_str!("parameters.json");

/// The parameters of a back-test.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Parameters {
    /// The share of days that a range should cover.
    pub confidence: f64,
    /// The weight that a day keeps in the variance that fades.
    pub decay: f64,
    /// Days from a margin to the price that it is held against.
    pub horizon_days: usize,
    /// The length of the time whose volatility, where it was highest, is the stressed one.
    pub stressed_days: usize,
    /// How far back the floor and the stressed volatility look.
    pub look_back_days: usize,
    /// Days before the first that is tested.
    pub warm_up_days: usize,
    /// The model; its volatilities of underlyings, latencies and jumps are not used.
    pub model: SensitivityLoss,
}

/// Where the model is from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The rules of this name that the project carries.
    Rules(&'static str),
    /// The back-test's own file, as there are no such rules.
    Own,
}

/// The parameters, the model from the rules that have one.
///
/// # Errors
/// Files that cannot be read.
pub fn parameters() -> io::Result<(Parameters, Source)> {
    let own: Parameters = serde_json::from_str(OWN)?;
    let catalogue = margin_venues::catalogue().map_err(|problems| io::Error::other(problems.to_string()))?;
    let found = catalogue.entries().iter().find_map(|entry| match &entry.rules.model {
        Model::SensitivityLoss(model) => Some((model.clone(), entry.id)),
        _ => None,
    });
    Ok(match found {
        Some((model, id)) => (Parameters { model, ..own }, Source::Rules(id)),
        None => (own, Source::Own),
    })
}
