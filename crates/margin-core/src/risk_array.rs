//! Risk arrays: what one long contract loses in each scenario, as a clearing house states it, and what accounts of contracts
//! require by them.
//!
//! Losses are positive. The grids of [`crate::scenarios()`] calculate what contracts lose; these functions add up arrays that
//! others have calculated.

use crate::units::{Quantity, Usd};

/// Contracts with the array of one of them, held long.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arrayed<'a> {
    /// How many, negative when short.
    pub quantity: Quantity,
    /// What one long contract loses in each scenario.
    pub losses: &'a [Usd],
}

/// What contracts lose together in each scenario: Σ quantity × loss of one. A scenario that an array has not is none of it.
///
/// ```
/// # use margin_core::{risk_array::{Arrayed, losses}, units::{Quantity, Usd}};
/// let (future, call) = ([6.0, -6.0].map(Usd::new), [4.0, -1.0].map(Usd::new));
/// let held = Arrayed { quantity: Quantity::new(1.0), losses: &future };
/// let written = Arrayed { quantity: Quantity::new(-1.0), losses: &call };
/// assert_eq!(losses(&[held, written]), [2.0, -5.0].map(Usd::new));
/// ```
pub fn losses(contracts: &[Arrayed]) -> Vec<Usd> {
    let scenarios = contracts.iter().map(|contract| contract.losses.len()).max().unwrap_or(0);
    let loss = |place: usize| {
        let of =
            |contract: &Arrayed| contract.losses.get(place).map(|loss| Usd::new(loss.get() * contract.quantity.get()));
        contracts.iter().filter_map(of).sum()
    };
    (0..scenarios).map(loss).collect()
}

/// The scenario that loses most, by its place from 0, and what it loses: the first of several that lose the same, and nothing
/// where none loses.
pub fn scan(losses: &[Usd]) -> Option<(usize, Usd)> {
    let losing = losses.iter().copied().enumerate().filter(|(_, loss)| *loss > Usd::ZERO);
    losing.reduce(|worst, each| if each.1 > worst.1 { each } else { worst })
}

/// What contracts on one commodity require, part by part.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Parts {
    /// The worst loss of the scenarios.
    pub scan: Usd,
    /// For deltas in different months.
    pub months: Usd,
    /// For the month of delivery.
    pub delivery: Usd,
    /// What other commodities take off.
    pub credit: Usd,
    /// For each option that is short, at least.
    pub each_short: Usd,
    /// Options that are short.
    pub shorts: Quantity,
}

impl Parts {
    /// scan + months + delivery − credit, no less than the minimum for options that are short.
    pub fn risk(self) -> Usd {
        let risk = self.scan + self.months + self.delivery - self.credit;
        let least = Usd::new(self.each_short.get() * self.shorts.get());
        if risk > least { risk } else { least }
    }

    /// The same less what options are worth, which is negative where they are short.
    ///
    /// ```
    /// # use margin_core::{risk_array::Parts, units::Usd};
    /// let parts = Parts { scan: Usd::new(6_620.0), months: Usd::new(300.0), ..Parts::default() };
    /// assert_eq!(parts.total(Usd::new(-2_500.0)), Usd::new(9_420.0));
    /// ```
    pub fn total(self, option_value: Usd) -> Usd {
        self.risk() - option_value
    }
}
