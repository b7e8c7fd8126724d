//! Finds the tools that a command needs, and installs those that are missing.
//!
//! What can live in the project does (`.tools/`, `tools/target/`, `node_modules/`); only the Rust target and Chromium are the
//! machine's. Every step does nothing when there is nothing to do.

use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::SystemTime,
};

use anyhow::{Context, Result, bail, ensure};

use crate::{run, workspace};

/// The target that the app is compiled for.
pub const WASM: &str = "wasm32-unknown-unknown";
const TRUNK: &str = "0.21.14";
const OLDEST_NODE: u32 = 20;
const USUAL_CHROMIUM: &str = "/usr/bin/chromium";

/// What building the app takes.
pub fn for_build() -> Result<()> {
    for_wasm_tests()?;
    npm_packages()?;
    trunk()?;
    crates()
}

/// What testing in WebAssembly takes.
pub fn for_wasm_tests() -> Result<()> {
    wasm_target()?;
    node()?;
    own_tools()
}

/// What driving the app in a browser takes: gives the browser's path.
pub fn for_browser() -> Result<PathBuf> {
    node()?;
    npm_packages()?;
    own_tools()?;
    chromium()
}

/// Rust's library for that target.
pub fn wasm_target() -> Result<()> {
    let sysroot = run::text(run::program("rustc")?.args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(WASM).is_dir() {
        return Ok(());
    }
    run::install(
        "Rust's target wasm32-unknown-unknown: the app is compiled for it",
        run::program("rustup")?.args(["target", "add", WASM]),
    )
    .context("without rustup, install the target wasm32-unknown-unknown of your Rust by its own means")
}

/// The server of `tools/`, once it is built.
pub fn server() -> Result<PathBuf> {
    Ok(own_tools_directory()?.join("serve"))
}

/// The path that programs are looked for on: the project's own tools come first.
pub fn path() -> Result<OsString> {
    let root = workspace::root()?;
    let own = [root.join(".tools/bin"), own_tools_directory()?, root.join("node_modules/.bin")];
    let inherited = env::var_os("PATH").unwrap_or_default();
    env::join_paths(own.into_iter().chain(env::split_paths(&inherited))).context("the project's path has a `:` in it")
}

/// Trunk makes cargo work offline, so everything is fetched first.
fn crates() -> Result<()> {
    let fetch = ["fetch", "--locked", "--quiet"];
    if run::text(run::cargo(&fetch)?.arg("--offline")).is_ok() {
        return Ok(());
    }
    run::install("the crates that Cargo.lock names", &mut run::cargo(&fetch)?)
}

fn trunk() -> Result<()> {
    let found = run::text(run::program("trunk")?.arg("--version"));
    if found.is_ok_and(|version| version.trim() == format!("trunk {TRUNK}")) {
        return Ok(());
    }
    // Trunk's own profile optimises for a quarter of an hour; without, it is built in three minutes and waits for others anyway.
    let mut install = run::cargo(&["install", "--locked", "trunk", "--no-default-features", "--version", TRUNK])?;
    install
        .arg("--root")
        .arg(workspace::root()?.join(".tools"))
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0");
    run::install(&format!("Trunk {TRUNK} into .tools/: it builds the app (about 3 minutes)"), &mut install)
}

/// wasm-bindgen, its test runner and the file server, all built from `tools/`.
fn own_tools() -> Result<()> {
    same_wasm_bindgen()?;
    let sources = newest(&workspace::root()?.join("tools"), &["target"])?;
    if modified(&server()?).is_some_and(|built| built >= sources) {
        return Ok(());
    }
    let mut build = run::cargo(&["build", "--locked", "--release", "--manifest-path", "tools/Cargo.toml"])?;
    build.args(["--target-dir", "tools/target"]);
    run::install("wasm-bindgen and the file server from tools/ (about 2 minutes the first time)", &mut build)?;
    // Cargo leaves an unchanged binary as old as it was, which would bring us here again.
    fs::File::options().append(true).open(server()?)?.set_modified(SystemTime::now())?;
    Ok(())
}

fn own_tools_directory() -> Result<PathBuf> {
    Ok(workspace::root()?.join("tools/target/release"))
}

/// The command refuses code that another version of the library was compiled into.
fn same_wasm_bindgen() -> Result<()> {
    let version = |lock: &str| -> Result<String> {
        let text = fs::read_to_string(workspace::root()?.join(lock)).with_context(|| format!("cannot read {lock}"))?;
        locked_version(&text, "wasm-bindgen").with_context(|| format!("{lock} does not name wasm-bindgen"))
    };
    let (ours, tools) = (version("Cargo.lock")?, version("tools/Cargo.lock")?);
    ensure!(
        ours == tools,
        "Cargo.lock has wasm-bindgen {ours} and tools/Cargo.lock has {tools}, and they must be the same: set `version` and \
         `wasm-bindgen-cli` to {ours} in tools/Cargo.toml, then run `cargo update --manifest-path tools/Cargo.toml`"
    );
    Ok(())
}

fn locked_version(lock: &str, package: &str) -> Option<String> {
    let (_, after) = lock.split_once(&format!("name = \"{package}\"\nversion = \""))?;
    after.split('"').next().map(String::from)
}

/// Node.js, which only people can install as they like it.
pub fn node() -> Result<()> {
    let remedy = format!("install Node.js {OLDEST_NODE} or newer");
    let version = run::text(run::program("node")?.arg("--version")).context(remedy.clone())?;
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    ensure!(major.is_some_and(|major| major >= OLDEST_NODE), "this is Node.js {}: {remedy}", version.trim());
    Ok(())
}

/// Playwright, axe and wasm-opt.
fn npm_packages() -> Result<()> {
    let root = workspace::root()?;
    let wanted = modified(&root.join("package-lock.json")).context("package-lock.json is not here")?;
    if modified(&root.join("node_modules/.package-lock.json")).is_some_and(|installed| installed >= wanted) {
        return Ok(());
    }
    node()?;
    let mut install = run::program("npm")?;
    install.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    run::install("the packages of package-lock.json: wasm-opt, Playwright and axe", &mut install)
}

fn chromium() -> Result<PathBuf> {
    if let Some(path) = env::var_os("CHROMIUM").map(PathBuf::from) {
        ensure!(path.is_file(), "CHROMIUM says {}, and there is no such file", path.display());
        return Ok(path);
    }
    let path = PathBuf::from(USUAL_CHROMIUM);
    if !path.is_file() {
        apt_install("chromium", "the tests drive it")?;
    }
    Ok(path)
}

fn apt_install(package: &str, why: &str) -> Result<()> {
    let remedy = format!(
        "{package} is missing ({why}): run `apt-get update && apt-get install -y {package}` as root, or install it by your \
         system's means and set CHROMIUM to its path"
    );
    let root = run::text(Command::new("id").arg("-u")).is_ok_and(|user| user.trim() == "0");
    let sudo = run::text(Command::new("sudo").args(["-n", "true"])).is_ok();
    let apt = |arguments: &[&str]| {
        let mut command = Command::new(if root { "apt-get" } else { "sudo" });
        command.args(if root { &[][..] } else { &["-n", "apt-get"][..] }).args(arguments);
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    if !root && !sudo {
        bail!(remedy);
    }
    run::install("Debian's list of packages", &mut apt(&["update"])).context(remedy.clone())?;
    run::install(&format!("{package}: {why}"), &mut apt(&["install", "-y", package])).context(remedy)
}

/// When the newest file under `path` was written, apart from the directories named in `without`.
pub fn newest(path: &Path, without: &[&str]) -> Result<SystemTime> {
    let mut newest = modified(path).with_context(|| format!("{} is not here", path.display()))?;
    if path.is_dir() {
        for entry in fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))? {
            let entry = entry?;
            if !without.iter().any(|name| entry.file_name() == *name) {
                newest = newest.max(self::newest(&entry.path(), without)?);
            }
        }
    }
    Ok(newest)
}

/// When a file was written, if it is there.
pub fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|metadata| metadata.modified()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_version_from_a_lock_file() {
        let lock = "[[package]]\nname = \"wasm-bindgen-shared\"\nversion = \"1\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(locked_version(lock, "leptos"), None);
    }
}
