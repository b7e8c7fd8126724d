//! Which parts of which positions are closed in a round.

use super::account::Account;
use super::clock::{Clock, Waits};
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

/// The share to which an amount that restores is found, and the most steps to it.
const PRECISION: f64 = 1e-14;
const STEPS: u32 = 180;

/// Dollars of a position that are not left alone.
const DUST: Usd = Usd::new(0.01);

/// The parts of positions that are closed in a round at `time`; none while the rest has to wait.
pub(super) fn plan(
    account: &Account,
    moment: &Moment,
    clock: Clock,
    waits: &mut Waits,
    time: f64,
) -> Result<Vec<Part>, Problems> {
    let order = order(moment);
    let share = share(account, moment, clock, &order)?;
    let mut parts = spread(moment, &order, share);
    for part in &mut parts {
        part.share = bounded(account, moment, waits, time, *part);
    }
    account_bound(moment, &mut parts);
    for part in &mut parts {
        part.share = without_dust(moment, *part);
    }
    parts.retain(|part| part.share > Ratio::ZERO);
    for part in &parts {
        if let Some(position) = account.position(part.position) {
            let taken = Quantity::new(position.quantity.get().abs() * part.share.get());
            waits.take(&position.instrument.id(), taken);
        }
    }
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
            positions.sort_by(|left, right| by(notional(right), notional(left)).then(number(left, right)));
        }
        Selection::GreatestLoss => {
            positions.sort_by(|left, right| by(profit(left), profit(right)).then(number(left, right)));
        }
    }
    positions.iter().map(|position| position.id).collect()
}

fn number(left: &PositionReport, right: &PositionReport) -> Ordering {
    left.id.cmp(&right.id)
}

/// The share of the group's notional that the size asks for.
fn share(account: &Account, moment: &Moment, clock: Clock, order: &[PositionId]) -> Result<Ratio, Problems> {
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
    smallest(moment.missing() - goal, |share| Ok(missing_after(account, moment, order, share)? - goal))
}

/// The smallest share from 0 to 1 at which nothing is missing any more, to the last bits; 1 when something always is.
///
/// What is missing falls in nearly straight lines: each step looks a little beyond where a line through both ends
/// crosses zero, then a little before, and halves the bracket when that was of no use.
pub(super) fn smallest(at_none: Usd, missing: impl Fn(Ratio) -> Result<Usd, Problems>) -> Result<Ratio, Problems> {
    let at_all = missing(Ratio::new(1.0))?;
    if at_all > Usd::ZERO {
        return Ok(Ratio::new(1.0));
    }
    let (mut low, mut high) = ((0.0, at_none.get()), (1.0, at_all.get()));
    for step in 0..STEPS {
        let width = high.0 - low.0;
        if width <= PRECISION {
            break;
        }
        let crossing = low.0 + width * low.1 / (low.1 - high.1);
        let aside = match step % 3 {
            0 => crossing + PRECISION / 2.0,
            1 => crossing - PRECISION / 2.0,
            _ => low.0 + width / 2.0,
        };
        let share = if aside > low.0 && aside < high.0 { aside } else { low.0 + width / 2.0 };
        let left = missing(Ratio::new(share))?.get();
        if left > 0.0 {
            low = (share, left);
        } else {
            high = (share, left);
        }
    }
    Ok(Ratio::new(high.0))
}

/// What is missing to the target when a share of the group's notional has been closed.
fn missing_after(account: &Account, moment: &Moment, order: &[PositionId], share: Ratio) -> Result<Usd, Problems> {
    let mut trial = account.only(moment.group);
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
fn bounded(account: &Account, moment: &Moment, waits: &mut Waits, time: f64, part: Part) -> Ratio {
    let (policy, limits) = (moment.policy, moment.policy.limits);
    let Some(report) = moment.position(part.position) else { return Ratio::ZERO };
    let notional = report.notional.usd();
    let mut share = part.share.get();
    if let Some(most) = limits.most_share {
        let least = limits.least_notional.and_then(|least| least.share_of(notional)).map_or(0.0, Ratio::get);
        share = share.min(most.get().max(least));
    }
    if let Some(partial) = &policy.partial {
        match waits.cooling.get(&part.position) {
            Some(&until) if time < until => return Ratio::ZERO,
            Some(_) => {}
            None if notional > partial.above => {
                waits.cooling.insert(part.position, time + partial.cooldown_seconds);
                share = share.min(partial.share.get());
            }
            None => {}
        }
    }
    if let Some(window) = limits.window
        && let Some(position) = account.position(part.position)
    {
        let allowed = waits.window_left(account.rules, &position.instrument.id(), window, time);
        share = allowed.map_or(share, |left| share.min(left.get() / position.quantity.get().abs()));
    }
    Ratio::new(share)
}

/// The whole of a position of which less than a cent would be left.
fn without_dust(moment: &Moment, part: Part) -> Ratio {
    let notional = moment.position(part.position).map_or(Usd::ZERO, |position| position.notional.usd());
    let left = notional - notional * part.share;
    if part.share > Ratio::ZERO && left < DUST { Ratio::new(1.0) } else { part.share }
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
