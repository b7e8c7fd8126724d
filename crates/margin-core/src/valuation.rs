//! What positions are worth.
//!
//! Linear: profit = quantity × multiplier × (mark − entry); notional = |quantity| × multiplier × mark.
//! Coin-settled: profit = quantity × face × (1 ÷ entry − 1 ÷ mark) coins, valued at the index; the notional is the
//! face value in coins at the mark, valued at the index. All in dollars.

use crate::book::{Contract, Leg};
use crate::id::PositionId;
use crate::instrument::Settlement;
use crate::report::{Figure, Label, Unit};
use crate::rules::RuleKey;
use crate::units::{Price, Quantity, Ratio};

/// What closing a position would gain or lose once the contract's prices are multiplied by `factor`.
pub(crate) fn unrealised<F: Figure>(contract: &Contract, leg: Leg, factor: f64) -> F {
    let quantity = F::quantity(Label::Quantity, leg.quantity);
    let multiplier = F::quantity(Label::Multiplier, contract.instrument.multiplier);
    let label = Label::Unrealised(leg.position);
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

/// The size of `quantity` contracts in dollars, without a sign, once the contract's prices are multiplied by `factor`.
pub(crate) fn notional<F: Figure>(contract: &Contract, position: PositionId, quantity: Quantity, factor: f64) -> F {
    let quantity = F::quantity(Label::Quantity, quantity.abs());
    let multiplier = F::quantity(Label::Multiplier, contract.instrument.multiplier);
    let label = Label::Notional(position);
    match contract.instrument.settlement {
        Settlement::Linear => {
            let mark = F::price(Label::MarkPrice, moved(contract.mark, factor));
            F::product(label, RuleKey::Notional, [quantity, multiplier, mark])
        }
        Settlement::Coin => {
            let per_mark = per(moved(contract.mark, factor));
            let index = F::price(Label::IndexPrice, moved(contract.index, factor));
            F::product(label, RuleKey::Notional, [quantity, multiplier, per_mark, index])
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
