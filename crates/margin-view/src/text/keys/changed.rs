//! The names of what changes.

use crate::text::english::changed as english;

/// What changes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ChangedText {
    Equity,
    Counts,
    CountsToOpen,
    CountsToKeep,
    Initial,
    Maintenance,
    Freeboard,
    Leverage,
    Nearest,
    Portfolio,
}

impl ChangedText {
    /// The words.
    pub(crate) fn say(self) -> String {
        english::changed(self).into()
    }
}
