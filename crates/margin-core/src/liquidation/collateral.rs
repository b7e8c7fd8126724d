//! What collateral is taken for, and at what price it is sold on.

use crate::units::{Price, Quantity, Ratio, Usd};

/// Collateral that is taken for a debt that is repaid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seized {
    /// Units that the trader loses.
    pub taken: Quantity,
    /// Units of them that whoever liquidates gets.
    pub to_liquidator: Quantity,
    /// Units of them that the venue keeps.
    pub to_protocol: Quantity,
}

/// What is paid for collateral that is taken, in units of the debt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paid {
    /// What whoever liquidates pays.
    pub by_liquidator: Quantity,
    /// What the trader's debt falls by.
    pub credited: Quantity,
    /// What the insurance fund gets.
    pub to_insurance: Quantity,
}

/// Collateral worth what is repaid × (1 + bonus); the venue keeps its share of the bonus alone.
pub fn seized(repaid: Usd, price: Price, bonus: Ratio, to_protocol: Ratio) -> Seized {
    let even = repaid.get() / price.get();
    let taken = even * (1.0 + bonus.get());
    let kept = (taken - even) * to_protocol.get();
    let [taken, to_liquidator, to_protocol] = [taken, taken - kept, kept].map(Quantity::new);
    Seized { taken, to_liquidator, to_protocol }
}

/// Collateral of a value is paid for at a discount: the liquidator pays value × (1 − liquidator), the debt falls by
/// value × (1 − liquidator − insurance); `debt_price` is dollars for one unit of what is owed.
pub fn paid(value: Usd, debt_price: Price, liquidator: Ratio, insurance: Ratio) -> Paid {
    let units = value.get() / debt_price.get();
    let by_liquidator = units * (1.0 - liquidator.get());
    let credited = units * (1.0 - liquidator.get() - insurance.get());
    let [by_liquidator, credited, to_insurance] =
        [by_liquidator, credited, by_liquidator - credited].map(Quantity::new);
    Paid { by_liquidator, credited, to_insurance }
}

/// The units of collateral that an amount of dollars buys at a discount: amount ÷ (price × (1 − discount)).
pub fn bought(amount: Usd, price: Price, discount: Ratio) -> Quantity {
    Quantity::new(amount.get() / (price.get() * (1.0 - discount.get())))
}

/// The dollars that an amount of collateral pays at a discount.
pub fn repays(quantity: Quantity, price: Price, discount: Ratio) -> Usd {
    quantity * (price * Ratio::new(1.0 - discount.get()))
}

/// The discount at which a venue sells on collateral of which it credited only a share: store front × (1 − credited).
pub fn store_front_discount(credited: Ratio, store_front: Ratio) -> Ratio {
    Ratio::new(store_front.get() * (1.0 - credited.get()))
}

/// What is left when a venue takes all collateral and pays all debts: Σ value × credited share − debts. Negative when the
/// venue loses.
pub fn absorbed(collateral: impl IntoIterator<Item = (Usd, Ratio)>, debts: Usd) -> Usd {
    collateral.into_iter().map(|(value, credited)| value * credited).sum::<Usd>() - debts
}

/// The units of collateral that are left when dollars are taken out of it.
pub fn left(quantity: Quantity, price: Price, taken: Usd) -> Quantity {
    quantity - Quantity::new(taken.get() / price.get())
}
