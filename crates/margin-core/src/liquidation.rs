//! What a venue does with a portfolio that goes under: a process over a path of prices, step by step.
//!
//! [`process()`] runs it: every step is an [`Event`] with the rule that it follows, who paid what to whom as amounts made
//! of their parts, and the group's figures before and after by [`crate::evaluate()`]. Each formula is a function of its
//! own in the public modules, named and listed in `docs/models/liquidation.md`. The policy is data,
//! [`crate::rules::Liquidation`].

mod account;
mod clock;
mod close;
mod debts;
mod ending;
mod moment;
mod path;
mod plan;
mod process;
mod report;

pub mod auction;
pub mod close_factor;
pub mod collateral;
pub mod fee;
pub mod keeper;
pub mod price;
pub mod size;
pub mod trigger;
pub mod waterfall;

pub use path::{Path, PathStep};
pub use process::{MOST_ROUNDS, process};
pub use report::{Ending, Event, GroupEnding, Process, Transfer, What};
