//! The courses that prices can take.

use crate::desk::Subject;
use margin_core::id::AssetId;
use margin_core::liquidation::{Path, PathStep, Process, process};
use margin_core::market::Peg;
use margin_core::problem::Problems;
use margin_core::solve::{Crossing, Now, Reach};
use margin_core::units::Ratio;
use std::collections::{BTreeMap, BTreeSet};

/// How prices go: evenly to a last price, where they stay.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// What moves.
    pub moves: Moves,
    /// The change to the last price, as a share of today's: −0.2 is a fall of a fifth.
    pub change: Ratio,
    /// Over how many seconds; at 0 the price jumps.
    pub seconds: f64,
}

/// Which prices move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moves {
    /// One asset's, every other price held.
    One(AssetId),
    /// Those of all assets that are not tied to the dollar, alike.
    All,
}

/// How far beyond a liquidation the nearest course leads, as a share of the price there.
const BEYOND: f64 = 0.1;

/// Changes are rounded to so many steps for the whole of the price, so that they can be said as they are.
const FINENESS: f64 = 1_000.0;

/// Into how many moments a course is divided, and how many where each takes long because there are many groups.
const MOMENTS: [u32; 2] = [60, 20];
const MANY_GROUPS: usize = 8;

/// How far beyond a crossing its moment is, as a share of the price: exactly there nothing happens yet.
const JUST_BEYOND: f64 = 1e-9;

impl Course {
    /// To the nearest liquidation of one asset and a tenth of the price there beyond; at today's prices where something
    /// is under water already. Nothing where no price of one asset leads to a liquidation.
    pub fn to_the_nearest(subject: &Subject, seconds: f64) -> Option<Self> {
        let groups = &subject.liquidation.groups;
        if groups.iter().any(|group| group.now == Now::Under) {
            return Some(Self { moves: Moves::All, change: Ratio::ZERO, seconds });
        }
        let nearest = subject.liquidation.nearest()?;
        let there = nearest.crossing.factor.get();
        let change = match nearest.crossing.reach {
            Reach::Falls => ((there * (1.0 - BEYOND) - 1.0) * FINENESS).floor() / FINENESS,
            Reach::Rises => ((there * (1.0 + BEYOND) - 1.0) * FINENESS).ceil() / FINENESS,
        };
        Some(Self { moves: Moves::One(nearest.asset), change: Ratio::new(change), seconds })
    }

    /// What prices are multiplied by at a time.
    pub(super) fn factor(&self, seconds: f64) -> Ratio {
        let gone = if self.seconds > 0.0 { (seconds / self.seconds).min(1.0) } else { 1.0 };
        Ratio::new(1.0 + self.change.get() * gone)
    }

    /// The course as moments: evenly, and where it takes something under.
    fn path(&self, subject: &Subject) -> Path {
        let assets = self.assets(subject);
        let step = |(seconds, factor): (f64, Ratio)| PathStep {
            seconds,
            factors: assets.iter().map(|asset| (asset.clone(), factor)).collect::<BTreeMap<_, _>>(),
        };
        if self.seconds <= 0.0 {
            return Path(vec![step((0.0, self.factor(0.0)))]);
        }
        let [many, few] = MOMENTS;
        let count = if subject.report.groups.len() > MANY_GROUPS { few } else { many };
        let evenly = (0..=count).map(|index| self.seconds * f64::from(index) / f64::from(count));
        let mut moments: Vec<_> = evenly.map(|seconds| (seconds, self.factor(seconds))).collect();
        moments.extend(self.crossed(subject));
        moments.sort_by(|left, right| left.0.total_cmp(&right.0));
        Path(moments.into_iter().map(step).collect())
    }

    /// The moments just beyond the crossings on the way, with their factors.
    fn crossed(&self, subject: &Subject) -> Vec<(f64, Ratio)> {
        let groups = subject.liquidation.groups.iter();
        let crossings = groups.flat_map(|group| match &self.moves {
            Moves::All => group.together.all().to_vec(),
            Moves::One(asset) => {
                let alone = group.alone.iter().filter(|alone| alone.asset == *asset);
                alone.flat_map(|alone| alone.crossings.all().to_vec()).collect()
            }
        });
        let moment = |crossing: Crossing| {
            let factor = match crossing.reach {
                Reach::Falls => crossing.factor.get() * (1.0 - JUST_BEYOND),
                Reach::Rises => crossing.factor.get() * (1.0 + JUST_BEYOND),
            };
            let gone = (factor - 1.0) / self.change.get();
            (gone > 0.0 && gone < 1.0).then(|| (gone * self.seconds, Ratio::new(factor)))
        };
        crossings.filter_map(moment).collect()
    }

    /// The assets that move, of those that the portfolio has something of.
    fn assets(&self, subject: &Subject) -> BTreeSet<AssetId> {
        match &self.moves {
            Moves::One(asset) => BTreeSet::from([asset.clone()]),
            Moves::All => {
                let held = subject.portfolio.holdings.iter().map(|holding| &holding.asset);
                let traded = subject.portfolio.positions.iter().map(|position| &position.instrument.underlying);
                let free =
                    |asset: &&AssetId| subject.market.assets.get(*asset).is_none_or(|quote| quote.peg != Peg::Dollar);
                held.chain(traded).filter(free).cloned().collect()
            }
        }
    }
}

/// What the venue does while prices take a course.
///
/// # Errors
/// All that is wrong with the inputs, and a loss that the rules do not let the trader owe, as [`process`] says.
pub fn run(course: &Course, subject: &Subject) -> Result<Process, Problems> {
    process(subject.portfolio, subject.market, subject.rules, &course.path(subject))
}
