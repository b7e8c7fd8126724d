//! Which crate may depend on which, as ARCHITECTURE.md draws it. What only tests depend on is free.

use serde_json::Value;

use super::Problem;

/// Each crate of ours and those of ours that it may use.
const ARROWS: [(&str, &[&str]); 10] = [
    ("margin-pricing", &[]),
    ("margin-statistics", &["margin-pricing"]),
    ("margin-core", &["margin-pricing", "margin-statistics"]),
    ("margin-venues", &["margin-core"]),
    ("margin-import", &["margin-pricing", "margin-core", "margin-venues"]),
    ("margin-view", &["margin-core", "margin-import"]),
    (
        "margin-replay",
        &["margin-pricing", "margin-statistics", "margin-core", "margin-venues", "margin-import", "margin-view"],
    ),
    ("margin-sdk", &["margin-core", "margin-venues", "margin-import", "margin-view"]),
    ("margin-app", &["margin-core", "margin-venues", "margin-import", "margin-view"]),
    ("xtask", &[]),
];

/// What knows JavaScript, by the beginning of its name, and who may use it.
const BROWSER: [(&str, &[&str]); 8] = [
    ("wasm-bindgen", &["margin-sdk", "margin-app"]),
    ("js-sys", &["margin-sdk", "margin-app"]),
    ("web-sys", &["margin-sdk", "margin-app"]),
    ("serde-wasm-bindgen", &["margin-sdk", "margin-app"]),
    ("tsify", &["margin-sdk"]),
    ("gloo", &["margin-app"]),
    ("console_error_panic_hook", &["margin-sdk", "margin-app"]),
    ("leptos", &["margin-app"]),
];

/// The mathematics stand on `libm` alone, so that they give the same bits everywhere.
const PRICING_STANDS_ON: [&str; 1] = ["libm"];

/// Checks what `cargo metadata` says of the project's crates.
pub fn arrows_between_crates(packages: &[Value]) -> Vec<Problem> {
    packages.iter().flat_map(problems_of).collect()
}

fn problems_of(package: &Value) -> Vec<Problem> {
    let name = package["name"].as_str().unwrap_or_default();
    let manifest = if name == "xtask" { "xtask/Cargo.toml".to_owned() } else { format!("crates/{name}/Cargo.toml") };
    let Some((_, allowed)) = ARROWS.iter().find(|(owner, _)| *owner == name) else {
        let what = format!("{name} has no arrows");
        return vec![Problem::in_file(
            &manifest,
            what,
            "give it some in xtask/src/tidy/crates.rs and in ARCHITECTURE.md",
        )];
    };
    let dependencies = package["dependencies"].as_array().into_iter().flatten();
    let dependencies = dependencies.filter(|dependency| dependency["kind"] != "dev");
    let forbidden = dependencies.filter_map(|dependency| {
        let other = dependency["name"].as_str().unwrap_or_default();
        let what = format!("{name} depends on {other}");
        forbidden(name, other, allowed).map(|mend| Problem::in_file(&manifest, what, mend))
    });
    forbidden.collect()
}

fn forbidden(name: &str, other: &str, allowed: &[&str]) -> Option<&'static str> {
    let ours = ARROWS.iter().any(|(owner, _)| *owner == other);
    let browser = BROWSER.iter().find(|(start, _)| other.starts_with(start));
    if ours && !allowed.contains(&other) {
        Some("this arrow is not in ARCHITECTURE.md: move what is needed down, or pass it in")
    } else if browser.is_some_and(|(_, users)| !users.contains(&name)) {
        Some("only the crates at the edge know the browser: hand the value in from there")
    } else if name == "margin-pricing" && !PRICING_STANDS_ON.contains(&other) {
        Some("margin-pricing depends on libm only: move what needs more into margin-core")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn problems(name: &str, other: &str, kind: &Value) -> usize {
        let dependency = json!({ "name": other, "kind": kind });
        arrows_between_crates(&[json!({ "name": name, "dependencies": [dependency] })]).len()
    }

    #[test]
    fn arrows_run_one_way() {
        assert_eq!(problems("margin-venues", "margin-core", &Value::Null), 0);
        assert_eq!(problems("margin-core", "margin-venues", &Value::Null), 1);
        assert_eq!(problems("margin-core", "margin-venues", &json!("dev")), 0);
        assert_eq!(problems("margin-view", "margin-venues", &Value::Null), 1);
        assert_eq!(problems("xtask", "margin-core", &Value::Null), 1);
    }

    #[test]
    fn only_the_edge_knows_the_browser() {
        assert_eq!(problems("margin-app", "leptos", &Value::Null), 0);
        assert_eq!(problems("margin-sdk", "leptos", &Value::Null), 1);
        assert_eq!(problems("margin-import", "web-sys", &Value::Null), 1);
    }

    #[test]
    fn pricing_stands_on_libm_alone() {
        assert_eq!(problems("margin-pricing", "libm", &Value::Null), 0);
        assert_eq!(problems("margin-pricing", "serde", &Value::Null), 1);
    }

    #[test]
    fn a_new_crate_needs_arrows() {
        assert_eq!(problems("margin-new", "libm", &Value::Null), 1);
    }
}
