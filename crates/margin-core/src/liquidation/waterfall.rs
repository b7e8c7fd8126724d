//! Who bears what is lost beyond what the trader has.

use crate::rules::liquidation::{Cover, Party};
use crate::units::{Ratio, Usd};

/// A part of a loss and who bears it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Borne {
    /// The step of the waterfall.
    pub cover: Cover,
    /// Dollars.
    pub amount: Usd,
}

/// Shares out a loss: each step bears what it can of what is left, in the rules' order. Dollars that no step
/// bears are the second part of the result.
pub fn cover(loss: Usd, steps: &[Cover]) -> (Vec<Borne>, Usd) {
    let mut left = loss;
    let mut borne = Vec::new();
    for &cover in steps {
        let amount = match cover {
            Cover::Insurance { most: Some(most) } if most < left => most,
            Cover::Insurance { .. } | Cover::Deleverage | Cover::Socialise | Cover::Pool | Cover::Protocol => left,
        };
        if amount > Usd::ZERO {
            borne.push(Borne { cover, amount });
            left = left - amount;
        }
    }
    (borne, left)
}

impl Cover {
    /// Who bears this step.
    pub fn party(self) -> Party {
        match self {
            Self::Insurance { .. } => Party::Insurance,
            Self::Deleverage => Party::Counterparties,
            Self::Socialise => Party::Depositors,
            Self::Pool => Party::Pool,
            Self::Protocol => Party::Protocol,
        }
    }
}

/// The share of what everybody has that pays for bankruptcies: bankruptcies ÷ (what everybody has + bankruptcies).
pub fn loss_factor(bankruptcies: Usd, everybody: Usd) -> Ratio {
    bankruptcies.share_of(everybody + bankruptcies).unwrap_or(Ratio::ZERO)
}

/// What is left of an amount after a socialised loss.
pub fn after_loss(amount: Usd, factor: Ratio) -> Usd {
    amount * Ratio::new(1.0 - factor.get())
}
