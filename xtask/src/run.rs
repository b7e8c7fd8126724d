//! Runs other programs: in the project's root, with the project's tools on the path, and with a clear word when one fails.

use std::{
    env, io,
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::{tools, workspace};

/// A program that finds the project's own tools before any other of the same name.
pub fn program(name: &str) -> Result<Command> {
    let mut command = Command::new(name);
    command.current_dir(workspace::root()?).env("PATH", tools::path()?);
    Ok(command)
}

/// The cargo that runs this very program.
pub fn cargo(arguments: &[&str]) -> Result<Command> {
    let name = env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let mut command = program(&name)?;
    command.args(arguments);
    Ok(command)
}

/// Runs it before the reader's eyes; its failure is an error that names it.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| cannot_start(command))?;
    if status.success() { Ok(()) } else { bail!("`{}` failed: {status}", shown(command)) }
}

/// Runs it with everything it prints on stderr, so that stdout is kept for results.
pub fn run_beside_results(command: &mut Command) -> Result<()> {
    run(command.stdout(Stdio::from(io::stderr())))
}

/// Runs it out of sight, saying what it is for and how long it took; its words are shown only when it fails.
pub fn install(what: &str, command: &mut Command) -> Result<()> {
    eprintln!("installing {what}");
    let start = Instant::now();
    let output = finished(command)?;
    if output.status.success() {
        eprintln!("installed in {}", seconds(start.elapsed()));
        return Ok(());
    }
    eprint!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    bail!("`{}` failed: {} (what it said is above)", shown(command), output.status)
}

/// What it prints; its failure is an error with what it says of it.
pub fn text(command: &mut Command) -> Result<String> {
    let output = finished(command)?;
    if !output.status.success() {
        bail!("`{}` failed: {}", shown(command), String::from_utf8_lossy(&output.stderr).trim());
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{}` printed something that is not text", shown(command)))
}

/// A duration as a person reads it.
pub fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}

fn finished(command: &mut Command) -> Result<Output> {
    command.stdin(Stdio::null()).output().with_context(|| cannot_start(command))
}

fn cannot_start(command: &Command) -> String {
    format!("cannot start `{}`: is it installed?", command.get_program().to_string_lossy())
}

fn shown(command: &Command) -> String {
    let program = command.get_program().to_string_lossy();
    let name = program.rsplit('/').next().unwrap_or_default().to_owned();
    command.get_args().fold(name, |line, argument| line + " " + &argument.to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_command() {
        let error = run(Command::new("/bin/sh").args(["-c", "exit 3"])).expect_err("it fails");
        assert!(error.to_string().starts_with("`sh -c exit 3` failed: exit status: 3"), "{error}");
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let error = text(&mut Command::new("no-such-program")).expect_err("it is not there");
        assert!(error.to_string().contains("no-such-program"), "{error}");
    }
}
