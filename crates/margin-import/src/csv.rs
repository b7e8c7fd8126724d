//! Our own table: one line for each position and each balance, separated by commas, semicolons or tabs.
//!
//! The first line that is not blank names the columns, in any order; `docs/import-csv.md` has them. Numbers may have
//! thousands marks, and a decimal comma where the cells are separated by something else. Problems are told by line and
//! column, counted in characters from 1.

mod cell;
mod column;
pub(crate) mod lines;
mod number;
mod row;

pub use column::Column;

use crate::imported::{AccountMode, ImportNote, Imported};
use crate::node::{Node, Place};
use crate::paper::{Paper, Papers};
use crate::problem::{DocumentKind, ImportProblemKind, Problems};
use crate::source::{Access, Ask, Request, Source};
use crate::statement::{FieldNames, Statement};
use crate::venue::Venue;
use cell::Sheet;
use serde_json::Value;

/// How tables are read.
pub(crate) const VENUE: Venue = Venue {
    source: Source {
        venue: NAME,
        access: Access::Own,
        endpoint: "",
        requests: &[Request { answer: DocumentKind::Account, name: "a table of your own", ask: Ask::Words(EXAMPLE) }],
    },
    holders: &[],
    recognise,
    read,
};

/// What the form of document is called.
const NAME: &str = "CSV";

/// A table as it may be handed in, with made-up figures.
pub const EXAMPLE: &str = "\
contract,asset,quantity,entry,mark,mode,set aside,leverage
BTC-PERP,,0.5,60000,62500,cross,,10
ETH-PERP,,-10,2600,2500,isolated,2000,20
,USDC,10000,,,,,
,BTC,0.25,,62500,,,";

/// Cells have no names; their rows' places say enough.
const FIELDS: FieldNames = FieldNames { quantity: "", entry: "", collateral: "", leverage: "" };

/// Whether a document is a table rather than JSON: by its name, or by the columns that its first line names.
pub(crate) fn is_table(name: &str, text: &str) -> bool {
    let named = [".csv", ".tsv"].iter().any(|ending| name.to_ascii_lowercase().ends_with(ending));
    named || lines::header(text).is_some_and(|header| column::known(&header) >= 2)
}

/// A table is a text that is a document as a whole.
fn recognise<'v>(node: &Node<'v>) -> Vec<Paper<'v>> {
    match node.value {
        Value::String(text) if node.place.path.is_empty() && is_table(".csv", text) => {
            Paper::whole(DocumentKind::Account, node)
        }
        _ => Vec::new(),
    }
}

/// Reads the tables, one after another, as one account.
fn read(papers: &Papers, _: AccountMode, problems: &mut Problems) -> Option<Imported> {
    let start = papers.all(DocumentKind::Account).next().map_or_else(|| Place::start(0), |node| node.place.clone());
    let mut statement = Statement { rules_id: None, product: "By hand", ..Statement::new(NAME, "", FIELDS, start) };
    let mut entries_from_mark = 0;
    for node in papers.all(DocumentKind::Account) {
        let Some(text) = node.text(problems) else {
            continue;
        };
        let Some(sheet) = Sheet::read(node.place.document, text, &mut statement.notes, problems) else {
            continue;
        };
        for row in &sheet.rows {
            entries_from_mark +=
                usize::from(row::read(&sheet, row, &mut statement, problems).is_some_and(|read| read.entry_from_mark));
        }
    }
    if entries_from_mark > 0 {
        statement.notes.push(ImportNote::EntriesFromMark { count: entries_from_mark });
    }
    if statement.rows.is_empty() && statement.balances.is_empty() && problems.is_empty() {
        problems.add(&statement.place, ImportProblemKind::Nothing);
    }
    statement.finish(problems)
}
