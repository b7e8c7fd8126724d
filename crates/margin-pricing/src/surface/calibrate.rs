//! A surface without arbitrage that is near quotes.
//!
//! First each expiry gets its best eSSVI smile, in their order, which never has arbitrage. Where enough strikes are quoted
//! it is then bent to the best raw SVI smile, several times round, each between its neighbours. At the end each gets the
//! best smile that stands up to a close look, beside the one before it.

use super::arbitrage::{LOG_MONEYNESSES, TIMES, spaced, spread};
use super::essvi::{self, Bounds};
use super::fitted::{Corridor, Price, Target};
use super::floor::Floor;
use super::quote::problems;
use super::{Expiry, FitReport, Made, QuoteProblem, Slice, Surface};
use crate::svi::RawSvi;

/// A surface, and how near it is to the quotes that it was fitted to.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    /// The surface, with a smile for each expiry.
    pub surface: Surface,
    /// How near it comes.
    pub report: FitReport,
    /// The least and the greatest log-moneyness at which it was looked at for arbitrage: those quoted, and no less than
    /// [`LEAST_REACH`] total volatilities of the last expiry either side.
    pub reach: [f64; 2],
}

/// How many total volatilities at the forward of the last expiry a surface is looked at either side, at least.
pub const LEAST_REACH: f64 = 3.0;
/// How many strikes must be quoted for a raw SVI smile, which has five numbers.
const FEWEST_PLACES: usize = 6;
/// How many log-moneynesses are looked at in a search, and at the end: those of the grid, and one between any two of them.
const COARSE: usize = 48;
const FINE: usize = 2 * LOG_MONEYNESSES - 1;
/// What arbitrage costs in each round.
const ROUNDS: [Price; 3] = [
    Price { butterfly: 0.3, below: 0.3, above: 0.3 },
    Price { butterfly: 1.0, below: 3.0, above: 3.0 },
    Price { butterfly: 3.0, below: 10.0, above: 10.0 },
];
/// What it costs in the last searches, beside a smile that is final and one that is not.
const LAST: [Price; 2] =
    [Price { butterfly: 10.0, below: 30.0, above: 3.0 }, Price { butterfly: 100.0, below: 300.0, above: 3.0 }];

/// A surface near quotes, without arbitrage on a grid of [`LOG_MONEYNESSES`] over its reach and [`TIMES`].
///
/// Quotes count by their weight times their vega. What counts is how far volatility is from the mark, and twelve times as
/// much how far it is out of bid and ask, where they are known.
///
/// # Errors
/// Every problem of the quotes, with its place; of no expiries, an empty list.
pub fn calibrate(expiries: &[Expiry]) -> Result<Calibration, Vec<QuoteProblem>> {
    let problems = problems(expiries);
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut targets: Vec<Target> = expiries.iter().map(Target::new).collect();
    targets.sort_by(|a, b| a.years.total_cmp(&b.years));
    let reach = reach(&targets);
    let years: Vec<f64> = targets.iter().map(|target| target.years).collect();
    let places = Places { coarse: spread(reach, COARSE), fine: spread(reach, FINE), times: spaced(&years, TIMES) };
    let slices = accepted(&targets, &drafts(&targets, &places), &places);
    let surface = Surface::new(slices).ok_or(problems)?;
    let report = surface.fit(expiries);
    Ok(Calibration { surface, report, reach })
}

/// What is quoted, or what the last expiry can be thought to reach.
fn reach(targets: &[Target]) -> [f64; 2] {
    let least = LEAST_REACH * targets.last().map_or(0.0, Target::at_forward).sqrt();
    let wider = |[low, high]: [f64; 2], target: &Target| {
        let [left, right] = target.reach();
        [low.min(left), high.max(right)]
    };
    targets.iter().fold([-least, least], wider)
}

/// Log-moneynesses and times that are looked at.
struct Places {
    coarse: Vec<f64>,
    fine: Vec<f64>,
    times: Vec<f64>,
}

impl Places {
    /// The times between an expiry and the one after it, as shares of the time between the two.
    fn shares(&self, before: f64, after: f64) -> impl Iterator<Item = f64> {
        let between = self.times.iter().filter(move |years| before < **years && **years < after);
        between.map(move |years| (years - before) / (after - before))
    }
}

/// Smiles of an expiry before they have been looked at.
#[derive(Clone, Copy)]
struct Draft {
    essvi: RawSvi,
    best: RawSvi,
}

/// Where there is nothing before, or no end to what may come after.
const NOTHING: RawSvi = RawSvi::flat(0.0);
const NO_END: RawSvi = RawSvi::flat(f64::INFINITY);

/// The best smiles of each expiry, arbitrage costing more in each round.
fn drafts(targets: &[Target], places: &Places) -> Vec<Draft> {
    let mut bounds = Bounds::none();
    let mut drafts: Vec<Draft> = Vec::new();
    for target in targets {
        let smile = essvi::fit(target, &bounds);
        bounds = Bounds::after(smile);
        drafts.push(Draft { essvi: smile.raw(), best: smile.raw() });
    }
    for price in ROUNDS {
        for (place, target) in targets.iter().enumerate().filter(|(_, target)| has_enough(target)) {
            let earlier =
                place.checked_sub(1).and_then(|before| drafts.get(before)).map_or(NOTHING, |draft| draft.best);
            let later = drafts.get(place + 1).map_or(NO_END, |draft| draft.best);
            if let Some(draft) = drafts.get_mut(place) {
                let corridor = Corridor::new(&places.coarse, &earlier, &later, draft.essvi);
                draft.best = target.fit(&draft.best, &corridor, price);
            }
        }
    }
    drafts
}

/// The smiles that are kept: of each expiry the best that has no arbitrage beside the one before.
fn accepted(targets: &[Target], drafts: &[Draft], places: &Places) -> Vec<Slice> {
    let mut slices: Vec<Slice> = Vec::new();
    for (place, (target, draft)) in targets.iter().zip(drafts).enumerate() {
        let (start, before) = slices.last().map_or((0.0, NOTHING), |slice| (slice.years, slice.smile));
        let later = drafts.get(place + 1).map_or(NO_END, |draft| draft.best);
        let floor = Floor::new(&places.fine, places.shares(start, target.years), before);
        let mut tried = vec![(draft.essvi, Made::Essvi)];
        if has_enough(target) {
            tried.push((draft.best, Made::Fitted));
            let corridor = Corridor::new(&places.coarse, &before, &later, draft.essvi);
            let mut smile = draft.best;
            for price in LAST {
                smile = target.fit(&smile, &corridor, price);
                tried.push((smile, Made::Fitted));
            }
        }
        let lifted = tried.into_iter().map(|(smile, made)| (floor.lifted(smile), made));
        let free = lifted.filter(|(smile, _)| floor.is_below(smile));
        let costed = free.map(|(smile, made)| (target.cost(&smile), smile, made));
        let best = costed.reduce(|best, other| if other.0 < best.0 { other } else { best });
        let (smile, made) = best.map_or_else(|| floor.moved(&draft.best), |(_, smile, made)| (smile, made));
        slices.push(Slice { years: target.years, smile, made });
    }
    slices
}

fn has_enough(target: &Target) -> bool {
    target.places() >= FEWEST_PLACES
}
