//! Tables in Markdown, and numbers in them.

use std::fmt;

/// Characters in a line of text.
const WIDTH: usize = 120;

/// A table, its columns as wide as their widest entry.
pub(super) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(super) fn new(heads: &[&str]) -> Self {
        Self { rows: vec![heads.iter().map(|head| (*head).to_owned()).collect()] }
    }

    pub(super) fn row<const COLUMNS: usize>(&mut self, entries: [String; COLUMNS]) {
        self.rows.push(entries.into());
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, row) in self.rows.iter().enumerate() {
            writeln!(f, "| {} |", row.join(" | "))?;
            if place == 0 {
                writeln!(f, "|{}", " --- |".repeat(row.len()))?;
            }
        }
        Ok(())
    }
}

/// So many decimals, and no minus before a zero.
pub(super) fn number(number: f64, decimals: usize) -> String {
    let text = format!("{number:.decimals$}");
    match text.strip_prefix('-') {
        Some(rest) if rest.chars().all(|digit| "0.".contains(digit)) => rest.to_owned(),
        _ => text,
    }
}

/// As a percentage.
pub(super) fn share(share: f64, decimals: usize) -> String {
    format!("{} %", number(100.0 * share, decimals))
}

/// As a multiple.
pub(super) fn times(multiple: f64) -> String {
    format!("{} ×", number(multiple, 2))
}

/// A probability.
pub(super) fn chance(chance: f64) -> String {
    if chance < 0.0001 { "< 0.0001".to_owned() } else { number(chance, 4) }
}

/// The text with its paragraphs and points broken into lines; headings and tables stay as they are.
pub(super) fn wrapped(text: &str) -> String {
    text.lines().map(|line| if line.starts_with(['|', '#']) { format!("{line}\n") } else { broken(line) }).collect()
}

fn broken(paragraph: &str) -> String {
    let indent = if paragraph.starts_with("- ") { "\n  " } else { "\n" };
    let (mut text, mut length) = (String::new(), 0);
    for word in paragraph.split(' ') {
        let more = word.chars().count() + 1;
        if length > 0 && length + more > WIDTH {
            text.push_str(indent);
            length = indent.len() - 1;
        } else if length > 0 {
            text.push(' ');
        }
        text.push_str(word);
        length += more;
    }
    text + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_rounded_and_zero_has_no_sign() {
        assert_eq!(number(-0.001, 2), "0.00");
        assert_eq!(number(-0.016, 2), "-0.02");
        assert_eq!(share(0.1234, 1), "12.3 %");
        assert_eq!(chance(0.00001), "< 0.0001");
    }

    #[test]
    fn long_lines_are_broken_and_tables_are_not() {
        let words = format!("- {}", vec!["word"; 40].join(" "));
        let text = wrapped(&format!("{words}\n| {words} |\n\nshort"));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 5);
        assert!(lines[0].len() <= 120 && lines[1].starts_with("  word"));
        assert_eq!(lines[2..], [format!("| {words} |").as_str(), "", "short"]);
    }

    #[test]
    fn a_table_has_a_rule_under_its_heads() {
        let mut table = Table::new(&["a", "b"]);
        table.row(["1".to_owned(), "2".to_owned()]);
        assert_eq!(table.to_string(), "| a | b |\n| --- | --- |\n| 1 | 2 |\n");
    }
}
