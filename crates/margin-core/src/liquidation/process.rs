//! The run over a path: rounds for each group until it is safe, closed or bankrupt.

use super::account::Account;
use super::clock::{Clock, KeeperPay, Waits};
use super::close::close;
use super::moment::Moment;
use super::path::{Path, PathStep};
use super::plan::plan;
use super::report::{Ending, Event, GroupEnding, Process, Transfer, What};
use super::{debts, ending};
use crate::market::Market;
use crate::portfolio::Portfolio;
use crate::problem::Problems;
use crate::report::{Figures, GroupKey};
use crate::rules::liquidation::{DebtLiquidation, Party, Remainder};
use crate::rules::{RuleKey, VenueRules};
use crate::units::{Ratio, Usd};
use std::collections::{BTreeMap, BTreeSet};

/// The most rounds and the most events of one run, so that it ends.
pub const MOST_ROUNDS: usize = 2_000;

/// The share of what an account trades below which what it owes is rounding.
const ROUNDING: f64 = 1e-12;

/// What a venue does with a portfolio along a path of prices.
///
/// Resting orders are cancelled first. Debts and collateral are dealt with when no position is left. Prices stay between
/// steps and after the last one.
///
/// # Errors
/// All that is wrong with the inputs, as [`crate::evaluate()`] does; times that fall and factors that are no positive
/// numbers; and a loss that the venue's rules do not let the trader owe.
pub fn process(portfolio: &Portfolio, market: &Market, rules: &VenueRules, path: &Path) -> Result<Process, Problems> {
    path.check()?;
    let mut run = Run::new(portfolio, market, rules)?;
    for (place, step) in path.0.iter().enumerate() {
        let until = path.0.get(place + 1).map_or(f64::INFINITY, |next| next.seconds);
        run.reach(step, market)?;
        run.wait(step.seconds, until)?;
    }
    run.finish()
}

/// A run under way.
struct Run<'a> {
    account: Account<'a>,
    groups: Vec<GroupKey>,
    clocks: BTreeMap<GroupKey, Clock>,
    waits: Waits,
    endings: BTreeMap<GroupKey, Ending>,
    /// The margin calls that have been made and not been met, by group and place in the rules.
    called: BTreeSet<(GroupKey, usize)>,
    events: Vec<Event>,
    start: Usd,
    moved: Usd,
    rounds: usize,
    /// The size below which what is owed is rounding.
    rounding: Usd,
}

/// What a round did.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Turn {
    /// Nothing: the group is safe or gone, or the rules name no way.
    Idle,
    /// Something.
    Moved,
    /// Nothing, though the group is under: it has to wait.
    Waits,
}

impl<'a> Run<'a> {
    fn new(portfolio: &Portfolio, market: &Market, rules: &'a VenueRules) -> Result<Self, Problems> {
        let account = Account::new(portfolio, market, rules)?;
        let report = account.report()?;
        let groups: Vec<_> = report.groups.iter().map(|group| group.key).collect();
        let endings = groups.iter().map(|group| (*group, Ending::Untouched)).collect();
        let (clocks, called, events) = (BTreeMap::new(), BTreeSet::new(), Vec::new());
        let (start, moved) = (report.total.equity.usd(), Usd::ZERO);
        let rounding = (start.abs() + report.gross_notional().usd()) * Ratio::new(ROUNDING);
        let waits = Waits::default();
        Ok(Self { account, groups, clocks, waits, endings, called, events, start, moved, rounds: 0, rounding })
    }

    /// Moves the prices to a step's.
    fn reach(&mut self, step: &PathStep, start: &Market) -> Result<(), Problems> {
        let before = self.account.report()?.total.equity.usd();
        self.account.market = step.market(start, &self.account.portfolio, self.account.rules)?;
        self.moved = self.moved + self.account.report()?.total.equity.usd() - before;
        Ok(())
    }

    /// Lets rounds happen from a time until another at the same prices.
    fn wait(&mut self, from: f64, until: f64) -> Result<(), Problems> {
        let limits = self.account.rules.liquidation.limits;
        let mut time = from;
        while self.rounds < MOST_ROUNDS && self.events.len() < MOST_ROUNDS {
            self.rounds += 1;
            let mut next = f64::INFINITY;
            for group in self.groups.clone() {
                let turn = self.round(group, time)?;
                next = match turn {
                    Turn::Idle => next,
                    Turn::Moved => next.min(time + limits.round_seconds),
                    Turn::Waits => {
                        let cooled = self.waits.next(time, limits.window);
                        let round =
                            if limits.round_seconds > 0.0 { time + limits.round_seconds } else { f64::INFINITY };
                        next.min(cooled).min(round)
                    }
                };
            }
            if next >= until || !next.is_finite() {
                return Ok(());
            }
            time = next;
        }
        Ok(())
    }

    fn round(&mut self, group: GroupKey, time: f64) -> Result<Turn, Problems> {
        let elapsed = self.clocks.get(&group).map_or(0.0, |clock| time - clock.since);
        let Some(mut moment) = Moment::of(&self.account, group, elapsed)? else { return Ok(Turn::Idle) };
        self.calls(&moment, time);
        let under = moment.triggered();
        if !under && (!self.clocks.contains_key(&group) || moment.met()) {
            if self.clocks.remove(&group).is_some() {
                self.ends(group, Ending::Safe);
            }
            return Ok(Turn::Idle);
        }
        let clock = self.clocks.entry(group).or_insert_with(|| Clock::starting(time));
        if clock.keeper == KeeperPay::Paid {
            moment.keeper = None;
        }
        self.ends(group, Ending::Under);
        if group == GroupKey::Cross && !self.account.portfolio.orders.is_empty() {
            self.cancel_orders(&moment, time)?;
            return self.round(group, time);
        }
        let turn = self.act(&moment, time)?;
        self.settle(group, time, elapsed)?;
        Ok(turn)
    }

    /// Warns where a ratio has fallen below one at which the venue does.
    fn calls(&mut self, moment: &Moment, time: f64) {
        for (place, call) in moment.policy.calls.iter().enumerate() {
            let below = moment.figures.ratio(call.level).is_some_and(|ratio| ratio < call.ratio);
            if !below {
                self.called.remove(&(moment.group, place));
            } else if self.called.insert((moment.group, place)) {
                let what = What::MarginCall { name: call.name.clone(), ratio: call.ratio };
                let figures = Some(moment.figures.clone());
                self.record(moment.group, time, (what, Vec::new()), RuleKey::Liquidation, [figures.clone(), figures]);
            }
        }
    }

    fn cancel_orders(&mut self, moment: &Moment, time: f64) -> Result<(), Problems> {
        let count = self.account.portfolio.orders.len();
        self.account.portfolio.orders.clear();
        self.happened(moment.group, time, (What::OrdersCancelled { count }, Vec::new()), RuleKey::Liquidation, moment)
    }

    fn act(&mut self, moment: &Moment, time: f64) -> Result<Turn, Problems> {
        let group = moment.group;
        if !self.account.has_positions(group) {
            return self.act_on_debts(moment, time);
        }
        if moment.backstop.is_some_and(|backstop| moment.equity() < backstop) {
            let taken = ending::take_over(&mut self.account, moment);
            self.happened(group, time, taken, RuleKey::Backstop, moment)?;
            return Ok(Turn::Moved);
        }
        let Some(clock) = self.clocks.get(&group) else { return Ok(Turn::Idle) };
        let parts = plan(&self.account, moment, *clock, &mut self.waits, time)?;
        if parts.is_empty() {
            return Ok(Turn::Waits);
        }
        let missing = moment.missing();
        let mut basis = moment.clone();
        for part in parts {
            let before = Moment::of(&self.account, group, moment.elapsed)?;
            let Some(closed) = close(&mut self.account, &basis, part) else { continue };
            basis.keeper = None;
            let before = before.as_ref().unwrap_or(moment);
            self.happened(group, time, closed, RuleKey::Liquidation, before)?;
        }
        let left = Moment::of(&self.account, group, moment.elapsed)?.map_or(Usd::ZERO, |after| after.missing());
        if let Some(clock) = self.clocks.get_mut(&group) {
            clock.keeper = KeeperPay::Paid;
            clock.freed = clock.freed + missing - left;
        }
        Ok(Turn::Moved)
    }

    fn act_on_debts(&mut self, moment: &Moment, time: f64) -> Result<Turn, Problems> {
        let done = match (&self.account.rules.liquidation.debts, moment.group) {
            (Some(DebtLiquidation::Repay(rule)), GroupKey::Cross) => debts::repay(&mut self.account, moment, rule)?,
            (Some(DebtLiquidation::Absorb(rule)), GroupKey::Cross) => debts::absorb(&mut self.account, rule),
            (None, _) | (_, GroupKey::Isolated(_)) => None,
        };
        let Some(done) = done else { return Ok(Turn::Idle) };
        self.happened(moment.group, time, done, RuleKey::Liquidation, moment)?;
        Ok(Turn::Moved)
    }

    /// Ends a group's liquidation when nothing is left to close.
    fn settle(&mut self, group: GroupKey, time: f64, elapsed: f64) -> Result<(), Problems> {
        if self.account.has_positions(group) {
            return Ok(());
        }
        let Some(moment) = Moment::of(&self.account, group, elapsed)? else { return Ok(()) };
        let assets = self.account.assets();
        let owes = assets.iter().any(|(_, value)| *value < Usd::ZERO);
        let can_pay =
            self.account.rules.liquidation.debts.is_some() && assets.iter().any(|(_, value)| *value > Usd::ZERO);
        let waits_for_debts = group == GroupKey::Cross && owes && can_pay;
        if waits_for_debts {
            return Ok(());
        }
        if moment.equity() < -self.rounding {
            let lost = ending::bad_debt(&mut self.account, &moment);
            self.happened(group, time, lost, RuleKey::BadDebt, &moment)?;
            self.ends(group, Ending::Bankrupt);
        } else {
            if let Remainder::To(to) = moment.policy.remainder
                && moment.equity() > Usd::ZERO
            {
                let gone = ending::forfeit(&mut self.account, &moment, to, RuleKey::Liquidation);
                self.happened(group, time, (What::Forfeited { to }, gone), RuleKey::Liquidation, &moment)?;
            }
            self.ends(group, Ending::Closed);
        }
        if let GroupKey::Isolated(id) = group {
            self.account.release(id);
        }
        self.clocks.remove(&group);
        Ok(())
    }

    /// Notes how it stands with a group; one that went bankrupt stays so.
    fn ends(&mut self, group: GroupKey, ending: Ending) {
        let noted = self.endings.entry(group).or_insert(ending);
        if *noted != Ending::Bankrupt {
            *noted = ending;
        }
    }

    fn happened(
        &mut self,
        group: GroupKey,
        time: f64,
        done: (What, Vec<Transfer>),
        rule: RuleKey,
        before: &Moment,
    ) -> Result<(), Problems> {
        let after = self.account.report()?.group(group).map(|group| group.figures.clone());
        self.record(group, time, done, rule, [Some(before.figures.clone()), after]);
        Ok(())
    }

    fn record(
        &mut self,
        group: GroupKey,
        seconds: f64,
        (what, transfers): (What, Vec<Transfer>),
        rule: RuleKey,
        [before, after]: [Option<Figures>; 2],
    ) {
        self.events.push(Event { seconds, group, what, rule, transfers, before, after });
    }

    fn finish(mut self) -> Result<Process, Problems> {
        let after = self.account.report()?;
        let mut balances: BTreeMap<Party, Usd> = BTreeMap::new();
        for transfer in self.events.iter().flat_map(|event| &event.transfers) {
            for (party, sign) in [(transfer.from, -1.0), (transfer.to, 1.0)] {
                let balance = balances.entry(party).or_default();
                *balance = *balance + transfer.amount.usd() * Ratio::new(sign);
            }
        }
        if self.rounds >= MOST_ROUNDS || self.events.len() >= MOST_ROUNDS {
            for ending in self.endings.values_mut().filter(|ending| **ending == Ending::Under) {
                *ending = Ending::CutOff;
            }
        }
        let endings = self
            .groups
            .iter()
            .filter_map(|group| Some(GroupEnding { group: *group, ending: *self.endings.get(group)? }));
        let endings = endings.collect();
        let Self { account, events, start, moved, .. } = self;
        Ok(Process { events, endings, start, moved, balances, portfolio: account.portfolio, after })
    }
}
