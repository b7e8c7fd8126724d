//! Searches over an evaluation: they hold no formula of their own.

mod curve;
mod liquidation;
mod root;

pub use curve::{CurvePoint, curve};
pub use liquidation::{
    AssetCrossings, Crossing, Crossings, GroupLiquidation, LiquidationReport, Nearest, Now, PositionCrossing,
    PositionLiquidation, Reach, Turn, liquidation_prices,
};
