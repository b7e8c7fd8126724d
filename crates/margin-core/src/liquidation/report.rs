//! What happened in a liquidation: events, each with who paid what to whom and the figures before and after.

use crate::id::{AssetId, PositionId};
use crate::portfolio::Portfolio;
use crate::report::{Figures, GroupKey, LineItem, MarginReport};
use crate::rules::RuleKey;
use crate::rules::liquidation::Party;
use crate::units::{Price, Quantity, Ratio, Usd};
use serde::Serialize;
use std::collections::BTreeMap;

/// A run over a path of prices.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Process {
    /// What happened, in order.
    pub events: Vec<Event>,
    /// How it ended for each group that the portfolio had, cross first.
    pub endings: Vec<GroupEnding>,
    /// The portfolio's equity at the start.
    pub start: Usd,
    /// What its positions and holdings gained, or lost when negative, by the path's prices while the trader had them.
    pub moved: Usd,
    /// What everybody else gained or lost by the transfers, the trader among them: they add up to nothing.
    pub balances: BTreeMap<Party, Usd>,
    /// What the trader has in the end.
    pub portfolio: Portfolio,
    /// The report on it at the path's last prices.
    pub after: MarginReport,
}

/// How it ended for a group.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GroupEnding {
    /// The group.
    pub group: GroupKey,
    /// How it ended.
    pub ending: Ending,
}

/// How a run ends for a group.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Ending {
    /// It was never liquidated.
    Untouched,
    /// A part was liquidated, and the rest is safe.
    Safe,
    /// All of it was liquidated, and the trader lost no more than there was.
    Closed,
    /// All of it was liquidated, and more was lost than there was.
    Bankrupt,
    /// It is still being liquidated when the path ends: the rest has to wait, or the rules name no way.
    Under,
    /// The run was cut off after the greatest number of events.
    CutOff,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    /// Seconds since the start.
    pub seconds: f64,
    /// To which group.
    pub group: GroupKey,
    /// What happened.
    pub what: What,
    /// The rule that it follows.
    pub rule: RuleKey,
    /// Who paid what to whom, in dollars at the prices of the moment.
    pub transfers: Vec<Transfer>,
    /// The group's figures before; nothing for a group that the portfolio does not have any more.
    pub before: Option<Figures>,
    /// The group's figures after.
    pub after: Option<Figures>,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum What {
    /// The ratio fell below one at which the venue warns.
    MarginCall {
        /// What the venue calls it.
        name: String,
        /// The ratio at which it does.
        ratio: Ratio,
    },
    /// All resting orders were cancelled.
    OrdersCancelled {
        /// How many there were.
        count: usize,
    },
    /// A position was closed, or a part of it.
    Closed {
        /// Which position.
        position: PositionId,
        /// The part of it.
        share: Ratio,
        /// Contracts closed, with the position's sign.
        quantity: Quantity,
        /// The mark.
        mark: Price,
        /// The price at which it was closed.
        price: Price,
    },
    /// A debt was repaid for collateral, or a part of it.
    Repaid {
        /// What was owed.
        debt: AssetId,
        /// Units repaid.
        quantity: Quantity,
        /// What was taken for it.
        collateral: AssetId,
        /// Units taken.
        taken: Quantity,
    },
    /// The venue took all collateral and paid all debts.
    Absorbed,
    /// A backstop took the group over.
    TakenOver {
        /// Who did.
        by: Party,
    },
    /// What was left went to somebody else than the trader.
    Forfeited {
        /// To whom.
        to: Party,
    },
    /// More was lost than there was.
    BadDebt,
}

/// A payment from one party to another; a negative amount goes the other way.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Transfer {
    /// Who pays.
    pub from: Party,
    /// Who receives.
    pub to: Party,
    /// How much, made of its parts.
    pub amount: LineItem,
}

impl Process {
    /// What a party gained or lost by the transfers.
    pub fn balance(&self, party: Party) -> Usd {
        self.balances.get(&party).copied().unwrap_or(Usd::ZERO)
    }

    /// How it ended for a group.
    pub fn ending(&self, group: GroupKey) -> Option<Ending> {
        self.endings.iter().find(|ended| ended.group == group).map(|ended| ended.ending)
    }
}

impl Event {
    /// What a party gained or lost in it.
    pub fn balance(&self, party: Party) -> Usd {
        let gained = self.transfers.iter().map(|transfer| {
            let amount = transfer.amount.usd();
            match (transfer.from == party, transfer.to == party) {
                (false, true) => amount,
                (true, false) => -amount,
                (true, true) | (false, false) => Usd::ZERO,
            }
        });
        gained.sum()
    }
}
