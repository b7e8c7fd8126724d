//! A text's lines and cells, each with where it stands.
//!
//! Cells may stand in double quotes, which may hold separators and line breaks; a doubled quote within them is one.

/// A line of cells, with the line's number from 1.
#[derive(Debug, PartialEq)]
pub(crate) struct Line {
    pub(crate) number: usize,
    pub(crate) cells: Vec<Cell>,
}

/// A cell, with the column in characters, from 1, at which it begins.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cell {
    pub(crate) column: usize,
    pub(crate) text: String,
}

/// A text's lines.
#[derive(Debug, PartialEq)]
pub(crate) struct Lines {
    pub(crate) separator: char,
    /// Those that are not blank.
    pub(crate) lines: Vec<Line>,
    /// The line and column of a quote that is never closed.
    pub(crate) open_quote: Option<(usize, usize)>,
}

/// Separates a text into lines and cells.
pub(crate) fn read(text: &str) -> Lines {
    let (first, skipped) = first_line(text);
    let separator = skipped.unwrap_or_else(|| separator(first));
    let mut reader = Reader::new(separator);
    for character in text.chars().filter(|character| *character != '\r') {
        reader.take(character);
    }
    let open_quote = reader.end();
    let mut lines = reader.lines;
    lines.retain(|line| line.cells.iter().any(|cell| !cell.text.is_empty()) && !is_directive(line));
    Lines { separator, lines, open_quote }
}

/// The cells of the first line that is not blank.
pub(crate) fn header(text: &str) -> Option<Vec<String>> {
    let (first, skipped) = first_line(text);
    let read = read(&first.chars().take(LONGEST_HEADER).collect::<String>());
    let separator = skipped.unwrap_or(read.separator);
    let cells = (separator == read.separator).then_some(read.lines)?.into_iter().next()?.cells;
    Some(cells.into_iter().map(|cell| cell.text).collect())
}

const LONGEST_HEADER: usize = 4_096;

/// The first line with words in it, and the separator that a line such as `sep=;` before it asks for.
fn first_line(text: &str) -> (&str, Option<char>) {
    let mut asked = None;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        match line.trim().strip_prefix("sep=") {
            Some(separator) => asked = separator.chars().next(),
            None => return (line, asked),
        }
    }
    ("", asked)
}

fn is_directive(line: &Line) -> bool {
    line.cells.first().is_some_and(|cell| cell.text.starts_with("sep="))
}

/// What most separates the header; of equals, the one that is no decimal sign.
fn separator(header: &str) -> char {
    let count = |separator: char| header.chars().filter(|character| *character == separator).count();
    let most = [';', '\t', ','].into_iter().rev().max_by_key(|separator| count(*separator));
    most.unwrap_or(',')
}

struct Reader {
    separator: char,
    lines: Vec<Line>,
    line: usize,
    column: usize,
    cells: Vec<Cell>,
    cell: Option<Cell>,
    first_line: usize,
    quote: Quote,
}

#[derive(Clone, Copy, PartialEq)]
enum Quote {
    None,
    Open {
        line: usize,
        column: usize,
    },
    /// A quote within quotes, which closes them unless another follows.
    Closing {
        line: usize,
        column: usize,
    },
}

impl Reader {
    fn new(separator: char) -> Self {
        let (lines, cells) = (Vec::new(), Vec::new());
        Self { separator, lines, line: 1, column: 1, cells, cell: None, first_line: 1, quote: Quote::None }
    }

    fn take(&mut self, character: char) {
        if let Quote::Closing { line, column } = self.quote {
            self.quote = if character == '"' { Quote::Open { line, column } } else { Quote::None };
            if character == '"' {
                self.push(character);
                self.step(character);
                return;
            }
        }
        match (self.quote, character) {
            (Quote::Open { line, column }, '"') => self.quote = Quote::Closing { line, column },
            (Quote::Open { .. }, _) => self.push(character),
            (_, '"') if self.begins() => {
                self.quote = Quote::Open { line: self.line, column: self.column };
                self.cell = Some(Cell { column: self.column, text: String::new() });
            }
            (_, '\n') => self.end_line(),
            (_, separator) if separator == self.separator => self.end_cell(),
            _ => self.push(character),
        }
        self.step(character);
    }

    fn begins(&self) -> bool {
        self.cell.as_ref().is_none_or(|cell| cell.text.trim().is_empty())
    }

    fn push(&mut self, character: char) {
        if self.cell.is_none() && character.is_whitespace() {
            return;
        }
        let column = self.column;
        self.cell.get_or_insert_with(|| Cell { column, text: String::new() }).text.push(character);
    }

    fn step(&mut self, character: char) {
        if character == '\n' {
            self.line += 1;
            self.column = 1;
            if self.quote == Quote::None {
                self.first_line = self.line;
            }
        } else {
            self.column += 1;
        }
    }

    fn end_cell(&mut self) {
        let column = self.column;
        let cell = self.cell.take().unwrap_or(Cell { column, text: String::new() });
        self.cells.push(Cell { column: cell.column, text: cell.text.trim().to_owned() });
    }

    fn end_line(&mut self) {
        self.end_cell();
        self.lines.push(Line { number: self.first_line, cells: std::mem::take(&mut self.cells) });
    }

    fn end(&mut self) -> Option<(usize, usize)> {
        self.end_line();
        match self.quote {
            Quote::Open { line, column } => Some((line, column)),
            Quote::None | Quote::Closing { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<(usize, Vec<String>)> {
        let lines = read(text).lines;
        lines.into_iter().map(|line| (line.number, line.cells.into_iter().map(|cell| cell.text).collect())).collect()
    }

    fn cells(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn the_header_decides_what_separates() {
        assert_eq!(read("a;b,c;d\n1,5;2;3").separator, ';');
        assert_eq!(read("a\tb\n1,5\t2").separator, '\t');
        assert_eq!(texts("sep=;\na;b\n1;2")[1], (3, cells(&["1", "2"])));
    }

    #[test]
    fn quotes_hold_separators_quotes_and_line_breaks() {
        assert_eq!(
            texts("a,b\r\n\"1,234\",\"x\"\"y\"\n\n\"two\nlines\",z"),
            [(1, cells(&["a", "b"])), (2, cells(&["1,234", "x\"y"])), (4, cells(&["two\nlines", "z"]))]
        );
        assert_eq!(read("a,b\n1,\"open").open_quote, Some((2, 3)));
    }

    #[test]
    fn cells_know_their_columns() {
        let columns: Vec<usize> = read("ä, b ,,\"d\"").lines[0].cells.iter().map(|cell| cell.column).collect();
        assert_eq!(columns, [1, 4, 7, 8]);
    }
}
