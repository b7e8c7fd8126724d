//! Chains as tables: what collectors of the venue's public answers, and sellers of its history, write.
//!
//! Columns are known by the names that the venue or they give them. A cell that says that there is nothing is absent;
//! everything else that is no number is a problem, with its line and column.

use super::{Row, Side};
use crate::csv::lines::{self, Cell, Line};
use crate::deribit::symbol;
use crate::node::Place;
use crate::problem::{ImportProblemKind, Problems, SyntaxFault, TableFault};
use margin_core::time::Timestamp;
use std::collections::BTreeMap;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Column {
    Name,
    Time,
    Mark,
    /// A hundredth of it is a volatility.
    MarkPercent,
    /// It is a volatility.
    MarkVolatility,
    Bid,
    Ask,
    BidPercent,
    AskPercent,
    Forward,
    Index,
    Rate,
    OpenInterest,
    DailyVolume,
}

/// The names of columns; of two that hold the same, the first in this table counts.
const NAMES: [(&str, Column); 20] = [
    ("instrument_name", Column::Name),
    ("symbol", Column::Name),
    ("timestamp", Column::Time),
    ("creation_timestamp", Column::Time),
    ("mark_price", Column::Mark),
    ("mark_iv", Column::MarkPercent),
    ("implied_volatility", Column::MarkVolatility),
    ("best_bid_price", Column::Bid),
    ("bid_price", Column::Bid),
    ("best_ask_price", Column::Ask),
    ("ask_price", Column::Ask),
    ("bid_iv", Column::BidPercent),
    ("ask_iv", Column::AskPercent),
    ("underlying_price", Column::Forward),
    ("underlying", Column::Forward),
    ("index_price", Column::Index),
    ("estimated_delivery_price", Column::Index),
    ("interest_rate", Column::Rate),
    ("open_interest", Column::OpenInterest),
    ("volume_usd", Column::DailyVolume),
];

/// What stands where there is nothing.
const NOTHING: [&str; 6] = ["", "None", "null", "nan", "NaN", "NA"];

/// The microseconds from which a number of them is no number of milliseconds of a calendar.
const LEAST_MICROSECONDS: f64 = 1e14;

/// The last millisecond of the year 9999.
const LAST_MILLISECOND: f64 = 253_402_300_799_999.0;

/// Whether a text is a chain: by the columns that its first line names.
pub(in crate::deribit) fn is_chain(text: &str) -> bool {
    lines::header(text).is_some_and(|header| {
        let has =
            |wanted: &[Column]| header.iter().any(|name| named(name).is_some_and(|found| wanted.contains(&found)));
        has(&[Column::Name]) && has(&[Column::Mark]) && has(&[Column::MarkPercent, Column::MarkVolatility])
    })
}

/// Reads a table's rows.
pub(in crate::deribit) fn read(document: usize, text: &str, problems: &mut Problems) -> Vec<Row> {
    let read = lines::read(text);
    if let Some((line, column)) = read.open_quote {
        let kind = ImportProblemKind::Syntax { line, column, fault: SyntaxFault::OpenQuote };
        problems.add(&place(document, line, column), kind);
    }
    let mut lines = read.lines.into_iter();
    let Some(header) = lines.next() else { return Vec::new() };
    let table = Table { document, columns: columns(&header) };
    lines.filter_map(|line| table.row(&line, problems)).collect()
}

fn named(name: &str) -> Option<Column> {
    NAMES.iter().find(|(known, _)| *known == name).map(|(_, column)| *column)
}

fn columns(header: &Line) -> BTreeMap<Column, usize> {
    let mut columns = BTreeMap::new();
    for (name, column) in NAMES {
        if let Some(index) = header.cells.iter().position(|cell| cell.text == name) {
            columns.entry(column).or_insert(index);
        }
    }
    columns
}

fn place(document: usize, line: usize, column: usize) -> Place {
    Place { document, path: format!("{line}:{column}") }
}

struct Table {
    document: usize,
    columns: BTreeMap<Column, usize>,
}

impl Table {
    fn row(&self, line: &Line, problems: &mut Problems) -> Option<Row> {
        let Some(name) = self.cell(line, Column::Name) else {
            let kind = ImportProblemKind::Table(TableFault::MissingCell("instrument_name"));
            problems.add(&place(self.document, line.number, 1), kind);
            return None;
        };
        let instrument = symbol::contract(&name.text).map(|(instrument, _)| instrument);
        if instrument.is_none() {
            problems.add(&self.at(line, name), ImportProblemKind::NotAContract);
        }
        let time = self.cell(line, Column::Time).and_then(|cell| {
            let time = moment(&cell.text);
            if time.is_none() {
                problems.add(&self.at(line, cell), ImportProblemKind::NotATime);
            }
            time
        });
        let mut number = |column: Column| self.number(line, column, problems);
        let percent = |number: Option<f64>| number.map(|number| number / 100.0);
        let volatility = percent(number(Column::MarkPercent)).or_else(|| number(Column::MarkVolatility));
        let bid = Side { price: number(Column::Bid), volatility: percent(number(Column::BidPercent)) };
        let ask = Side { price: number(Column::Ask), volatility: percent(number(Column::AskPercent)) };
        let (mark, rate) = (number(Column::Mark), number(Column::Rate));
        let [forward, index] = [Column::Forward, Column::Index].map(&mut number);
        let [open_interest, daily_volume] = [Column::OpenInterest, Column::DailyVolume].map(&mut number);
        let positive = |price: Option<f64>| price.filter(|price| *price > 0.0);
        let (forward, index) = (positive(forward), positive(index));
        let instrument = instrument?;
        Some(Row { instrument, time, mark, volatility, bid, ask, forward, index, rate, open_interest, daily_volume })
    }

    /// A cell in which something stands.
    fn cell<'l>(&self, line: &'l Line, column: Column) -> Option<&'l Cell> {
        let cell = line.cells.get(*self.columns.get(&column)?)?;
        (!NOTHING.contains(&cell.text.as_str())).then_some(cell)
    }

    fn number(&self, line: &Line, column: Column, problems: &mut Problems) -> Option<f64> {
        let cell = self.cell(line, column)?;
        match cell.text.parse::<f64>() {
            Ok(number) if number.is_finite() => Some(number),
            Ok(_) => {
                problems.add(&self.at(line, cell), ImportProblemKind::NotFinite);
                None
            }
            Err(_) => {
                problems.add(&self.at(line, cell), ImportProblemKind::Table(TableFault::NotANumber));
                None
            }
        }
    }

    fn at(&self, line: &Line, cell: &Cell) -> Place {
        place(self.document, line.number, cell.column)
    }
}

/// A moment as `2026-02-05T21:29:37.885165+00:00`, or in milliseconds or microseconds since the start of 1970.
fn moment(text: &str) -> Option<Timestamp> {
    if let Ok(number) = text.parse::<f64>() {
        let milliseconds = if number >= LEAST_MICROSECONDS { number / 1_000.0 } else { number };
        let known = (0.0..=LAST_MILLISECOND).contains(&milliseconds);
        return known.then(|| Timestamp::from_milliseconds(milliseconds as i64));
    }
    let text = text.strip_suffix("+00:00").or_else(|| text.strip_suffix('Z')).unwrap_or(text);
    format!("{}Z", text.replacen(' ', "T", 1)).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_however_collectors_write_them() {
        let wanted = "2020-06-08T00:00:04.454Z".parse().ok();
        for text in
            ["1591574404454", "1591574404454000", "2020-06-08T00:00:04.454Z", "2020-06-08 00:00:04.454000+00:00"]
        {
            assert_eq!(moment(text), wanted, "{text}");
        }
        for text in ["", "yesterday", "-5", "1e300", "2020-06-08T00:00:04.454+02:00"] {
            assert_eq!(moment(text), None, "{text}");
        }
    }
}
