//! The pages.

pub mod desk;
