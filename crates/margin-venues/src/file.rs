//! Reading one of the files that this crate carries.
//!
//! They are checked by tests, so a reader of the built crate meets none of these problems; they are values and not
//! panics because a page that cannot read a file must still say so.

use margin_core::problem::{Problem, Problems};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt;

/// One of the files that this crate carries, or a text of the same form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct File<'t> {
    /// Its path within the crate.
    pub(crate) path: &'static str,
    /// Its text.
    pub(crate) text: &'t str,
}

/// Something wrong in one of the files, and where.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FileProblem {
    /// The file's path within the crate.
    pub file: &'static str,
    /// What is wrong.
    pub kind: FileProblemKind,
}

/// What can be wrong in a file.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum FileProblemKind {
    /// It is not JSON of the expected form.
    Unreadable {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What the reader of JSON says.
        reason: String,
    },
    /// It can be read, and what it says is wrong.
    Wrong(Problem),
}

/// All that is wrong in the files: at least one problem.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct FileProblems(Vec<FileProblem>);

impl File<'_> {
    /// The value that the file's text stands for.
    pub(crate) fn read<T: DeserializeOwned>(self) -> Result<T, FileProblem> {
        serde_json::from_str(self.text).map_err(|error| {
            let (line, column, reason) = (error.line(), error.column(), error.to_string());
            FileProblem { file: self.path, kind: FileProblemKind::Unreadable { line, column, reason } }
        })
    }

    /// What is wrong with what the file says, as problems of the file.
    pub(crate) fn wrong(self, problems: Problems) -> impl Iterator<Item = FileProblem> {
        let file = self.path;
        problems.into_iter().map(move |problem| FileProblem { file, kind: FileProblemKind::Wrong(problem) })
    }
}

impl FileProblems {
    /// Succeeds with `value` when nothing is wrong, and otherwise fails with everything that is.
    pub(crate) fn none_or<T>(found: Vec<FileProblem>, value: T) -> Result<T, Self> {
        if found.is_empty() { Ok(value) } else { Err(Self(found)) }
    }

    /// The problems, in the order of the files.
    pub fn iter(&self) -> impl Iterator<Item = &FileProblem> {
        self.0.iter()
    }
}

impl From<Vec<FileProblem>> for FileProblems {
    fn from(problems: Vec<FileProblem>) -> Self {
        Self(problems)
    }
}

impl fmt::Display for FileProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            FileProblemKind::Unreadable { line, column, reason } => {
                write!(f, "{}:{line}:{column}: {reason}", self.file)
            }
            FileProblemKind::Wrong(problem) => write!(f, "{}: {problem}", self.file),
        }
    }
}

impl fmt::Display for FileProblems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.0.iter().enumerate() {
            if index > 0 {
                write!(f, "; ")?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for FileProblems {}

#[cfg(test)]
mod tests {
    use super::*;
    use margin_core::problem::{Place, ProblemKind};
    use margin_core::rules::VenueRules;

    #[test]
    fn what_cannot_be_read_is_named_by_file_line_and_column() {
        let file = File { path: "rules/nowhere.json", text: "{\n  \"schema\": one\n}" };
        let problem = file.read::<VenueRules>().unwrap_err();
        assert!(problem.to_string().starts_with("rules/nowhere.json:2:13: "), "{problem}");
    }

    #[test]
    fn what_is_wrong_is_named_by_file_and_path() {
        let file = File { path: "rules/nowhere.json", text: "" };
        let problems = Problems::one(Place::Rules("model.tables.56".into()), ProblemKind::UnorderedTiers);
        let problems = FileProblems::none_or(file.wrong(problems).collect(), ()).unwrap_err();
        assert_eq!(problems.to_string(), "rules/nowhere.json: Rules(\"model.tables.56\"): UnorderedTiers");
    }
}
