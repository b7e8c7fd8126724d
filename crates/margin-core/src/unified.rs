//! One margin over several wallets of one trader: loans, dollar-settled contracts and coin-settled ones, and units of
//! risk that are added.
//!
//! ratio = Σ adjusted equity ÷ Σ maintenance. Amounts are units of an asset until they are valued at its index.

use crate::units::{Price, Quantity, Ratio, Usd};

/// What a trader has of one asset over all wallets, in units of it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Balances {
    /// In the wallet for loans.
    pub held: Quantity,
    /// Borrowed, without a sign.
    pub borrowed: Quantity,
    /// In the wallets for contracts.
    pub wallets: Quantity,
    /// Unrealised profit of contracts that settle in it.
    pub unrealised: Quantity,
}

/// What is left of an asset: held − borrowed + wallets + unrealised.
pub fn equity(balances: Balances) -> Quantity {
    let Balances { held, borrowed, wallets, unrealised } = balances;
    held - borrowed + wallets + unrealised
}

/// What equity counts for in dollars: the lesser of its worth and its worth × the collateral rate, so that what is owed
/// counts in full.
pub fn adjusted_equity(equity: Quantity, index: Price, rate: Ratio) -> Usd {
    let worth = equity * index;
    let weighed = worth * rate;
    if weighed < worth { weighed } else { worth }
}

/// Units of an asset that a loan of it must keep: borrowed × rate.
pub fn loan_maintenance(borrowed: Quantity, rate: Ratio) -> Quantity {
    Quantity::new(borrowed.get() * rate.get())
}

/// The unrealised profit of a dollar-settled position: quantity × (mark − entry).
pub fn linear_profit(quantity: Quantity, entry: Price, mark: Price) -> Usd {
    quantity * (mark - entry)
}

/// The unrealised profit of a coin-settled position of a face value, negative for a short, in coins:
/// face × (1 ÷ entry − 1 ÷ mark).
pub fn coin_profit(face: Usd, entry: Price, mark: Price) -> Quantity {
    Quantity::new(face.get() * (1.0 / entry.get() - 1.0 / mark.get()))
}

/// What a dollar-settled position must keep: |rate × quantity × mark| − deduction.
pub fn linear_maintenance(quantity: Quantity, mark: Price, rate: Ratio, deduction: Usd) -> Usd {
    (quantity * mark * rate).abs() - deduction
}

/// What a coin-settled position must keep, in coins: |rate × face ÷ mark| − deduction.
pub fn coin_maintenance(face: Usd, mark: Price, rate: Ratio, deduction: Quantity) -> Quantity {
    Quantity::new((rate.get() * face.get() / mark.get()).abs()) - deduction
}

/// What counts over all assets ÷ what must be kept over all; nothing where nothing must be.
pub fn ratio(counted: impl IntoIterator<Item = Usd>, maintenance: impl IntoIterator<Item = Usd>) -> Option<Ratio> {
    total(counted).share_of(total(maintenance))
}

/// What units of risk require together, in their order: nothing is offset between them.
///
/// ```
/// # use margin_core::{unified::total, units::Usd};
/// assert_eq!(total([1_183.75, 191.5, 1_571.0].map(Usd::new)), Usd::new(2_946.25));
/// ```
pub fn total(parts: impl IntoIterator<Item = Usd>) -> Usd {
    parts.into_iter().sum()
}
