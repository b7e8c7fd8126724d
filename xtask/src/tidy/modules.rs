//! Which module may use which, within margin-core and margin-app.

use super::{
    File, Problem,
    rust::{self, Leave},
};

const CORE: &str = "crates/margin-core/src/";
const APP: &str = "crates/margin-app/src/";

/// The core from the ground up: a module uses those of its own layer and of the layers below it.
const CORE_LAYERS: [&[&str]; 10] = [
    &["id", "problem", "time", "units"],
    &["instrument", "market", "portfolio", "report", "rules"],
    &["scenario"],
    &["floor", "orders", "power_perpetual", "range_option", "reputation", "risk_array", "spread", "surface", "unified"],
    &["book"],
    &["collateral", "model", "rate", "valuation"],
    &["check", "group"],
    &["chain", "dynamic", "evaluate", "funding", "interest", "pool", "scenarios", "sensitivities"],
    &["change", "efficiency", "liquidation", "solve", "waterfall"],
    &["compare"],
];

/// The rooms of the app, and the other rooms that each may use.
const APP_ROOMS: [(&str, &[&str]); 4] =
    [("pages", &["panels", "parts", "state"]), ("panels", &["parts", "state"]), ("parts", &[]), ("state", &[])];

/// What paints or listens: the state has none of it, except where it is kept in the browser.
const DOM: [&str; 6] = ["web_sys", "NodeRef", "view!", "leptos::html", "leptos::ev", "leptos::tachys"];

/// The searches use `evaluate`, and nothing below knows of them.
pub fn arrows_in_the_core(files: &[File]) -> Vec<Problem> {
    rust_files(files, CORE).flat_map(core_problems).collect()
}

/// Pages use panels, panels use parts; parts use nothing of the app.
pub fn arrows_in_the_app(files: &[File]) -> Vec<Problem> {
    rust_files(files, APP).flat_map(app_problems).collect()
}

/// The state is tested without a page, so it knows none.
pub fn state_knows_no_page(files: &[File]) -> Vec<Problem> {
    let state =
        rust_files(files, APP).filter(|(module, file)| *module == "state" && !file.path.ends_with("/storage.rs"));
    state.flat_map(|(_, file)| dom_problems(file)).collect()
}

/// The Rust files under a directory, each with the module at the crate's root that it belongs to.
fn rust_files<'a>(files: &'a [File], under: &'static str) -> impl Iterator<Item = (&'a str, &'a File)> {
    files.iter().filter_map(move |file| {
        let path = file.path.strip_prefix(under)?.strip_suffix(".rs")?;
        Some((path.split('/').next().unwrap_or(path), file))
    })
}

fn core_problems((module, file): (&str, &File)) -> Vec<Problem> {
    if module == "lib" {
        return Vec::new();
    }
    let Some(own) = core_layer(module) else {
        let what = format!("the module {module} has no layer");
        return vec![Problem::in_file(
            &file.path,
            what,
            "give it one in xtask/src/tidy/modules.rs and in ARCHITECTURE.md",
        )];
    };
    let above = used_modules(file).into_iter().filter(|(_, used)| core_layer(used).is_some_and(|layer| layer > own));
    let mend = "arrows run downwards: move what is needed into a lower module, or pass it in";
    above.map(|(place, used)| Problem::at(file, place, format!("{module} uses {used}"), mend)).collect()
}

fn core_layer(module: &str) -> Option<usize> {
    CORE_LAYERS.iter().position(|layer| layer.contains(&module))
}

fn app_problems((room, file): (&str, &File)) -> Vec<Problem> {
    let Some((_, allowed)) = APP_ROOMS.iter().find(|(name, _)| *name == room) else {
        return Vec::new();
    };
    let is_room = |name: &str| APP_ROOMS.iter().any(|(room, _)| *room == name);
    let others = used_modules(file).into_iter().filter(|(_, used)| is_room(used) && used != room);
    let forbidden = others.filter(|(_, used)| !allowed.contains(&used.as_str()));
    let mend = "arrows run from pages to panels to parts, and from both of the first to the state: pass the value in";
    forbidden.map(|(place, used)| Problem::at(file, place, format!("{room} use {used}"), mend)).collect()
}

fn dom_problems(file: &File) -> Vec<Problem> {
    let code = rust::code(rust::without_tests(&file.text), Leave::Strings);
    let found = DOM.iter().flat_map(|word| code.match_indices(word));
    let mend = "the state knows no page: do it in a panel, or in state/storage.rs if it is about keeping";
    found.map(|(place, word)| Problem::at(file, place, format!("state uses {word}"), mend)).collect()
}

/// Each module of its crate that a file names, with its place.
fn used_modules(file: &File) -> Vec<(usize, String)> {
    rust::crate_paths(&rust::code(rust::without_tests(&file.text), Leave::Strings))
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    #[test]
    fn nothing_below_knows_the_searches() {
        let used = |path, text| arrows_in_the_core(&[file(path, text)]).len();
        assert_eq!(used("crates/margin-core/src/solve/price.rs", "use crate::{evaluate::evaluate, units::Usd};"), 0);
        assert_eq!(used("crates/margin-core/src/evaluate.rs", "use crate::solve::roots;"), 1);
        assert_eq!(used("crates/margin-core/src/units.rs", "// as crate::solve does\nuse crate::rules;"), 1);
        assert_eq!(used("crates/margin-core/src/other.rs", ""), 1);
        assert_eq!(used("crates/margin-core/src/lib.rs", "pub use crate::solve::solve;"), 0);
    }

    #[test]
    fn parts_use_nothing_of_the_app() {
        let used = |path, text| arrows_in_the_app(&[file(path, text)]).len();
        assert_eq!(used("crates/margin-app/src/pages/desk.rs", "use crate::{panels::Book, state::Desk};"), 0);
        assert_eq!(used("crates/margin-app/src/panels/book.rs", "use crate::{pages::Desk, parts::Cell};"), 1);
        assert_eq!(used("crates/margin-app/src/parts/cell.rs", "use crate::{panels::Book, state::Desk};"), 2);
        assert_eq!(used("crates/margin-app/src/state.rs", "use crate::panels::Book;"), 1);
        assert_eq!(used("crates/margin-app/src/main.rs", "use crate::pages::Desk;"), 0);
    }

    #[test]
    fn only_the_storage_of_the_state_knows_the_browser() {
        let found = |path, text| state_knows_no_page(&[file(path, text)]);
        assert_eq!(found("crates/margin-app/src/state/desk.rs", "\nuse web_sys::Window;")[0].line, Some(2));
        assert!(found("crates/margin-app/src/state/storage.rs", "use web_sys::Storage;").is_empty());
        assert!(found("crates/margin-app/src/parts/cell.rs", "view! {}").is_empty());
    }
}
