//! What an evaluation found, as amounts that are made of their parts.

mod label;
mod level;
mod line_item;

pub use label::{DynamicLabel, GridLabel, Label, OptionLabel, Way};
pub use level::{Level, Levels};
pub use line_item::{Bare, Figure, How, LineItem, Unit};

use crate::id::{AssetId, CategoryId, HoldingId, InstrumentId, PositionId};
use crate::problem::MarketFigure;
use crate::units::{Price, Ratio};
use serde::{Deserialize, Serialize};

/// What is margined together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum GroupKey {
    /// All holdings, and all positions that share them.
    Cross,
    /// One isolated position with what was set aside for it.
    Isolated(PositionId),
}

/// A whole portfolio under one venue's rules at one moment.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MarginReport {
    /// Everything that is margined together, cross first, then the isolated positions by their numbers.
    pub groups: Vec<GroupReport>,
    /// All groups' figures together.
    pub total: Figures,
    /// Each holding, in the portfolio's order.
    pub holdings: Vec<HoldingReport>,
    /// Each position, in the portfolio's order.
    pub positions: Vec<PositionReport>,
    /// What was taken as given.
    pub assumptions: Vec<Assumption>,
}

/// What one group has and needs.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GroupReport {
    /// Which group it is.
    pub key: GroupKey,
    /// Its figures.
    pub figures: Figures,
    /// What the group must keep when collateral is taken out.
    pub withdrawal: LineItem,
    /// The equity below which a backstop takes the group over, where the venue has one.
    pub backstop: Option<LineItem>,
}

/// The figures of a group or of a whole portfolio.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Figures {
    /// Collateral plus unrealised profit, before haircuts.
    pub equity: LineItem,
    /// What is left of it after haircuts, at each level.
    pub counted: Levels<LineItem>,
    /// What must be covered to open or increase.
    pub initial: LineItem,
    /// What must be covered to keep.
    pub maintenance: LineItem,
}

/// What one holding is worth and counts for, as if it were all that is held of its asset.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HoldingReport {
    /// Which holding it is.
    pub id: HoldingId,
    /// The price it is valued at.
    pub index: Price,
    /// Its value before haircuts.
    pub value: LineItem,
    /// What it counts for at each level; a debt that is required counts for nothing.
    pub counted: Levels<LineItem>,
    /// What it requires at each level, where it is a debt that is required.
    pub required: Option<Levels<LineItem>>,
}

/// What one position is worth and requires, as if it stood alone in its instrument.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PositionReport {
    /// Which position it is.
    pub id: PositionId,
    /// The group that it is margined in.
    pub group: GroupKey,
    /// The price it is valued at.
    pub mark: Price,
    /// Its size in dollars, without a sign.
    pub notional: LineItem,
    /// What closing at the mark would gain or lose.
    pub unrealised: LineItem,
    /// What an option is worth: positive held, negative owed. Nothing of any other contract.
    pub value: Option<LineItem>,
    /// Funding and borrowing that have accrued and are not settled yet.
    pub accrued: LineItem,
    /// The leverage that its initial requirement is taken at; nothing where it requires no share of its notional.
    pub leverage: Option<Ratio>,
    /// What it needs to open or increase, alone.
    pub initial: LineItem,
    /// What it needs to be kept, alone.
    pub maintenance: LineItem,
}

/// Something that was taken as given because neither the market nor the rules decide it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Assumption {
    /// The venue does not accept this asset as collateral, so it counts for nothing.
    NotAccepted(AssetId),
    /// The leverage that was set is more than the venue allows at this size; what it allows was used.
    LeverageCapped {
        /// The position.
        position: PositionId,
        /// The leverage used.
        used: Ratio,
    },
    /// Positions that net have different leverages; the lowest was used.
    LowestLeverage {
        /// The instrument.
        instrument: InstrumentId,
        /// The leverage used.
        used: Ratio,
    },
    /// The market does not say this of an asset, so what depends on it was left out.
    AssetFigureUnknown {
        /// The asset.
        asset: AssetId,
        /// What is not known.
        figure: MarketFigure,
    },
    /// The market does not say this of a contract, so the rate that it would raise was left at its base.
    InstrumentFigureUnknown {
        /// The contract.
        instrument: InstrumentId,
        /// What is not known.
        figure: MarketFigure,
    },
    /// The venue has no categories of collateral; the one that was chosen does nothing.
    CategoryWithoutMeaning(CategoryId),
    /// Neither the market nor the option's own mark says what its volatility is that fits its price; it is valued as if it
    /// had none.
    VolatilityUnknown(InstrumentId),
    /// The market has no volatility for the option; it was taken between the smiles of other expiries by total variance,
    /// or as high as that of the nearest, where the expiry is before or after all of them.
    VolatilityInterpolated(InstrumentId),
    /// The market has no forward for the contract's expiry; it was taken between those of other expiries, or at the yearly
    /// premium of the nearest, where the expiry is before or after all of them.
    ForwardInterpolated(InstrumentId),
    /// The market has no forward for the contract's expiry; the index was used.
    ForwardUnknown(InstrumentId),
    /// The market does not say this of an asset; the figure that the rules have for it was used.
    RulesFigureUsed {
        /// The asset.
        asset: AssetId,
        /// What is not known.
        figure: MarketFigure,
    },
    /// The market has no volatility of options on the asset; only that of past returns was used.
    SurfaceUnknown(AssetId),
    /// The market does not say how two assets move together; nothing was credited for it.
    CorrelationUnknown(AssetId, AssetId),
    /// The venue's rules do not let resting orders count, or none of theirs is known; the orders do nothing.
    OrdersIgnored,
}

impl Figures {
    /// What must be covered at a level.
    pub fn requirement(&self, level: Level) -> &LineItem {
        match level {
            Level::Initial => &self.initial,
            Level::Maintenance => &self.maintenance,
        }
    }

    /// What counts beyond the requirement; negative when it is not met.
    pub fn excess(&self, level: Level) -> LineItem {
        let requirement = self.requirement(level).clone();
        LineItem::difference(Label::Excess(level), level.rule(), self.counted.at(level).clone(), requirement)
    }

    /// What counts as a multiple of the requirement; nothing when there is no requirement.
    pub fn ratio(&self, level: Level) -> Option<Ratio> {
        self.counted.at(level).usd().share_of(self.requirement(level).usd())
    }
}

impl MarginReport {
    /// The report of one group.
    pub fn group(&self, key: GroupKey) -> Option<&GroupReport> {
        self.groups.iter().find(|group| group.key == key)
    }

    /// The report of one position.
    pub fn position(&self, id: PositionId) -> Option<&PositionReport> {
        self.positions.iter().find(|position| position.id == id)
    }

    /// The report of one holding.
    pub fn holding(&self, id: HoldingId) -> Option<&HoldingReport> {
        self.holdings.iter().find(|holding| holding.id == id)
    }

    /// The dollars of all positions' sizes together, without signs.
    pub fn gross_notional(&self) -> LineItem {
        let notionals = self.positions.iter().map(|position| position.notional.clone());
        LineItem::own_sum(Label::GrossNotional, notionals)
    }
}
