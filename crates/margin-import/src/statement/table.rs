//! Tiers as venues write them.

use crate::node::Place;
use crate::problem::{Contradiction, ImportProblemKind, Problems};
use margin_core::rules::{Rate, Tier, TierTable};
use margin_core::units::{Ratio, Usd};

/// A band of size, from this many dollars on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Band {
    pub(crate) from: f64,
    pub(crate) initial: Rate,
    /// A share of the size.
    pub(crate) maintenance: f64,
}

/// The bands in order, where they make sense.
pub(crate) fn table(mut bands: Vec<Band>, place: &Place, problems: &mut Problems) -> Option<TierTable> {
    bands.sort_by(|one, other| one.from.total_cmp(&other.from));
    let starts = bands.first().is_some_and(|band| band.from == 0.0);
    let rises = bands.windows(2).all(|pair| pair[0].from < pair[1].from && pair[0].maintenance <= pair[1].maintenance);
    let sound = bands.iter().all(|band| is_share(band.maintenance) && band.maintenance <= band.initial.share().get());
    let sound = sound && bands.iter().all(|band| is_share(band.initial.share().get()));
    if !(starts && rises && sound) {
        problems.add(place, ImportProblemKind::Contradiction(Contradiction::Tiers));
        return None;
    }
    Some(TierTable(bands.iter().map(tier).collect()))
}

/// A single band.
pub(crate) fn flat(initial: Rate, maintenance: f64) -> TierTable {
    TierTable(vec![tier(&Band { from: 0.0, initial, maintenance })])
}

/// Whether a number is a share that something can be required at.
pub(crate) fn is_share(share: f64) -> bool {
    share > 1e-9 && share <= 1.0
}

/// A rate as a leverage.
pub(crate) fn one_over(leverage: f64) -> Rate {
    Rate::OneOver(Ratio::new(leverage))
}

/// A rate as a share.
pub(crate) fn share(share: f64) -> Rate {
    Rate::Share(Ratio::new(share))
}

fn tier(band: &Band) -> Tier {
    Tier { from: Usd::new(band.from), initial: band.initial, maintenance: share(band.maintenance) }
}
