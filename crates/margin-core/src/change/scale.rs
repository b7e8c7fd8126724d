//! What becomes of rates, weights and haircuts: multiplied at every size, or the same at every size.

use crate::change::Becomes;
use crate::report::{Level, Levels};
use crate::rules::{ContractWeights, Growth, Haircut, MaintenanceRate, Rate, Rates, Schedule, SizedRate, Tier};
use crate::units::Ratio;

pub(super) fn schedule(schedule: &mut Schedule, level: Level, becomes: Becomes) {
    match schedule {
        Schedule::Tiers(tiers) => {
            for Tier { initial, maintenance, .. } in &mut tiers.0 {
                match level {
                    Level::Initial => *initial = rate(*initial, becomes),
                    Level::Maintenance => *maintenance = rate(*maintenance, becomes),
                }
            }
        }
        Schedule::Rates(Rates { initial, maintenance, .. }) => match level {
            Level::Initial => *initial = sized(*initial, becomes),
            Level::Maintenance => *maintenance = maintenance_rate(*maintenance, becomes),
        },
    }
}

/// A long weight is one less the rate, a short weight one plus the rate.
pub(super) fn weights(weights: &mut ContractWeights, level: Level, becomes: Becomes) {
    let (long, short) = (at_mut(&mut weights.long, level), at_mut(&mut weights.short, level));
    let one = Ratio::new(1.0);
    *long = one - share(one - *long, becomes);
    *short = one + share(*short - one, becomes);
}

pub(super) fn haircut(haircut: &mut Haircut, becomes: Becomes) {
    let factor = match becomes {
        Becomes::Share(share) => {
            *haircut = Haircut::Flat(share);
            return;
        }
        Becomes::Times(factor) => factor,
    };
    let grow = |parameters: &mut [&mut Ratio]| {
        for parameter in parameters {
            **parameter = times(**parameter, factor);
        }
    };
    match haircut {
        Haircut::Flat(share) => grow(&mut [share]),
        Haircut::Tiered(tiers) => tiers.iter_mut().for_each(|tier| grow(&mut [&mut tier.haircut])),
        Haircut::Proportional(growing) => grow(&mut [&mut growing.least, &mut growing.most, &mut growing.factor]),
        Haircut::Sized(growing) => grow(&mut [&mut growing.least, &mut growing.factor]),
        Haircut::Dynamic(growing) => grow(&mut [&mut growing.least, &mut growing.deviations, &mut growing.impact]),
    }
}

fn at_mut<T>(levels: &mut Levels<T>, level: Level) -> &mut T {
    match level {
        Level::Initial => &mut levels.initial,
        Level::Maintenance => &mut levels.maintenance,
    }
}

fn share(share: Ratio, becomes: Becomes) -> Ratio {
    match becomes {
        Becomes::Times(factor) => times(share, factor),
        Becomes::Share(share) => share,
    }
}

fn rate(rate: Rate, becomes: Becomes) -> Rate {
    match (rate, becomes) {
        (_, Becomes::Share(share)) => Rate::Share(share),
        (Rate::Share(share), Becomes::Times(factor)) => Rate::Share(times(share, factor)),
        (Rate::OneOver(number), Becomes::Times(factor)) => Rate::OneOver(Ratio::new(number.get() / factor.get())),
    }
}

fn sized(sized: SizedRate, becomes: Becomes) -> SizedRate {
    match becomes {
        Becomes::Share(share) => SizedRate::flat(share),
        Becomes::Times(by) => {
            let base = rate(sized.base, becomes);
            SizedRate { base, growth: sized.growth.map(|growth| grown(growth, by)) }
        }
    }
}

/// Growth whose part of the rate is multiplied; open interest draws a rate to 1 from whatever its base is.
fn grown(growth: Growth, by: Ratio) -> Growth {
    match growth {
        Growth::Power { measure, factor, exponent, share } => {
            Growth::Power { measure, factor: times(factor, by), exponent, share }
        }
        Growth::Skew { scale, factor } => Growth::Skew { scale, factor: times(factor, by) },
        Growth::OpenInterestShare { factor } => Growth::OpenInterestShare { factor: times(factor, by) },
        Growth::OpenInterest { lower, upper } => Growth::OpenInterest { lower, upper },
    }
}

fn maintenance_rate(rate: MaintenanceRate, becomes: Becomes) -> MaintenanceRate {
    match (rate, becomes) {
        (_, Becomes::Share(share)) => MaintenanceRate::Own(SizedRate::flat(share)),
        (MaintenanceRate::Own(own), Becomes::Times(_)) => MaintenanceRate::Own(sized(own, becomes)),
        (MaintenanceRate::OfInitial(share), Becomes::Times(factor)) => MaintenanceRate::OfInitial(times(share, factor)),
        (MaintenanceRate::OfBase(share), Becomes::Times(factor)) => MaintenanceRate::OfBase(times(share, factor)),
    }
}

fn times(ratio: Ratio, factor: Ratio) -> Ratio {
    Ratio::new(ratio.get() * factor.get())
}
