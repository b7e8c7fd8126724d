//! An import in words: what was found, what was taken as given, what is wrong and how to mend it, and how the venue's own
//! figures stand beside ours.

mod chosen;
mod note;
mod problem;
mod reconcile;
mod residual;
mod simplified;

pub use chosen::{ChosenRules, chosen_rules};
pub use note::note;
pub use problem::problem;
pub use reconcile::{ReconciledLine, ReconciledPosition, ReconciliationView, reconciliation};

use crate::name::moment;
use crate::number::Locale;
use crate::text;
use crate::text::import::{ColumnText, FoundText};
use margin_core::portfolio::{MarginMode, Position};
use margin_import::{DocumentKind, ImportNote, Imported, TableColumn};

/// What a document is for, beside the account that it belongs to.
pub fn purpose(kind: DocumentKind) -> &'static str {
    text::purpose(kind)
}

/// What stands in a column of a table of one's own.
pub fn column(column: TableColumn) -> &'static str {
    ColumnText(column).say()
}

/// What was found, in a line: `Hyperliquid, 44 positions (43 cross, 1 isolated), prices of 6 Sep 2026, 16:46 UTC`.
pub fn found(imported: &Imported, _locale: &Locale) -> String {
    let is_cross = |position: &&Position| position.mode == MarginMode::Cross;
    let cross = imported.portfolio.positions.iter().filter(is_cross).count();
    let isolated = imported.portfolio.positions.len() - cross;
    let undated = imported.taken.iter().any(|note| matches!(note, ImportNote::NoTime { .. }));
    let prices = if undated {
        FoundText::PricesUndated.say()
    } else {
        FoundText::PricesOf { moment: &moment(imported.market.time) }.say()
    };
    let positions = FoundText::Positions { cross, isolated }.say();
    FoundText::Summary { venue: &imported.venue, positions: &positions, prices: &prices }.say()
}

#[cfg(test)]
mod tests;
