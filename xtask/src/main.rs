//! The project's commands, so that a fresh clone, a developer and the continuous integration all do the same.
//!
//! Each command installs what it needs and is missing (`tools`), and does one thing. Progress goes to stderr; results go to
//! stdout.

mod arguments;
mod backtest;
mod bench;
mod build;
mod replay;
mod run;
mod screenshots;
mod serve;
mod size;
mod test;
mod tidy;
mod tools;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};
use arguments::Arguments;

const HELP: &str = "\
cargo xtask COMMAND

  serve [--port N]        build the app, serve it and print its address
  build                   build the app into dist/
  test [--only STEP]      every check that a change must pass, in order
  replay [--vectors DIR] [--data DIR] [--json]
                          vector files and recorded payloads through the public API
  backtest                docs/models/backtest.md from stored prices
  bench [--json]          measure the speed
  size [--json]           the bytes of every shipped file: raw, gzip, brotli
  screenshots             pictures of the app into target/screenshots/
  tidy                    the arrows between the parts, and the house's other rules

Whatever is missing is installed first, and said. Steps of `test`:";

fn main() -> ExitCode {
    match dispatch(Arguments::of_this_process()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(mut arguments: Arguments) -> Result<()> {
    let command = arguments.command();
    match command.as_deref() {
        Some("serve") => serve::command(arguments),
        Some("build") => build::command(arguments),
        Some("test") => test::command(arguments),
        Some("replay") => replay::command(arguments),
        Some("backtest") => backtest::command(arguments),
        Some("bench") => bench::command(arguments),
        Some("size") => size::command(arguments),
        Some("screenshots") => screenshots::command(arguments),
        Some("tidy") => tidy::command(arguments),
        None | Some("help" | "--help" | "-h") => {
            println!("{HELP} {}", test::step_names());
            Ok(())
        }
        Some(other) => bail!("there is no command `{other}`: see `cargo xtask help`"),
    }
}
