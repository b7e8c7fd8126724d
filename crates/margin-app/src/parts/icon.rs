//! Small drawings, in the colour of the text beside them.

use leptos::prelude::*;

/// The drawings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// The disc with its line: the mark on a ship's hull.
    Disc,
    /// Turn to the other side.
    Flip,
    /// Another like it.
    Duplicate,
    /// Take out.
    Remove,
}

impl Icon {
    /// The drawing's strokes, on a field of 16 by 16.
    fn strokes(self) -> &'static str {
        match self {
            Self::Disc => "M8 3.2a4.8 4.8 0 1 0 0 9.6a4.8 4.8 0 1 0 0-9.6M.5 8h15",
            Self::Flip => "M5 13V3M5 3L2.5 5.5M5 3l2.5 2.5M11 3v10M11 13l-2.5-2.5M11 13l2.5-2.5",
            Self::Duplicate => "M6 6h7.5v7.5H6zM10 6V2.5H2.5V10H6",
            Self::Remove => "M4 4l8 8M12 4l-8 8",
        }
    }
}

/// Draws an icon; it says nothing to those who do not see it.
#[component]
pub fn Drawing(icon: Icon) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d=icon.strokes() />
        </svg>
    }
}
