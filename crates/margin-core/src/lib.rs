//! The margin engine: a portfolio, one moment's market and a venue's rules in; an explained requirement out.
//!
//! [`evaluate()`] is the one call. Everything under [`solve`] searches over it and holds no formula of its own.
//! The crate reads no clock, does no I/O and names no venue; the same inputs give the same bits natively and in
//! WebAssembly, because sums run in a fixed order and transcendental functions come from `libm`.

pub mod id;
pub mod problem;
pub mod time;
pub mod units;

pub mod instrument;
pub mod market;
pub mod portfolio;
pub mod rules;

pub mod report;

pub mod scenario;

mod book;

mod collateral;
mod model;
mod rate;
mod valuation;

mod check;
mod group;

pub mod chain;
pub mod change;
pub mod compare;
pub mod dynamic;
pub mod efficiency;
pub mod evaluate;
pub mod floor;
pub mod funding;
pub mod interest;
pub mod liquidation;
pub mod orders;
pub mod pool;
pub mod power_perpetual;
pub mod range_option;
pub mod reputation;
pub mod risk_array;
pub mod scenarios;
pub mod sensitivities;
pub mod solve;
pub mod spread;
pub mod surface;
pub mod unified;
pub mod waterfall;

pub use evaluate::evaluate;
pub use scenarios::scenarios;
