//! Which parts of which positions are closed in a round.

use super::account::Account;
use super::clock::Clock;
use super::close::{Part, close};
use super::moment::Moment;
use super::size;
use crate::id::PositionId;
use crate::problem::Problems;
use crate::report::{GroupKey, Level, PositionReport};
use crate::rules::liquidation::{Selection, Size};
use crate::units::{Quantity, Ratio, Usd};
use std::cell::RefCell;
use std::cmp::Ordering;

/// How often an amount that restores is halved in on: to the last bits.
const HALVINGS: u32 = 60;

/// The parts of positions that are closed in a round at `time`; none while the rest has to wait.
pub(super) fn plan(account: &Account, moment: &Moment, clock: &mut Clock, time: f64) -> Result<Vec<Part>, Problems> {
    let order = order(moment);
    let share = share(account, moment, clock, &order)?;
    let mut parts = spread(moment, &order, share);
    for part in &mut parts {
        part.share = bounded(account, moment, clock, time, *part);
    }
    account_bound(moment, &mut parts);
    parts.retain(|part| part.share > Ratio::ZERO);
    Ok(parts)
}

/// The group's positions, the first to be closed first.
fn order(moment: &Moment) -> Vec<PositionId> {
    let mut positions: Vec<&PositionReport> = moment.positions.iter().collect();
    let notional = |position: &PositionReport| position.notional.usd().get();
    let profit = |position: &PositionReport| position.unrealised.usd().get();
    let by = |left: f64, right: f64| left.total_cmp(&right);
    match moment.policy.selection {
        Selection::ProRata | Selection::ByName => positions.sort_by_key(|position| position.id),
        Selection::Largest => {
            positions.sort_by(|left, right| by(notional(right), notional(left)).then(number(left, right)))
        }
        Selection::GreatestLoss => {
            positions.sort_by(|left, right| by(profit(left), profit(right)).then(number(left, right)))
        }
    }
    positions.iter().map(|position| position.id).collect()
}

fn number(left: &PositionReport, right: &PositionReport) -> Ordering {
    left.id.cmp(&right.id)
}

/// The share of the group's notional that the size asks for.
fn share(account: &Account, moment: &Moment, clock: &Clock, order: &[PositionId]) -> Result<Ratio, Problems> {
    let all = Ratio::new(1.0);
    match moment.policy.size {
        Size::All => Ok(all),
        Size::OneByOne(_) => Ok(first_alone(moment, order)),
        Size::Share { share, all_below, small } => {
            let far_under = all_below
                .is_some_and(|bound| moment.figures.ratio(Level::Maintenance).is_some_and(|ratio| ratio < bound));
            let tiny = small.is_some_and(|bound| moment.notional() < bound);
            Ok(if far_under || tiny { all } else { share })
        }
        Size::Multiple { step, .. } => {
            let failed = RefCell::new(None);
            let met = |share| match missing_after(account, moment, order, share) {
                Ok(missing) => missing <= Usd::ZERO,
                Err(problems) => {
                    failed.replace(Some(problems));
                    true
                }
            };
            let share = size::smallest_multiple(step, met);
            failed.into_inner().map_or(Ok(share), Err)
        }
        Size::Restoring(_) => restoring(account, moment, order, Usd::ZERO),
        Size::Growing { initial, seconds, small, .. } => {
            let (left, freed) = (moment.missing(), clock.freed);
            let part = size::growing_part(initial, moment.elapsed, seconds, left, small);
            let allowed = (left + freed) * part - freed;
            if allowed <= Usd::ZERO { Ok(Ratio::ZERO) } else { restoring(account, moment, order, left - allowed) }
        }
    }
}

/// The share of the group's notional that the first position is.
fn first_alone(moment: &Moment, order: &[PositionId]) -> Ratio {
    let first = order.first().and_then(|id| moment.position(*id));
    let share = first.and_then(|position| position.notional.usd().share_of(moment.notional()));
    share.unwrap_or(Ratio::new(1.0))
}

/// The smallest share after which no more than `goal` is missing, or all when none does.
fn restoring(account: &Account, moment: &Moment, order: &[PositionId], goal: Usd) -> Result<Ratio, Problems> {
    smallest(|share| Ok(missing_after(account, moment, order, share)? <= goal))
}

/// The smallest share from 0 to 1 for which something that holds from some share on holds; 1 when it never does.
pub(super) fn smallest(holds: impl Fn(Ratio) -> Result<bool, Problems>) -> Result<Ratio, Problems> {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..HALVINGS {
        let middle = (low + high) / 2.0;
        if holds(Ratio::new(middle))? {
            high = middle;
        } else {
            low = middle;
        }
    }
    Ok(Ratio::new(high))
}

/// What is missing to the target when a share of the group's notional has been closed.
fn missing_after(account: &Account, moment: &Moment, order: &[PositionId], share: Ratio) -> Result<Usd, Problems> {
    let mut trial = account.clone();
    for part in spread(moment, order, share) {
        close(&mut trial, moment, part);
    }
    if !trial.has_positions(moment.group) && moment.group != GroupKey::Cross {
        return Ok(Usd::ZERO);
    }
    let after = Moment::of(&trial, moment.group, moment.elapsed)?;
    Ok(after.map_or(Usd::ZERO, |after| after.missing()))
}

/// A share of the group's notional as parts of its positions: of all alike, or of the first ones first.
fn spread(moment: &Moment, order: &[PositionId], share: Ratio) -> Vec<Part> {
    if moment.policy.selection == Selection::ProRata && !matches!(moment.policy.size, Size::OneByOne(_)) {
        return order.iter().map(|&position| Part { position, share }).collect();
    }
    let mut left = moment.notional() * share;
    let mut parts = Vec::new();
    for &id in order {
        let notional = moment.position(id).map_or(Usd::ZERO, |position| position.notional.usd());
        let share = match left.share_of(notional) {
            Some(share) if share < Ratio::new(1.0) => share,
            Some(_) | None => Ratio::new(1.0),
        };
        if left <= Usd::ZERO {
            break;
        }
        parts.push(Part { position: id, share });
        left = left - notional;
    }
    parts
}

/// A part within what the rules allow of one position in a round.
fn bounded(account: &Account, moment: &Moment, clock: &mut Clock, time: f64, part: Part) -> Ratio {
    let (policy, limits) = (moment.policy, moment.policy.limits);
    let Some(report) = moment.position(part.position) else { return Ratio::ZERO };
    let notional = report.notional.usd();
    let mut share = part.share.get();
    if let Some(most) = limits.most_share {
        let least = limits.least_notional.and_then(|least| least.share_of(notional)).map_or(0.0, Ratio::get);
        share = share.min(most.get().max(least));
    }
    if let Some(partial) = &policy.partial {
        match clock.cooling.get(&part.position) {
            Some(&until) if time < until => return Ratio::ZERO,
            Some(_) => {}
            None if notional > partial.above => {
                clock.cooling.insert(part.position, time + partial.cooldown_seconds);
                share = share.min(partial.share.get());
            }
            None => {}
        }
    }
    if let Some(window) = limits.window
        && let Some(position) = account.position(part.position)
    {
        let allowed = clock.window_left(account.rules, &position.instrument.id(), window, time);
        let taken = allowed.map(|left| left.get().min(position.quantity.get().abs() * share));
        if let Some(taken) = taken {
            clock.take(&position.instrument.id(), Quantity::new(taken));
            share = taken / position.quantity.get().abs();
        }
    }
    Ratio::new(share)
}

/// Leaves no more of a round than the most notional.
fn account_bound(moment: &Moment, parts: &mut [Part]) {
    let Some(most) = moment.policy.limits.most_notional else { return };
    let mut left = most;
    for part in parts {
        let notional = moment.position(part.position).map_or(Usd::ZERO, |position| position.notional.usd());
        let asked = notional * part.share;
        if asked > left {
            part.share = left.share_of(notional).unwrap_or(Ratio::ZERO);
        }
        left = left - notional * part.share;
    }
}
