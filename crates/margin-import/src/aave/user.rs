//! A user's reserves: what is supplied and what is owed of each.

use super::NAME;
use super::reserve::{Reserve, Reserves, address, amount};
use super::totals::{self, Totals};
use crate::node::{Fields, Node, Place};
use crate::problem::{DocumentKind, ImportProblemKind, Problems};

/// Fields that hold lists of a user's reserves.
pub(super) const LISTS: [&str; 3] = ["userReserves", "userReservesData", "rawUserReserves"];

/// A user.
#[derive(Debug)]
pub(super) struct User {
    pub(super) place: Place,
    pub(super) lines: Vec<Line>,
    /// The category that the user chose, and where it is written; zero is none.
    pub(super) category: Option<(Place, u32)>,
    /// The chain that the pool is on.
    pub(super) chain: Option<u32>,
    pub(super) totals: Option<Totals>,
}

/// What a user has in one reserve, in whole assets.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) symbol: String,
    pub(super) reserve: Reserve,
    pub(super) price: f64,
    pub(super) supplied: f64,
    pub(super) owed: f64,
    pub(super) backs: Backs,
}

/// Whether what is supplied stands behind what is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Backs {
    Debts,
    Nothing,
}

/// Reads a user's reserves, alone or with what stands beside them.
pub(super) fn read(node: &Node, reserves: Option<&Reserves>, problems: &mut Problems) -> Option<User> {
    let mut user = User { place: node.place.clone(), lines: Vec::new(), category: None, chain: None, totals: None };
    let list = if node.value.is_array() {
        node.clone()
    } else {
        let fields = node.object(problems)?;
        let category = ["userEmodeCategoryId", "userEmodeCategory", "eModeCategoryId"];
        let category = category.iter().find_map(|name| fields.optional(name));
        user.category = category.and_then(|node| Some((node.place.clone(), node.count(problems)?)));
        user.chain = fields.optional("chainId").and_then(|node| node.count(problems));
        user.totals = totals::of(&fields, problems);
        LISTS.iter().find_map(|name| fields.optional(name))?
    };
    for node in list.members(problems) {
        if let Some(fields) = node.object(problems) {
            user.lines.extend(line(&fields, reserves, problems));
        }
    }
    Some(user)
}

fn line(fields: &Fields, reserves: Option<&Reserves>, problems: &mut Problems) -> Option<Line> {
    let inner = fields.optional("reserve").and_then(|node| node.object(problems));
    let own = Reserve::read(inner.as_ref().unwrap_or(fields), problems);
    let address = address(fields, problems).or_else(|| address(inner.as_ref()?, problems));
    let known = reserves.and_then(|reserves| reserves.find(address.as_deref()?));
    let reserve = own.or(known);
    let of = |names: Names, problems: &mut Problems| names.amount(fields, &reserve, problems);
    let (supplied, owed) = (of(SUPPLIED, problems), of(OWED, problems));
    let (supplied, owed) = (supplied?, owed?);
    if supplied == 0.0 && owed == 0.0 {
        return None;
    }
    let lacks = reserve.symbol.is_none() || reserve.price.is_none();
    if lacks {
        let missing = match reserves {
            None => ImportProblemKind::MissingDocument { venue: NAME, document: DocumentKind::Universe },
            Some(_) => ImportProblemKind::Missing,
        };
        problems.add(&fields.place.field("reserve"), missing);
    }
    let backs = fields.optional("usageAsCollateralEnabledOnUser").and_then(|node| node.boolean(problems));
    let backs = if backs == Some(false) { Backs::Nothing } else { Backs::Debts };
    Some(Line { symbol: reserve.symbol.clone()?, price: reserve.price?, reserve, supplied, owed, backs })
}

/// What an amount is called: in whole assets, in smallest units, and scaled.
struct Names {
    whole: &'static str,
    units: [&'static str; 2],
    scaled: &'static str,
    index: fn(&Reserve) -> Option<f64>,
}

const SUPPLIED: Names = Names {
    whole: "underlyingBalance",
    units: ["currentATokenBalance", "aTokenBalance"],
    scaled: "scaledATokenBalance",
    index: |reserve| reserve.supply_index,
};

const OWED: Names = Names {
    whole: "variableBorrows",
    units: ["currentVariableDebt", "currentTotalDebt"],
    scaled: "scaledVariableDebt",
    index: |reserve| reserve.debt_index,
};

impl Names {
    /// An amount in whole assets; none at all is zero.
    fn amount(&self, fields: &Fields, reserve: &Reserve, problems: &mut Problems) -> Option<f64> {
        let (node, grown) = if let Some(node) = fields.optional(self.whole) {
            return amount(&node, problems);
        } else if let Some(node) = self.units.iter().find_map(|name| fields.optional(name)) {
            (node, Some(1.0))
        } else if let Some(node) = fields.optional(self.scaled) {
            (node, (self.index)(reserve))
        } else {
            return Some(0.0);
        };
        let written = amount(&node, problems)?;
        if written == 0.0 {
            return Some(0.0);
        }
        let Some((grown, unit)) = grown.zip(reserve.unit) else {
            let missing = ImportProblemKind::MissingDocument { venue: NAME, document: DocumentKind::Universe };
            problems.add(&node.place, missing);
            return None;
        };
        Some(written * grown / unit)
    }
}
