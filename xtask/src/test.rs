//! `cargo xtask test`: every check that a change must pass, in order, each with the time it took.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::{arguments::Arguments, build, replay, run, serve::Served, size, tidy, tools, workspace};

/// The crates that must give the same answers in WebAssembly. A file of theirs that names `wasm_bindgen_test` is run there.
const WASM_TESTED: [&str; 5] = ["margin-sdk", "margin-pricing", "margin-statistics", "margin-core", "margin-replay"];

struct Step {
    name: &'static str,
    what: &'static str,
    /// The step without which this one tells nothing.
    needs: Option<&'static str>,
    run: fn() -> Result<()>,
}

const STEPS: [Step; 11] = [
    Step { name: "format", what: "rustfmt", needs: None, run: format },
    Step { name: "lint", what: "clippy, natively", needs: None, run: lint },
    Step { name: "lint-wasm", what: "clippy of what runs in a browser", needs: None, run: lint_wasm },
    Step { name: "unit", what: "unit, integration and documentation tests", needs: None, run: unit },
    Step { name: "tools", what: "tests of the build's own tools", needs: None, run: own_tools },
    Step { name: "wasm", what: "tests in WebAssembly", needs: None, run: wasm },
    Step { name: "replay", what: "vectors and recorded payloads", needs: None, run: replayed },
    Step { name: "build", what: "the release app", needs: None, run: build::build },
    Step { name: "e2e", what: "the app in a browser", needs: Some("build"), run: end_to_end },
    Step { name: "tidy", what: "the house's rules", needs: None, run: tidied },
    Step { name: "size", what: "the bytes of the app", needs: Some("build"), run: sized },
];

enum Outcome {
    Passed(Duration),
    Failed(Duration),
    /// The step that it needed had failed.
    NotRun(&'static str),
}

impl Outcome {
    fn passed(&self) -> bool {
        matches!(self, Self::Passed(_))
    }
}

/// Runs every step, or the one that is named.
pub fn command(mut arguments: Arguments) -> Result<()> {
    let only = arguments.value("--only")?;
    arguments.finish()?;
    let chosen: Vec<&Step> = STEPS.iter().filter(|step| only.as_deref().is_none_or(|only| only == step.name)).collect();
    if chosen.is_empty() {
        bail!("there is no step `{}`: the steps are {}", only.unwrap_or_default(), step_names());
    }
    let start = Instant::now();
    let mut outcomes: Vec<(&Step, Outcome)> = Vec::new();
    for step in chosen {
        let outcome = outcome_of(step, &outcomes);
        outcomes.push((step, outcome));
    }
    print_summary(&outcomes, start.elapsed());
    let failed: Vec<&str> =
        outcomes.iter().filter(|(_, outcome)| !outcome.passed()).map(|(step, _)| step.name).collect();
    if failed.is_empty() { Ok(()) } else { bail!("failed: {}", failed.join(", ")) }
}

/// The names that `--only` takes.
pub fn step_names() -> String {
    STEPS.map(|step| step.name).join(", ")
}

/// A later step still tells something when an earlier one has failed, unless it needs what that one makes.
fn outcome_of(step: &Step, before: &[(&Step, Outcome)]) -> Outcome {
    let failed = |name| before.iter().any(|(step, outcome)| step.name == name && !outcome.passed());
    if let Some(needed) = step.needs.filter(|needed| failed(*needed)) {
        return Outcome::NotRun(needed);
    }
    eprintln!("\n== {}: {}", step.name, step.what);
    let start = Instant::now();
    match (step.run)() {
        Ok(()) => Outcome::Passed(start.elapsed()),
        Err(error) => {
            eprintln!("error: {}: {error:#}", step.name);
            Outcome::Failed(start.elapsed())
        }
    }
}

fn print_summary(outcomes: &[(&Step, Outcome)], elapsed: Duration) {
    eprintln!();
    for (step, outcome) in outcomes {
        let (verdict, time) = match outcome {
            Outcome::Passed(time) => ("passed".to_owned(), run::seconds(*time)),
            Outcome::Failed(time) => ("FAILED".to_owned(), run::seconds(*time)),
            Outcome::NotRun(needed) => (format!("not run: {needed} failed"), String::new()),
        };
        eprintln!("{:10} {time:>9}  {verdict}", step.name);
    }
    eprintln!("{:10} {:>9}", "all", run::seconds(elapsed));
}

fn format() -> Result<()> {
    let ours = run::run(&mut run::cargo(&["fmt", "--all", "--check"])?);
    let tools = run::run(&mut run::cargo(&["fmt", "--manifest-path", "tools/Cargo.toml", "--check"])?);
    ours.and(tools)
}

fn lint() -> Result<()> {
    run::run(&mut run::cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])?)
}

fn lint_wasm() -> Result<()> {
    tools::wasm_target()?;
    let packages = ["--package", "margin-app", "--package", "margin-sdk"];
    let mut clippy = run::cargo(&["clippy", "--target", tools::WASM])?;
    run::run(clippy.args(packages).args(["--", "-D", "warnings"]))
}

fn unit() -> Result<()> {
    run::run(&mut run::cargo(&["test", "--workspace"])?)
}

fn own_tools() -> Result<()> {
    let manifest = ["--manifest-path", "tools/Cargo.toml", "--target-dir", "tools/target"];
    run::run(run::cargo(&["test", "--locked", "--release", "--lib"])?.args(manifest))
}

fn wasm() -> Result<()> {
    let crates = workspace::root()?.join("crates");
    for package in WASM_TESTED {
        let targets = wasm_targets(&crates.join(package))?;
        if targets.is_empty() {
            eprintln!("{package}: there are no tests for WebAssembly yet");
            continue;
        }
        tools::for_wasm_tests()?;
        run::run(run::cargo(&["test", "--target", tools::WASM, "--package", package])?.args(targets))?;
    }
    Ok(())
}

/// The cargo targets of a crate that have tests for WebAssembly, as cargo's own arguments.
fn wasm_targets(package: &Path) -> Result<Vec<String>> {
    let mut targets = Vec::new();
    if mentions_wasm_tests(&package.join("src"))? {
        targets.push("--lib".to_owned());
    }
    let tests = package.join("tests");
    for entry in fs::read_dir(&tests).into_iter().flatten() {
        let path = entry.with_context(|| format!("cannot read {}", tests.display()))?.path();
        if path.is_file() && mentions_wasm_tests(&path)? {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            targets.extend(["--test".to_owned(), name]);
        }
    }
    Ok(targets)
}

fn mentions_wasm_tests(path: &Path) -> Result<bool> {
    if path.is_dir() {
        for entry in fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))? {
            if mentions_wasm_tests(&entry?.path())? {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    let text = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(String::from_utf8_lossy(&text).contains("wasm_bindgen_test"))
}

fn replayed() -> Result<()> {
    replay::command(Arguments::none())
}

fn end_to_end() -> Result<()> {
    let chromium = tools::for_browser()?;
    let served = Served::start()?;
    let mut playwright = run::program("playwright")?;
    playwright.args(["test", "--config", "e2e/playwright.config.mjs"]);
    run::run(playwright.env("PLIMSOLL_URL", &served.address).env("CHROMIUM", chromium))
}

fn tidied() -> Result<()> {
    tidy::command(Arguments::none())
}

fn sized() -> Result<()> {
    size::command(Arguments::none())
}
