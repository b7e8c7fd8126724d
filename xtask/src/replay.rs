//! `cargo xtask replay`: vector files and recorded payloads through the public API, each beside what its source says.

use std::path::PathBuf;

use anyhow::Result;

use crate::{arguments::Arguments, run, workspace};

/// Replays the directories that are named, or those of `../shared` when it is there.
pub fn command(mut arguments: Arguments) -> Result<()> {
    let vectors = arguments.value("--vectors")?;
    let data = arguments.value("--data")?;
    let json = arguments.flag("--json");
    arguments.finish()?;
    let named = vectors.is_some() || data.is_some();
    let vectors = if named { from_caller(vectors)? } else { shared("vectors")? };
    let data = if named { from_caller(data)? } else { shared("data")? };
    if vectors.is_none() && data.is_none() {
        eprintln!("skipped: ../shared is not here (name directories by --vectors and --data)");
        return Ok(());
    }
    // The development profile: the tests have built most of it already, and the release's link takes longer than the replay.
    let mut replay = run::cargo(&["run", "--quiet", "--package", "margin-replay", "--bin", "margin-replay", "--"])?;
    for (name, directory) in [("--vectors", vectors), ("--data", data)] {
        if let Some(directory) = directory {
            replay.arg(name).arg(directory);
        }
    }
    if json {
        replay.arg("--json");
    }
    run::run(&mut replay)
}

fn from_caller(directory: Option<String>) -> Result<Option<PathBuf>> {
    directory.map(|directory| workspace::from_caller(&directory)).transpose()
}

fn shared(name: &str) -> Result<Option<PathBuf>> {
    let directory = workspace::root()?.join("../shared").join(name);
    Ok(Some(directory).filter(|directory| directory.is_dir()))
}
