//! What whoever liquidates is paid for doing it.

use crate::units::{Ratio, Usd};

/// What bounds a reward. Amounts may be in any one unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// The least, beside what the transaction costs.
    pub least: Usd,
    /// The least profit as a share of what the transaction costs.
    pub profit: Ratio,
    /// The most.
    pub most: Usd,
    /// The most that the account can bear, where there is such a bound.
    pub most_of_account: Option<Usd>,
}

/// min(max(cost + least, cost × (1 + profit), reward + cost), most, most of the account): the upper bounds bind even
/// below what the transaction costs.
pub fn reward(reward: Usd, cost: Usd, bounds: Bounds) -> Usd {
    let least = (cost + bounds.least).get().max(cost.get() * (1.0 + bounds.profit.get()));
    let most = bounds.most_of_account.map_or(f64::INFINITY, Usd::get).min(bounds.most.get());
    Usd::new(least.max((reward + cost).get()).min(most))
}

/// What whoever begins an auction is paid: dollars, and a share of the debt that it is to pay.
pub fn for_beginning(dollars: Usd, share: Ratio, debt: Usd) -> Usd {
    dollars + debt * share
}
