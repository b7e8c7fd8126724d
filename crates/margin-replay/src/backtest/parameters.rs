//! What the back-test takes as given: the model of the rules that the project carries, and the test's own.

use margin_core::rules::{Model, SensitivityLoss};
use serde::Deserialize;
use std::io;

const OWN: &str = include_str!("parameters.json");

/// The parameters of a back-test.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameters {
    /// The test's own.
    pub test: Test,
    /// The name of the rules whose model is tested.
    pub rules: &'static str,
    /// The model; its volatilities of underlyings and its jumps are not used.
    pub model: SensitivityLoss,
}

/// The parameters that are the test's own.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Test {
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
}

/// The parameters, the model from the first rules that have one of its kind.
///
/// # Errors
/// Files that cannot be read, or no such rules.
pub fn parameters() -> io::Result<Parameters> {
    let test = serde_json::from_str(OWN)?;
    let catalogue = margin_venues::catalogue().map_err(|problems| io::Error::other(problems.to_string()))?;
    let found = catalogue.entries().iter().find_map(|entry| match &entry.rules.model {
        Model::SensitivityLoss(model) => Some((entry.id, model.clone())),
        _ => None,
    });
    let (rules, model) = found.ok_or_else(|| io::Error::other("no rules follow volatility"))?;
    Ok(Parameters { test, rules, model })
}
