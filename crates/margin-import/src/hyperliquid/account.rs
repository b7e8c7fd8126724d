//! An account's cross collateral and its positions, as the venue writes them in `clearinghouseState`.

use super::mark::own_entry;
use crate::imported::StatedLiquidation;
use crate::node::{Fields, Node, Place};
use crate::problem::{Contradiction, ImportProblemKind, Problems};
use margin_core::id::PositionId;
use margin_core::time::Timestamp;
use margin_core::units::Price;
use std::collections::BTreeSet;

/// An account at one moment. Amounts are in USDC.
#[derive(Debug)]
pub(super) struct Account {
    pub(super) place: Place,
    pub(super) time: Option<Timestamp>,
    /// Cross dollars: deposits less what was paid for longs, plus what was received for shorts.
    pub(super) raw: f64,
    /// The cross account's equity.
    pub(super) equity: f64,
    pub(super) initial: Option<f64>,
    pub(super) maintenance: Option<f64>,
    pub(super) withdrawable: Option<f64>,
    pub(super) positions: Vec<Held>,
    /// Coins of positions without contracts.
    pub(super) empty: Vec<String>,
}

/// One position.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) place: Place,
    pub(super) id: PositionId,
    pub(super) coin: String,
    pub(super) quantity: f64,
    /// As it is written, with its last digits cut off.
    pub(super) entry: f64,
    pub(super) notional: f64,
    pub(super) behind: Behind,
    pub(super) leverage: f64,
    /// The greatest leverage that the venue gives this account on the contract.
    pub(super) most_leverage: Option<f64>,
    pub(super) unrealised: Option<f64>,
    /// For a cross position its initial requirement, for an isolated one its equity.
    pub(super) margin_used: Option<f64>,
    pub(super) liquidation: StatedLiquidation,
}

/// What stands behind a position.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Behind {
    /// The cross account.
    Cross,
    /// What was set aside, less what was paid for a long, or plus what was received for a short.
    Isolated { raw: f64 },
}

impl Account {
    pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Self> {
        let fields = node.object(problems)?;
        let time = fields.optional("time").map(|node| node.time(problems));
        let summary = fields.required("crossMarginSummary", problems).and_then(|node| node.object(problems));
        let raw = summary.as_ref().and_then(|summary| number(summary, "totalRawUsd", problems));
        let equity = summary.as_ref().and_then(|summary| number(summary, "accountValue", problems));
        let initial = summary.as_ref().map(|summary| optional(summary, "totalMarginUsed", problems));
        let maintenance = optional(&fields, "crossMaintenanceMarginUsed", problems);
        let withdrawable = optional(&fields, "withdrawable", problems);
        let (positions, empty) = positions(&fields, problems)?;
        let time = match time {
            Some(read) => Some(read?),
            None => None,
        };
        Some(Self {
            place: node.place.clone(),
            time,
            raw: raw?,
            equity: equity?,
            initial: initial?,
            maintenance,
            withdrawable,
            positions,
            empty,
        })
    }
}

impl Held {
    /// The entry that the stated profit is counted from.
    pub(super) fn own_entry(&self) -> f64 {
        let stated = self.unrealised;
        stated.map_or(self.entry, |unrealised| own_entry(self.quantity, self.value(), unrealised, self.entry))
    }

    /// The dollars that the position's contracts are worth, with the position's sign.
    pub(super) fn value(&self) -> f64 {
        if self.quantity < 0.0 { -self.notional } else { self.notional }
    }
}

fn positions(fields: &Fields, problems: &mut Problems) -> Option<(Vec<Held>, Vec<String>)> {
    let list = fields.required("assetPositions", problems)?.list(problems)?;
    let (mut held, mut empty, mut seen) = (Vec::new(), Vec::new(), BTreeSet::new());
    for (index, node) in list.enumerate() {
        let Some(fields) = node.object(problems) else {
            continue;
        };
        let inner = fields.optional("position");
        let Some(fields) = inner.map_or(Some(fields), |node| node.object(problems)) else {
            continue;
        };
        let coin = coin(&fields, &mut seen, problems);
        let id = u32::try_from(index + 1).map(PositionId).ok();
        match position(&fields, id, coin.clone(), problems) {
            Some(Read::Held(position)) => held.push(*position),
            Some(Read::Empty) => empty.extend(coin),
            None => {}
        }
    }
    Some((held, empty))
}

fn coin(fields: &Fields, seen: &mut BTreeSet<String>, problems: &mut Problems) -> Option<String> {
    let node = fields.required("coin", problems)?;
    let coin = node.name(problems)?.to_owned();
    if !seen.insert(coin.clone()) {
        problems.add(&node.place, ImportProblemKind::DuplicateCoin(coin.clone()));
    }
    Some(coin)
}

/// A position that was read.
enum Read {
    Held(Box<Held>),
    /// It has no contracts.
    Empty,
}

fn position(fields: &Fields, id: Option<PositionId>, coin: Option<String>, problems: &mut Problems) -> Option<Read> {
    let quantity = number(fields, "szi", problems);
    if quantity == Some(0.0) {
        return Some(Read::Empty);
    }
    let entry = fields.required("entryPx", problems).and_then(|node| node.positive(problems));
    let notional = notional(fields, problems);
    let leverage = fields.required("leverage", problems).and_then(|node| node.object(problems));
    let behind = leverage.as_ref().and_then(|leverage| behind(leverage, problems));
    let multiple = leverage.and_then(|leverage| leverage.required("value", problems)?.leverage(problems));
    let most_leverage = fields.optional("maxLeverage").and_then(|node| node.leverage(problems));
    let unrealised = optional(fields, "unrealizedPnl", problems);
    let margin_used = optional(fields, "marginUsed", problems);
    let liquidation = liquidation(fields, problems)?;
    Some(Read::Held(Box::new(Held {
        place: fields.place.clone(),
        id: id?,
        coin: coin?,
        quantity: quantity?,
        entry: entry?,
        notional: notional?,
        behind: behind?,
        leverage: multiple?,
        most_leverage,
        unrealised,
        margin_used,
        liquidation,
    })))
}

fn notional(fields: &Fields, problems: &mut Problems) -> Option<f64> {
    let node = fields.required("positionValue", problems)?;
    let notional = node.number(problems)?;
    if notional < 0.0 {
        problems.add(&node.place, ImportProblemKind::Contradiction(Contradiction::NegativeNotional));
    } else if notional == 0.0 {
        problems.add(&node.place, ImportProblemKind::NotPositive);
    }
    (notional > 0.0).then_some(notional)
}

fn behind(leverage: &Fields, problems: &mut Problems) -> Option<Behind> {
    let node = leverage.required("type", problems)?;
    match node.text(problems)? {
        "cross" => Some(Behind::Cross),
        "isolated" => Some(Behind::Isolated { raw: number(leverage, "rawUsd", problems)? }),
        _ => {
            problems.add(&node.place, ImportProblemKind::Unrecognised);
            None
        }
    }
}

/// What is said of the liquidation price: null, the empty text and zero say that there is none.
fn liquidation(fields: &Fields, problems: &mut Problems) -> Option<StatedLiquidation> {
    let Some(node) = fields.optional("liquidationPx") else {
        let said = if fields.has("liquidationPx") { StatedLiquidation::None } else { StatedLiquidation::Absent };
        return Some(said);
    };
    let price = node.number(problems)?;
    if price == 0.0 {
        return Some(StatedLiquidation::None);
    }
    Some(StatedLiquidation::At(Price::new(node.positive(problems)?)))
}

fn number(fields: &Fields, name: &str, problems: &mut Problems) -> Option<f64> {
    fields.required(name, problems)?.number(problems)
}

fn optional(fields: &Fields, name: &str, problems: &mut Problems) -> Option<f64> {
    fields.optional(name)?.number(problems)
}
