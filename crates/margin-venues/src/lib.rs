//! Venues' rules as dated, sourced data, and demos to begin with.
//!
//! The files stand in `rules/<venue>/<product>.json`, `markets` and `portfolios`, in the written forms of
//! `margin-core`; `docs/venues` says in words where each figure is from. Files hold no formulas and this code holds no
//! parameters: a venue's upgrade is a new file with a new effective date.

mod catalogue;
mod demo;
mod file;

pub use catalogue::{Catalogue, Entry, catalogue, read};
pub use demo::{Demo, demo, demos};
pub use file::{FileProblem, FileProblemKind, FileProblems};
