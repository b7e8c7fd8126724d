//! How a JavaScript value does not have the shape that is asked for, and where.

use serde::Serialize;
use serde::de::{Error, Expected, Unexpected};
use std::fmt;
use std::fmt::Write as _;

/// The first thing in an argument that does not fit.
#[derive(Debug)]
pub(crate) struct Misfit {
    /// The way there, from the inside outwards.
    steps: Vec<Step>,
    /// What is wrong there.
    pub(crate) kind: MisfitKind,
}

#[derive(Debug)]
enum Step {
    Field(String),
    Element(u32),
}

/// How a value does not fit.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum MisfitKind {
    /// A field that is needed is absent.
    MissingField(&'static str),
    /// A field that means nothing here, such as a misspelt one.
    UnknownField(String),
    /// A name that is none of those that are known here.
    UnknownName { found: String, expected: &'static [&'static str] },
    /// A value of another type.
    WrongType { expected: Type, found: Type },
    /// A value of the right type that cannot be read, with the reason.
    Unreadable(String),
}

/// JavaScript's types, as far as they matter here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Type {
    Null,
    Boolean,
    Number,
    /// A number without a fraction, in the range asked for.
    WholeNumber,
    Text,
    List,
    Object,
    /// A name, or an object with one field that is named so.
    Choice,
    /// Anything else, such as a function, a Map or a BigInt.
    Other,
}

impl Misfit {
    pub(super) fn new(kind: MisfitKind) -> Self {
        Self { steps: Vec::new(), kind }
    }

    pub(super) fn wrong_type(expected: Type, found: Type) -> Self {
        Self::new(MisfitKind::WrongType { expected, found })
    }

    /// The same one step further out, where it is within a field.
    pub(super) fn within_field(mut self, name: impl Into<String>) -> Self {
        self.steps.push(Step::Field(name.into()));
        self
    }

    /// The same one step further out, where it is within a list.
    pub(super) fn within_element(mut self, index: u32) -> Self {
        self.steps.push(Step::Element(index));
        self
    }

    /// The way there, such as `portfolio.positions[0].quantity`.
    pub(crate) fn path(&self) -> String {
        let mut path = String::new();
        for step in self.steps.iter().rev() {
            let dot = if path.is_empty() { "" } else { "." };
            // Writing to a string cannot fail.
            let _ = match step {
                Step::Field(name) => write!(path, "{dot}{name}"),
                Step::Element(index) => write!(path, "[{index}]"),
            };
        }
        path
    }
}

impl Error for Misfit {
    fn custom<T: fmt::Display>(reason: T) -> Self {
        Self::new(MisfitKind::Unreadable(reason.to_string()))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(MisfitKind::MissingField(field))
    }

    fn unknown_field(field: &str, _: &'static [&'static str]) -> Self {
        Self::new(MisfitKind::UnknownField(field.into()))
    }

    fn unknown_variant(found: &str, expected: &'static [&'static str]) -> Self {
        Self::new(MisfitKind::UnknownName { found: found.into(), expected })
    }

    fn invalid_value(unexpected: Unexpected, expected: &dyn Expected) -> Self {
        match unexpected {
            Unexpected::Unsigned(_) | Unexpected::Signed(_) => Self::wrong_type(Type::WholeNumber, Type::Number),
            _ => Self::custom(format_args!("expected {expected}")),
        }
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {:?}", self.path(), self.kind)
    }
}

impl std::error::Error for Misfit {}
