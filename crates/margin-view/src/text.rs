//! Every word for people, keyed by what is to be said.
//!
//! The keys carry the names and numbers that a sentence needs, so a language is free in its order. English is one table
//! of exhaustive matches per kind of key; another language is another module beside it.

mod english;
mod keys;

pub(crate) use english::{UNKNOWN, date, grade, label, rule};
pub(crate) use keys::import;
pub(crate) use keys::{
    AssumptionText, ChartText, FactText, HoldingText, LadderText, LineText, NameText, PlaceText, PositionText,
    ProblemText, Said, WorkingText,
};
