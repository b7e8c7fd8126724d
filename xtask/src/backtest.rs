//! `cargo xtask backtest`: writes the back-test's page from stored prices, where they are.

use std::{fs, process::Stdio};

use anyhow::{Context, Result, bail};

use crate::{arguments::Arguments, run, workspace};

const PRICES: &str = "../shared/data/prices";
const PAGE: &str = "docs/models/backtest.md";

/// Writes the page; without the prices it stays as it is.
pub fn command(arguments: Arguments) -> Result<()> {
    arguments.finish()?;
    let root = workspace::root()?;
    if !root.join(PRICES).is_dir() {
        eprintln!("skipped: {PRICES} is not here");
        return Ok(());
    }
    let program =
        ["run", "--quiet", "--package", "margin-replay", "--bin", "margin-backtest", "--", "--prices", PRICES];
    let mut backtest = run::cargo(&program)?;
    let output = backtest.stderr(Stdio::inherit()).output().context("cannot start the back-test")?;
    if !output.status.success() {
        bail!("the back-test failed: {}", output.status);
    }
    fs::write(root.join(PAGE), output.stdout).with_context(|| format!("cannot write {PAGE}"))?;
    eprintln!("written: {PAGE}");
    Ok(())
}
