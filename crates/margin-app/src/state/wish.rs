//! What a person wants to know, as it was chosen in fields; what was not chosen follows the portfolio.

use margin_core::id::{AssetId, PositionId};
use margin_core::instrument::Instrument;
use margin_core::portfolio::Leverage;
use margin_core::report::{GroupKey, Level};
use margin_core::solve::{Direction, Purse};
use margin_core::units::{Price, Ratio, Usd};

/// The choices.
#[derive(Clone, Debug, PartialEq)]
pub struct Wish {
    /// What is sought.
    pub kind: WishKind,
    /// The contract to open.
    pub contract: Option<Instrument>,
    /// Which way.
    pub direction: Direction,
    /// What stands behind it: the dollars that are set aside, or everything.
    pub set_aside: Option<Usd>,
    /// The leverage that it is opened with.
    pub leverage: Option<Leverage>,
    /// Which requirement is meant.
    pub level: Level,
    /// Where collateral is.
    pub purse: Option<Purse>,
    /// Which position is meant.
    pub position: Option<PositionId>,
    /// The price at which something goes under.
    pub price: Option<Price>,
    /// The asset that moves.
    pub asset: Option<AssetId>,
    /// Which group is meant.
    pub group: GroupKey,
    /// What counts as a multiple of the requirement.
    pub ratio: Ratio,
}

/// What is sought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WishKind {
    /// The largest quantity that can be opened.
    Largest,
    /// The quantity for a liquidation price.
    QuantityFor,
    /// The collateral that is missing.
    Add,
    /// The collateral that can be taken out.
    Remove,
    /// What to set aside for a liquidation price.
    SetAside,
    /// The price at which a ratio is met.
    Ratio,
}

impl Default for Wish {
    fn default() -> Self {
        Self {
            kind: WishKind::Largest,
            contract: None,
            direction: Direction::Long,
            set_aside: None,
            leverage: None,
            level: Level::Initial,
            purse: None,
            position: None,
            price: None,
            asset: None,
            group: GroupKey::Cross,
            ratio: Ratio::new(2.0),
        }
    }
}
