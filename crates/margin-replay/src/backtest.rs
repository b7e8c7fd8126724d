//! The back-test of the margin for price risk whose shocks follow volatility: every stored day's range against what prices
//! did afterwards.
//!
//! Nothing that a day's range is made of was known only later: the volatility, the floor and the stressed volatility are
//! those of the days before. What the tests and the tools against procyclicality are stands in `margin-statistics`.

mod calibration;
mod engine;
mod history;
mod page;
mod parameters;
mod ranges;
mod score;

pub use history::{Day, History, read, read_pieces};
pub use parameters::{Parameters, Test, parameters};

use std::io;
use std::path::Path;

/// The page of results, in Markdown.
///
/// # Errors
/// A price history that cannot be read, or that is too short for its tests.
pub fn page(directory: &Path) -> io::Result<String> {
    let parameters = parameters()?;
    page::page(&read(directory)?, &read_pieces(directory)?, &parameters)
}

fn too_short() -> io::Error {
    io::Error::other("the histories are too short")
}
