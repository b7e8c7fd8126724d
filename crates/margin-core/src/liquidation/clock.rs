//! What a liquidation remembers from one round to the next.

use crate::id::{InstrumentId, PositionId};
use crate::rules::liquidation::Window;
use crate::rules::{Growth, MaintenanceRate, Rates, Schedule, VenueRules};
use crate::units::{Quantity, Usd};
use std::collections::BTreeMap;

use super::size;

/// What a group's liquidation remembers until the group is safe.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    /// When it began, in seconds since the start.
    pub(super) since: f64,
    /// What has been made up of the shortage so far.
    pub(super) freed: Usd,
    /// Whether whoever liquidates has been paid what was set aside for it.
    pub(super) keeper: KeeperPay,
}

/// What has to wait, whether the group is safe meanwhile or not.
#[derive(Clone, Debug, Default)]
pub(super) struct Waits {
    /// Until when the rest of each position has to wait.
    pub(super) cooling: BTreeMap<PositionId, f64>,
    windows: BTreeMap<InstrumentId, Used>,
}

/// Whether whoever liquidates has been paid what was set aside for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeeperPay {
    Due,
    Paid,
}

/// What has been closed of a market in its present window.
#[derive(Clone, Copy, Debug)]
struct Used {
    since: f64,
    quantity: f64,
}

impl Clock {
    pub(super) fn starting(since: f64) -> Self {
        Self { since, freed: Usd::ZERO, keeper: KeeperPay::Due }
    }
}

impl Waits {
    /// The contracts that may still be closed in a market's window; nothing where the rules bound none.
    pub(super) fn window_left(
        &mut self,
        rules: &VenueRules,
        instrument: &InstrumentId,
        window: Window,
        time: f64,
    ) -> Option<Quantity> {
        let Window { maker, taker, multiplier, seconds } = window;
        let most = size::window(maker, taker, skew_scale(rules, instrument)?, multiplier, seconds);
        let used = self.windows.entry(instrument.clone()).or_insert(Used { since: time, quantity: 0.0 });
        if time >= used.since + seconds {
            *used = Used { since: time, quantity: 0.0 };
        }
        Some(Quantity::new((most.get() - used.quantity).max(0.0)))
    }

    /// Counts contracts as closed in a market's window.
    pub(super) fn take(&mut self, instrument: &InstrumentId, quantity: Quantity) {
        if let Some(used) = self.windows.get_mut(instrument) {
            used.quantity += quantity.get();
        }
    }

    /// The next moment after `time` at which something that has to wait may go on.
    pub(super) fn next(&self, time: f64, window: Option<Window>) -> f64 {
        let windows =
            window.into_iter().flat_map(|window| self.windows.values().map(move |used| used.since + window.seconds));
        let waits = self.cooling.values().copied().chain(windows).filter(|until| *until > time);
        waits.fold(f64::INFINITY, f64::min)
    }
}

/// The quantity that counts as one whole market of a contract whose rate grows with its share of it.
fn skew_scale(rules: &VenueRules, instrument: &InstrumentId) -> Option<Quantity> {
    let model = rules.model.linear()?;
    let Schedule::Rates(Rates { initial, maintenance, .. }) =
        model.tables.get(&model.listings.get(instrument)?.table)?
    else {
        return None;
    };
    let own = match maintenance {
        MaintenanceRate::Own(own) => own.growth,
        MaintenanceRate::OfInitial(_) | MaintenanceRate::OfBase(_) => None,
    };
    [initial.growth, own].into_iter().flatten().find_map(|growth| match growth {
        Growth::Skew { scale, .. } => Some(scale),
        Growth::Power { .. } | Growth::OpenInterest { .. } | Growth::OpenInterestShare { .. } => None,
    })
}
