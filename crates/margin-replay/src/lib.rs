//! Replays what others have published or recorded through the engine's public API, each figure beside its source's.
//!
//! A vector is one case with inputs, expected figures and a tolerance. It is replayed by the adapter of its family,
//! which looks only at which inputs there are, never at a vector's id. What the engine cannot yet answer is listed
//! with its reason, so that nothing is passed over in silence.

pub mod backtest;
pub mod bench;
pub mod data;
pub mod families;
pub mod outcome;
pub mod tolerance;
pub mod vector;

pub use outcome::{Outcome, Replayed};

use std::io;
use std::path::Path;

/// Replays every vector file of a directory.
///
/// # Errors
/// A directory or a file that cannot be read, or a file that is not JSON.
pub fn vectors(directory: &Path) -> io::Result<Vec<Replayed>> {
    Ok(vector::read(directory)?.iter().map(families::replay).collect())
}
