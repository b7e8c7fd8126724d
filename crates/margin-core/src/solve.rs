//! Searches over an evaluation: they hold no formula of their own.

mod answer;
mod collateral;
mod curve;
mod edge;
mod heat_map;
mod leverage;
mod liquidation;
mod moved;
mod quantity;
mod root;
mod target;

pub use answer::{Answer, Found, Inputs, WhyNoAnswer};
pub use collateral::{Amount, Purse, collateral_to_add, collateral_to_remove};
pub use curve::{CurvePoint, curve};
pub use heat_map::{HeatCell, heat_map};
pub use leverage::{SetAside, leverage_for_liquidation};
pub use liquidation::{
    AssetCrossings, Crossing, Crossings, GroupLiquidation, LiquidationReport, Nearest, Now, PositionCrossing,
    PositionLiquidation, Reach, Turn, liquidation_prices,
};
pub(crate) use moved::moved_market;
pub use moved::{Shocked, shocked};
pub use quantity::{Direction, Opening, largest_quantity, quantity_for_liquidation};
pub use target::{Landing, Target, TargetPrice, prices_for_ratio};
