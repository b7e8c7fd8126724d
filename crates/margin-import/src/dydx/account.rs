//! Subaccounts, as the venue writes them alone, in a list, or as children of a parent.
//!
//! Of a parent's subaccounts the first is its cross account; those whose numbers are 128, 256, … more each stand behind
//! one isolated position.

use super::DOLLAR;
use super::held::Held;
use crate::imported::{ImportNote, SpotBalance};
use crate::node::{Fields, Node, Place};
use crate::problem::{ImportProblemKind, Problems};
use margin_core::units::Quantity;
use std::collections::BTreeMap;

/// How far apart the numbers of a parent's subaccounts are.
const CHILDREN: u32 = 128;

/// One subaccount. Amounts are in USDC.
#[derive(Clone, Debug)]
pub(super) struct Subaccount {
    pub(super) place: Place,
    pub(super) number: u32,
    /// What the venue stored, at prices of its own moment.
    pub(super) equity: Option<f64>,
    pub(super) free: Option<f64>,
    /// Deposits less what was paid for longs, plus what was received for shorts.
    pub(super) quote: f64,
    /// Other assets, which count for nothing.
    pub(super) others: Vec<SpotBalance>,
    pub(super) positions: Vec<Held>,
}

/// One account: a cross subaccount and the isolated ones beside it.
#[derive(Debug)]
pub(super) struct Chosen {
    pub(super) cross: Option<Subaccount>,
    /// Each with exactly one position.
    pub(super) isolated: Vec<Subaccount>,
}

impl Subaccount {
    /// Dollars that make the equity whatever the prices: quote + Σ quantity × entry.
    pub(super) fn collateral(&self, entry: impl Fn(&Held) -> f64) -> f64 {
        self.quote + self.positions.iter().map(|held| held.quantity * entry(held)).sum::<f64>()
    }

    fn read(node: &Node, problems: &mut Problems) -> Option<Self> {
        let fields = node.object(problems)?;
        let number = fields.optional("subaccountNumber").map(|node| node.count(problems));
        let equity = fields.number_if_any("equity", problems);
        let free = fields.number_if_any("freeCollateral", problems);
        let (quote, others) = assets(&fields, problems);
        let mut positions: Vec<Held> = Vec::new();
        for node in fields.optional("openPerpetualPositions").map(|node| node.members(problems)).unwrap_or_default() {
            let Some(held) = Held::read(&node, problems) else {
                continue;
            };
            if positions.iter().any(|other| other.ticker == held.ticker) {
                problems.add(&held.place, ImportProblemKind::DuplicateCoin(held.ticker));
            } else {
                positions.push(held);
            }
        }
        let number = number.unwrap_or(Some(0))?;
        Some(Self { place: node.place.clone(), number, equity, free, quote, others, positions })
    }
}

/// Reads all subaccounts of a document.
pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Vec<Subaccount>> {
    let fields = node.object(problems)?;
    let Some(list) = fields.optional("childSubaccounts").or_else(|| fields.optional("subaccounts")) else {
        return Subaccount::read(node, problems).map(|one| vec![one]);
    };
    let mut read: Vec<Subaccount> = Vec::new();
    for node in list.members(problems) {
        let Some(one) = Subaccount::read(&node, problems) else {
            continue;
        };
        if read.iter().any(|other| other.number == one.number) {
            problems.add(&one.place.field("subaccountNumber"), ImportProblemKind::DuplicateNumber(one.number));
        }
        read.push(one);
    }
    Some(read)
}

/// The USDC and everything else, from an object of assets or a list of them.
pub(super) fn assets(fields: &Fields, problems: &mut Problems) -> (f64, Vec<SpotBalance>) {
    let (mut quote, mut others) = (0.0, Vec::new());
    for node in fields.optional("assetPositions").map(|node| node.members(problems)).unwrap_or_default() {
        let Some(fields) = node.object(problems) else {
            continue;
        };
        let Some((symbol, amount)) = amount(&fields, problems) else {
            continue;
        };
        if symbol == DOLLAR {
            quote += amount;
        } else if amount != 0.0 {
            others.push(SpotBalance { asset: symbol.into(), quantity: Quantity::new(amount) });
        }
    }
    (quote, others)
}

/// An asset's symbol and how much of it there is; what is owed is negative.
pub(super) fn amount<'v>(fields: &Fields<'v>, problems: &mut Problems) -> Option<(&'v str, f64)> {
    let symbol = fields.required("symbol", problems).and_then(|node| node.name(problems));
    let size = fields.number("size", problems);
    let side = fields.optional("side").and_then(|node| node.text(problems));
    let size = size.map(|size| if side == Some("SHORT") { -size.abs() } else { size });
    Some((symbol?, size?))
}

/// One account of those that were read, the first that holds anything; what else there is, is told of.
pub(super) fn choose(subaccounts: Vec<Subaccount>, notes: &mut Vec<ImportNote>) -> Chosen {
    let mut parents: BTreeMap<u32, Vec<Subaccount>> = BTreeMap::new();
    for one in subaccounts {
        parents.entry(one.number % CHILDREN).or_default().push(one);
    }
    let holds = |family: &[Subaccount]| family.iter().any(|one| !one.positions.is_empty());
    let funded = |family: &[Subaccount]| family.iter().any(|one| one.quote != 0.0);
    let first = parents.iter().find(|(_, family)| holds(family));
    let first = first.or_else(|| parents.iter().find(|(_, family)| funded(family))).or_else(|| parents.iter().next());
    let number = first.map(|(number, _)| *number);
    let mut family = number.and_then(|number| parents.remove(&number)).unwrap_or_default();
    family.sort_by_key(|one| one.number);
    let lone = family.len() == 1;
    let (mut cross, mut isolated, mut idle, mut others) = (None, Vec::new(), 0.0, parents.len());
    for mut one in family {
        if lone || one.number < CHILDREN {
            cross = Some(one);
            continue;
        }
        match one.positions.as_slice() {
            [] => idle += one.quote,
            [_] => isolated.push(one),
            // Positions that share a child share what stands behind it, and are an account of their own.
            _ => {
                one.positions.clear();
                others += 1;
            }
        }
    }
    tell(idle, others, notes);
    Chosen { cross, isolated }
}

fn tell(idle: f64, others: usize, notes: &mut Vec<ImportNote>) {
    if idle != 0.0 {
        let idle = SpotBalance { asset: DOLLAR.into(), quantity: Quantity::new(idle) };
        notes.push(ImportNote::SpotNotCounted(vec![idle]));
    }
    if others > 0 {
        notes.push(ImportNote::OtherAccounts { count: others });
    }
}
