//! `cargo xtask replay`: vector files and recorded payloads through the public API, each beside what its source says.

use anyhow::Result;

use crate::{arguments::Arguments, run, workspace};

/// Replays the directories that are named, or those of `../shared` when it is there.
pub fn command(mut arguments: Arguments) -> Result<()> {
    // The development profile: the tests have built most of it already, and the release's link takes longer than the replay.
    let mut replay = run::cargo(&["run", "--quiet", "--package", "margin-replay", "--bin", "margin-replay", "--"])?;
    for name in ["--vectors", "--data"] {
        if let Some(directory) = arguments.value(name)? {
            replay.arg(name).arg(workspace::from_caller(&directory)?);
        }
    }
    if arguments.flag("--json") {
        replay.arg("--json");
    }
    arguments.finish()?;
    run::run(&mut replay)
}
