//! `cargo xtask build`: the release app in `dist/`. Trunk compiles, binds, optimises and names the files by their hashes.

use std::{
    fs::{self, File},
    path::PathBuf,
    time::SystemTime,
};

use anyhow::{Context, Result};

use crate::{arguments::Arguments, run, tools, workspace};

/// What the app is built from.
const SOURCES: [&str; 7] =
    ["Cargo.toml", "Cargo.lock", "Trunk.toml", "index.html", "crates", "www", ".cargo/config.toml"];

/// Builds the app.
pub fn command(arguments: Arguments) -> Result<()> {
    arguments.finish()?;
    build()
}

/// Builds the app, and notes when.
pub fn build() -> Result<()> {
    tools::for_build()?;
    let start = SystemTime::now();
    let mut trunk = run::program("trunk")?;
    trunk.args(["build", "--release"]);
    // Trunk reads the first as a flag of its own and refuses the usual value of 1; a backtrace of Trunk's helps no one here.
    trunk.env_remove("NO_COLOR").env_remove("RUST_BACKTRACE");
    run::run_beside_results(&mut trunk)?;
    let stamp = stamp()?;
    let noted = File::create(&stamp).and_then(|file| file.set_modified(start));
    noted.with_context(|| format!("cannot write {}", stamp.display()))
}

/// Builds the app unless nothing has changed since it was last built; gives the directory it is in.
pub fn fresh() -> Result<PathBuf> {
    let root = workspace::root()?;
    let mut sources = SystemTime::UNIX_EPOCH;
    for source in SOURCES {
        sources = sources.max(tools::newest(&root.join(source), &[])?);
    }
    let dist = root.join("dist");
    let built = tools::modified(&stamp()?).filter(|_| dist.join("index.html").is_file());
    if built.is_none_or(|built| built < sources) {
        build()?;
    }
    Ok(dist)
}

/// An empty file as old as the start of the last build: what was edited while it ran is newer.
fn stamp() -> Result<PathBuf> {
    let target = workspace::root()?.join("target");
    fs::create_dir_all(&target).with_context(|| format!("cannot make {}", target.display()))?;
    Ok(target.join("app-built"))
}
