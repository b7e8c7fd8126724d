//! A JSON value and where it stands, read as what is expected there.
//!
//! Whatever is found wrong is added to the problems with its place, and the reading goes on. Numbers may be written
//! as JSON numbers or as texts; null and the empty text are absent. Nothing that is not finite is let through.

use crate::problem::{ImportProblemKind, JsonType, Problems};
use margin_core::time::Timestamp;
use serde_json::{Map, Value};

/// Names of coins are a few letters; what is longer is something else.
const LONGEST_NAME: usize = 64;

/// The last millisecond of the year 9999, after which dates are not written in four digits.
const LAST_MILLISECOND: f64 = 253_402_300_799_999.0;

/// Where something stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) document: usize,
    pub(crate) path: String,
}

/// A JSON value and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Node<'v> {
    pub(crate) value: &'v Value,
    pub(crate) place: Place,
}

/// The fields of an object and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Fields<'v> {
    map: &'v Map<String, Value>,
    pub(crate) place: Place,
}

impl Place {
    /// All of a document.
    pub(crate) fn start(document: usize) -> Self {
        Self { document, path: String::new() }
    }

    /// One of the values that a document holds one after another, counted from zero.
    pub(crate) fn value(document: usize, count: usize) -> Self {
        let path = if count == 0 { String::new() } else { format!("#{}", count + 1) };
        Self { document, path }
    }

    /// A field of the object here.
    pub(crate) fn field(&self, name: &str) -> Self {
        // What stands in a table has a place, and no name.
        if name.is_empty() {
            return self.clone();
        }
        let path = if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) };
        Self { document: self.document, path }
    }

    /// An item of the list here.
    pub(crate) fn item(&self, index: usize) -> Self {
        Self { document: self.document, path: format!("{}[{index}]", self.path) }
    }
}

impl<'v> Node<'v> {
    pub(crate) fn new(value: &'v Value, place: Place) -> Self {
        Self { value, place }
    }

    /// Whether nothing is written: null and the empty text.
    pub(crate) fn is_absent(&self) -> bool {
        self.value.is_null() || self.value.as_str() == Some("")
    }

    /// The value as an object.
    pub(crate) fn object(&self, problems: &mut Problems) -> Option<Fields<'v>> {
        match self.value {
            Value::Object(map) => Some(Fields { map, place: self.place.clone() }),
            _ => self.wrong(JsonType::Object, problems),
        }
    }

    /// The value as a list.
    pub(crate) fn list(&self, problems: &mut Problems) -> Option<impl Iterator<Item = Node<'v>> + use<'v>> {
        match self.value {
            Value::Array(items) => {
                let place = self.place.clone();
                let items = items.iter().enumerate();
                Some(items.map(move |(index, value)| Node::new(value, place.item(index))))
            }
            _ => self.wrong(JsonType::List, problems),
        }
    }

    /// What a list or an object holds, whichever of the two it is.
    pub(crate) fn members(&self, problems: &mut Problems) -> Vec<Node<'v>> {
        match self.value {
            Value::Object(_) => {
                self.object(problems).into_iter().flat_map(|fields| fields.entries()).map(|(_, node)| node).collect()
            }
            _ => self.list(problems).into_iter().flatten().collect(),
        }
    }

    /// The value as a list of exactly two.
    pub(crate) fn pair(&self, problems: &mut Problems) -> Option<[Node<'v>; 2]> {
        match self.value.as_array().map(Vec::as_slice) {
            Some([first, second]) => {
                Some([Node::new(first, self.place.item(0)), Node::new(second, self.place.item(1))])
            }
            Some(short) if short.len() < 2 => {
                problems.add(&self.place.item(short.len()), ImportProblemKind::Missing);
                None
            }
            Some(_) => {
                problems.add(&self.place.item(2), ImportProblemKind::Unrecognised);
                None
            }
            None => self.wrong(JsonType::List, problems),
        }
    }

    /// The value as a finite number.
    pub(crate) fn number(&self, problems: &mut Problems) -> Option<f64> {
        let number = match self.value {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.parse().ok(),
            _ => return self.wrong(JsonType::Number, problems),
        };
        match number {
            Some(number) if number.is_finite() => Some(number),
            Some(_) => self.fail(ImportProblemKind::NotFinite, problems),
            None => self.fail(ImportProblemKind::NotANumber, problems),
        }
    }

    /// The value as a number above zero.
    pub(crate) fn positive(&self, problems: &mut Problems) -> Option<f64> {
        let number = self.number(problems)?;
        if number > 0.0 { Some(number) } else { self.fail(ImportProblemKind::NotPositive, problems) }
    }

    /// The value as a leverage, at least one.
    pub(crate) fn leverage(&self, problems: &mut Problems) -> Option<f64> {
        let number = self.number(problems)?;
        if number >= 1.0 { Some(number) } else { self.fail(ImportProblemKind::LeverageBelowOne, problems) }
    }

    /// The value as a count.
    pub(crate) fn count(&self, problems: &mut Problems) -> Option<u32> {
        let number = self.number(problems)?;
        let whole = number.trunc() == number && (0.0..=f64::from(u32::MAX)).contains(&number);
        if whole { Some(number as u32) } else { self.fail(ImportProblemKind::NotWhole, problems) }
    }

    /// The value as a moment, in milliseconds since the start of 1970 or as `2026-09-06T16:46:15.818Z`.
    pub(crate) fn time(&self, problems: &mut Problems) -> Option<Timestamp> {
        if let Some(Ok(time)) = self.value.as_str().map(str::parse) {
            return Some(time);
        }
        let number = self.number(problems)?;
        let known = (0.0..=LAST_MILLISECOND).contains(&number);
        let time = known.then(|| Timestamp::from_milliseconds(number as i64));
        if time.is_some() { time } else { self.fail(ImportProblemKind::NotATime, problems) }
    }

    /// The value as true or false.
    pub(crate) fn boolean(&self, problems: &mut Problems) -> Option<bool> {
        match self.value {
            Value::Bool(value) => Some(*value),
            _ => self.wrong(JsonType::Boolean, problems),
        }
    }

    /// The value as text.
    pub(crate) fn text(&self, problems: &mut Problems) -> Option<&'v str> {
        match self.value {
            Value::String(text) => Some(text),
            _ => self.wrong(JsonType::Text, problems),
        }
    }

    /// The value as a coin's name.
    pub(crate) fn name(&self, problems: &mut Problems) -> Option<&'v str> {
        let text = self.text(problems)?;
        if text.len() <= LONGEST_NAME { Some(text) } else { self.fail(ImportProblemKind::NotAName, problems) }
    }

    fn wrong<T>(&self, expected: JsonType, problems: &mut Problems) -> Option<T> {
        let found = match self.value {
            Value::Null => JsonType::Null,
            Value::Bool(_) => JsonType::Boolean,
            Value::Number(_) => JsonType::Number,
            Value::String(_) => JsonType::Text,
            Value::Array(_) => JsonType::List,
            Value::Object(_) => JsonType::Object,
        };
        self.fail(ImportProblemKind::WrongType { expected, found }, problems)
    }

    fn fail<T>(&self, kind: ImportProblemKind, problems: &mut Problems) -> Option<T> {
        problems.add(&self.place, kind);
        None
    }
}

impl<'v> Fields<'v> {
    /// A field, unless it is absent.
    pub(crate) fn optional(&self, name: &str) -> Option<Node<'v>> {
        let node = Node::new(self.map.get(name)?, self.place.field(name));
        (!node.is_absent()).then_some(node)
    }

    /// A field that must be there.
    pub(crate) fn required(&self, name: &str, problems: &mut Problems) -> Option<Node<'v>> {
        let found = self.optional(name);
        if found.is_none() {
            problems.add(&self.place.field(name), ImportProblemKind::Missing);
        }
        found
    }

    /// A number that must be there.
    pub(crate) fn number(&self, name: &str, problems: &mut Problems) -> Option<f64> {
        self.required(name, problems)?.number(problems)
    }

    /// A number, unless it is absent or wrong.
    pub(crate) fn number_if_any(&self, name: &str, problems: &mut Problems) -> Option<f64> {
        self.optional(name)?.number(problems)
    }

    /// All fields with their names, in alphabetical order.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&'v str, Node<'v>)> + use<'v> {
        let place = self.place.clone();
        self.map.iter().map(move |(name, value)| (name.as_str(), Node::new(value, place.field(name))))
    }

    /// Whether the object has a field of this name at all, be it null.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.map.contains_key(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read<'v, T>(
        value: &'v Value,
        read: impl Fn(&Node<'v>, &mut Problems) -> Option<T>,
    ) -> Result<T, ImportProblemKind> {
        let mut problems = Problems::default();
        let found = read(&Node::new(value, Place::start(0)), &mut problems);
        problems.none_or(found).map_err(|mut problems| problems.remove(0).kind)
    }

    #[test]
    fn numbers_are_read_from_numbers_and_from_texts() {
        assert_eq!(read(&json!(1.5), Node::number), Ok(1.5));
        assert_eq!(read(&json!("-0.000001"), Node::number), Ok(-0.000001));
        for text in ["NaN", "inf", "-Infinity", "1e400"] {
            assert_eq!(read(&json!(text), Node::number), Err(ImportProblemKind::NotFinite), "{text}");
        }
        for text in ["twelve", "1,000", "0x10", "1 "] {
            assert_eq!(read(&json!(text), Node::number), Err(ImportProblemKind::NotANumber), "{text}");
        }
        let found = |found| Err(ImportProblemKind::WrongType { expected: JsonType::Number, found });
        assert_eq!(read(&json!([1]), Node::number), found(JsonType::List));
    }

    #[test]
    fn counts_leverages_and_times_have_their_ranges() {
        assert_eq!(read(&json!(56), Node::count), Ok(56));
        assert_eq!(read(&json!(0.5), Node::count), Err(ImportProblemKind::NotWhole));
        assert_eq!(read(&json!(-1), Node::count), Err(ImportProblemKind::NotWhole));
        assert_eq!(read(&json!(0.5), Node::leverage), Err(ImportProblemKind::LeverageBelowOne));
        assert_eq!(read(&json!(0), Node::positive), Err(ImportProblemKind::NotPositive));
        assert_eq!(read(&json!(1e300), Node::time), Err(ImportProblemKind::NotATime));
    }

    #[test]
    fn null_and_the_empty_text_are_absent() {
        let value = json!({"a": null, "b": "", "c": 0});
        let mut problems = Problems::default();
        let fields = Node::new(&value, Place::value(0, 1)).object(&mut problems).unwrap();
        assert!(fields.optional("a").is_none() && fields.optional("b").is_none() && fields.optional("c").is_some());
        assert!(fields.required("a", &mut problems).is_none());
        let problems = problems.none_or(None::<()>).unwrap_err();
        assert_eq!((problems[0].at.as_str(), &problems[0].kind), ("#2.a", &ImportProblemKind::Missing));
    }
}
