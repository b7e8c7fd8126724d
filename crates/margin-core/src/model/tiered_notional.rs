//! A share of each contract's notional, by size.
//!
//! By tiers: maintenance = notional × rate − deduction, where the deduction makes it continuous from tier to tier;
//! initial = notional ÷ leverage, the lower of the leverage that was set and the greatest that the tier allows. Tiers
//! are half-open: a notional of exactly a tier's bound belongs to the tier that it begins.
//! By rates: the larger of a floor and notional × rate, plus what is fixed and what closing costs; a leverage that was
//! set raises the initial rate. All in dollars.

use crate::book::{Contract, Side, Terms, lowest};
use crate::instrument::Settlement;
use crate::portfolio::Leverage;
use crate::rate::{Extent, grown, kink};
use crate::report::{Assumption, Bare, Figure, Label, Level};
use crate::rules::{
    Band, MaintenanceRate, Rate, Rates, RuleKey, Schedule, SizedAt, TierTable, TieredNotional, VenueRules, Withdrawal,
};
use crate::units::{Ratio, Usd};
use crate::{model, valuation};

/// One side of a contract at a level, once its prices are multiplied by a factor.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'c> {
    pub(crate) contract: &'c Contract<'c>,
    pub(crate) side: Side,
    pub(crate) level: Level,
    pub(crate) factor: f64,
}

/// What one side of a contract requires.
pub(crate) fn requirement<F: Figure>(rules: &TieredNotional, asked: Asked, label: Label) -> F {
    let rule = asked.level.rule();
    let notional: F = valuation::notional(asked.contract, asked.side, asked.factor);
    let Terms::Schedule(schedule) = asked.contract.terms else { return F::sum(label, rule, [notional]) };
    match (schedule, rules.round_up_to) {
        (Schedule::Tiers(table), _) => by_tiers(table, asked, label, notional),
        (Schedule::Rates(rates), None) => by_rates(rates, None, asked, label, notional),
        (Schedule::Rates(rates), Some(step)) => {
            let exact = by_rates(rates, Some(step), asked, Label::BeforeRounding, notional);
            rounded(label, rule, exact, step)
        }
    }
}

fn by_tiers<F: Figure>(table: &TierTable, asked: Asked, label: Label, notional: F) -> F {
    let Some(band) = table.band(Usd::new(notional.value())) else {
        return F::sum(label, asked.level.rule(), [notional]);
    };
    match asked.level {
        Level::Initial => {
            let rate = initial_rate(band.tier.initial, asked.side.leverage, asked.contract.own_initial);
            F::product(label, RuleKey::Initial, [notional, F::ratio(Label::InitialRate, rate.share())])
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

/// The rate that the initial requirement is taken at: one over the leverage that was set, where the venue allows it,
/// and no less than what the trader asked for.
fn initial_rate(venue: Rate, leverage: Leverage, own: Option<Ratio>) -> Rate {
    let rate = match leverage {
        Leverage::Chosen(chosen) if chosen <= venue.leverage() => Rate::OneOver(chosen),
        Leverage::Chosen(_) | Leverage::VenueMaximum => venue,
    };
    match own {
        Some(own) if own > rate.share() => Rate::Share(own),
        _ => rate,
    }
}

fn by_rates<F: Figure>(rates: &Rates, step: Option<Usd>, asked: Asked, label: Label, notional: F) -> F {
    let (level, rule) = (asked.level, asked.level.rule());
    let at = |levels: Option<crate::report::Levels<Usd>>| levels.map(|levels| *levels.at(level));
    let (floor, fixed) = (at(rates.floor), at(rates.fixed).filter(|fixed| *fixed != Usd::ZERO));
    let fee = rates.fee.filter(|fee| *fee != Ratio::ZERO);
    let size = notional.value();
    let is_sum = fixed.is_some() || fee.is_some();
    let inner = if is_sum { Label::AtRate } else { label };
    let at_rate = |label| at_rate(rates, step, asked, label, notional);
    let core = match floor {
        None => at_rate(inner),
        Some(floor) => F::largest(inner, rule, [at_rate(Label::AtRate), F::usd(Label::Floor, floor)]),
    };
    if !is_sum {
        return core;
    }
    let fixed = fixed.map(|fixed| F::usd(Label::FixedRequirement, fixed));
    let fee = fee.map(|fee| {
        let parts = [F::usd(asked.side.named.notional(), Usd::new(size)), F::ratio(Label::FeeRate, fee)];
        F::product(Label::ClosingFee, rule, parts)
    });
    F::sum(label, rule, [core].into_iter().chain(fixed).chain(fee))
}

/// Notional times the rate.
fn at_rate<F: Figure>(rates: &Rates, step: Option<Usd>, asked: Asked, label: Label, notional: F) -> F {
    let (level, rule) = (asked.level, asked.level.rule());
    let extent = extent(asked, notional.value());
    match (level, rates.maintenance) {
        (Level::Initial, _) => {
            let rate = chosen_or_grown(rates, asked, extent);
            F::product(label, rule, [notional, rate])
        }
        (Level::Maintenance, MaintenanceRate::Own(own)) => {
            let rate = grown(Label::MaintenanceRate, rule, own, extent);
            F::product(label, rule, [notional, rate])
        }
        (Level::Maintenance, MaintenanceRate::OfInitial(share)) => {
            let initial = grown(Label::InitialRate, RuleKey::Initial, rates.initial, extent);
            let rate = F::scaled(Label::MaintenanceRate, rule, [initial, F::ratio(Label::RateShare, share)]);
            F::product(label, rule, [notional, rate])
        }
        (Level::Maintenance, MaintenanceRate::OfBase(share)) => {
            let base = F::ratio(Label::BaseRate, rates.initial.base.share());
            let whole = F::product(Label::AtRate, RuleKey::Initial, [notional, base]);
            let whole = match step {
                None => whole,
                Some(step) => rounded(Label::AtRate, RuleKey::Initial, whole, step),
            };
            F::product(label, rule, [whole, F::ratio(Label::RateShare, share)])
        }
    }
}

/// The initial rate, raised by a leverage that was set or by what the trader asked for.
fn chosen_or_grown<F: Figure>(rates: &Rates, asked: Asked, extent: Extent) -> F {
    let venue = grown::<F>(Label::InitialRate, RuleKey::Initial, rates.initial, extent);
    let chosen = match asked.side.leverage {
        Leverage::Chosen(leverage) => Some(Rate::OneOver(leverage).share()),
        Leverage::VenueMaximum => None,
    };
    let own = asked
        .contract
        .own_initial
        .into_iter()
        .chain(chosen)
        .reduce(|left, right| if left >= right { left } else { right });
    match own.filter(|own| own.get() > venue.value()) {
        None => venue,
        Some(own) => F::largest(Label::InitialRate, RuleKey::Initial, [venue, F::ratio(Label::ChosenRate, own)]),
    }
}

fn rounded<F: Figure>(label: Label, rule: RuleKey, exact: F, step: Usd) -> F {
    F::rounded_up(label, rule, exact, F::usd(Label::RoundingStep, step))
}

/// What the rates of a side grow with.
fn extent(asked: Asked, notional: f64) -> Extent {
    let contract = asked.contract;
    let open_interest = contract.open_interest.map(|open| {
        let units = contract.units(open, asked.factor);
        Usd::new(units * contract.mark.get() * asked.factor)
    });
    Extent { quantity: contract.units(asked.side.quantity, asked.factor), value: notional, open_interest }
}

/// The leverage that a contract's initial requirement is taken at, where it has one side.
pub(crate) fn leverage(rules: &VenueRules, contract: &Contract) -> Option<Ratio> {
    let side = contract.sides(rules.pairs).into_iter().flatten().next();
    let rate = side.and_then(|side| match contract.terms {
        Terms::Weights(_) | Terms::Option(_) | Terms::Grid(_) | Terms::Risk(_) => None,
        Terms::Schedule(Schedule::Tiers(table)) => {
            let band = table.band(contract.notional(side))?;
            Some(initial_rate(band.tier.initial, side.leverage, contract.own_initial))
        }
        Terms::Schedule(Schedule::Rates(rates)) => {
            let asked = Asked { contract, side, level: Level::Initial, factor: 1.0 };
            let rate: Bare = chosen_or_grown(rates, asked, extent(asked, contract.notional(side).get()));
            Some(Rate::Share(Ratio::new(rate.value)))
        }
    });
    rate.map(Rate::leverage).filter(|leverage| leverage.is_finite())
}

/// What must stay for a contract when collateral is taken out.
pub(crate) fn withdrawal<F: Figure>(rules: &VenueRules, contract: &Contract) -> F {
    let initial = || model::requirement(rules, contract, Level::Initial, 1.0);
    let share = match rules.withdrawal {
        Withdrawal::Initial => return initial(),
        Withdrawal::InitialOrShareOfNotional(share) => share,
    };
    let named = contract.named_by().position();
    let floors = contract.sides(rules.pairs).into_iter().flatten().map(|side| {
        let notional = valuation::notional(contract, side, 1.0);
        let share = F::ratio(Label::WithdrawalShare, share);
        F::product(Label::WithdrawalFloor(side.named.position()), RuleKey::Withdrawal, [notional, share])
    });
    let floor = F::sum(Label::WithdrawalFloor(named), RuleKey::Withdrawal, floors);
    F::largest(Label::PositionWithdrawal(named), RuleKey::Withdrawal, [initial(), floor])
}

/// The factors of its asset's price at which a contract crosses from one tier into the next, or its rate begins to
/// grow. The notional of a coin-settled contract, or of one sized at entry, does not move with the price: it has none.
pub(crate) fn kinks(rules: &VenueRules, contract: &Contract) -> Vec<f64> {
    if contract.instrument.settlement == Settlement::Coin || contract.sized_at == SizedAt::Entry {
        return Vec::new();
    }
    let Terms::Schedule(schedule) = contract.terms else { return Vec::new() };
    let sides = contract.sides(rules.pairs).into_iter().flatten().chain(contract.filled());
    let sized = sides.map(|side| (side, contract.notional(side))).filter(|(_, notional)| *notional > Usd::ZERO);
    sized
        .flat_map(|(side, now)| match schedule {
            Schedule::Tiers(tiers) => tiers.bounds().map(|bound| bound.get() / now.get()).collect(),
            Schedule::Rates(rates) => {
                let extent = extent(Asked { contract, side, level: Level::Initial, factor: 1.0 }, now.get());
                let own = match rates.maintenance {
                    MaintenanceRate::Own(own) => kink(own, extent),
                    MaintenanceRate::OfInitial(_) | MaintenanceRate::OfBase(_) => None,
                };
                kink(rates.initial, extent).into_iter().chain(own).collect::<Vec<_>>()
            }
        })
        .collect()
}

/// Where a leverage that was set is not the one that was used: above what the venue allows, or above another's that
/// nets with it.
pub(crate) fn assumptions(rules: &VenueRules, contract: &Contract) -> Vec<Assumption> {
    let sides = contract.sides(rules.pairs).into_iter().flatten();
    let capped = sides.filter_map(|side| {
        let Leverage::Chosen(chosen) = side.leverage else { return None };
        let asked = Side { leverage: Leverage::VenueMaximum, ..side };
        let used = side_leverage(contract, asked)?;
        (chosen > used).then_some(Assumption::LeverageCapped { position: side.named.position(), used })
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

/// The leverage of one side's initial rate, without what the trader asked for.
fn side_leverage(contract: &Contract, side: Side) -> Option<Ratio> {
    match contract.terms {
        Terms::Weights(_) | Terms::Option(_) | Terms::Grid(_) | Terms::Risk(_) => None,
        Terms::Schedule(Schedule::Tiers(table)) => Some(table.band(contract.notional(side))?.tier.initial.leverage()),
        Terms::Schedule(Schedule::Rates(rates)) => {
            let asked = Asked { contract, side, level: Level::Initial, factor: 1.0 };
            let extent = extent(asked, contract.notional(side).get());
            let rate: Bare = grown(Label::InitialRate, RuleKey::Initial, rates.initial, extent);
            Some(Rate::Share(Ratio::new(rate.value)).leverage())
        }
    }
}
