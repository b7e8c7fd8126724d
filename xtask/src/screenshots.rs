//! `cargo xtask screenshots`: pictures of the app at the widths and in the colours that people have.

use anyhow::Result;

use crate::{arguments::Arguments, run, serve::Served, tools, workspace};

/// Writes them into `target/screenshots/`.
pub fn command(arguments: Arguments) -> Result<()> {
    arguments.finish()?;
    let chromium = tools::for_browser()?;
    let served = Served::start()?;
    let pictures = workspace::root()?.join("target/screenshots");
    run::run(
        run::program("node")?
            .arg("e2e/screenshots.mjs")
            .arg(pictures)
            .env("PLIMSOLL_URL", &served.address)
            .env("CHROMIUM", chromium),
    )
}
