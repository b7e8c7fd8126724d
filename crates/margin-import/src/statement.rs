//! An account as a venue with a balance for each asset writes it, on its way to the engine's inputs.
//!
//! A reader fills a [`Statement`] with what the venue's documents say. [`Statement::finish`] finds what they leave open (marks,
//! indexes, contract names), chooses the rules, and keeps the venue's own figures. Amounts of a [`Row`] are in what its
//! contract settles in: dollars, or coins of the underlying.

mod finish;
pub(crate) mod name;
mod price;
mod requirement;
pub(crate) mod size;
pub(crate) mod table;

use crate::imported::{ImportNote, StatedLiquidation};
use crate::node::{Fields, Node, Place};
use crate::paper::Papers;
use crate::problem::{DocumentKind, ImportProblemKind, Problems};
use margin_core::id::AssetId;
use margin_core::instrument::{Instrument, Settlement};
use margin_core::rules::{Pairs, TierTable};
use margin_core::time::Timestamp;
use margin_core::units::Price;
use std::collections::BTreeMap;

/// An account, as a venue's documents say.
#[derive(Debug)]
pub(crate) struct Statement {
    pub(crate) venue: &'static str,
    pub(crate) product: &'static str,
    /// The rules that the account is under, in the catalogue; absent where the documents do not say whose they are.
    pub(crate) rules_id: Option<String>,
    pub(crate) fields: FieldNames,
    pub(crate) place: Place,
    pub(crate) time: Option<Timestamp>,
    pub(crate) balances: Vec<Balance>,
    pub(crate) rows: Vec<Row>,
    /// Prices by the venue's symbols.
    pub(crate) quotes: BTreeMap<String, Quote>,
    /// Tiers by the venue's symbols.
    pub(crate) tables: BTreeMap<String, TierTable>,
    pub(crate) totals: Totals,
    pub(crate) pairs: Pairs,
    pub(crate) pools: Pools,
    pub(crate) notes: Vec<ImportNote>,
}

/// What the venue calls a position's figures, to say where something is wrong.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FieldNames {
    pub(crate) quantity: &'static str,
    pub(crate) entry: &'static str,
    pub(crate) collateral: &'static str,
    pub(crate) leverage: &'static str,
}

/// An amount of one asset.
#[derive(Clone, Debug)]
pub(crate) struct Balance {
    pub(crate) place: Place,
    pub(crate) asset: AssetId,
    pub(crate) quantity: f64,
    /// Dollars for one unit, where the venue says.
    pub(crate) index: Option<f64>,
    pub(crate) counts: Counts,
}

/// How much of a balance counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Counts {
    Full,
    Share { initial: f64, maintenance: f64 },
    Not,
}

/// A position.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) place: Place,
    /// What the venue calls the contract.
    pub(crate) symbol: String,
    pub(crate) instrument: Instrument,
    /// What profit is paid in.
    pub(crate) settles: AssetId,
    pub(crate) quantity: f64,
    pub(crate) entry: Option<f64>,
    pub(crate) mark: Option<f64>,
    pub(crate) index: Option<f64>,
    pub(crate) behind: Behind,
    /// The leverage that the trader set.
    pub(crate) leverage: Option<f64>,
    pub(crate) accrued: f64,
    pub(crate) figures: Figures,
    pub(crate) liquidation: StatedLiquidation,
}

/// What stands behind a position.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) enum Behind {
    #[default]
    Cross,
    /// This amount, before unrealised profit.
    Isolated(f64),
}

/// The venue's own figures of a position; sizes without a sign.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Figures {
    pub(crate) notional: Option<f64>,
    pub(crate) unrealised: Option<f64>,
    pub(crate) initial: Option<f64>,
    pub(crate) maintenance: Option<f64>,
    pub(crate) equity: Option<f64>,
}

/// What the venue says of a contract now.
#[derive(Clone, Debug, Default)]
pub(crate) struct Quote {
    pub(crate) instrument: Option<Instrument>,
    pub(crate) mark: Option<f64>,
    pub(crate) index: Option<f64>,
    pub(crate) funding: Option<f64>,
    pub(crate) open_interest: Option<f64>,
    pub(crate) daily_volume: Option<f64>,
}

/// The venue's own figures of everything that is cross, in dollars.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Totals {
    pub(crate) equity: Option<f64>,
    pub(crate) initial: Option<f64>,
    pub(crate) maintenance: Option<f64>,
    pub(crate) withdrawable: Option<f64>,
}

/// What stands behind what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pools {
    /// All balances behind all cross positions.
    Together,
    /// Each asset behind the positions that settle in it.
    BySettlement,
}

impl Statement {
    /// An account with nothing in it.
    pub(crate) fn new(venue: &'static str, rules_id: &'static str, fields: FieldNames, place: Place) -> Self {
        Self {
            venue,
            product: "As handed in",
            rules_id: Some(rules_id.to_owned()),
            fields,
            place,
            time: None,
            balances: Vec::new(),
            rows: Vec::new(),
            quotes: BTreeMap::new(),
            tables: BTreeMap::new(),
            totals: Totals::default(),
            pairs: Pairs::Netted,
            pools: Pools::Together,
            notes: Vec::new(),
        }
    }

    /// Takes a moment, if it is later than those before it.
    pub(crate) fn at(&mut self, time: Option<Timestamp>) {
        self.time = self.time.max(time);
    }

    /// Asks for the positions where they were not handed in, unless nothing must be kept for any.
    pub(crate) fn need_positions(&self, papers: &Papers, problems: &mut Problems) -> Option<()> {
        let handed_in = papers.all(DocumentKind::Positions).next().is_some();
        if handed_in || self.totals.maintenance == Some(0.0) {
            return Some(());
        }
        let (venue, document) = (self.venue, DocumentKind::Positions);
        problems.add(&self.place, ImportProblemKind::MissingDocument { venue, document });
        None
    }

    /// The isolated positions' sum of a figure in dollars; what is unknown of one is unknown of all.
    pub(crate) fn isolated(&self, figure: impl Fn(&Row) -> Option<f64>) -> Option<f64> {
        let isolated = self.rows.iter().filter(|row| row.behind != Behind::Cross);
        isolated.map(figure).sum()
    }
}

impl Balance {
    /// An amount that counts in full.
    pub(crate) fn full(place: Place, asset: impl Into<AssetId>, quantity: f64) -> Self {
        Self { place, asset: asset.into(), quantity, index: None, counts: Counts::Full }
    }
}

impl Row {
    /// A cross position of which nothing more is known.
    pub(crate) fn new(place: Place, symbol: &str, instrument: Instrument, settles: AssetId, quantity: f64) -> Self {
        Self {
            place,
            symbol: symbol.to_owned(),
            instrument,
            settles,
            quantity,
            entry: None,
            mark: None,
            index: None,
            behind: Behind::Cross,
            leverage: None,
            accrued: 0.0,
            figures: Figures::default(),
            liquidation: StatedLiquidation::Absent,
        }
    }

    /// Whether amounts are in coins of the underlying.
    pub(crate) fn in_coins(&self) -> bool {
        self.instrument.settlement == Settlement::Coin
    }

    /// Units of the underlying, or dollars of face value, with the position's sign.
    pub(crate) fn units(&self) -> f64 {
        self.quantity * self.instrument.multiplier.get()
    }
}

/// What a venue says of a liquidation price: zero and less say that there is none.
pub(crate) fn liquidation(node: Option<Node>, problems: &mut Problems) -> StatedLiquidation {
    let price = node.and_then(|node| node.number(problems));
    match price {
        None => StatedLiquidation::Absent,
        Some(price) if price > 0.0 => StatedLiquidation::At(Price::new(price)),
        Some(_) => StatedLiquidation::None,
    }
}

/// The same of a field in which the empty text says that there is none.
pub(crate) fn liquidation_or_none(fields: &Fields, name: &str, problems: &mut Problems) -> StatedLiquidation {
    let written = fields.optional(name);
    if written.is_none() && fields.has(name) {
        return StatedLiquidation::None;
    }
    liquidation(written, problems)
}

/// Of each kind of document that may come in several parts, all parts' items, one after another.
pub(crate) fn items<'v>(papers: &Papers<'v>, kind: DocumentKind, problems: &mut Problems) -> Vec<Node<'v>> {
    let mut found = Vec::new();
    for node in papers.all(kind) {
        if node.value.is_array() {
            found.extend(node.list(problems).into_iter().flatten());
        } else {
            found.push(node.clone());
        }
    }
    found
}
