//! What a person looks at of a portfolio's risk.

use margin_core::id::AssetId;
use margin_core::report::Level;
use margin_view::risk::dials::Dial;
use margin_view::risk::heat::{HeatBy, HeatOf};
use std::collections::BTreeMap;

/// The choices.
#[derive(Clone, Debug, PartialEq)]
pub struct Watched {
    /// What the map shows.
    pub of: HeatOf,
    /// What its rows are.
    pub by: HeatBy,
    /// The asset whose price moves in it, where one was chosen.
    pub asset: Option<AssetId>,
    /// Which requirement the waterfall leads to.
    pub level: Level,
    /// The dials that were turned.
    pub dials: BTreeMap<Dial, f64>,
}

impl Default for Watched {
    fn default() -> Self {
        let (of, by) = (HeatOf::default(), HeatBy::default());
        Self { of, by, asset: None, level: Level::Initial, dials: BTreeMap::new() }
    }
}
