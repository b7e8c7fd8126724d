//! Whether a venue's rules are complete and make sense.

mod citations;
mod collateral;
mod interest;
mod liquidation;
mod model;

use crate::check::number;
use crate::problem::{Place, Problem, ProblemKind, Problems};
use crate::rules::{self, VenueRules, Withdrawal};
use crate::units::{Ratio, Usd};

/// Finds all that is wrong with a venue's rules, each with its path.
pub(crate) fn check_rules(rules: &VenueRules) -> Result<(), Problems> {
    let mut problems = Vec::new();
    let (found, expected) = (rules.schema, rules::SCHEMA);
    if found != expected {
        problems.push(wrong("schema".into(), ProblemKind::UnknownSchema { found, expected }));
    }
    problems.extend(citations::problems(rules));
    problems.extend(collateral::problems(&rules.collateral));
    problems.extend(model::problems(&rules.model, &rules.collateral));
    problems.extend(interest::problems(rules));
    problems.extend(liquidation::problems(&rules.liquidation));
    problems.extend(shares(rules));
    problems.extend(numbers(rules));
    Problems::none_or(problems, ())
}

fn wrong(path: String, kind: ProblemKind) -> Problem {
    Problem { at: Place::Rules(path), kind }
}

fn shares(rules: &VenueRules) -> Vec<Problem> {
    let withdrawal = match rules.withdrawal {
        Withdrawal::Initial => None,
        Withdrawal::InitialOrShareOfNotional(share) => Some(("withdrawal", share)),
    };
    withdrawal.into_iter().filter_map(|(path, share): (&str, Ratio)| share_problem(path.into(), share)).collect()
}

/// What is wrong with the numbers that are no shares.
fn numbers(rules: &VenueRules) -> Vec<Problem> {
    let either = |path: &'static str, value: f64| (path, number::problem(value));
    let positive = |path: &'static str, value: f64| (path, number::positive_problem(value));
    let least_zero = |path: &'static str, value: f64| match value < 0.0 {
        true => (path, Some(ProblemKind::NotPositive)),
        false => either(path, value),
    };
    let funding = rules.funding.iter().flat_map(|rule| {
        [
            either("funding.interest", rule.interest.get()),
            least_zero("funding.band", rule.band.get()),
            positive("funding.payments", rule.payments),
            least_zero("funding.cap", rule.cap.get()),
            positive("funding.intervalHours", rule.interval_hours),
        ]
    });
    funding.filter_map(|(path, kind)| Some(wrong(path.into(), kind?))).collect()
}

/// Bounds must start at zero and rise; NaN does neither.
fn order_problem(path: String, bounds: impl Iterator<Item = Usd>) -> Option<Problem> {
    let bounds: Vec<_> = bounds.collect();
    let starts = bounds.first() == Some(&Usd::ZERO);
    let rises = bounds.windows(2).all(|pair| pair[0] < pair[1] && pair[1].is_finite());
    (!starts || !rises).then(|| wrong(path, ProblemKind::UnorderedTiers))
}

fn share_problem(path: String, share: Ratio) -> Option<Problem> {
    let inside = (Ratio::ZERO..=Ratio::new(1.0)).contains(&share);
    (!inside).then(|| wrong(path, ProblemKind::ShareOutside))
}

/// What is wrong with a number that must not be negative.
fn least_zero(path: String, value: f64) -> Option<Problem> {
    let kind = if value < 0.0 { Some(ProblemKind::NotPositive) } else { number::problem(value) };
    kind.map(|kind| wrong(path, kind))
}

/// What is wrong with a number that must be positive.
fn positive(path: String, value: f64) -> Option<Problem> {
    number::positive_problem(value).map(|kind| wrong(path, kind))
}
