//! `cargo xtask bench`: how long the engine takes, measured in a release build.

use anyhow::Result;

use crate::{arguments::Arguments, run, workspace};

/// The programs that measure: a package and its binary. Each prints a table, or JSON when asked.
const BENCHES: [(&str, &str); 1] = [("margin-replay", "margin-bench")];

/// Runs every bench that is there.
pub fn command(mut arguments: Arguments) -> Result<()> {
    let json = arguments.flag("--json");
    arguments.finish()?;
    for (package, binary) in BENCHES {
        if !workspace::has_binary(binary)? {
            eprintln!("{binary}: there is no such bench yet");
            continue;
        }
        let mut bench = run::cargo(&["run", "--quiet", "--release", "--package", package, "--bin", binary, "--"])?;
        if json {
            bench.arg("--json");
        }
        run::run(&mut bench)?;
    }
    Ok(())
}
