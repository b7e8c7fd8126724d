//! The names of what changes, in English.

use crate::text::keys::changed::ChangedText;

pub(in crate::text) fn changed(text: ChangedText) -> &'static str {
    match text {
        ChangedText::Equity => "Equity",
        ChangedText::Counts => "Counts",
        ChangedText::CountsToOpen => "Counts to open",
        ChangedText::CountsToKeep => "Counts to keep",
        ChangedText::Initial => "Initial",
        ChangedText::Maintenance => "Maintenance",
        ChangedText::Freeboard => "Freeboard",
        ChangedText::Leverage => "Leverage",
        ChangedText::Nearest => "Nearest liquidation",
        ChangedText::Portfolio => "The portfolio",
    }
}
