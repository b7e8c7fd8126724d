//! What venues and people hand in, as portfolio, market and rules: pure parsing, tolerant of what it does not know.
//!
//! [`import()`] takes documents as they were pasted or dropped and gives what the engine needs, with notes on every
//! choice that was made on the way, or all that is wrong with them, each with its place. [`reconcile()`] puts the
//! venue's own figures beside ours. Nothing that names an account is kept.

mod document;
mod hyperliquid;
mod imported;
mod node;
mod problem;
mod reconcile;
mod source;

pub use document::{Document, MOST_BYTES};
pub use imported::{
    AccountKind, AccountMode, ImportNote, Imported, KindReason, SpotBalance, Stated, StatedLiquidation, StatedPosition,
};
pub use problem::{
    Contradiction, DocumentKind, ImportProblem, ImportProblemKind, JsonType, MOST_PROBLEMS, SyntaxFault,
};
pub use reconcile::{
    LIQUIDATION_TOLERANCE, LiquidationOutcome, LiquidationRow, ReconciledRow, Reconciliation, Subject, reconcile,
};

pub use source::{ADDRESS, Request, Source, sources};

use node::Node;
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
/// let report = margin_core::evaluate(&imported.portfolio, &imported.market, &imported.rules).expect("it evaluates");
/// assert_eq!(report.total.equity.usd().get(), 1010.0);
/// ```
///
/// # Errors
/// All that is wrong, each with the document and the place within it; of very many problems, the first
/// [`MOST_PROBLEMS`].
pub fn import(documents: &[Document], mode: AccountMode) -> Result<Imported, Vec<ImportProblem>> {
    let mut problems = Problems::default();
    let values = document::read(documents, &mut problems);
    let mut papers = hyperliquid::Papers::default();
    for (place, value) in &values {
        // Another venue's reader is asked for what this one does not know.
        if !papers.take(Node::new(value, place.clone()), &mut problems) {
            problems.add(place, ImportProblemKind::Unrecognised);
        }
    }
    // Where nothing at all was recognised, saying which document is missing would only repeat that.
    let imported =
        if papers.is_empty() && !problems.is_empty() { None } else { hyperliquid::read(&papers, mode, &mut problems) };
    problems.none_or(imported)
}
