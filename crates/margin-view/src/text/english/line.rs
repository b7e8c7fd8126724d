//! The load line in English.

use super::{about, move_together, moves};
use crate::text::keys::{LineText, SentenceText, SummaryText};

pub(in crate::text) fn line(text: LineText) -> String {
    match text {
        LineText::Freeboard => "Freeboard".into(),
        LineText::BelowInitial => "Below initial".into(),
        LineText::UnderWater => "Under water".into(),
        LineText::PartUnderWater { group } => format!("Freeboard, with {group}, under water"),
        LineText::FreeShare { share } => format!("{share} of what counts is free"),
        LineText::NothingFree => "nothing is free".into(),
        LineText::NothingCounts => "nothing counts".into(),
        LineText::NoEquity => "no equity".into(),
    }
}

pub(in crate::text) fn sentence(text: SentenceText) -> String {
    match text {
        SentenceText::First { group, there } => about(group, &format!("goes under first if {}", moves(there))),
        SentenceText::GoesUnder { group, there } => about(group, &format!("goes under if {}", moves(there))),
        SentenceText::Also { group, there } => about(group, &format!("also if {}", moves(there))),
        SentenceText::Together { group, reach, distance } => {
            about(group, &format!("or if {}", move_together(reach, distance)))
        }
        SentenceText::Never { group } => about(group, "no single price takes it under"),
        SentenceText::Under { group: None, short } => format!("Under water: counts {short} less than it must keep"),
        SentenceText::Under { group: Some(group), short } => {
            format!("{group}: under water, counts {short} less than it must keep")
        }
        SentenceText::MoreUnder { count: 1 } => "One more group is under water".into(),
        SentenceText::MoreUnder { count } => format!("{count} more groups are under water"),
        SentenceText::AfloatAgain { group, there } => about(group, &format!("afloat again if {}", moves(there))),
        SentenceText::ShortOfInitial { group, short } => {
            about(group, &format!("counts {short} less than initial, so it can be kept but not added to"))
        }
        SentenceText::NothingRequired => "Nothing is required: there is no position".into(),
        SentenceText::Empty => "Nothing here yet: add a holding and a position".into(),
    }
}

pub(in crate::text) fn summary(text: SummaryText) -> String {
    match text {
        SummaryText::Afloat { counted, initial, maintenance, first } => {
            format!("Counts {counted}, initial requires {initial}, maintenance {maintenance}. {first}.")
        }
        SummaryText::AfloatAtLevels { to_open, to_keep, initial, maintenance, first } => format!(
            "Counts {to_open} to open, initial requires {initial}; counts {to_keep} to keep, maintenance {maintenance}. {first}."
        ),
        SummaryText::Under { counted, maintenance, first } => {
            format!("Counts {counted}, maintenance requires {maintenance}. {first}.")
        }
        SummaryText::Empty => "Nothing counts and nothing is required.".into(),
    }
}
