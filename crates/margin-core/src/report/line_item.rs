//! An amount that is made of its parts, and the same amount without them.
//!
//! Every calculation is written once, over [`Figure`]. Read as [`LineItem`] it keeps each part, its label and its
//! rule; read as [`Bare`] it keeps the number alone, for searches. Both do the same operations in the same order, so
//! an explanation cannot disagree with a number.

use crate::id::{HoldingId, PositionId};
use crate::report::{GroupKey, Level};
use crate::rules::RuleKey;
use crate::units::{Price, Quantity, Ratio, Usd};
use serde::Serialize;

/// What an amount is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Unit {
    /// Dollars.
    Usd,
    /// Dollars for one unit.
    Price,
    /// One unit for so many dollars: one over a price.
    PerPrice,
    /// Units of an asset or contract.
    Quantity,
    /// A pure number.
    Ratio,
}

/// What an amount is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Label {
    /// Collateral plus unrealised profit of a group.
    Equity(GroupKey),
    /// The whole portfolio's equity.
    TotalEquity,
    /// What a group's equity counts for.
    Counted(GroupKey),
    /// What the whole portfolio's equity counts for.
    TotalCounted,
    /// What a group must cover.
    Requirement(GroupKey, Level),
    /// What all groups must cover.
    TotalRequirement(Level),
    /// What counts beyond the requirement.
    Excess(Level),
    /// What must stay when collateral is taken out.
    Withdrawal(GroupKey),
    /// Where a backstop takes over.
    Backstop(GroupKey),
    /// A holding's value.
    HoldingValue(HoldingId),
    /// What a holding counts for.
    HoldingCounted(HoldingId),
    /// The part of a holding's value within one band of a tiered haircut.
    HoldingSlice(HoldingId),
    /// What that part counts for.
    HoldingSliceCounted(HoldingId),
    /// What was set aside for an isolated position.
    SetAside(PositionId),
    /// A position's unrealised profit.
    Unrealised(PositionId),
    /// The size of a position, or of several that net, in dollars.
    Notional(PositionId),
    /// What a position, or several that net, must cover.
    PositionRequirement(PositionId, Level),
    /// What one side of a hedge-mode pair must cover.
    SideRequirement(PositionId, Level),
    /// What a position must keep when collateral is taken out.
    PositionWithdrawal(PositionId),
    /// The share of its notional that must stay at least; also that of one side of a hedge-mode pair.
    WithdrawalFloor(PositionId),
    /// Units held, or contracts.
    Quantity,
    /// Units of the underlying in one contract, or its face value.
    Multiplier,
    /// The spot reference price.
    IndexPrice,
    /// The price that positions are valued at.
    MarkPrice,
    /// The average opening price.
    EntryPrice,
    /// Price now less price at entry.
    PriceChange,
    /// One over the price at entry.
    PerEntry,
    /// One over the price now.
    PerMark,
    /// One over entry less one over now.
    PerPriceChange,
    /// What is left after the haircut, as a share.
    AfterHaircut,
    /// The initial rate: one over the leverage.
    InitialRate,
    /// The maintenance rate of the tier.
    MaintenanceRate,
    /// Notional times the maintenance rate, before the tier's deduction.
    AtTierRate,
    /// What lower tiers' lower rates take off.
    TierDeduction,
    /// The least share of notional that must stay.
    WithdrawalShare,
    /// The share of maintenance at which a backstop takes over.
    BackstopShare,
    /// All positions' notionals together.
    GrossNotional,
    /// Gross notional as a multiple of equity.
    EffectiveLeverage,
    /// The initial requirement as a share of gross notional.
    RequirementToNotional,
    /// The initial requirements of all positions, each alone.
    Standalone,
    /// The initial requirement as a share of what the positions require each alone.
    RequirementToStandalone,
    /// What margining together saves, as a share.
    Saving,
    /// The initial excess as a share of what counts.
    Idle,
    /// All of something, as a share of it: 1.
    Whole,
}

/// How an amount comes about.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum How {
    /// It is an input.
    Given,
    /// All parts added.
    Sum(Vec<LineItem>),
    /// The first part less the second.
    Difference(Box<[LineItem; 2]>),
    /// All parts multiplied.
    Product(Vec<LineItem>),
    /// The first part divided by the second.
    Quotient(Box<[LineItem; 2]>),
    /// The largest part.
    Largest(Vec<LineItem>),
    /// The smallest part.
    Smallest(Vec<LineItem>),
}

/// An amount, made of its parts.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LineItem {
    label: Label,
    rule: Option<RuleKey>,
    value: f64,
    unit: Unit,
    how: How,
}

/// An amount on its own, with the size of what went into it, so that a search can tell a value from rounding.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bare {
    /// The amount.
    pub value: f64,
    /// The sum of the sizes of all that was added or subtracted to make it.
    pub gross: f64,
}

/// A way of writing a calculation down.
pub trait Figure: Sized {
    /// An input.
    fn given(label: Label, unit: Unit, value: f64) -> Self;
    /// All parts added, from the first to the last; zero dollars when there are none.
    fn sum(label: Label, rule: RuleKey, parts: impl IntoIterator<Item = Self>) -> Self;
    /// The first part less the second.
    fn difference(label: Label, rule: RuleKey, from: Self, less: Self) -> Self;
    /// Dollars: all parts multiplied, from the first to the last.
    fn product(label: Label, rule: RuleKey, parts: impl IntoIterator<Item = Self>) -> Self;
    /// The largest part; zero dollars when there are none.
    fn largest(label: Label, rule: RuleKey, parts: impl IntoIterator<Item = Self>) -> Self;
    /// The smallest part; zero dollars when there are none.
    fn smallest(label: Label, rule: RuleKey, parts: impl IntoIterator<Item = Self>) -> Self;
    /// The amount.
    fn value(&self) -> f64;

    /// An input in dollars.
    fn usd(label: Label, value: Usd) -> Self {
        Self::given(label, Unit::Usd, value.get())
    }

    /// An input that is a price.
    fn price(label: Label, value: Price) -> Self {
        Self::given(label, Unit::Price, value.get())
    }

    /// An input that is a quantity.
    fn quantity(label: Label, value: Quantity) -> Self {
        Self::given(label, Unit::Quantity, value.get())
    }

    /// An input that is a pure number.
    fn ratio(label: Label, value: Ratio) -> Self {
        Self::given(label, Unit::Ratio, value.get())
    }
}

impl LineItem {
    /// What the amount is.
    pub fn label(&self) -> Label {
        self.label
    }

    /// The rule that it follows; inputs and our own measures follow none.
    pub fn rule(&self) -> Option<RuleKey> {
        self.rule
    }

    /// What it is measured in.
    pub fn unit(&self) -> Unit {
        self.unit
    }

    /// How it comes about.
    pub fn how(&self) -> &How {
        &self.how
    }

    /// The amount in dollars.
    pub fn usd(&self) -> Usd {
        Usd::new(self.value)
    }

    /// The amount as a pure number.
    pub fn ratio(&self) -> Ratio {
        Ratio::new(self.value)
    }

    /// The parts that it is made of.
    pub fn parts(&self) -> &[Self] {
        match &self.how {
            How::Given => &[],
            How::Difference(parts) | How::Quotient(parts) => parts.as_slice(),
            How::Sum(parts) | How::Product(parts) | How::Largest(parts) | How::Smallest(parts) => parts,
        }
    }

    /// The first part divided by the second, by our own definition and no venue's rule; nothing when the divisor is
    /// zero.
    pub(crate) fn quotient(label: Label, over: Self, under: Self) -> Option<Self> {
        let value = (under.value != 0.0).then(|| over.value / under.value)?;
        Some(Self::own(label, value, Unit::Ratio, How::Quotient(Box::new([over, under]))))
    }

    /// A sum by our own definition.
    pub(crate) fn own_sum(label: Label, parts: impl IntoIterator<Item = Self>) -> Self {
        let parts: Vec<_> = parts.into_iter().collect();
        Self::own(label, fold(&parts, add), unit_of(&parts), How::Sum(parts))
    }

    /// A difference by our own definition.
    pub(crate) fn own_difference(label: Label, from: Self, less: Self) -> Self {
        let (value, unit) = (from.value - less.value, from.unit);
        Self::own(label, value, unit, How::Difference(Box::new([from, less])))
    }

    fn own(label: Label, value: f64, unit: Unit, how: How) -> Self {
        Self { label, rule: None, value, unit, how }
    }

    fn made(label: Label, rule: RuleKey, value: f64, unit: Unit, how: How) -> Self {
        Self::own(label, value, unit, how).following(rule)
    }

    fn following(self, rule: RuleKey) -> Self {
        Self { rule: Some(rule), ..self }
    }
}

fn add(total: f64, part: f64) -> f64 {
    total + part
}

fn multiply(total: f64, part: f64) -> f64 {
    total * part
}

/// The larger of two; NaN when either is, so that nothing wrong is hidden.
fn larger(left: f64, right: f64) -> f64 {
    if left >= right || left.is_nan() { left } else { right }
}

/// The smaller of two; NaN when either is.
fn smaller(left: f64, right: f64) -> f64 {
    if left <= right || left.is_nan() { left } else { right }
}

fn fold(parts: &[LineItem], combine: fn(f64, f64) -> f64) -> f64 {
    parts.iter().map(|part| part.value).reduce(combine).unwrap_or(0.0)
}

fn unit_of(parts: &[LineItem]) -> Unit {
    parts.first().map_or(Unit::Usd, |part| part.unit)
}

impl Figure for LineItem {
    fn given(label: Label, unit: Unit, value: f64) -> Self {
        Self::own(label, value, unit, How::Given)
    }

    fn sum(label: Label, rule: RuleKey, parts: impl IntoIterator<Item = Self>) -> Self {
        Self::own_sum(label, parts).following(rule)
    }

    fn difference(label: Label, rule: RuleKey, from: Self, less: Self) -> Self {
        Self::own_difference(label, from, less).following(rule)
    }

    fn product(label: Label, rule: RuleKey, parts: impl IntoIterator<Item = Self>) -> Self {
        let parts: Vec<_> = parts.into_iter().collect();
        Self::made(label, rule, fold(&parts, multiply), Unit::Usd, How::Product(parts))
    }

    fn largest(label: Label, rule: RuleKey, parts: impl IntoIterator<Item = Self>) -> Self {
        let parts: Vec<_> = parts.into_iter().collect();
        Self::made(label, rule, fold(&parts, larger), unit_of(&parts), How::Largest(parts))
    }

    fn smallest(label: Label, rule: RuleKey, parts: impl IntoIterator<Item = Self>) -> Self {
        let parts: Vec<_> = parts.into_iter().collect();
        Self::made(label, rule, fold(&parts, smaller), unit_of(&parts), How::Smallest(parts))
    }

    fn value(&self) -> f64 {
        self.value
    }
}

impl Bare {
    const NOTHING: Self = Self { value: 0.0, gross: 0.0 };

    fn reduce(parts: impl IntoIterator<Item = Self>, value: fn(f64, f64) -> f64, gross: fn(f64, f64) -> f64) -> Self {
        parts
            .into_iter()
            .reduce(|left, right| Self { value: value(left.value, right.value), gross: gross(left.gross, right.gross) })
            .unwrap_or(Self::NOTHING)
    }
}

impl Figure for Bare {
    fn given(_: Label, _: Unit, value: f64) -> Self {
        Self { value, gross: value.abs() }
    }

    fn sum(_: Label, _: RuleKey, parts: impl IntoIterator<Item = Self>) -> Self {
        Self::reduce(parts, add, add)
    }

    fn difference(_: Label, _: RuleKey, from: Self, less: Self) -> Self {
        Self { value: from.value - less.value, gross: from.gross + less.gross }
    }

    fn product(_: Label, _: RuleKey, parts: impl IntoIterator<Item = Self>) -> Self {
        Self::reduce(parts, multiply, multiply)
    }

    fn largest(_: Label, _: RuleKey, parts: impl IntoIterator<Item = Self>) -> Self {
        Self::reduce(parts, larger, larger)
    }

    fn smallest(_: Label, _: RuleKey, parts: impl IntoIterator<Item = Self>) -> Self {
        Self::reduce(parts, smaller, larger)
    }

    fn value(&self) -> f64 {
        self.value
    }
}
