//! A table whose columns are known, and its cells.

use super::column::Column;
use super::lines::{self, Cell, Line};
use super::number::{self, Decimal, Written};
use crate::imported::ImportNote;
use crate::node::Place;
use crate::problem::{ImportProblemKind, Problems, SyntaxFault, TableFault};
use std::collections::BTreeMap;

/// The longest name of an unknown column that is repeated.
const LONGEST_NAME: usize = 32;

/// A table.
#[derive(Debug)]
pub(super) struct Sheet {
    document: usize,
    columns: BTreeMap<Column, usize>,
    /// What the numbers of the table say of their decimal mark.
    decimal: Option<Decimal>,
    usual: Decimal,
    pub(super) rows: Vec<Line>,
}

impl Sheet {
    /// Reads a table; nothing where its columns are not known.
    pub(super) fn read(
        document: usize,
        text: &str,
        notes: &mut Vec<ImportNote>,
        problems: &mut Problems,
    ) -> Option<Self> {
        let read = lines::read(text);
        if let Some((line, column)) = read.open_quote {
            let fault = SyntaxFault::OpenQuote;
            problems.add(&place(document, line, column), ImportProblemKind::Syntax { line, column, fault });
        }
        let mut lines = read.lines.into_iter();
        let Some(header) = lines.next() else {
            problems.add(&Place::start(document), ImportProblemKind::Nothing);
            return None;
        };
        let columns = columns(document, &header, notes, problems);
        let fault = |fault| ImportProblemKind::Table(fault);
        if !columns.contains_key(&Column::Quantity) {
            let name = Column::Quantity.name();
            problems.add(&place(document, header.number, 1), fault(TableFault::MissingColumn(name)));
        }
        if !columns.contains_key(&Column::Contract) && !columns.contains_key(&Column::Asset) {
            let name = Column::Contract.name();
            problems.add(&place(document, header.number, 1), fault(TableFault::MissingColumn(name)));
        }
        let rows: Vec<Line> = lines.collect();
        for line in &rows {
            let extra = line.cells.get(header.cells.len()..).into_iter().flatten().find(|cell| !cell.text.is_empty());
            if let Some(cell) = extra {
                problems.add(&place(document, line.number, cell.column), fault(TableFault::ExtraCell));
            }
        }
        let usual = if read.separator == ',' { Decimal::Point } else { Decimal::Comma };
        let numeric: Vec<usize> =
            columns.iter().filter(|(column, _)| column.is_number()).map(|(_, index)| *index).collect();
        let cells = rows.iter().flat_map(|line| numeric.iter().filter_map(|index| line.cells.get(*index)));
        let decimal = number::decimal(cells.map(|cell| cell.text.as_str()));
        Some(Self { document, columns, decimal, usual, rows })
    }

    /// What stands in a column of a line, unless it is nothing.
    pub(super) fn text<'l>(&self, line: &'l Line, column: Column) -> Option<&'l str> {
        self.cell(line, column).map(|cell| cell.text.as_str())
    }

    /// The number in a column of a line.
    pub(super) fn number(&self, line: &Line, column: Column, problems: &mut Problems) -> Option<f64> {
        let cell = self.cell(line, column)?;
        let kind = match number::read(&cell.text, self.decimal, self.usual) {
            Written::Number(number) => return Some(number),
            Written::Nothing => return None,
            Written::NotFinite => ImportProblemKind::NotFinite,
            Written::Other => ImportProblemKind::Table(TableFault::NotANumber),
            Written::Ambiguous => ImportProblemKind::Table(TableFault::Ambiguous),
        };
        problems.add(&place(self.document, line.number, cell.column), kind);
        None
    }

    /// A number above zero.
    pub(super) fn positive(&self, line: &Line, column: Column, problems: &mut Problems) -> Option<f64> {
        let number = self.number(line, column, problems)?;
        if number <= 0.0 {
            problems.add(&self.place(line, column), ImportProblemKind::NotPositive);
        }
        (number > 0.0).then_some(number)
    }

    /// Where a column of a line stands; where it ends, if the line has no such cell.
    pub(super) fn place(&self, line: &Line, column: Column) -> Place {
        let cell = self.columns.get(&column).and_then(|index| line.cells.get(*index));
        place(self.document, line.number, cell.map_or(1, |cell| cell.column))
    }

    /// Where a line begins.
    pub(super) fn start(&self, line: &Line) -> Place {
        place(self.document, line.number, 1)
    }

    fn cell<'l>(&self, line: &'l Line, column: Column) -> Option<&'l Cell> {
        let cell = line.cells.get(*self.columns.get(&column)?)?;
        (!cell.text.is_empty()).then_some(cell)
    }
}

fn place(document: usize, line: usize, column: usize) -> Place {
    Place { document, path: format!("{line}:{column}") }
}

fn columns(
    document: usize,
    header: &Line,
    notes: &mut Vec<ImportNote>,
    problems: &mut Problems,
) -> BTreeMap<Column, usize> {
    let mut columns = BTreeMap::new();
    for (index, cell) in header.cells.iter().enumerate().filter(|(_, cell)| !cell.text.is_empty()) {
        let Some(column) = Column::named(&cell.text) else {
            let name = cell.text.chars().take(LONGEST_NAME).collect();
            notes.push(ImportNote::ColumnLeftOut { name });
            continue;
        };
        if *columns.entry(column).or_insert(index) != index {
            let kind = ImportProblemKind::Table(TableFault::DuplicateColumn(column.name()));
            problems.add(&place(document, header.number, cell.column), kind);
        }
    }
    columns
}
