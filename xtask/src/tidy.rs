//! `cargo xtask tidy`: the arrows between the parts, and the house's other rules, held by reading the tracked files.
//!
//! Each check takes the files and gives the problems it found. It needs nothing but git and cargo.

mod crates;
mod files;
mod modules;
mod rust;
mod words;

use std::{fmt, fs};

use anyhow::{Result, bail};

use crate::{arguments::Arguments, run, workspace};

type Check = fn(&[File]) -> Vec<Problem>;

const CHECKS: [Check; 10] = [
    modules::arrows_in_the_core,
    modules::arrows_in_the_app,
    modules::state_knows_no_page,
    words::no_venue_in_the_core,
    words::no_margin_in_the_parts,
    words::nothing_unfinished,
    words::nothing_private,
    files::short_enough,
    files::styles_mirror_the_app,
    files::rules_say_their_source,
];

/// Prints every problem, with how to mend it.
pub fn command(arguments: Arguments) -> Result<()> {
    arguments.finish()?;
    let files = tracked()?;
    let mut problems: Vec<Problem> = CHECKS.iter().flat_map(|check| check(&files)).collect();
    problems.extend(crates::arrows_between_crates(&workspace::packages()?));
    for problem in &problems {
        println!("{problem}");
    }
    match problems.len() {
        0 => eprintln!("tidy: {} files, nothing to mend", files.len()),
        1 => bail!("1 problem"),
        many => bail!("{many} problems"),
    }
    Ok(())
}

/// A tracked text file.
struct File {
    path: String,
    text: String,
}

/// What is not as the house has it, and where.
#[derive(Debug, PartialEq)]
struct Problem {
    path: String,
    /// Counted from 1; the whole file if there is none.
    line: Option<usize>,
    what: String,
    mend: &'static str,
}

impl Problem {
    /// At a place in a file's text, counted in bytes.
    fn at(file: &File, place: usize, what: String, mend: &'static str) -> Self {
        let line = file.text[..place].matches('\n').count() + 1;
        Self { path: file.path.clone(), line: Some(line), what, mend }
    }

    fn in_file(path: &str, what: String, mend: &'static str) -> Self {
        Self { path: path.to_owned(), line: None, what, mend }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let Self { path, line, what, mend } = self;
        match line {
            Some(line) => write!(formatter, "{path}:{line}: {what}: {mend}"),
            None => write!(formatter, "{path}: {what}: {mend}"),
        }
    }
}

/// The tracked files that are text; one that is deleted and not yet committed is passed over.
fn tracked() -> Result<Vec<File>> {
    let root = workspace::root()?;
    let list = run::text(run::program("git")?.args(["ls-files", "-z"]))?;
    let paths = list.split('\0').filter(|path| !path.is_empty());
    let read = |path: &str| Some(File { path: path.to_owned(), text: fs::read_to_string(root.join(path)).ok()? });
    Ok(paths.filter_map(read).collect())
}

#[cfg(test)]
fn file(path: &str, text: &str) -> File {
    File { path: path.to_owned(), text: text.to_owned() }
}
