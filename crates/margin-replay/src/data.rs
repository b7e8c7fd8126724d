//! Recorded payloads: what venues answered for real accounts, with the figures that they stated themselves.
//!
//! A capture is a folder that holds a `clearinghouseState.json`; further captures are found without a change here.

use crate::outcome::{Outcome, Replayed};
use std::io;
use std::path::{Path, PathBuf};

const STATE: &str = "clearinghouseState.json";

/// Replays every capture under a directory.
///
/// # Errors
/// A directory that cannot be read.
pub fn replay(directory: &Path) -> io::Result<Vec<Replayed>> {
    Ok(captures(directory)?.iter().map(|capture| listed(capture)).collect())
}

/// The folders under a directory that hold a capture, in the order of their names.
fn captures(directory: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if directory.join(STATE).is_file() {
        found.push(directory.to_owned());
    }
    let entries: io::Result<Vec<PathBuf>> = directory.read_dir()?.map(|entry| Ok(entry?.path())).collect();
    let mut folders = entries?;
    folders.retain(|path| path.is_dir());
    folders.sort();
    for folder in folders {
        found.extend(captures(&folder)?);
    }
    Ok(found)
}

fn listed(capture: &Path) -> Replayed {
    let id = capture.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let reason = "reading payloads is not built yet".to_owned();
    Replayed { family: "data: hyperliquid".to_owned(), id, outcome: Outcome::Listed(reason) }
}
