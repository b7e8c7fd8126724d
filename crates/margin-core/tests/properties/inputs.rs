//! What inputs do.
