//! Where a requirement comes from: the scenarios, the steps from standalone, the map over price and volatility, and the
//! parts of a requirement that follows risk.

pub mod dials;
pub mod heat;
pub mod scenarios;
pub mod waterfall;

/// Part of the way from nothing to the largest, from −1 to 1: for shading.
fn shade(value: f64, largest: f64) -> f64 {
    if largest > 0.0 { (value / largest).clamp(-1.0, 1.0) } else { 0.0 }
}
