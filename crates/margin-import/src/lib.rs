//! What venues and people hand in, as portfolio, market and rules: pure parsing, tolerant of what it does not know.
//!
//! [`import()`] takes documents as they were pasted or dropped and gives what the engine needs, with notes on every
//! choice that was made on the way, or all that is wrong with them, each with its place. [`reconcile()`] puts the
//! venue's own figures beside ours. Nothing that names an account is kept.
//!
//! # To add a venue
//!
//! Write one module, `<venue>.rs` with its parts in `<venue>/`, that has a `pub(crate) const VENUE: Venue`, and add one
//! line to the table `VENUES` in `venue.rs`. A `Venue` is
//!
//! - `source`: what the venue is called, who may ask it and what to ask it. [`sources()`] lists it.
//! - `holders`: fields that carry its documents, such as `clearinghouseState`, beside those that every answer may have.
//! - `recognise`: what a value is, by its shape alone: `Paper::whole` of a [`DocumentKind`], or papers of its fields, or
//!   none. Take marks that no other venue has; the first venue in the table that recognises a value gets it.
//! - `read`: puts its `Papers` together. What is still lacking is a `MissingDocument`; everything is read before
//!   anything is given up. `Node` and `Fields` read values and tell each problem with its place; `made` makes the
//!   engine's inputs; `rules::carried` finds rules in the catalogue by an id such as `dydx/perpetuals`,
//!   `rules::stated` makes some of the rates that the documents state, and
//!   `finish::finished` has the engine look at the result.
//!
//! Nothing is dropped in silence: what is understood and not used is an [`ImportNote`], and so is what is not
//! understood and cannot matter; everything else is an [`ImportProblem`]. A new note or problem has its words in
//! margin-view. The venue's own figures go to [`Stated`]. Tests read invented payloads; a replay reads recorded ones.

mod aave;
mod binance;
mod bybit;
mod ccxt;
mod coinbase;
mod csv;
mod deribit;
mod derive;
mod document;
mod dydx;
mod finish;
mod hyperliquid;
mod imported;
mod kraken;
mod lighter;
mod made;
mod node;
mod okx;
mod paper;
mod paradex;
mod problem;
mod reconcile;
mod rules;
mod simplified;
mod source;
mod spoken;
mod statement;
mod symbol;
mod typed;
mod venue;

pub use csv::{Column as TableColumn, EXAMPLE as TABLE_EXAMPLE};
pub use document::{Document, MOST_BYTES};
pub use imported::{
    AccountKind, AccountMode, ImportNote, Imported, KindReason, SpotBalance, Stated, StatedLiquidation, StatedPosition,
};
pub use problem::{
    Contradiction, DocumentKind, ImportProblem, ImportProblemKind, JsonType, MOST_PROBLEMS, SyntaxFault, TableFault,
};
pub use reconcile::{
    LIQUIDATION_TOLERANCE, LiquidationOutcome, LiquidationRow, ReconciledRow, Reconciliation, Subject, reconcile,
};

pub use simplified::Simplified;
pub use source::{ADDRESS, Access, Ask, Request, Source, sources};
pub use typed::contract;

use margin_core::id::InstrumentId;
use margin_core::instrument::Instrument;
use margin_core::market::Market;
use problem::Problems;

/// Everything pasted or dropped, as what the engine needs: one or several documents, each of one or several JSON
/// values one after another.
///
/// ```
/// use margin_import::{AccountMode, Document, import};
/// let text = r#"{
///     "crossMarginSummary": {"accountValue": "1010.0", "totalRawUsd": "-1490.0"},
///     "assetPositions": [{"position": {
///         "coin": "ETH", "szi": "1.0", "entryPx": "2490.0", "positionValue": "2500.0",
///         "leverage": {"type": "cross", "value": 10}
///     }}],
///     "time": 1788713175818
/// }"#;
/// let document = Document { name: "account.json".into(), text: text.into() };
/// let imported = import(&[document], AccountMode::Detect).expect("nothing is wrong with it");
/// let rules = imported.rules.expect("the project carries this venue's rules");
/// let report = margin_core::evaluate(&imported.portfolio, &imported.market, &rules).expect("it evaluates");
/// assert_eq!(report.total.equity.usd().get(), 1010.0);
/// ```
///
/// # Errors
/// All that is wrong, each with the document and the place within it; of very many problems, the first
/// [`MOST_PROBLEMS`].
pub fn import(documents: &[Document], mode: AccountMode) -> Result<Imported, Vec<ImportProblem>> {
    let mut problems = Problems::default();
    let values = document::read(documents, &mut problems);
    let imported =
        venue::sort(&values, &mut problems).and_then(|sorted| (sorted.venue.read)(&sorted.papers, mode, &mut problems));
    problems.none_or(imported)
}

/// A chain of options as a market: the venue's public answers, or a table that a collector made of them.
///
/// # Errors
/// All that is wrong, each with its line and column or its path; and that it is no chain.
pub fn chain(text: &str) -> Result<Market, Vec<ImportProblem>> {
    let document = Document { name: String::new(), text: text.to_owned() };
    let imported = import(&[document], AccountMode::Detect)?;
    let is_option = |id: &InstrumentId| id.as_str().parse().is_ok_and(|read: Instrument| read.is_option());
    if imported.market.instruments.keys().any(is_option) {
        return Ok(imported.market);
    }
    Err(vec![ImportProblem { document: 0, at: String::new(), kind: ImportProblemKind::Unrecognised }])
}
