//! Words that may not stand in some places, or in any.

use super::{
    File, Problem,
    rust::{self, Leave},
};

/// Venues by their names; "derive" alone is an attribute of Rust's.
const VENUES: [&str; 12] = [
    "hyperliquid",
    "dydx",
    "drift",
    "mango",
    "deribit",
    "derive v",
    "aave",
    "binance",
    "paradex",
    "okx",
    "gmx",
    "synthetix",
];

/// What the parts of the page know nothing of, so that they serve any page.
const MARGIN_WORDS: [&str; 5] = ["requirement", "liquidation", "portfolio", "collateral", "haircut"];

// These are written in halves, so that this file passes its own check.
const LEFT_OPEN: [&str; 2] = [concat!("FIX", "ME"), concat!("XX", "X")];
const MACHINE_PATHS: [&str; 3] = [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/tmp/", "spike")];

/// Locks are written by programs.
const LOCKS: [&str; 3] = ["Cargo.lock", "tools/Cargo.lock", "package-lock.json"];

const ADDRESS_DIGITS: usize = 40;

/// Rules are data: the engine and its mathematics know no venue.
pub fn no_venue_in_the_core(files: &[File]) -> Vec<Problem> {
    let core = files
        .iter()
        .filter(|file| is_rust_under(file, "crates/margin-core/src/"))
        .flat_map(|file| venues(file, |_| true));
    // In mathematics a drift is a rate, too.
    let is_mathematics = |file: &&File| {
        ["pricing", "statistics"].iter().any(|name| is_rust_under(file, &format!("crates/margin-{name}/src/")))
    };
    let mathematics = files.iter().filter(is_mathematics).flat_map(|file| venues(file, |venue| venue != "drift"));
    core.chain(mathematics).collect()
}

/// A part is a cell, a chart, a switch: margin words belong to the panels that use it.
pub fn no_margin_in_the_parts(files: &[File]) -> Vec<Problem> {
    let parts = files.iter().filter(|file| is_rust_under(file, "crates/margin-app/src/parts"));
    parts.flat_map(margin_words).collect()
}

/// What is not done is not in the main line.
pub fn nothing_unfinished(files: &[File]) -> Vec<Problem> {
    let macros = files.iter().filter(|file| file.path.ends_with(".rs")).flat_map(unfinished_macros);
    let marks = written_by_people(files).flat_map(|file| {
        found(file, &LEFT_OPEN, "something is left open", "do it, or leave it out", |before, after| {
            !before.ends_with(rust::in_identifier) && !after.starts_with(rust::in_identifier)
        })
    });
    macros.chain(marks).collect()
}

/// Nothing tells of the machine it was written on, or of anyone's account.
pub fn nothing_private(files: &[File]) -> Vec<Problem> {
    let paths = written_by_people(files).flat_map(|file| {
        found(file, &MACHINE_PATHS, "a path of one machine", "name it from the project's root", |before, _| {
            !before.ends_with(|c: char| c.is_alphanumeric() || "._-/}".contains(c))
        })
    });
    paths.chain(written_by_people(files).flat_map(addresses)).collect()
}

fn is_rust_under(file: &File, directory: &str) -> bool {
    file.path.starts_with(directory) && file.path.ends_with(".rs")
}

fn written_by_people(files: &[File]) -> impl Iterator<Item = &File> {
    files.iter().filter(|file| !LOCKS.contains(&file.path.as_str()))
}

fn venues(file: &File, counts: fn(&str) -> bool) -> Vec<Problem> {
    if file.path.ends_with("tests.rs") || file.path.contains("/tests/") {
        return Vec::new();
    }
    let code = rust::code(rust::without_tests(&file.text), Leave::Nothing).to_ascii_lowercase();
    let named = VENUES.iter().filter(|venue| counts(venue)).flat_map(|venue| code.match_indices(venue));
    let mend = "rules are data: say what kind of rule it is, and name the venue in crates/margin-venues";
    named.map(|(place, venue)| Problem::at(file, place, format!("names {venue}"), mend)).collect()
}

fn margin_words(file: &File) -> Vec<Problem> {
    let code = rust::code(rust::without_tests(&file.text), Leave::Strings);
    let mend = "name it by what it shows, and give it its words from the panel";
    let found =
        rust::identifiers(&code).filter(|(_, name)| MARGIN_WORDS.iter().any(|word| name.to_lowercase().contains(word)));
    found.map(|(place, name)| Problem::at(file, place, format!("a part knows {name}"), mend)).collect()
}

fn unfinished_macros(file: &File) -> Vec<Problem> {
    let code = rust::code(&file.text, Leave::Strings);
    let macros = ["todo!", "unimplemented!", "dbg!"].into_iter().flat_map(|name| code.match_indices(name));
    macros.map(|(place, name)| Problem::at(file, place, name.to_owned(), "do it, or leave it out")).collect()
}

fn found(file: &File, words: &[&str], what: &str, mend: &'static str, counts: fn(&str, &str) -> bool) -> Vec<Problem> {
    let places = words.iter().flat_map(|word| file.text.match_indices(word));
    let counted = places.filter(|(place, word)| counts(&file.text[..*place], &file.text[place + word.len()..]));
    counted.map(|(place, word)| Problem::at(file, place, format!("{what} ({word})"), mend)).collect()
}

fn addresses(file: &File) -> Vec<Problem> {
    let starts = file.text.match_indices("0x").filter_map(|(place, start)| {
        let digits: String = file.text[place + start.len()..].chars().take_while(char::is_ascii_hexdigit).collect();
        (digits.len() == ADDRESS_DIGITS && !is_made_up(&digits)).then_some(place)
    });
    let mend = "leave it out, or make one up of one or two digits";
    starts.map(|place| Problem::at(file, place, "an account's address".to_owned(), mend)).collect()
}

/// Nobody's address has no more than two different digits.
fn is_made_up(digits: &str) -> bool {
    let mut different: Vec<char> = digits.to_lowercase().chars().collect();
    different.sort_unstable();
    different.dedup();
    different.len() <= 2
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    #[test]
    fn the_core_names_no_venue_outside_comments_and_tests() {
        let named = |path, text| no_venue_in_the_core(&[file(path, text)]).len();
        assert_eq!(named("crates/margin-core/src/rules.rs", "// as Deribit does\nlet okx = \"Aave\";"), 2);
        assert_eq!(
            named(
                "crates/margin-core/src/rules.rs",
                "#[derive(Clone)] struct A;\n#[cfg(test)]\nmod tests {\n\"okx\"\n}\n"
            ),
            0
        );
        assert_eq!(named("crates/margin-pricing/src/option.rs", "let drift = rate;"), 0);
        assert_eq!(named("crates/margin-venues/src/lib.rs", "\"okx\""), 0);
    }

    #[test]
    fn parts_have_no_margin_words_in_their_names() {
        let found = no_margin_in_the_parts(&[file(
            "crates/margin-app/src/parts/bar.rs",
            "\nfn LiquidationBar() { \"portfolio\" }",
        )]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].line, Some(2));
    }

    #[test]
    fn nothing_is_left_open() {
        let open = |path, text: &str| nothing_unfinished(&[file(path, text)]).len();
        assert_eq!(open("a.rs", "todo!(); \"todo!\" // dbg!"), 1);
        assert_eq!(open("a.css", &format!("/* {}: later */", LEFT_OPEN[0])), 1);
    }

    #[test]
    fn no_path_of_a_machine() {
        let private = |text: &str| nothing_private(&[file("a.md", text)]).len();
        assert_eq!(private(&format!("see {}a", MACHINE_PATHS[0])), 1);
        assert_eq!(private(&format!("see net{}a", MACHINE_PATHS[0])), 0);
    }

    #[test]
    fn no_address_unless_it_is_made_up() {
        let private = |digits: &str| nothing_private(&[file("a.json", &format!("\"0x{digits}\""))]).len();
        assert_eq!(private(&"0123456789".repeat(4)), 1);
        assert_eq!(private(&"ab".repeat(20)), 0);
        assert_eq!(private(&"0123456789abcdef".repeat(4)), 0, "a hash is longer");
    }
}
