//! The words in English.

pub(super) mod changed;
pub(crate) mod compare;
mod desk;
pub(super) mod goal;
pub(super) mod import;
mod label;
mod line;
pub(crate) mod options;
pub(super) mod parameters;
mod problem;
pub(super) mod risk;
pub(super) mod timeline;
mod working;

pub(super) use desk::{assumption, cell, chart, fact, holding, ladder, name, position};
pub(crate) use label::grid::scenario;
pub(crate) use label::{grade, rule, what};
pub(super) use line::{line, sentence, summary};
pub(super) use problem::{number, place, problem};
pub(super) use working::{formula, liquidation, working};

use super::keys::There;
use margin_core::rules::Pairs;
use margin_core::solve::Reach;

/// What is said where there should be a number and it is not known.
pub(crate) const UNKNOWN: &str = "not known";

/// What is said where there is no such number.
pub(crate) const NONE: &str = "none";

/// What stands before the parts of which the greatest, or the smallest, is taken.
pub(crate) const GREATEST_AND_SMALLEST: [&str; 2] = ["max", "min"];

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A day: `6 Sep 2026`.
pub(crate) fn date(year: i32, month: u8, day: u8) -> String {
    let month = usize::from(month).checked_sub(1).and_then(|index| MONTHS.get(index)).unwrap_or(&UNKNOWN);
    format!("{day} {month} {year}")
}

/// A price's move: `BTC falls 18.2 % to 65,170`.
fn moves(there: There) -> String {
    let There { asset, reach, distance, price } = there;
    let verb = match reach {
        Reach::Falls => "falls",
        Reach::Rises => "rises",
    };
    format!("{asset} {verb} {distance} to {price}")
}

/// All prices' move: `all prices fall together by 12.4 %`.
fn move_together(reach: Reach, distance: &str) -> String {
    let verb = match reach {
        Reach::Falls => "fall",
        Reach::Rises => "rise",
    };
    format!("all prices {verb} together by {distance}")
}

/// How positions in one contract are margined together.
fn together(pairs: Pairs) -> &'static str {
    match pairs {
        Pairs::Netted => "netted",
        Pairs::EachSide => "each side in full",
        Pairs::LargerSide => "the larger side",
    }
}

/// A clause as a sentence, or after the name of what it is about.
fn about(group: Option<&str>, clause: &str) -> String {
    match group {
        None => capitalised(clause),
        Some(group) => format!("{group}: {clause}"),
    }
}

fn capitalised(clause: &str) -> String {
    let mut letters = clause.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn uncapitalised(clause: &str) -> String {
    let mut letters = clause.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
