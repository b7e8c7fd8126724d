//! As much of Rust's grammar as the checks need: what is code, what is a comment, what is a test.

/// What to leave out of a source, besides its comments.
#[derive(Clone, Copy, PartialEq)]
pub enum Leave {
    Strings,
    Nothing,
}

/// The source with blanks for comments (and strings): every byte of code stays where it is.
pub fn code(text: &str, leave: Leave) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let (kind, length) = token(rest);
        let (this, after) = rest.split_at(length);
        let kept = kind == Kind::Code || (kind == Kind::String && leave == Leave::Nothing);
        if kept {
            code.push_str(this);
        } else {
            code.push_str(&" ".repeat(length));
        }
        rest = after;
    }
    code
}

/// The source up to the module of tests that it ends with.
pub fn without_tests(text: &str) -> &str {
    let Some(place) = text.rfind("\n#[cfg(test)]\nmod ") else {
        return text;
    };
    let is_block = text[place..].lines().nth(2).is_some_and(|line| line.ends_with('{'));
    if is_block { &text[..=place] } else { text }
}

/// Each module of the crate that a piece of code names by `crate::`, with its place.
pub fn crate_paths(code: &str) -> Vec<(usize, String)> {
    let starts = code.match_indices("crate::").filter(|(place, _)| !code[..*place].ends_with(in_identifier));
    let paths = starts.flat_map(|(place, start)| {
        let names = names_after(&code[place + start.len()..]);
        names.into_iter().map(move |(offset, name)| (place + start.len() + offset, name))
    });
    paths.collect()
}

/// Whether a character may stand within a name.
pub fn in_identifier(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The names of a code and their places.
pub fn identifiers(code: &str) -> impl Iterator<Item = (usize, &str)> {
    let names = code.split(|c| !in_identifier(c)).filter(|name| !name.is_empty());
    names.map(|name| (name.as_ptr() as usize - code.as_ptr() as usize, name))
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Code,
    Comment,
    String,
}

fn token(rest: &str) -> (Kind, usize) {
    if rest.starts_with("//") {
        return (Kind::Comment, rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return (Kind::Comment, block_comment(rest));
    }
    if let Some(length) = raw_string(rest).or_else(|| quoted(rest)).or_else(|| character(rest)) {
        return (Kind::String, length);
    }
    let name = rest.find(|c| !in_identifier(c)).unwrap_or(rest.len());
    let one = rest.chars().next().map_or(0, char::len_utf8);
    (Kind::Code, name.max(one))
}

/// Block comments nest.
fn block_comment(rest: &str) -> usize {
    let mut depth = 0;
    let mut place = 0;
    while place < rest.len() {
        let here = &rest[place..];
        let (step, change) = if here.starts_with("/*") {
            (2, 1)
        } else if here.starts_with("*/") {
            (2, -1)
        } else {
            (here.chars().next().map_or(1, char::len_utf8), 0)
        };
        place += step;
        depth += change;
        if depth == 0 {
            return place;
        }
    }
    rest.len()
}

fn raw_string(rest: &str) -> Option<usize> {
    let prefix = ["r", "br", "cr"].into_iter().find(|prefix| rest.starts_with(prefix))?;
    let hashes = rest[prefix.len()..].chars().take_while(|c| *c == '#').count();
    let start = prefix.len() + hashes;
    rest[start..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let length = rest[start + 1..].find(&end).map(|place| start + 1 + place + end.len());
    Some(length.unwrap_or(rest.len()))
}

fn quoted(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('"')?;
    let mut escaped = false;
    for (place, c) in inside.char_indices() {
        match c {
            '"' if !escaped => return Some(place + 2),
            _ => escaped = c == '\\' && !escaped,
        }
    }
    Some(rest.len())
}

/// A character in quotes; a lifetime begins the same and has no second quote.
fn character(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('\'')?;
    let first = inside.chars().next()?;
    if first == '\\' {
        let end = inside.get(2..)?.find('\'')?;
        return Some(end + 4);
    }
    inside[first.len_utf8()..].starts_with('\'').then_some(first.len_utf8() + 2)
}

/// `name` of `name::rest`, or each of `{name, name::rest, name::{rest}}`, with their places.
fn names_after(text: &str) -> Vec<(usize, String)> {
    let Some(group) = text.strip_prefix('{') else {
        return Vec::from_iter(identifiers(text).next().map(|(place, name)| (place, name.to_owned())));
    };
    let mut names = Vec::new();
    let mut depth = 0;
    let mut expected = true;
    for (place, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => expected = true,
            _ if expected && depth == 0 && in_identifier(c) => {
                names.extend(identifiers(&group[place..]).next().map(|(_, name)| (place + 1, name.to_owned())));
                expected = false;
            }
            _ => {}
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_strings_leave_blanks() {
        let text = "let a = \"x // y\"; // z\n/* one /* two */ */ b('\"', r#\"q\"q\"#, 'a, '\\'')";
        assert_eq!(
            code(text, Leave::Strings),
            "let a =         ;     \n                    b(   ,         , 'a,     )"
        );
        assert!(code(text, Leave::Nothing).starts_with("let a = \"x // y\";     \n"));
    }

    #[test]
    fn a_name_that_ends_in_r_begins_no_string() {
        assert_eq!(code("for \"a\" in bar\"b\"", Leave::Strings), "for     in bar   ");
    }

    #[test]
    fn tests_at_the_end_are_left_out() {
        assert_eq!(without_tests("one\n#[cfg(test)]\nmod tests {\n}\n"), "one\n");
        assert_eq!(without_tests("#[cfg(test)]\nmod tests;\n"), "#[cfg(test)]\nmod tests;\n");
        assert_eq!(without_tests("mod a;\n#[cfg(test)]\nmod tests;\n"), "mod a;\n#[cfg(test)]\nmod tests;\n");
    }

    #[test]
    fn finds_modules_by_name_and_in_groups() {
        let code = "use crate::one::A;\nuse crate::{\n    two::{B, C},\n    three,\n};\nfn f() { crate::four::g() }";
        let found = crate_paths(code);
        let names: Vec<&str> = found.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(names, ["one", "two", "three", "four"]);
        assert!(found.iter().all(|(place, name)| code[*place..].starts_with(name)));
    }
}
