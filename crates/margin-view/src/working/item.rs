//! One amount of a report as a label and a value.

use crate::desk::Subject;
use crate::name;
use crate::number::{self, Locale, Toward};
use crate::text::{self, WorkingText};
use margin_core::report::{How, Label, LineItem, Unit};
use margin_core::units::{Price, Quantity, Ratio};

/// Which way a figure is rounded, so that it never flatters.
pub(crate) fn toward(label: Label) -> Toward {
    match label {
        Label::Requirement(..)
        | Label::TotalRequirement(_)
        | Label::Withdrawal(_)
        | Label::Backstop(_)
        | Label::PositionRequirement(..)
        | Label::SideRequirement(..)
        | Label::PositionWithdrawal(_) => Toward::Up,
        Label::Equity(_)
        | Label::TotalEquity
        | Label::Counted(_)
        | Label::TotalCounted
        | Label::Excess(_)
        | Label::HoldingValue(_)
        | Label::HoldingCounted(_)
        | Label::HoldingSlice(_)
        | Label::SetAside(_)
        | Label::Unrealised(_) => Toward::Down,
        _ => Toward::Nearest,
    }
}

/// What an amount is called.
pub(super) fn label(item: &LineItem, subject: &Subject, locale: &Locale) -> String {
    let portfolio = subject.portfolio;
    let name = match item.label() {
        Label::Equity(key)
        | Label::Counted(key)
        | Label::Requirement(key, _)
        | Label::Withdrawal(key)
        | Label::Backstop(key) => name::group(portfolio, key, locale),
        Label::HoldingValue(id) | Label::HoldingCounted(id) | Label::HoldingSlice(id) => name::holding(portfolio, id),
        Label::SetAside(id)
        | Label::Unrealised(id)
        | Label::Notional(id)
        | Label::PositionRequirement(id, _)
        | Label::SideRequirement(id, _)
        | Label::PositionWithdrawal(id) => name::position(portfolio, id, locale),
        _ => String::new(),
    };
    text::label(item.label(), &name)
}

/// What an amount is called where it may stand for several positions together.
pub(super) fn label_together(item: &LineItem, subject: &Subject, locale: &Locale) -> String {
    let plain = label(item, subject, locale);
    let (Label::PositionRequirement(id, _) | Label::PositionWithdrawal(id)) = item.label() else {
        return plain;
    };
    let Some(position) = name::find(subject.portfolio, id) else {
        return plain;
    };
    let count = name::beside(subject.portfolio, position).count();
    if count < 2 {
        return plain;
    }
    let label = text::label(item.label(), &name::instrument(&position.instrument, locale));
    WorkingText::Netted { label: &label, pairs: subject.rules.pairs, count }.say()
}

/// An amount in its unit, in full where it is an input.
pub(super) fn value(item: &LineItem, locale: &Locale) -> String {
    let number = item.usd().get();
    let given = matches!(item.how(), How::Given);
    match item.unit() {
        Unit::Usd => number::usd_cents(item.usd(), locale),
        Unit::Price if given => number::full(number, locale),
        Unit::Price => number::price(Price::new(number), locale),
        Unit::PerPrice => number::significant(number, 8, Toward::Nearest, locale),
        Unit::Quantity => number::amount(Quantity::new(number), locale),
        Unit::Ratio => number::share(Ratio::new(number), 4, Toward::Nearest, locale),
    }
}

pub(super) fn full(item: &LineItem, locale: &Locale) -> String {
    number::full(item.usd().get(), locale)
}
