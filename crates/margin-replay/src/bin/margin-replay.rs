//! `margin-replay [--vectors DIR] [--data DIR] [--json]`: every case beside what its source says.

use margin_replay::{Outcome, Replayed, outcome};
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "usage: margin-replay [--vectors DIR] [--data DIR] [--json]";

fn main() -> ExitCode {
    let arguments = match Arguments::read(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(error) => {
            eprintln!("{error}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let replayed = match replay(&arguments) {
        Ok(replayed) => replayed,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    match arguments.form {
        Form::Json => print!("{}", outcome::json_lines(&replayed)),
        Form::Text if replayed.is_empty() => {}
        Form::Text => println!("{}", outcome::text(&replayed)),
    }
    let failed = replayed.iter().any(|each| matches!(each.outcome, Outcome::Failed(_)));
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// What was asked for.
struct Arguments {
    vectors: Asked,
    data: Asked,
    form: Form,
}

/// A directory, and whether it was named; one that was named must be there.
enum Asked {
    Named(PathBuf),
    Default(PathBuf),
}

/// How to print.
enum Form {
    Text,
    Json,
}

impl Arguments {
    fn read(mut arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let (mut vectors, mut data, mut form) = (None, None, Form::Text);
        while let Some(argument) = arguments.next() {
            let mut directory = || arguments.next().map(PathBuf::from).ok_or(format!("{argument} needs a directory"));
            match argument.as_str() {
                "--vectors" => vectors = Some(directory()?),
                "--data" => data = Some(directory()?),
                "--json" => form = Form::Json,
                _ => return Err(format!("{argument}: there is no such argument")),
            }
        }
        // Whoever names one of the two wants that one.
        let named = vectors.is_some() || data.is_some();
        let asked = |directory: Option<PathBuf>, default: &str| match directory {
            Some(directory) => Asked::Named(directory),
            None if named => Asked::Default(PathBuf::new()),
            None => Asked::Default(PathBuf::from(default)),
        };
        Ok(Self { vectors: asked(vectors, "../shared/vectors"), data: asked(data, "../shared/data"), form })
    }
}

fn replay(arguments: &Arguments) -> io::Result<Vec<Replayed>> {
    let mut replayed = Vec::new();
    if let Some(directory) = present(&arguments.vectors) {
        replayed.extend(margin_replay::vectors(directory).map_err(|error| within(directory, &error))?);
    }
    if let Some(directory) = present(&arguments.data) {
        replayed.extend(margin_replay::data::replay(directory).map_err(|error| within(directory, &error))?);
    }
    Ok(replayed)
}

/// The error with the directory that it was met in.
fn within(directory: &Path, error: &io::Error) -> io::Error {
    io::Error::other(format!("{}: {error}", directory.display()))
}

fn present(asked: &Asked) -> Option<&PathBuf> {
    match asked {
        Asked::Named(directory) => Some(directory),
        Asked::Default(directory) if directory.is_dir() => Some(directory),
        Asked::Default(directory) => {
            if !directory.as_os_str().is_empty() {
                eprintln!("skipped: {} is not here", directory.display());
            }
            None
        }
    }
}
