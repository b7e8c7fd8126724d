//! What whole files must be like.

use serde_json::Value;

use super::{File, Problem, rust};

/// A file that a person can hold in mind.
const LINES: usize = 500;

const RULES: &str = "crates/margin-venues/rules/";

/// Sources are short, their tests not counted.
pub fn short_enough(files: &[File]) -> Vec<Problem> {
    let sources = files.iter().filter(|file| {
        file.path.starts_with("crates/margin-") && file.path.contains("/src/") && file.path.ends_with(".rs")
    });
    let counted = sources.map(|file| (file, rust::without_tests(&file.text).lines().count()));
    let long = counted.filter(|(_, lines)| *lines > LINES);
    let mend = "there is a second module in it: give that a file of its own";
    long.map(|(file, lines)| Problem::in_file(&file.path, format!("{lines} lines, more than {LINES}"), mend)).collect()
}

/// Each style sheet stands for a source of the same name.
pub fn styles_mirror_the_app(files: &[File]) -> Vec<Problem> {
    let exists = |path: &str| files.iter().any(|file| file.path == path);
    let styles = files.iter().filter_map(|file| {
        let name = file.path.strip_prefix("www/styles/")?.strip_suffix(".css")?;
        let mirrored = name.starts_with("panels/") || name.starts_with("parts/");
        mirrored.then(|| (file, format!("crates/margin-app/src/{}", name.replace('-', "_"))))
    });
    let alone = styles.filter(|(_, source)| !exists(&format!("{source}.rs")) && !exists(&format!("{source}/mod.rs")));
    let mend = "give both the same name, or remove the style sheet";
    alone.map(|(file, source)| Problem::in_file(&file.path, format!("there is no {source}.rs"), mend)).collect()
}

/// A parameter without a source and a date cannot be checked by anyone.
pub fn rules_say_their_source(files: &[File]) -> Vec<Problem> {
    let rules = files.iter().filter(|file| file.path.starts_with(RULES) && file.path.ends_with(".json"));
    rules.flat_map(missing_fields).collect()
}

fn missing_fields(file: &File) -> Vec<Problem> {
    let rules: Value = match serde_json::from_str(&file.text) {
        Ok(rules) => rules,
        Err(error) => {
            return vec![Problem::in_file(&file.path, error.to_string(), "it must be JSON")];
        }
    };
    let has = |names: &[&str]| names.iter().any(|name| !rules[*name].is_null());
    let mut problems = Vec::new();
    if !has(&["source", "sources", "citations"]) {
        problems.push(Problem::in_file(&file.path, "no `source`".to_owned(), "say where the figures are from"));
    }
    if !has(&["date", "effective"]) {
        problems.push(Problem::in_file(&file.path, "no `date`".to_owned(), "say from which day the figures hold"));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    #[test]
    fn tests_do_not_count_as_lines() {
        let source = "//\n".repeat(LINES);
        let tested = format!("{source}#[cfg(test)]\nmod tests {{\n{source}}}\n");
        assert!(short_enough(&[file("crates/margin-core/src/a.rs", &tested)]).is_empty());
        assert_eq!(short_enough(&[file("crates/margin-core/src/a.rs", &format!("{source}//\n"))]).len(), 1);
    }

    #[test]
    fn a_style_sheet_has_its_source() {
        let styles = file("www/styles/panels/price-ladder.css", "");
        assert_eq!(styles_mirror_the_app(&[file("www/styles/base.css", ""), file(&styles.path, "")]).len(), 1);
        assert!(styles_mirror_the_app(&[styles, file("crates/margin-app/src/panels/price_ladder.rs", "")]).is_empty());
    }

    #[test]
    fn rules_have_a_source_and_a_date() {
        let problems = |text| rules_say_their_source(&[file("crates/margin-venues/rules/a/b.json", text)]).len();
        assert_eq!(problems(r#"{"source": "a page", "date": "2026-01-01"}"#), 0);
        assert_eq!(problems("{}"), 2);
        assert_eq!(problems("{"), 1);
    }
}
