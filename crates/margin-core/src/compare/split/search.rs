//! The shares that hold the least in total: sought on tables of what each contract alone needs, then on the total itself.
//!
//! A venue's need is a sum over contracts, but for profits: what one contract's profit counts for beyond its own
//! requirement serves the others, and beyond all of theirs nothing. So on the tables each contract's best share is
//! taken at several prices of a dollar at each venue, which lead to different corners; the best corners are mixed with
//! others to the point where a venue's need is just met. The best of what comes out is improved share by share on the
//! total, which also holds what is required per account. `docs/adr/0005-split-without-a-solver.md` says what was measured.

use crate::compare::split::TakenBy;
use crate::compare::split::needs::{Contract, Need, Needs};
use crate::problem::Problems;

/// In how many steps a share is sampled, and how many times the best step is sampled again.
const STEPS: usize = 32;
const ZOOMS: usize = 6;
const ZOOM_STEPS: usize = 8;

/// The prices of a dollar at a venue that are tried, as parts of its own.
const PRICES: [f64; 9] = [0.0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1.0];

/// How many times a price is halved on the way to where a need is just met.
const HALVINGS: usize = 30;

/// How many corners are mixed with others, how many times, and how many of what comes out are improved on the total.
const BEST: usize = 5;
const MIXTURES: usize = 8;
const IMPROVED: usize = 2;

/// How many times all shares are moved.
const ROUNDS: usize = 8;

/// A gain smaller than this share of the total is none.
const GAIN: f64 = 1e-9;

/// The shares that stay at the first venue.
pub(super) fn least(needs: &Needs) -> Result<Vec<f64>, Problems> {
    let tables = Tables::new(needs)?;
    let corners = tables.corners();
    let mut tried: Vec<Mix> = corners.iter().take(BEST).map(|corner| tables.mixed(corner.clone(), &corners)).collect();
    tried.extend(corners.into_iter().take(BEST));
    tried.extend([tables.end(1.0), tables.end(0.0)].map(|places| tables.corner(&places)));
    let mut found = Vec::with_capacity(tried.len());
    for Mix { stays, .. } in tried {
        found.push((needs.total(&stays)?, stays));
    }
    found.sort_by(|left, right| left.0.total_cmp(&right.0));
    found.dedup();
    let mut best: Option<(f64, Vec<f64>)> = None;
    for (total, stays) in found.into_iter().take(IMPROVED) {
        let found = improved(needs, total, stays)?;
        if best.as_ref().is_none_or(|(least, _)| found.0 < *least) {
            best = Some(found);
        }
    }
    Ok(best.map(|(_, stays)| stays).unwrap_or_default())
}

/// Shares, and what they come to on the tables.
#[derive(Clone)]
struct Mix {
    stays: Vec<f64>,
    sum: Sum,
}

/// What each venue needs for each contract alone, at each step of the share that stays.
struct Tables {
    contracts: Vec<Vec<Step>>,
    /// What a dollar held at each venue costs, and a transfer of anything.
    prices: [f64; 2],
    fixed: f64,
}

#[derive(Clone, Copy, Default)]
struct Step {
    stays: f64,
    needs: [Need; 2],
    buffer: f64,
}

/// What contracts at some of their steps come to.
#[derive(Clone, Copy, Default)]
struct Sum {
    needs: [Need; 2],
    buffer: f64,
    moved: f64,
}

impl Sum {
    /// A part of the way from this to another.
    fn towards(self, other: Self, part: f64) -> Self {
        let between = |from: f64, to: f64| from + part * (to - from);
        let need = |venue: usize| Need {
            cross: between(self.needs[venue & 1].cross, other.needs[venue & 1].cross),
            isolated: between(self.needs[venue & 1].isolated, other.needs[venue & 1].isolated),
        };
        let moved = between(self.moved, other.moved);
        Self { needs: [need(0), need(1)], buffer: between(self.buffer, other.buffer), moved }
    }

    fn with(mut self, step: &Step, sign: f64) -> Self {
        for (sum, need) in self.needs.iter_mut().zip(step.needs) {
            sum.cross += sign * need.cross;
            sum.isolated += sign * need.isolated;
        }
        self.buffer += sign * step.buffer;
        self.moved += if step.stays < 1.0 { sign } else { 0.0 };
        self
    }
}

impl Tables {
    fn new(needs: &Needs) -> Result<Self, Problems> {
        let contracts: Result<_, Problems> =
            needs.contracts.iter().enumerate().map(|contract| steps(needs, contract)).collect();
        Ok(Self { contracts: contracts?, prices: [needs.price(0), needs.price(1)], fixed: needs.fixed() })
    }

    /// Shares to begin with and to mix, the least first: all at one venue where both take it; and each contract's best
    /// share by itself on both sides of the price of a dollar at a venue at which its need is just met.
    fn corners(&self) -> Vec<Mix> {
        let mut corners = vec![self.end(1.0), self.end(0.0)];
        for price in PRICES {
            corners.extend(self.about_the_price(0, price));
            corners.extend(self.about_the_price(1, price));
        }
        for place in 0..corners.len() {
            let mut moved = corners.get(place).cloned().unwrap_or_default();
            self.move_each(&mut moved);
            corners.push(moved);
        }
        corners.sort();
        corners.dedup();
        let mut corners: Vec<_> = corners.iter().map(|places| self.corner(places)).collect();
        corners.sort_by(|left, right| self.of_sum(left.sum).total_cmp(&self.of_sum(right.sum)));
        corners
    }

    /// The contracts' best shares just below and just above the price of a dollar at a venue at which what is there needs
    /// nothing, while a dollar at the other venue has a part of its own price.
    fn about_the_price(&self, venue: usize, other: f64) -> [Vec<usize>; 2] {
        let at = |part: f64| {
            let parts = if venue == 0 { [part, other] } else { [other, part] };
            let prices = [parts[0] * self.prices[0], parts[1] * self.prices[1]];
            let places = self.contracts.iter().map(|steps| self.best_alone(steps, prices));
            places.collect::<Vec<_>>()
        };
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..HALVINGS {
            let middle = (low + high) / 2.0;
            if self.sum(&at(middle)).needs[venue & 1].cross < 0.0 { high = middle } else { low = middle }
        }
        [at(low), at(high)]
    }

    fn corner(&self, places: &[usize]) -> Mix {
        Mix { stays: self.stays(places), sum: self.sum(places) }
    }

    /// A mixture of shares with others, each time with the one that gains most, to where a venue's need is just met.
    fn mixed(&self, mut mix: Mix, corners: &[Mix]) -> Mix {
        for _ in 0..MIXTURES {
            let before = self.of_sum(mix.sum);
            let mut best: (f64, Option<(&Mix, f64)>) = (before, None);
            for corner in corners {
                for part in meeting(&mix.sum, &corner.sum) {
                    let total = self.of_sum(mix.sum.towards(corner.sum, part));
                    if total < best.0 {
                        best = (total, Some((corner, part)));
                    }
                }
            }
            let (total, Some((corner, part))) = best else { return mix };
            let stays = mix.stays.iter().zip(&corner.stays).map(|(from, to)| from + part * (to - from)).collect();
            mix = Mix { stays, sum: mix.sum.towards(corner.sum, part) };
            if before - total <= GAIN * before {
                return mix;
            }
        }
        mix
    }

    fn end(&self, stays: f64) -> Vec<usize> {
        self.contracts.iter().map(|steps| if stays > 0.0 { steps.len().saturating_sub(1) } else { 0 }).collect()
    }

    fn best_alone(&self, steps: &[Step], cross: [f64; 2]) -> usize {
        let cost = |step: &Step| {
            let venue =
                |venue: usize| cross[venue] * step.needs[venue].cross + self.prices[venue] * step.needs[venue].isolated;
            venue(0) + venue(1) + step.buffer
        };
        least_of(steps.iter().map(cost)).map_or(0, |(place, _)| place)
    }

    fn step(&self, contract: usize, place: usize) -> Step {
        self.contracts.get(contract).and_then(|steps| steps.get(place)).copied().unwrap_or_default()
    }

    fn sum(&self, places: &[usize]) -> Sum {
        let steps = places.iter().enumerate().map(|(contract, place)| self.step(contract, *place));
        steps.fold(Sum::default(), |sum, step| sum.with(&step, 1.0))
    }

    fn of_sum(&self, sum: Sum) -> f64 {
        let held = self.prices[0] * sum.needs[0].held() + self.prices[1] * sum.needs[1].held();
        held + sum.buffer + if sum.moved > 1e-6 { self.fixed } else { 0.0 }
    }

    fn total(&self, places: &[usize]) -> f64 {
        self.of_sum(self.sum(places))
    }

    fn stays(&self, places: &[usize]) -> Vec<f64> {
        places.iter().enumerate().map(|(contract, place)| self.step(contract, *place).stays).collect()
    }

    /// Moves shares one at a time until nothing is gained.
    fn move_each(&self, places: &mut [usize]) {
        for _ in 0..ROUNDS {
            let before = self.total(places);
            for contract in 0..places.len() {
                let rest = self.without(places, &[contract]);
                let steps = self.contracts.get(contract).into_iter().flatten();
                let best = least_of(steps.map(|step| self.of_sum(rest.with(step, 1.0))));
                if let (Some((place, _)), Some(at)) = (best, places.get_mut(contract)) {
                    *at = place;
                }
            }
            if before - self.total(places) <= GAIN * before {
                return;
            }
        }
    }

    fn without(&self, places: &[usize], contracts: &[usize]) -> Sum {
        let taken = contracts.iter().filter_map(|contract| Some((*contract, *places.get(*contract)?)));
        taken.fold(self.sum(places), |sum, (contract, place)| sum.with(&self.step(contract, place), -1.0))
    }
}

/// The parts of the way from one sum to another at which a venue's need is just met.
fn meeting(from: &Sum, to: &Sum) -> impl Iterator<Item = f64> {
    let parts = from.needs.iter().zip(&to.needs).map(|(from, to)| from.cross / (from.cross - to.cross));
    let parts: Vec<f64> = parts.filter(|part| *part > 0.0 && *part < 1.0).collect();
    parts.into_iter()
}

/// What both venues need for one contract at each step of its share, from all of it at the second to all at the first.
fn steps(needs: &Needs, (place, contract): (usize, &Contract)) -> Result<Vec<Step>, Problems> {
    let range = match contract.taken_by {
        TakenBy::Both => 0..=STEPS,
        TakenBy::First => STEPS..=STEPS,
        TakenBy::Second => 0..=0,
    };
    let step = |step: usize| {
        let stays = step as f64 / STEPS as f64;
        let first = needs.need(0, &[(place, stays)])?;
        let second = needs.need(1, &[(place, 1.0 - stays)])?;
        Ok(Step { stays, needs: [first, second], buffer: (1.0 - stays) * contract.buffer })
    };
    range.map(step).collect()
}

/// The place and the value of the least; the first of several.
fn least_of(values: impl Iterator<Item = f64>) -> Option<(usize, f64)> {
    values.enumerate().reduce(|least, next| if next.1 < least.1 { next } else { least })
}

/// Shares moved one after the other on the total itself, until nothing is gained.
fn improved(needs: &Needs, mut total: f64, mut stays: Vec<f64>) -> Result<(f64, Vec<f64>), Problems> {
    for _ in 0..ROUNDS {
        let before = total;
        for (place, contract) in needs.contracts.iter().enumerate() {
            if contract.taken_by == TakenBy::Both {
                (total, stays) = one_improved(needs, place, total, stays)?;
            }
        }
        if before - total <= GAIN * before {
            break;
        }
    }
    Ok((total, stays))
}

/// One share sampled about where it is, ever more finely.
fn one_improved(needs: &Needs, place: usize, mut total: f64, mut stays: Vec<f64>) -> Result<(f64, Vec<f64>), Problems> {
    let mut width = 1.0 / STEPS as f64;
    for _ in 0..ZOOMS {
        let about = stays.get(place).copied().unwrap_or(1.0);
        let low = if about > width { about - width } else { 0.0 };
        let high = if about + width < 1.0 { about + width } else { 1.0 };
        for step in 0..=ZOOM_STEPS {
            let share = if step == ZOOM_STEPS { high } else { low + (high - low) * step as f64 / ZOOM_STEPS as f64 };
            let mut trial = stays.clone();
            if let Some(at) = trial.get_mut(place) {
                *at = share;
            }
            let found = needs.total(&trial)?;
            if found < total {
                (total, stays) = (found, trial);
            }
        }
        width = (high - low) / ZOOM_STEPS as f64;
    }
    Ok((total, stays))
}
