//! What the venue lists, with its tiers of leverage, as it writes them in `meta`.

use crate::node::{Fields, Node, Place};
use crate::problem::{Contradiction, ImportProblemKind, Problems};
use std::collections::{BTreeMap, BTreeSet};

/// What the venue lists.
#[derive(Debug)]
pub(super) struct Universe {
    pub(super) coins: Vec<Coin>,
    places: BTreeMap<String, usize>,
    pub(super) tables: BTreeMap<u32, Vec<Step>>,
    /// The token that profit is paid in; zero is USDC.
    pub(super) token: u32,
}

/// One contract that the venue lists.
#[derive(Debug)]
pub(super) struct Coin {
    pub(super) place: Place,
    pub(super) name: String,
    /// The greatest leverage, that of the lowest tier.
    pub(super) leverage: f64,
    pub(super) table: Option<u32>,
    pub(super) offer: Offer,
    pub(super) status: Status,
}

/// Which margin modes the venue offers on a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Offer {
    CrossOrIsolated,
    IsolatedOnly,
}

/// Whether a contract still trades.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    Listed,
    Delisted,
}

/// A tier: from this notional on, this leverage at most.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Step {
    pub(super) from: f64,
    pub(super) leverage: f64,
}

impl Universe {
    pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Self> {
        let fields = node.object(problems)?;
        let mut tables = BTreeMap::new();
        if let Some(list) = fields.optional("marginTables") {
            for node in list.list(problems)? {
                tables.extend(table(&node, problems));
            }
        }
        let token = fields.optional("collateralToken").and_then(|node| node.count(problems)).unwrap_or(0);
        let (mut coins, mut seen, mut all) = (Vec::new(), BTreeSet::new(), true);
        for node in fields.required("universe", problems)?.list(problems)? {
            let coin = node.object(problems).and_then(|fields| coin(&fields, &mut seen, problems));
            all &= coin.is_some();
            coins.extend(coin);
        }
        // A list with a gap would put every price after it beside the wrong contract.
        let places = coins.iter().enumerate().map(|(place, coin): (_, &Coin)| (coin.name.clone(), place)).collect();
        all.then_some(Self { coins, places, tables, token })
    }

    pub(super) fn coin(&self, name: &str) -> Option<&Coin> {
        self.coins.get(*self.places.get(name)?)
    }
}

fn coin(fields: &Fields, seen: &mut BTreeSet<String>, problems: &mut Problems) -> Option<Coin> {
    let node = fields.required("name", problems);
    let name = node.as_ref().and_then(|node| node.name(problems));
    if let (Some(node), Some(name)) = (&node, name)
        && !seen.insert(name.to_owned())
    {
        problems.add(&node.place, ImportProblemKind::DuplicateCoin(name.to_owned()));
    }
    let leverage = fields.required("maxLeverage", problems).and_then(|node| node.leverage(problems));
    let table = fields.optional("marginTableId").and_then(|node| node.count(problems));
    let flag = |name: &str, problems: &mut Problems| {
        fields.optional(name).and_then(|node| node.boolean(problems)).unwrap_or(false)
    };
    let isolated = flag("onlyIsolated", problems);
    let delisted = flag("isDelisted", problems);
    let mode = fields.optional("marginMode").and_then(|node| node.text(problems));
    let isolated = isolated || matches!(mode, Some("strictIsolated" | "noCross"));
    Some(Coin {
        place: fields.place.clone(),
        name: name?.to_owned(),
        leverage: leverage?,
        table,
        offer: if isolated { Offer::IsolatedOnly } else { Offer::CrossOrIsolated },
        status: if delisted { Status::Delisted } else { Status::Listed },
    })
}

/// A table: its number, and an object with its tiers.
fn table(node: &Node, problems: &mut Problems) -> Option<(u32, Vec<Step>)> {
    let [number, tiers] = node.pair(problems)?;
    let number = number.count(problems);
    let list = tiers.object(problems)?.required("marginTiers", problems)?;
    let mut steps = Vec::new();
    for node in list.list(problems)? {
        steps.extend(step(&node, problems));
    }
    let starts = steps.first().is_some_and(|step| step.from == 0.0);
    let ordered = steps.windows(2).all(|pair| pair[0].from < pair[1].from && pair[0].leverage >= pair[1].leverage);
    if !(starts && ordered) {
        problems.add(&list.place, ImportProblemKind::Contradiction(Contradiction::Tiers));
        return None;
    }
    Some((number?, steps))
}

fn step(node: &Node, problems: &mut Problems) -> Option<Step> {
    let fields = node.object(problems)?;
    let from = fields.required("lowerBound", problems).and_then(|node| node.number(problems));
    let leverage = fields.required("maxLeverage", problems).and_then(|node| node.leverage(problems));
    Some(Step { from: from?, leverage: leverage? })
}
