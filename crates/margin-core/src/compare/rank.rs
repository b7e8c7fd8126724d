//! Which candidate is best by a stated criterion, among those that take the whole portfolio.

use crate::compare::{LiquidationCost, Outcome, Standing};
use crate::report::Level;
use serde::{Deserialize, Serialize};

/// What candidates are ranked by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Criterion {
    /// The least initial requirement.
    LeastInitial,
    /// The least maintenance requirement.
    LeastMaintenance,
    /// The farthest liquidation, by how many times a price must rise or fall.
    FarthestLiquidation,
    /// The least idle share; a portfolio that does not cover its initial requirement has none and is not ranked.
    LeastIdle,
    /// The least loss at the nearest liquidation; where it is unknown, the candidate is not ranked.
    LeastCost,
}

/// Candidates from the best to the worst.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Ranking {
    /// What they are ranked by.
    pub criterion: Criterion,
    /// The places, from the best; a tie is one place.
    pub places: Vec<Place>,
    /// Candidates that are not ranked: they do not take the whole portfolio, or the figure is not known.
    pub unranked: Vec<usize>,
}

/// One place, shared by all candidates that are equally good.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Place {
    /// Which candidates, by their places in the comparison.
    pub candidates: Vec<usize>,
    /// The figure that they are ranked by: dollars, a share, or for the distance a logarithm, infinite when there is no
    /// liquidation.
    pub figure: f64,
}

/// Figures that differ by no more than this share are equally good.
const TIE: f64 = 1e-9;

/// Ranks the outcomes of a comparison.
pub fn rank(outcomes: &[Outcome], criterion: Criterion) -> Ranking {
    let mut ranked = Vec::new();
    let mut unranked = Vec::new();
    for (place, outcome) in outcomes.iter().enumerate() {
        match outcome.whole().and_then(|standing| figure(standing, criterion)) {
            Some(figure) => ranked.push((place, figure)),
            None => unranked.push(place),
        }
    }
    // The farthest is the best; of all else the least.
    match criterion {
        Criterion::FarthestLiquidation => ranked.sort_by(|left, right| right.1.total_cmp(&left.1)),
        _ => ranked.sort_by(|left, right| left.1.total_cmp(&right.1)),
    }
    let mut places: Vec<Place> = Vec::new();
    for (candidate, figure) in ranked {
        match places.last_mut() {
            Some(place) if ties(place.figure, figure) => place.candidates.push(candidate),
            _ => places.push(Place { candidates: vec![candidate], figure }),
        }
    }
    Ranking { criterion, places, unranked }
}

fn figure(standing: &Standing, criterion: Criterion) -> Option<f64> {
    match criterion {
        Criterion::LeastInitial => Some(standing.requirement.at(Level::Initial).get()),
        Criterion::LeastMaintenance => Some(standing.requirement.at(Level::Maintenance).get()),
        Criterion::FarthestLiquidation => Some(standing.nearest.distance()),
        Criterion::LeastIdle => standing.idle.map(|idle| idle.get()),
        Criterion::LeastCost => match &standing.cost {
            None => Some(0.0),
            Some(LiquidationCost::Known { lost, .. }) => Some(lost.get()),
            Some(LiquidationCost::Unknown { .. }) => None,
        },
    }
}

fn ties(left: f64, right: f64) -> bool {
    left == right || (left - right).abs() <= TIE * left.abs().max(right.abs())
}
