//! One amount of a report as a label and a value.

use crate::desk::Subject;
use crate::name;
use crate::number::{self, Locale, Toward};
use crate::text::{self, NameText, WorkingText};
use margin_core::id::{HoldingId, OrderId, PositionId};
use margin_core::report::{GridLabel, GroupKey, Label, LineItem, OptionLabel, Unit};
use margin_core::units::{Quantity, Ratio};

/// Significant digits of prices in workings.
const PRICE_DIGITS: i32 = 8;

/// Which way a figure is rounded, so that it never flatters.
pub(crate) fn toward(label: Label) -> Toward {
    match label {
        Label::Requirement(..)
        | Label::TotalRequirement(_)
        | Label::Withdrawal(_)
        | Label::Backstop(_)
        | Label::PositionRequirement(..)
        | Label::SideRequirement(..)
        | Label::PositionWithdrawal(_)
        | Label::WithdrawalFloor(_)
        | Label::DebtRequirement(..)
        | Label::OrdersRequirement(..)
        | Label::OrderFees(_)
        | Label::AccountRequirement(_)
        | Label::KeeperReward(_)
        | Label::KeeperPart(_)
        | Label::SettlementRequired(_)
        | Label::AtRate
        | Label::ClosingFee
        | Label::WithBuys(_)
        | Label::WithSells(_)
        | Label::Grid(GridLabel::Required(..) | GridLabel::RequiredHeld(..)) => Toward::Up,
        Label::Option(label) => toward_of_option(label),
        Label::Equity(_)
        | Label::TotalEquity
        | Label::Counted(_)
        | Label::TotalCounted
        | Label::Excess(_)
        | Label::HoldingValue(_)
        | Label::HoldingCounted(_)
        | Label::HoldingSlice(_)
        | Label::HoldingSliceCounted(_)
        | Label::HoldingValued(_)
        | Label::BeforeCap(_)
        | Label::SettlementCounted(_)
        | Label::ProfitCounted(_)
        | Label::SpreadRelief(_)
        | Label::Accrued(_)
        | Label::SetAside(_)
        | Label::OptionValue(_)
        | Label::Unrealised(_) => Toward::Down,
        _ => Toward::Nearest,
    }
}

fn toward_of_option(label: OptionLabel) -> Toward {
    match label {
        OptionLabel::ExpiryRequirement(..)
        | OptionLabel::EachOption(..)
        | OptionLabel::WithOwed(..)
        | OptionLabel::CoveredOption(_)
        | OptionLabel::ShortPair(_)
        | OptionLabel::UnsureContract(_)
        | OptionLabel::UnsureHolding(_)
        | OptionLabel::Unpegged(_) => Toward::Up,
        _ => Toward::Nearest,
    }
}

/// What an amount is about.
#[derive(PartialEq, Eq)]
enum About {
    Group(GroupKey),
    Holding(HoldingId),
    Position(PositionId),
    Order(OrderId),
    Scenario(u32),
    Itself,
}

fn about(label: Label) -> About {
    match label {
        Label::Equity(key)
        | Label::Counted(key)
        | Label::Requirement(key, _)
        | Label::Withdrawal(key)
        | Label::Backstop(key)
        | Label::OrderFees(key)
        | Label::AccountRequirement(key)
        | Label::KeeperReward(key)
        | Label::KeeperShares(key)
        | Label::SettlementNet(key)
        | Label::SettlementCounted(key)
        | Label::SettlementRequired(key) => About::Group(key),
        Label::HoldingValue(id)
        | Label::HoldingCounted(id)
        | Label::HoldingSlice(id)
        | Label::HoldingSliceCounted(id)
        | Label::HoldingValued(id)
        | Label::BeforeCap(id)
        | Label::DebtRequirement(id, _)
        | Label::SpreadRelief(id) => About::Holding(id),
        Label::SetAside(id)
        | Label::Unrealised(id)
        | Label::OptionValue(id)
        | Label::Notional(id)
        | Label::PositionRequirement(id, _)
        | Label::SideRequirement(id, _)
        | Label::PositionWithdrawal(id)
        | Label::WithdrawalFloor(id)
        | Label::Accrued(id)
        | Label::ProfitCounted(id)
        | Label::KeeperPart(id)
        | Label::ContractGain(id)
        | Label::ContractWorth(id)
        | Label::ContractSettled(id) => About::Position(id),
        Label::OrdersRequirement(id, _) | Label::OrdersNotional(id) => About::Order(id),
        Label::Option(label) => about_option(label),
        Label::Dynamic(label) => label.position().map_or(About::Itself, About::Position),
        Label::Grid(label) => about_grid(label),
        _ => About::Itself,
    }
}

fn about_grid(label: GridLabel) -> About {
    let scenario = match label {
        GridLabel::Loss(place)
        | GridLabel::Profit(place)
        | GridLabel::Unweighted(place)
        | GridLabel::Undampened(place) => Some(About::Scenario(place)),
        _ => None,
    };
    let position = || label.position().map(About::Position);
    let holding = || label.holding().map(About::Holding);
    scenario.or_else(position).or_else(holding).unwrap_or(About::Itself)
}

fn about_option(label: OptionLabel) -> About {
    match label {
        OptionLabel::OptionOwed(id)
        | OptionLabel::WithOwed(id, _)
        | OptionLabel::OptionLoss(id)
        | OptionLabel::CoveredOption(id)
        | OptionLabel::ShortPair(id)
        | OptionLabel::UnsureContract(id)
        | OptionLabel::Unpegged(id) => About::Position(id),
        OptionLabel::UnsureHolding(id) => About::Holding(id),
        _ => About::Itself,
    }
}

/// Whether an amount is that of one side of a hedge-mode pair.
fn is_side(label: Label, whole: Label) -> bool {
    match label {
        Label::SideRequirement(..) => true,
        Label::WithdrawalFloor(_) => matches!(whole, Label::WithdrawalFloor(_)),
        _ => false,
    }
}

/// How an amount that may stand for several positions is called.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Several {
    /// As all positions in the contract.
    Together,
    /// As the one position.
    Alone,
}

/// Calls amounts by their names.
pub(crate) struct Namer<'a> {
    pub(crate) subject: &'a Subject<'a>,
    pub(crate) locale: &'a Locale,
    pub(crate) several: Several,
}

impl Namer<'_> {
    /// What an amount is called on its own: `BTC perpetual: notional`.
    pub(crate) fn title(&self, label: Label) -> String {
        let what = text::what(label);
        self.name(label, self.several).map_or(what.into(), |name| NameText::Of { name: &name, what }.say())
    }

    /// What an amount is called as a part of another: only what the other does not say already.
    pub(crate) fn part(&self, label: Label, whole: Label) -> String {
        let what = text::what(label);
        let several = if whole == Label::Standalone { Several::Alone } else { self.several };
        let Some(name) = self.name(label, several) else { return what.into() };
        let side = is_side(label, whole);
        let plain = if about(label) == about(whole) && !side {
            what.into()
        } else if what == text::what(whole) {
            name
        } else {
            NameText::Of { name: &name, what }.say()
        };
        match self.together(label, several) {
            Some(count) => WorkingText::Together { label: &plain, pairs: self.subject.rules.pairs, count }.say(),
            None => plain,
        }
    }

    fn name(&self, label: Label, several: Several) -> Option<String> {
        let portfolio = self.subject.portfolio;
        match about(label) {
            About::Group(key) => Some(name::group(portfolio, key, self.locale)),
            About::Holding(id) => Some(name::holding(portfolio, id)),
            About::Position(id) if self.together(label, several).is_some() => {
                let found = name::find(portfolio, id)?;
                Some(name::instrument(&found.instrument, self.locale))
            }
            About::Position(id) => Some(name::position(portfolio, id, self.locale)),
            About::Order(id) => Some(name::order(portfolio, id, self.locale)),
            About::Scenario(place) => Some(text::scenario(place)),
            About::Itself => None,
        }
    }

    /// How many positions an amount stands for, where it is more than one.
    fn together(&self, label: Label, several: Several) -> Option<usize> {
        let (Label::PositionRequirement(id, _) | Label::PositionWithdrawal(id)) = label else { return None };
        let position = name::find(self.subject.portfolio, id).filter(|_| several == Several::Together)?;
        Some(name::together(self.subject.portfolio, position)).filter(|count| *count > 1)
    }
}

/// An amount in its unit: dollars with cents, so that sums can be followed.
pub(crate) fn value(item: &LineItem, locale: &Locale) -> String {
    let number = item.usd().get();
    match item.unit() {
        Unit::Usd => number::usd_cents(item.usd(), locale),
        Unit::Price | Unit::PerPrice => number::significant(number, PRICE_DIGITS, Toward::Nearest, locale),
        Unit::Quantity => number::amount(Quantity::new(number), locale),
        Unit::Ratio => number::share(Ratio::new(number), 4, Toward::Nearest, locale),
    }
}

/// An amount in full.
pub(crate) fn full(item: &LineItem, locale: &Locale) -> String {
    number::full(item.usd().get(), locale)
}
