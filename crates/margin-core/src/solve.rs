//! Searches over an evaluation: they hold no formula of their own.

mod liquidation;
mod root;

pub use liquidation::{
    AssetCrossings, Crossing, Crossings, GroupLiquidation, LiquidationReport, Nearest, Now, PositionCrossing,
    PositionLiquidation, Reach, Turn, liquidation_prices,
};
