//! A report as the rows, words and numbers that a person reads.
//!
//! [`desk()`] gives the whole desk, [`working()`] how one figure comes about, [`problem()`] what is wrong and what to do
//! about it, [`number`] reads and writes numbers. Nothing is calculated here beyond rounding and the choice of words, and
//! every word for people stands in the `text` module.

pub mod changed;
pub mod chart;
pub mod compare;
pub mod desk;
pub mod goal;
pub mod import;
pub mod number;
pub mod options;
pub mod parameters;
pub mod problem;
pub mod risk;
pub mod timeline;
pub mod working;

mod name;
mod text;

pub use chart::{ChartCrossing, ChartPoint, PriceChart, Tick, compact, ticks};
pub use desk::{
    Desk, Fact, HoldingRow, LadderRow, Levelled, LineState, LineView, LiquidationCell, PositionRow, Sentence, Shown,
    Subject, Tone, desk,
};
pub use name::{date, instrument, moment};
pub use number::{Locale, NumberProblem, Toward};
pub use problem::{Told, number_problem, problem};
pub use working::{CitedRule, FigureRef, Measure, Working, WorkingLine, copy_text, working};
