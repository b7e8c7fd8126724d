//! What is asked over evaluations: rules changed and compared, venues compared, and searches for a number.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on may panic, in its helpers too")]

#[path = "over_evaluate/change.rs"]
mod change;
#[path = "over_evaluate/made.rs"]
mod made;

