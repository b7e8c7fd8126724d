//! When an account is liquidated.

use crate::rules::Liquidation;
use crate::rules::liquidation::{AtTrigger, Target};
use crate::units::{Ratio, Usd};

/// Whether an account is liquidated: `share` × what counts is below what must be kept or, where the venue says so,
/// equal to it.
///
/// Nothing is liquidated for which nothing is required.
pub fn triggered(counted: Usd, maintenance: Usd, share: Ratio, at: AtTrigger) -> bool {
    let covered = counted * share;
    let below = match at {
        AtTrigger::Safe => covered < maintenance,
        AtTrigger::Liquidated => covered <= maintenance,
    };
    below && maintenance > Usd::ZERO
}

/// What is missing until a liquidation ends, in dollars of requirement; zero or less when nothing is:
/// requirement + buffer × notional − share × counted.
pub fn shortage(counted: Usd, requirement: Usd, notional: Usd, target: Target) -> Usd {
    requirement + notional * target.buffer - counted * target.share
}

/// The ratios of collateral value to a debt's value at which it is liquidated in part and in full, for a venue that lends
/// up to `loan_to_value`: at half and at two thirds of what is left between there and everything.
pub fn debt_thresholds(loan_to_value: Ratio) -> [Ratio; 2] {
    let lent = loan_to_value.get();
    [lent + (1.0 - lent) / 2.0, lent + (1.0 - lent) * 2.0 / 3.0].map(Ratio::new)
}

/// Where an account stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It has what it must keep.
    Healthy,
    /// Its positions are being closed.
    Liquidated,
    /// A backstop takes it over.
    TakenOver,
}

/// Where an account stands under a policy: taken over when equity is below the policy's share of maintenance, liquidated
/// when what counts is below the trigger.
pub fn standing(policy: &Liquidation, equity: Usd, counted: Usd, maintenance: Usd) -> Standing {
    let taken_over = policy.backstop.is_some_and(|share| equity < maintenance * share);
    if !triggered(counted, maintenance, policy.trigger_share(), policy.at_trigger) {
        Standing::Healthy
    } else if taken_over {
        Standing::TakenOver
    } else {
        Standing::Liquidated
    }
}
