//! What a group has and needs at the beginning of a round, as the round's steps use it.

use super::account::Account;
use super::trigger;
use crate::id::PositionId;
use crate::problem::Problems;
use crate::report::{Figures, GroupKey, Label, Level, LineItem, MarginReport, PositionReport};
use crate::rules::liquidation::{Liquidation, Size, Target};
use crate::units::{Ratio, Usd};

/// A group at the beginning of a round.
#[derive(Clone, Debug)]
pub(super) struct Moment<'r> {
    pub(super) group: GroupKey,
    pub(super) policy: &'r Liquidation,
    pub(super) figures: Figures,
    pub(super) backstop: Option<Usd>,
    /// The group's positions that are not closed yet.
    pub(super) positions: Vec<PositionReport>,
    /// Seconds since the group's liquidation began.
    pub(super) elapsed: f64,
    /// What whoever liquidates is still owed of what was set aside for it.
    pub(super) keeper: Option<LineItem>,
}

impl<'r> Moment<'r> {
    /// The moment of a group; nothing for one that the account does not have any more.
    pub(super) fn of(account: &Account<'r>, group: GroupKey, elapsed: f64) -> Result<Option<Self>, Problems> {
        Ok(Self::in_report(&account.report()?, account, group, elapsed))
    }

    fn in_report(report: &MarginReport, account: &Account<'r>, group: GroupKey, elapsed: f64) -> Option<Self> {
        let found = report.group(group)?;
        let open = |position: &&PositionReport| {
            let held = account.position(position.id);
            position.group == group && held.is_some_and(|held| held.quantity.get() != 0.0)
        };
        let positions = report.positions.iter().filter(open).cloned().collect();
        let (figures, backstop) = (found.figures.clone(), found.backstop.as_ref().map(LineItem::usd));
        let keeper = keeper(&figures.maintenance, group).cloned();
        let policy = &account.rules.liquidation;
        Some(Self { group, policy, figures, backstop, positions, elapsed, keeper })
    }

    pub(super) fn equity(&self) -> Usd {
        self.figures.equity.usd()
    }

    pub(super) fn counted(&self) -> Usd {
        self.figures.counted.at(Level::Maintenance).usd()
    }

    pub(super) fn maintenance(&self) -> Usd {
        self.figures.maintenance.usd()
    }

    pub(super) fn notional(&self) -> Usd {
        self.positions.iter().map(|position| position.notional.usd()).sum()
    }

    /// Whether the group may be liquidated.
    pub(super) fn triggered(&self) -> bool {
        let policy = self.policy;
        trigger::triggered(self.counted(), self.maintenance(), policy.trigger_share(), policy.at_trigger)
    }

    /// Whether nothing is missing any more.
    pub(super) fn met(&self) -> bool {
        self.missing() <= Usd::ZERO
    }

    /// What is missing to the policy's target; more than nothing while the group may be liquidated.
    pub(super) fn missing(&self) -> Usd {
        self.missing_to(self.target())
    }

    /// What is missing to a target and to what triggers a liquidation.
    pub(super) fn missing_to(&self, target: Target) -> Usd {
        let to_safety = self.shortage_to(Target { share: self.policy.trigger_share(), ..Target::default() });
        let (to_target, least) = (self.shortage_to(target), Usd::new(f64::MIN_POSITIVE));
        let missing = if to_safety > to_target { to_safety } else { to_target };
        if self.triggered() && missing < least { least } else { missing }
    }

    fn shortage_to(&self, target: Target) -> Usd {
        let (counted, level) = (self.figures.counted.at(target.level).usd(), target.level);
        trigger::shortage(counted, self.figures.requirement(level).usd(), self.notional(), target)
    }

    /// What ends the liquidation: the size's target or, where it has none, what triggers it.
    fn target(&self) -> Target {
        match self.policy.size {
            Size::OneByOne(target)
            | Size::Multiple { target, .. }
            | Size::Restoring(target)
            | Size::Growing { target, .. } => target,
            Size::All | Size::Share { .. } => Target { share: self.policy.trigger_share(), ..Target::default() },
        }
    }

    /// The part of the group's equity that stands behind a position: by what each must cover alone.
    pub(super) fn equity_behind(&self, id: PositionId) -> Usd {
        let required = |position: &PositionReport| position.maintenance.usd();
        let all: Usd = self.positions.iter().map(required).sum();
        let own = self.positions.iter().filter(|position| position.id == id).map(required).sum::<Usd>();
        let share = own.share_of(all).unwrap_or(Ratio::new(1.0 / self.positions.len().max(1) as f64));
        self.equity() * share
    }

    pub(super) fn position(&self, id: PositionId) -> Option<&PositionReport> {
        self.positions.iter().find(|position| position.id == id)
    }
}

/// What the model sets aside for whoever liquidates the group.
fn keeper(item: &LineItem, group: GroupKey) -> Option<&LineItem> {
    if item.label() == Label::KeeperReward(group) {
        return Some(item);
    }
    item.parts().iter().find_map(|part| keeper(part, group))
}
