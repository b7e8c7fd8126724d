//! How much of a debt may be repaid at a time.

use crate::rules::liquidation::CloseFactor;
use crate::units::{Ratio, Usd};

/// A debt and the collateral that would be taken for it, in dollars without signs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sides {
    /// All debts of the account.
    pub all_debts: Usd,
    /// The debt that is repaid.
    pub debt: Usd,
    /// The collateral that is taken.
    pub collateral: Usd,
}

/// The share of all debts that may be repaid at a health of what counts ÷ what is required.
///
/// It is 1 where the rule is not a share: then other bounds decide.
pub fn close_factor(rule: CloseFactor, health: Ratio, sides: Sides) -> Ratio {
    match rule {
        CloseFactor::All | CloseFactor::Restoring(_) => Ratio::new(1.0),
        CloseFactor::Share { share, all_below, small, .. } => {
            let far_under = all_below.is_some_and(|bound| health <= bound);
            let tiny = small.is_some_and(|bound| sides.debt < bound || sides.collateral < bound);
            if far_under || tiny { Ratio::new(1.0) } else { share }
        }
    }
}

/// The most dollars of one debt that may be repaid: the share of all debts, or all of the one debt where that is less or
/// the share is 1.
pub fn most_repaid(factor: Ratio, sides: Sides) -> Usd {
    let share = sides.all_debts * factor;
    if factor >= Ratio::new(1.0) || sides.debt < share { sides.debt } else { share }
}

/// What is repaid where nothing smaller than `dust` may be left of a debt: all of it, if what is left would be.
pub fn without_dust(repaid: Usd, debt: Usd, dust: Usd) -> Usd {
    let left = debt - repaid;
    if left > Usd::ZERO && left < dust { debt } else { repaid }
}

/// What must be repaid so that `debt` is left after the insurance fund has taken its share: debt ÷ (1 − insurance).
pub fn with_insurance(debt: Usd, insurance: Ratio) -> Usd {
    Usd::new(debt.get() / (1.0 - insurance.get()))
}
