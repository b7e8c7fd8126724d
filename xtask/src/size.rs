//! `cargo xtask size`: what a reader's first visit costs, in bytes over the wire.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::{arguments::Arguments, build, run, tools};

/// What the first load should stay under, compressed by brotli. It is reported, not enforced.
const BUDGET: u64 = 150_000;

/// Prints a row for each shipped file and the totals.
pub fn command(mut arguments: Arguments) -> Result<()> {
    let json = arguments.flag("--json");
    arguments.finish()?;
    let files = measure(&build::fresh()?)?;
    if json {
        print_json(&files);
    } else {
        print_table(&files);
    }
    Ok(())
}

/// A file's bytes as they are and as compressed as can be.
#[derive(Clone, Copy, Default)]
struct Size {
    raw: u64,
    gzip: u64,
    brotli: u64,
}

struct Shipped {
    path: String,
    size: Size,
    /// Whether the page asks for it before anyone has touched anything.
    first_load: bool,
}

fn measure(dist: &Path) -> Result<Vec<Shipped>> {
    let page = fs::read_to_string(dist.join("index.html")).context("the built app has no index.html")?;
    let mut paths = Vec::new();
    list(dist, "", &mut paths)?;
    paths.sort();
    let sizes = compress(dist, &paths)?;
    let shipped = |(path, size): (String, Size)| Shipped { first_load: is_first_load(&page, &path), path, size };
    Ok(paths.into_iter().zip(sizes).map(shipped).collect())
}

fn list(directory: &Path, prefix: &str, paths: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(directory).with_context(|| format!("cannot read {}", directory.display()))? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            list(&entry.path(), &format!("{name}/"), paths)?;
        } else {
            paths.push(name);
        }
    }
    Ok(())
}

/// Node.js has both compressors, at full speed, and is needed to build the app anyway.
fn compress(dist: &Path, paths: &[String]) -> Result<Vec<Size>> {
    tools::node()?;
    let mut node = run::program("node")?;
    node.args(["--input-type=module", "--eval", include_str!("size.mjs"), "--"]).args(paths).current_dir(dist);
    let rows: Vec<[u64; 3]> =
        serde_json::from_str(&run::text(&mut node)?).context("size.mjs printed something else")?;
    Ok(rows.into_iter().map(|[raw, gzip, brotli]| Size { raw, gzip, brotli }).collect())
}

/// Pages name what they load; the code that Trunk sets beside the program's own script comes with it.
fn is_first_load(page: &str, path: &str) -> bool {
    let kind = [".css", ".js", ".wasm"].iter().any(|ending| path.ends_with(ending));
    path == "index.html" || path.starts_with("snippets/") || (kind && page.contains(path))
}

fn total<'a>(files: impl Iterator<Item = &'a Shipped>) -> Size {
    files.fold(Size::default(), |sum, Shipped { size, .. }| Size {
        raw: sum.raw + size.raw,
        gzip: sum.gzip + size.gzip,
        brotli: sum.brotli + size.brotli,
    })
}

fn print_table(files: &[Shipped]) {
    let first = total(files.iter().filter(|file| file.first_load));
    let width = files.iter().map(|file| file.path.len()).fold(10, usize::max);
    let row = |name: &str, size: Size| {
        println!("{name:width$} {:>10} {:>10} {:>10}", size.raw, size.gzip, size.brotli);
    };
    println!("{:width$} {:>10} {:>10} {:>10}", "bytes", "raw", "gzip -9", "brotli 11");
    for file in files {
        row(&file.path, file.size);
    }
    row("everything", total(files.iter()));
    row("first load", first);
    let verdict = if first.brotli <= BUDGET { "within" } else { "OVER" };
    println!("first load: {verdict} the budget of {BUDGET} bytes by brotli ({}% of it)", first.brotli * 100 / BUDGET);
}

fn print_json(files: &[Shipped]) {
    let with_size = |name: &str, value: Value, size: Size| json!({ name: value, "raw": size.raw, "gzip": size.gzip, "brotli": size.brotli });
    for file in files {
        let mut row = with_size("file", json!(file.path), file.size);
        row["first_load"] = json!(file.first_load);
        println!("{row}");
    }
    let mut first = with_size("total", json!("first load"), total(files.iter().filter(|file| file.first_load)));
    first["budget"] = json!(BUDGET);
    println!("{first}");
    println!("{}", with_size("total", json!("everything"), total(files.iter())));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_load_is_the_page_and_what_it_names() {
        let page = r#"<link rel="stylesheet" href="/base-01.css"><script src="/boot.js" data-wasm="/app_bg.wasm">"#;
        for path in ["index.html", "base-01.css", "boot.js", "app_bg.wasm"] {
            assert!(is_first_load(page, path), "{path}");
        }
        for path in ["widget/widget.js", "icons/icon.svg", "pool-worker.js"] {
            assert!(!is_first_load(page, path), "{path}");
        }
    }
}
