//! A share of each contract's notional, by tiers of size.
//!
//! maintenance = notional × rate − deduction, where the deduction makes it continuous from tier to tier;
//! initial = notional ÷ leverage, the lower of the leverage that was set and the greatest that the tier allows.
//! Tiers are half-open: a notional of exactly a tier's bound belongs to the tier that it begins. All in dollars.

use crate::book::{Contract, Side, lowest};
use crate::instrument::Settlement;
use crate::portfolio::Leverage;
use crate::report::{Assumption, Figure, Label, Level};
use crate::rules::{Band, Rate, RuleKey, TierTable, VenueRules, Withdrawal};
use crate::units::{Ratio, Usd};
use crate::{model, valuation};

/// What one side of a contract requires once its prices are multiplied by `factor`.
pub(crate) fn requirement<F: Figure>(contract: &Contract, side: Side, label: Label, level: Level, factor: f64) -> F {
    let notional: F = valuation::notional(contract, side.position, side.quantity, factor);
    let Some(band) = contract.tiers.band(Usd::new(notional.value())) else {
        return F::sum(label, level.rule(), [notional]);
    };
    match level {
        Level::Initial => {
            let rate = F::ratio(Label::InitialRate, initial_rate(band, side.leverage).share());
            F::product(label, RuleKey::Initial, [notional, rate])
        }
        Level::Maintenance => maintenance(label, notional, band),
    }
}

fn maintenance<F: Figure>(label: Label, notional: F, band: Band) -> F {
    let rate = F::ratio(Label::MaintenanceRate, band.tier.maintenance.share());
    if band.deduction == Usd::ZERO {
        return F::product(label, RuleKey::Maintenance, [notional, rate]);
    }
    let at_rate = F::product(Label::AtTierRate, RuleKey::Maintenance, [notional, rate]);
    let deduction = F::usd(Label::TierDeduction, band.deduction);
    F::difference(label, RuleKey::Tiers, at_rate, deduction)
}

/// The rate that the initial requirement is taken at: one over the leverage that was set, where the tier allows it.
fn initial_rate(band: Band, leverage: Leverage) -> Rate {
    match leverage {
        Leverage::Chosen(chosen) if chosen <= band.tier.initial.leverage() => Rate::OneOver(chosen),
        Leverage::Chosen(_) | Leverage::VenueMaximum => band.tier.initial,
    }
}

/// The leverage that a contract's initial requirement is taken at, where it has one side.
pub(crate) fn leverage(rules: &VenueRules, contract: &Contract) -> Ratio {
    let side = contract.sides(rules.pairs).into_iter().flatten().next();
    let rate = side.and_then(|side| {
        let band = contract.tiers.band(contract.notional(side.quantity))?;
        Some(initial_rate(band, side.leverage))
    });
    rate.map_or(Ratio::new(1.0), Rate::leverage)
}

/// What must stay for a contract when collateral is taken out.
pub(crate) fn withdrawal<F: Figure>(rules: &VenueRules, contract: &Contract) -> F {
    let initial = || model::requirement(rules, contract, Level::Initial, 1.0);
    let share = match rules.withdrawal {
        Withdrawal::Initial => return initial(),
        Withdrawal::InitialOrShareOfNotional(share) => share,
    };
    let floors = contract.sides(rules.pairs).into_iter().flatten().map(|side| {
        let notional = valuation::notional(contract, side.position, side.quantity, 1.0);
        let share = F::ratio(Label::WithdrawalShare, share);
        F::product(Label::WithdrawalFloor(side.position), RuleKey::Withdrawal, [notional, share])
    });
    let floor = F::sum(Label::WithdrawalFloor(contract.named_by()), RuleKey::Withdrawal, floors);
    F::largest(Label::PositionWithdrawal(contract.named_by()), RuleKey::Withdrawal, [initial(), floor])
}

/// The factors of its asset's price at which a contract crosses from one tier into the next. A coin-settled
/// contract's notional does not move with the price, so it crosses none.
pub(crate) fn kinks(rules: &VenueRules, contract: &Contract) -> Vec<f64> {
    if contract.instrument.settlement == Settlement::Coin {
        return Vec::new();
    }
    let sides = contract.sides(rules.pairs).into_iter().flatten();
    let notionals = sides.map(|side| contract.notional(side.quantity)).filter(|notional| *notional > Usd::ZERO);
    notionals.flat_map(|now| crossings(contract.tiers, now)).collect()
}

fn crossings(tiers: &TierTable, now: Usd) -> impl Iterator<Item = f64> {
    tiers.bounds().map(move |bound| bound.get() / now.get())
}

/// Where a leverage that was set is not the one that was used: above what the tier allows, or above another's that
/// nets with it.
pub(crate) fn assumptions(rules: &VenueRules, contract: &Contract) -> Vec<Assumption> {
    let sides = contract.sides(rules.pairs).into_iter().flatten();
    let capped = sides.filter_map(|side| {
        let band = contract.tiers.band(contract.notional(side.quantity))?;
        let used = band.tier.initial.leverage();
        match side.leverage {
            Leverage::Chosen(chosen) if chosen > used => {
                Some(Assumption::LeverageCapped { position: side.position, used })
            }
            Leverage::Chosen(_) | Leverage::VenueMaximum => None,
        }
    });
    let first = contract.legs.first().map(|leg| leg.leverage);
    let mixed = contract.legs.iter().any(|leg| Some(leg.leverage) != first);
    let lowest = contract.legs.iter().map(|leg| leg.leverage).reduce(lowest);
    let lowest = match lowest {
        Some(Leverage::Chosen(used)) if mixed => {
            Some(Assumption::LowestLeverage { instrument: contract.instrument.id(), used })
        }
        _ => None,
    };
    capped.chain(lowest).collect()
}
