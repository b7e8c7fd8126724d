//! Where the project is, and what cargo knows of it.

use std::{env, path::PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::run;

/// The project's root: the directory above this crate.
pub fn root() -> Result<PathBuf> {
    let here = env::var_os("CARGO_MANIFEST_DIR")
        .context("run it as `cargo xtask COMMAND`: cargo tells where the project is")?;
    let root = PathBuf::from(here).parent().map(PathBuf::from);
    root.context("the crate xtask must stand in a directory of the project")
}

/// A path as the caller wrote it, made absolute.
pub fn from_caller(path: &str) -> Result<PathBuf> {
    Ok(env::current_dir().context("the directory that this was called from is gone")?.join(path))
}

/// What `cargo metadata` says of the project's own crates.
pub fn packages() -> Result<Vec<Value>> {
    let text = run::text(&mut run::cargo(&["metadata", "--no-deps", "--offline", "--format-version", "1"])?)?;
    let metadata: Value = serde_json::from_str(&text).context("cargo metadata printed something that is not JSON")?;
    Ok(metadata["packages"].as_array().cloned().unwrap_or_default())
}

/// Whether a crate of the project has a binary of that name.
pub fn has_binary(name: &str) -> Result<bool> {
    let is_it = |target: &Value| target["name"] == name && target["kind"][0] == "bin";
    Ok(packages()?.iter().filter_map(|package| package["targets"].as_array()).flatten().any(is_it))
}
