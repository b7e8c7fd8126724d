//! Numbers as people and spreadsheets write them.
//!
//! Which mark is the decimal one is decided once for a whole table, by the numbers that can be read in one way only:
//! `1.5`, `0,125`, `1,234.5`. Where there is none, a comma is decimal if cells are not separated by commas.

/// The decimal mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decimal {
    Point,
    Comma,
}

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Written {
    /// This number.
    Number(f64),
    /// Nothing.
    Nothing,
    /// NaN, an infinity, or beyond what can be calculated with.
    NotFinite,
    /// No number.
    Other,
    /// Either of two numbers.
    Ambiguous,
}

/// Which decimal mark a table has, as far as its numbers say; nothing where they say both or neither.
pub(super) fn decimal<'c>(cells: impl Iterator<Item = &'c str>) -> Option<Decimal> {
    let mut said = [false; 2];
    for cell in cells {
        match plain(cell).as_deref().and_then(evidence) {
            Some(Decimal::Point) => said[0] = true,
            Some(Decimal::Comma) => said[1] = true,
            None => {}
        }
    }
    match said {
        [true, false] => Some(Decimal::Point),
        [false, true] => Some(Decimal::Comma),
        _ => None,
    }
}

/// Reads a cell; `decimal` is what the table says, and `usual` what is meant where it says nothing.
pub(super) fn read(cell: &str, decimal: Option<Decimal>, usual: Decimal) -> Written {
    let lower = cell.trim().to_lowercase();
    match lower.as_str() {
        "" | "-" | "–" | "—" | "n/a" | "none" | "null" => return Written::Nothing,
        "nan" | "inf" | "-inf" | "+inf" | "infinity" | "-infinity" | "∞" => return Written::NotFinite,
        _ => {}
    }
    let Some(text) = plain(cell) else {
        return Written::Other;
    };
    let decimal = match (evidence(&text), decimal) {
        (Some(own), _) => own,
        (None, Some(table)) => table,
        // Without any sign of what is meant, 1.234 beside decimal commas may be either.
        (None, None) if usual == Decimal::Comma && text.contains('.') => return Written::Ambiguous,
        (None, None) => usual,
    };
    let (mark, thousands) = match decimal {
        Decimal::Point => ('.', ','),
        Decimal::Comma => (',', '.'),
    };
    if !grouped(&text, mark, thousands) {
        return Written::Other;
    }
    let digits: String = text.chars().filter(|character| *character != thousands).collect();
    match digits.replace(mark, ".").parse::<f64>() {
        Ok(number) if number.is_finite() => Written::Number(number),
        Ok(_) => Written::NotFinite,
        Err(_) => Written::Other,
    }
}

/// A number without spaces, currency signs and the like; nothing where it cannot be one.
fn plain(cell: &str) -> Option<String> {
    let cell = cell.trim();
    let (cell, sign) = match cell.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        Some(inner) => (inner, "-"),
        None => (cell, ""),
    };
    let cell = cell.trim_end_matches(['x', 'X', '×']);
    let mut text = String::from(sign);
    for character in cell.chars() {
        match character {
            '−' => text.push('-'),
            '\'' | '’' | '_' | '$' | '€' | '£' => {}
            space if space.is_whitespace() => {}
            '0'..='9' | '.' | ',' | '-' | '+' | 'e' | 'E' => text.push(character),
            _ => return None,
        }
    }
    text.chars().any(|character| character.is_ascii_digit()).then_some(text)
}

/// The decimal mark of a number that can be read in one way only.
fn evidence(text: &str) -> Option<Decimal> {
    let of = |mark: char| if mark == '.' { Decimal::Point } else { Decimal::Comma };
    let mantissa = text.split(['e', 'E']).next().unwrap_or(text);
    let marks: Vec<char> = mantissa.chars().filter(|character| matches!(character, '.' | ',')).collect();
    let last = *marks.last()?;
    if marks.iter().any(|mark| *mark != last) {
        return Some(of(last));
    }
    let (before, after) = mantissa.rsplit_once(last)?;
    if marks.len() > 1 {
        // One mark several times is of thousands.
        return Some(if last == '.' { Decimal::Comma } else { Decimal::Point });
    }
    let before = before.trim_start_matches(['+', '-']);
    let thousands = after.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0');
    (!thousands).then(|| of(last))
}

/// Whether thousands marks stand where they may: between groups of three, before the decimal mark.
fn grouped(text: &str, mark: char, thousands: char) -> bool {
    let mantissa = text.split(['e', 'E']).next().unwrap_or(text);
    let (whole, fraction) = mantissa.split_once(mark).unwrap_or((mantissa, ""));
    if fraction.contains(thousands) || fraction.contains(mark) {
        return false;
    }
    let mut groups = whole.trim_start_matches(['+', '-']).split(thousands);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    rest.is_empty() || !first.is_empty() && first.len() <= 3 && rest.iter().all(|group| group.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str, decimal: Option<Decimal>, usual: Decimal) -> Written {
        read(text, decimal, usual)
    }

    #[test]
    fn thousands_marks_of_every_kind_are_read() {
        let texts =
            ["1234567.5", "1,234,567.5", "1 234 567.5", "1'234'567.5", "1_234_567.5", "$1,234,567.50", "1.234.567,5"];
        for text in texts {
            assert_eq!(number(text, None, Decimal::Point), Written::Number(1_234_567.5), "{text}");
        }
        assert_eq!(number("(1,250.5)", None, Decimal::Point), Written::Number(-1_250.5));
        assert_eq!(number("−0,5", None, Decimal::Comma), Written::Number(-0.5));
        assert_eq!(number("20x", None, Decimal::Point), Written::Number(20.0));
        assert_eq!(number("1.5e-3", None, Decimal::Point), Written::Number(0.0015));
    }

    #[test]
    fn what_can_be_read_in_two_ways_follows_the_table() {
        assert_eq!(number("1,234", Some(Decimal::Point), Decimal::Comma), Written::Number(1_234.0));
        assert_eq!(number("1,234", Some(Decimal::Comma), Decimal::Point), Written::Number(1.234));
        assert_eq!(number("1.234", Some(Decimal::Comma), Decimal::Comma), Written::Number(1_234.0));
        assert_eq!(number("1.234", None, Decimal::Comma), Written::Ambiguous);
        assert_eq!(number("0.125", None, Decimal::Comma), Written::Number(0.125));
    }

    #[test]
    fn a_table_says_its_decimal_mark_once() {
        assert_eq!(decimal(["1.234", "0,5", "7"].into_iter()), Some(Decimal::Comma));
        assert_eq!(decimal(["1,234", "0.5"].into_iter()), Some(Decimal::Point));
        assert_eq!(decimal(["1,234", "12"].into_iter()), None);
        assert_eq!(decimal(["0,5", "0.5"].into_iter()), None);
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in ["twelve", "1,23,4.5", "1..5", "--1", "1.2.3", "12,34.5", "BTC"] {
            assert_eq!(number(text, None, Decimal::Point), Written::Other, "{text}");
        }
        for text in ["NaN", "inf", "1e400"] {
            assert_eq!(number(text, None, Decimal::Point), Written::NotFinite, "{text}");
        }
        assert_eq!(number(" - ", None, Decimal::Point), Written::Nothing);
    }
}
