//! How a liquidation ends: taking over, what is left, and what was lost beyond what there was.

use super::account::Account;
use super::close::shared;
use super::moment::Moment;
use super::report::{Transfer, What};
use super::waterfall;
use crate::report::{Figure, Label};
use crate::rules::RuleKey;
use crate::rules::liquidation::{Party, Remainder};
use crate::units::{Ratio, Usd};

/// A backstop takes all positions of a group at the mark, with what is left if the rules say so.
pub(super) fn take_over(account: &mut Account, moment: &Moment) -> (What, Vec<Transfer>) {
    let takeover = moment.policy.takeover;
    for position in &moment.positions {
        account.close(position.id, Ratio::new(1.0), position.unrealised.usd() + position.accrued.usd());
    }
    let transfers = match takeover.remainder {
        Remainder::To(party) if moment.equity() > Usd::ZERO => forfeit(account, moment, party, RuleKey::Backstop),
        Remainder::To(_) | Remainder::Trader => Vec::new(),
    };
    (What::TakenOver { by: takeover.by }, transfers)
}

/// All that is left of a group goes to somebody else.
pub(super) fn forfeit(account: &mut Account, moment: &Moment, to: Party, rule: RuleKey) -> Vec<Transfer> {
    account.empty(moment.group);
    shared(&moment.figures.equity, rule, [(to, Ratio::new(1.0))])
}

/// A group that owes more than it has is left with nothing, and somebody bears the difference.
pub(super) fn bad_debt(account: &mut Account, moment: &Moment) -> (What, Vec<Transfer>) {
    account.empty(moment.group);
    let (borne, unnamed) = waterfall::cover(-moment.equity(), &moment.policy.waterfall);
    let borne = borne.into_iter().map(|borne| (borne.cover.party(), borne.amount));
    let unnamed = Some((Party::Unnamed, unnamed)).filter(|(_, amount)| *amount > Usd::ZERO);
    let transfers = borne.chain(unnamed).map(|(from, amount)| {
        let amount = Figure::usd(Label::Loss, amount);
        Transfer { from, to: Party::Trader, amount }
    });
    (What::BadDebt, transfers.collect())
}
