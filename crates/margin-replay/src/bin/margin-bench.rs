//! `margin-bench [--json]`: how long the engine takes, in one table; nothing is asserted.

use margin_replay::bench::{Row, Work, growth, measure};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => print_table(&measure()),
        ["--json"] => print_json(&measure()),
        _ => {
            eprintln!("usage: margin-bench [--json]");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

/// How much longer a row takes than the same work on one position.
fn ratio(rows: &[Row], row: &Row) -> f64 {
    let first = rows.iter().find(|first| first.work == row.work);
    first.map_or(1.0, |first| row.median / first.median)
}

fn print_table(rows: &[Row]) {
    if cfg!(debug_assertions) {
        println!("(a development build: slower than what users get)");
    }
    println!(
        "{:20} {:>9} {:>12} {:>12} {:>12} {:>10}",
        "work", "positions", "median µs", "least µs", "ns/position", "× one"
    );
    for row in rows {
        println!(
            "{:20} {:>9} {:>12.2} {:>12.2} {:>12.0} {:>10.1}",
            row.work.name(),
            row.positions,
            row.median / 1e3,
            row.least / 1e3,
            row.median / row.positions as f64,
            ratio(rows, row)
        );
    }
    for work in [Work::Evaluate, Work::Liquidation] {
        println!("{} grows with positions to the power {:.2}", work.name(), growth(rows, work));
    }
}

fn print_json(rows: &[Row]) {
    for row in rows {
        let (work, positions) = (row.work.name(), row.positions);
        let (median, least, ratio) = (row.median, row.least, ratio(rows, row));
        let growth = growth(rows, row.work);
        print!(r#"{{"work":"{work}","positions":{positions},"medianNs":{median},"leastNs":{least},"#);
        println!(r#""timesOne":{ratio},"growth":{growth}}}"#);
    }
}
