//! The part of the build's own tools that is worth testing: the static file server.

pub mod site;
