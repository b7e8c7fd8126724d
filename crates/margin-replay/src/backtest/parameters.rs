//! What the back-test takes as given.

use serde::Deserialize;
use std::io;

const OWN: &str = include_str!("parameters.json");

/// The parameters of a back-test; a volatility is per root of a day.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Parameters {
    /// The share of days that a range should cover.
    pub confidence: f64,
    /// The weight that a day keeps in the variance that fades.
    pub decay: f64,
    /// Volatilities in a range.
    pub quantile: f64,
    /// Days from a margin to the price that it is held against.
    pub horizon_days: usize,
    /// The weight of the stressed volatility.
    pub stress_weight: f64,
    /// The length of the time whose volatility, where it was highest, is the stressed one.
    pub stressed_days: usize,
    /// How far back the floor and the stressed volatility look.
    pub look_back_days: usize,
    /// Days before the first that is tested.
    pub warm_up_days: usize,
    /// What initial is more than maintenance.
    pub buffer: Buffer,
}

/// A buffer that is drawn on as volatility rises.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Buffer {
    /// The share of maintenance that is added in calm times.
    pub share: f64,
    /// The volatility, as a multiple of the floor, beyond which it is drawn on.
    pub drawn_from: f64,
    /// The share of what maintenance is more by such volatility that it bears, as long as it lasts.
    pub drawn: f64,
}

/// Reads the parameters.
///
/// # Errors
/// A file that does not hold them.
pub fn parameters() -> io::Result<Parameters> {
    Ok(serde_json::from_str(OWN)?)
}
