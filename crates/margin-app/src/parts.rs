//! Pieces of the page that know nothing of what they show.

pub mod clipboard;
pub mod dialog;
pub mod figure;
pub mod finder;
pub mod icon;
pub mod number_field;
pub mod select;
pub mod sized;
pub mod tabs;
