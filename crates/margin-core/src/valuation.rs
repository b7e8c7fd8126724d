//! What positions are worth.
//!
//! Linear: profit = quantity × multiplier × (mark − entry); notional = |quantity| × multiplier × mark.
//! Coin-settled: profit = quantity × face × (1 ÷ entry − 1 ÷ mark) coins, valued at the index; the notional is the
//! face value in coins at the mark, valued at the index. Where a venue sizes positions at entry, the entry price stands
//! for the mark in the notional. All in dollars.
//! Options are paid for when they are traded, so that what counts of one is its worth: quantity × multiplier × premium,
//! and × index where the premium is in coins. Profit is the change of the premium, and the notional that of the underlying.

use crate::book::{Contract, Leg, Side};
use crate::instrument::Settlement;
use crate::report::{Figure, Label, Unit};
use crate::rules::{RuleKey, SizedAt};
use crate::units::{Price, Ratio, Usd};

/// What closing a position would gain or lose once the contract's prices are multiplied by `factor`.
pub(crate) fn unrealised<F: Figure>(contract: &Contract, leg: Leg, factor: f64) -> F {
    let quantity = F::quantity(Label::Quantity, leg.quantity);
    let multiplier = F::quantity(Label::Multiplier, contract.instrument.multiplier);
    let label = Label::Unrealised(leg.position);
    if contract.is_option() {
        let mark = F::price(Label::OptionPrice, contract.price(factor));
        let entry = F::price(Label::EntryPrice, leg.entry);
        let change = F::difference(Label::PriceChange, RuleKey::Unrealised, mark, entry);
        return F::product(label, RuleKey::Unrealised, in_dollars(contract, factor, [quantity, multiplier, change]));
    }
    match contract.instrument.settlement {
        Settlement::Linear => {
            let mark = F::price(Label::MarkPrice, moved(contract.mark, factor));
            let entry = F::price(Label::EntryPrice, leg.entry);
            let change = F::difference(Label::PriceChange, RuleKey::Unrealised, mark, entry);
            F::product(label, RuleKey::Unrealised, [quantity, multiplier, change])
        }
        Settlement::Coin => {
            let per_entry = F::given(Label::PerEntry, Unit::PerPrice, 1.0 / leg.entry.get());
            let per_mark = per(moved(contract.mark, factor));
            let change = F::difference(Label::PerPriceChange, RuleKey::Unrealised, per_entry, per_mark);
            let index = F::price(Label::IndexPrice, moved(contract.index, factor));
            F::product(label, RuleKey::Unrealised, [quantity, multiplier, change, index])
        }
    }
}

/// What one position adds to equity: an option's worth, any other contract's unrealised profit.
pub(crate) fn equity<F: Figure>(contract: &Contract, leg: Leg, factor: f64) -> F {
    if !contract.is_option() {
        return unrealised(contract, leg, factor);
    }
    let quantity = F::quantity(Label::Quantity, leg.quantity);
    let multiplier = F::quantity(Label::Multiplier, contract.instrument.multiplier);
    let premium = F::price(Label::OptionPrice, contract.price(factor));
    let parts = in_dollars(contract, factor, [quantity, multiplier, premium]);
    F::product(Label::OptionValue(leg.position), RuleKey::OptionValue, parts)
}

/// The factors of an amount in the money that a contract settles in, with the index where that is its coin.
fn in_dollars<F: Figure>(contract: &Contract, factor: f64, parts: [F; 3]) -> Vec<F> {
    let index = match contract.instrument.settlement {
        Settlement::Linear => None,
        Settlement::Coin => Some(F::price(Label::IndexPrice, moved(contract.index, factor))),
    };
    parts.into_iter().chain(index).collect()
}

/// Funding and borrowing that have accrued, where there are any.
pub(crate) fn accrued<F: Figure>(leg: Leg) -> Option<F> {
    (leg.accrued != Usd::ZERO).then(|| F::usd(Label::Accrued(leg.position), leg.accrued))
}

/// The size of a side in dollars, without a sign, once the contract's prices are multiplied by `factor`.
pub(crate) fn notional<F: Figure>(contract: &Contract, side: Side, factor: f64) -> F {
    let quantity = F::quantity(Label::Quantity, side.quantity.abs());
    let multiplier = F::quantity(Label::Multiplier, contract.instrument.multiplier);
    let label = side.named.notional();
    if contract.is_option() {
        let index = F::price(Label::IndexPrice, moved(contract.index, factor));
        return F::product(label, RuleKey::Notional, [quantity, multiplier, index]);
    }
    let (name, price) = match contract.sized_at {
        SizedAt::Mark => (Label::MarkPrice, moved(contract.mark, factor)),
        SizedAt::Entry => (Label::EntryPrice, side.entry),
    };
    match contract.instrument.settlement {
        Settlement::Linear => F::product(label, RuleKey::Notional, [quantity, multiplier, F::price(name, price)]),
        Settlement::Coin => {
            let index = F::price(Label::IndexPrice, moved(contract.index, factor));
            F::product(label, RuleKey::Notional, [quantity, multiplier, per(price), index])
        }
    }
}

fn per<F: Figure>(mark: Price) -> F {
    F::given(Label::PerMark, Unit::PerPrice, 1.0 / mark.get())
}

/// A price after a move.
pub(crate) fn moved(price: Price, factor: f64) -> Price {
    price * Ratio::new(factor)
}
