//! `margin-backtest [--prices DIR]`: the back-test of the margin for price risk, as a page in Markdown.

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let directory = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => PathBuf::from("../shared/data/prices"),
        ["--prices", directory] => PathBuf::from(directory),
        _ => {
            eprintln!("usage: margin-backtest [--prices DIR]");
            return ExitCode::from(2);
        }
    };
    match margin_replay::backtest::page(&directory) {
        Ok(page) => print!("{page}"),
        Err(error) => {
            eprintln!("{}: {error}", directory.display());
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
