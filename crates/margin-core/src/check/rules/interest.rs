//! Whether the parameters of interest make sense.

use crate::check::rules::{least_zero, share_problem};
use crate::problem::Problem;
use crate::rules::{RateCurve, SupplyRate, VenueRules};

pub(super) fn problems(rules: &VenueRules) -> Vec<Problem> {
    let all = rules.interest.iter().flat_map(|(asset, rule)| {
        let path = format!("interest.{asset}");
        let supply = match &rule.supply {
            SupplyRate::OfBorrow { cut } => share_problem(path.clone(), *cut).into_iter().collect(),
            SupplyRate::Curve(curve) => of_curve(&path, curve),
        };
        of_curve(&path, &rule.borrow).into_iter().chain(supply)
    });
    all.collect()
}

fn of_curve(path: &str, curve: &RateCurve) -> Vec<Problem> {
    let rates = [curve.base, curve.below, curve.above];
    let rates = rates.into_iter().filter_map(|rate| least_zero(path.into(), rate.get()));
    rates.chain(share_problem(path.into(), curve.kink)).collect()
}
