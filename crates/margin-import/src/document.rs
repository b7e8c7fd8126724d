//! Documents as they were handed in, and the JSON values in them; a table is one text.
//!
//! Sizes are in bytes and are checked before anything is read, so that a paste of many megabytes answers at once.

use crate::csv;
use crate::deribit;
use crate::node::Place;
use crate::problem::{ImportProblemKind, Problems, SyntaxFault};
use serde::{Deserialize, Serialize};
use serde_json::error::Category;
use serde_json::{Deserializer, Error, Value};

/// The most text that is read, in bytes, in one document and in all together.
pub const MOST_BYTES: usize = 8 * 1024 * 1024;

/// One document: a file, a paste or an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Document {
    /// What it is called, for whoever handed it in.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// The values in all documents, each with its place.
pub(crate) fn read(documents: &[Document], problems: &mut Problems) -> Vec<(Place, Value)> {
    if documents.is_empty() {
        problems.add(&Place::start(0), ImportProblemKind::Nothing);
    }
    if too_large(documents, problems) {
        return Vec::new();
    }
    let mut values = Vec::new();
    for (index, document) in documents.iter().enumerate() {
        read_one(index, document, &mut values, problems);
    }
    values
}

fn too_large(documents: &[Document], problems: &mut Problems) -> bool {
    let most = MOST_BYTES;
    let mut total: usize = 0;
    let mut any = false;
    for (index, document) in documents.iter().enumerate() {
        let bytes = document.text.len();
        let before = total;
        total = total.saturating_add(bytes);
        let passes = before <= most && total > most;
        if bytes > most || passes {
            any = true;
            let bytes = if bytes > most { bytes } else { total };
            problems.add(&Place::start(index), ImportProblemKind::TooLarge { bytes, most });
        }
    }
    any
}

fn read_one(document: usize, handed_in: &Document, values: &mut Vec<(Place, Value)>, problems: &mut Problems) {
    // Some editors begin a file with a byte order mark.
    let text = handed_in.text.strip_prefix('\u{feff}').unwrap_or(&handed_in.text);
    // A list or an object may have the words of columns, too.
    let json = text.trim_start().starts_with(['{', '[']);
    let table = || csv::is_table(&handed_in.name, text) || deribit::is_chain(text);
    if !json && table() && !text.trim().is_empty() {
        values.push((Place::start(document), Value::String(text.to_owned())));
        return;
    }
    let mut count = 0;
    for value in Deserializer::from_str(text).into_iter::<Value>() {
        match value {
            Ok(value) => values.push((Place::value(document, count), value)),
            Err(error) => syntax(document, &error, problems),
        }
        count += 1;
    }
    if count == 0 {
        problems.add(&Place::start(document), ImportProblemKind::Nothing);
    }
}

fn syntax(document: usize, error: &Error, problems: &mut Problems) {
    let (line, column, says) = (error.line(), error.column(), error.to_string());
    let place = Place { document, path: format!("{line}:{column}") };
    let fault = match error.classify() {
        Category::Eof => SyntaxFault::EndsTooEarly,
        _ if says.starts_with("recursion limit") => SyntaxFault::TooDeep,
        _ => SyntaxFault::Unexpected,
    };
    let kind = if says.starts_with("number out of range") {
        ImportProblemKind::NotFinite
    } else {
        ImportProblemKind::Syntax { line, column, fault }
    };
    problems.add(&place, kind);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first_problem(text: &str) -> ImportProblemKind {
        let mut problems = Problems::default();
        let documents = [Document { name: String::new(), text: text.into() }];
        read(&documents, &mut problems);
        problems.none_or(None::<()>).unwrap_err().remove(0).kind
    }

    #[test]
    fn a_fault_in_the_text_has_its_line_and_column_and_its_kind() {
        let syntax = |line, column, fault| ImportProblemKind::Syntax { line, column, fault };
        assert_eq!(first_problem("{\n  \"time\": 17"), syntax(2, 12, SyntaxFault::EndsTooEarly));
        assert_eq!(first_problem("[1, NaN]"), syntax(1, 5, SyntaxFault::Unexpected));
        assert_eq!(first_problem(&"[".repeat(1_000)), syntax(1, 128, SyntaxFault::TooDeep));
        assert_eq!(first_problem("[1e400]"), ImportProblemKind::NotFinite);
        assert_eq!(first_problem(" \n\t"), ImportProblemKind::Nothing);
    }

    #[test]
    fn values_one_after_another_are_told_apart() {
        let mut problems = Problems::default();
        let text = "\u{feff}{} [1]\n\"text\"".into();
        let values = read(&[Document { name: String::new(), text }], &mut problems);
        let paths: Vec<_> = values.iter().map(|(place, _)| place.path.as_str()).collect();
        assert_eq!(paths, ["", "#2", "#3"]);
        assert!(problems.is_empty());
    }

    #[test]
    fn several_documents_may_be_too_large_together() {
        let half = Document { name: String::new(), text: " ".repeat(MOST_BYTES / 2 + 1) };
        let mut problems = Problems::default();
        read(&[half.clone(), half], &mut problems);
        let problems = problems.none_or(None::<()>).unwrap_err();
        let kind = ImportProblemKind::TooLarge { bytes: MOST_BYTES + 2, most: MOST_BYTES };
        assert_eq!((problems.len(), problems[0].document, &problems[0].kind), (1, 1, &kind));
    }
}
