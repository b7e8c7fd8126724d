//! Every word for people, keyed by what is to be said.
//!
//! The keys carry the names and numbers that a sentence needs, so a language is free in its order. English is one table
//! of exhaustive matches for each kind of key; another language is another module beside it.

mod english;
mod keys;

pub(crate) use english::compare::grade_short;
pub(crate) use english::import::purpose;
pub(crate) use english::{GREATEST_AND_SMALLEST, NONE, UNKNOWN, date, grade, rule, scenario, what};
pub(crate) use keys::changed;
pub(crate) use keys::compare;
pub(crate) use keys::goal;
pub(crate) use keys::import;
pub(crate) use keys::options;
pub(crate) use keys::parameters;
pub(crate) use keys::risk;
pub(crate) use keys::timeline;
pub(crate) use keys::{
    AssumptionText, CellText, ChartText, FactText, FormulaText, HoldingText, LadderText, LineText, LiquidationText,
    NameText, NumberText, PlaceText, PositionText, ProblemText, SentenceText, SummaryText, There, WorkingText,
};
