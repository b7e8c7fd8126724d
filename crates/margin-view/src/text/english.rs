//! The words in English.

mod desk;
pub(super) mod import;
mod label;
mod problem;
mod working;

pub(super) use desk::{assumption, chart, fact, holding, ladder, line, name, position};
pub(crate) use label::{grade, label, rule};
pub(super) use problem::{place, problem};
pub(super) use working::working;

/// What is said where there is no number.
pub(crate) const UNKNOWN: &str = "not known";

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A day: `6 Sep 2026`.
pub(crate) fn date(year: i32, month: u8, day: u8) -> String {
    let month = usize::from(month).checked_sub(1).and_then(|index| MONTHS.get(index)).unwrap_or(&UNKNOWN);
    format!("{day} {month} {year}")
}
