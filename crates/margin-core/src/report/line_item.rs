//! An amount that is made of its parts, and the same amount without them.
//!
//! Every calculation is written once, over [`Figure`]. Read as [`LineItem`] it keeps each part, its label and its
//! rule; read as [`Bare`] it keeps the number alone, for searches. Both do the same operations in the same order, so
//! an explanation cannot disagree with a number.

use crate::report::Label;
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
    /// The first part to the power of the second.
    Power(Box<[LineItem; 2]>),
    /// The first part rounded up to a multiple of the second.
    RoundedUp(Box<[LineItem; 2]>),
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
    /// A pure number: all parts multiplied, from the first to the last.
    fn scaled(label: Label, rule: RuleKey, parts: impl IntoIterator<Item = Self>) -> Self;
    /// A pure number: the first part divided by the second, which is never zero.
    fn quotient(label: Label, rule: RuleKey, over: Self, under: Self) -> Self;
    /// A pure number: the first part, never negative, to the power of the second.
    fn power(label: Label, rule: RuleKey, base: Self, exponent: Self) -> Self;
    /// Dollars: the first part rounded up to a multiple of the second, which is positive.
    fn rounded_up(label: Label, rule: RuleKey, part: Self, step: Self) -> Self;
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
            How::Difference(parts) | How::Quotient(parts) | How::Power(parts) | How::RoundedUp(parts) => {
                parts.as_slice()
            }
            How::Sum(parts) | How::Product(parts) | How::Largest(parts) | How::Smallest(parts) => parts,
        }
    }

    /// The first part divided by the second, by our own definition and no venue's rule; nothing when the divisor is
    /// zero.
    pub(crate) fn own_quotient(label: Label, over: Self, under: Self) -> Option<Self> {
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

/// A square root is exact where a general power is not.
fn raised(base: f64, exponent: f64) -> f64 {
    if exponent == 0.5 { libm::sqrt(base) } else { libm::pow(base, exponent) }
}

/// The share of a number of steps within which it is taken for a whole number: what rounding may have moved it by.
const WHOLE: f64 = 1e-12;

fn up_to_multiple(value: f64, step: f64) -> f64 {
    let steps = value / step;
    let whole = libm::rint(steps);
    let is_whole = (steps - whole).abs() <= WHOLE * steps.abs().max(1.0);
    step * if is_whole { whole } else { libm::ceil(steps) }
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

    fn scaled(label: Label, rule: RuleKey, parts: impl IntoIterator<Item = Self>) -> Self {
        let parts: Vec<_> = parts.into_iter().collect();
        Self::made(label, rule, fold(&parts, multiply), Unit::Ratio, How::Product(parts))
    }

    fn quotient(label: Label, rule: RuleKey, over: Self, under: Self) -> Self {
        let value = over.value / under.value;
        Self::made(label, rule, value, Unit::Ratio, How::Quotient(Box::new([over, under])))
    }

    fn power(label: Label, rule: RuleKey, base: Self, exponent: Self) -> Self {
        let value = raised(base.value, exponent.value);
        Self::made(label, rule, value, Unit::Ratio, How::Power(Box::new([base, exponent])))
    }

    fn rounded_up(label: Label, rule: RuleKey, part: Self, step: Self) -> Self {
        let (value, unit) = (up_to_multiple(part.value, step.value), part.unit);
        Self::made(label, rule, value, unit, How::RoundedUp(Box::new([part, step])))
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

    fn scaled(_: Label, _: RuleKey, parts: impl IntoIterator<Item = Self>) -> Self {
        Self::reduce(parts, multiply, multiply)
    }

    fn quotient(_: Label, _: RuleKey, over: Self, under: Self) -> Self {
        Self { value: over.value / under.value, gross: over.gross / under.value.abs() }
    }

    fn power(_: Label, _: RuleKey, base: Self, exponent: Self) -> Self {
        let value = raised(base.value, exponent.value);
        Self { value, gross: value.abs() }
    }

    fn rounded_up(_: Label, _: RuleKey, part: Self, step: Self) -> Self {
        Self { value: up_to_multiple(part.value, step.value), gross: part.gross + step.gross }
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
