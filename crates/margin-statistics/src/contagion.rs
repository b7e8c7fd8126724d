//! Who pays whom when some cannot, how far a default spreads, and sales under pressure.

mod clearing;
mod sales;
mod spread;

pub use clearing::{Clearing, clearing};
pub use sales::{Holder, Sales, sales_under_pressure};
pub use spread::{contagion_window, spread_factor, vulnerable_below};
