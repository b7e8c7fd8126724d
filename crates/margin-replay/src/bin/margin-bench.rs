//! `margin-bench [--json]`: how long the engine takes, in one table; nothing is asserted.

use margin_replay::bench::{Row, benches, growth, measure};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let print = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => print_table,
        ["--json"] => print_json,
        _ => {
            eprintln!("usage: margin-bench [--json]");
            return ExitCode::from(2);
        }
    };
    match benches() {
        Ok(benches) => print(&measure(&benches)),
        Err(problems) => {
            eprintln!("{problems}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

/// How much longer a row takes than the same work on its smallest size.
fn ratio(rows: &[Row], row: &Row) -> f64 {
    let first = rows.iter().find(|first| first.work == row.work);
    first.map_or(1.0, |first| row.median / first.median)
}

fn print_table(rows: &[Row]) {
    if cfg!(debug_assertions) {
        println!("(a development build: slower than what users get)");
    }
    let [work, median, least, each, times] = ["work", "median µs", "least µs", "ns each", "× first"];
    println!("{work:32} {:>16} {median:>12} {least:>12} {each:>10} {times:>9}", "size");
    for row in rows {
        println!(
            "{:32} {:>16} {:>12.2} {:>12.2} {:>10.0} {:>9.1}",
            row.work,
            format!("{} {}", row.size, row.of),
            row.median / 1e3,
            row.least / 1e3,
            row.median / row.size as f64,
            ratio(rows, row)
        );
    }
    let mut works: Vec<&str> = rows.iter().map(|row| row.work).collect();
    works.dedup();
    for work in works {
        if let Some(growth) = growth(rows, work) {
            println!("{work} grows with its size to the power {growth:.2}");
        }
    }
}

fn print_json(rows: &[Row]) {
    for row in rows {
        let Row { work, of, size, median, least } = *row;
        let (ratio, growth) = (ratio(rows, row), growth(rows, work));
        let growth = growth.map_or("null".to_owned(), |growth| growth.to_string());
        print!(r#"{{"work":"{work}","of":"{of}","size":{size},"medianNs":{median},"leastNs":{least},"#);
        println!(r#""timesFirst":{ratio},"growth":{growth}}}"#);
    }
}
