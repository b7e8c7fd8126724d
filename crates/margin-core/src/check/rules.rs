//! Whether a venue's rules are complete and make sense.

use crate::check::number;
use crate::problem::{Place, Problem, ProblemKind, Problems};
use crate::rules::{self, Haircut, Model, RuleKey, TierTable, TieredNotional, VenueRules, Withdrawal};
use crate::units::{Ratio, Usd};

/// Finds all that is wrong with a venue's rules, each with its path.
pub(crate) fn check_rules(rules: &VenueRules) -> Result<(), Problems> {
    let mut problems = Vec::new();
    let (found, expected) = (rules.schema, rules::SCHEMA);
    if found != expected {
        problems.push(wrong("schema".into(), ProblemKind::UnknownSchema { found, expected }));
    }
    problems.extend(citations(rules));
    problems.extend(haircuts(rules));
    let Model::TieredNotional(model) = &rules.model;
    problems.extend(model.tables.iter().flat_map(|(name, table)| tiers(&format!("model.tables.{name}"), table)));
    problems.extend(listings(model));
    problems.extend(shares(rules));
    problems.extend(numbers(rules));
    Problems::none_or(problems, ())
}

fn wrong(path: String, kind: ProblemKind) -> Problem {
    Problem { at: Place::Rules(path), kind }
}

fn citations(rules: &VenueRules) -> impl Iterator<Item = Problem> {
    let always = [
        RuleKey::Equity,
        RuleKey::Unrealised,
        RuleKey::Haircut,
        RuleKey::Isolated,
        RuleKey::Notional,
        RuleKey::Initial,
        RuleKey::Maintenance,
        RuleKey::Tiers,
        RuleKey::Withdrawal,
        RuleKey::Liquidation,
    ];
    let backstop = rules.liquidation.backstop.map(|_| RuleKey::Backstop);
    let funding = rules.funding.map(|_| RuleKey::Funding);
    let used = always.into_iter().chain(backstop).chain(funding);
    let uncited = used.filter(|key| !rules.citations.contains_key(key));
    uncited.map(|key| wrong(format!("citations.{key:?}"), ProblemKind::MissingCitation))
}

fn haircuts(rules: &VenueRules) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (asset, haircut) in &rules.collateral.0 {
        let path = format!("collateral.{asset}");
        match haircut {
            Haircut::Flat(share) => problems.extend(share_problem(path, *share)),
            Haircut::Tiered(tiers) => {
                problems.extend(tiers.iter().filter_map(|tier| share_problem(path.clone(), tier.haircut)));
                problems.extend(order_problem(path, tiers.iter().map(|tier| tier.from)));
            }
        }
    }
    problems
}

fn tiers(path: &str, table: &TierTable) -> Vec<Problem> {
    let positive_share = |share: Ratio| (Ratio::new(number::LEAST)..=Ratio::new(1.0)).contains(&share);
    let outside = table.0.iter().any(|tier| {
        let (initial, maintenance) = (tier.initial.share(), tier.maintenance.share());
        !positive_share(initial) || !positive_share(maintenance) || maintenance > initial
    });
    let falling = table.0.windows(2).any(|pair| pair[1].maintenance.share() < pair[0].maintenance.share());
    let outside = outside.then(|| wrong(path.into(), ProblemKind::ShareOutside));
    let falling = falling.then(|| wrong(path.into(), ProblemKind::UnorderedTiers));
    let order = order_problem(path.into(), table.0.iter().map(|tier| tier.from));
    outside.into_iter().chain(falling).chain(order).collect()
}

fn listings(model: &TieredNotional) -> impl Iterator<Item = Problem> {
    let orphans = model.listings.iter().filter(|(_, listing)| !model.tables.contains_key(&listing.table));
    orphans.map(|(name, _)| wrong(format!("model.listings.{name}"), ProblemKind::MissingTable))
}

fn shares(rules: &VenueRules) -> Vec<Problem> {
    let withdrawal = match rules.withdrawal {
        Withdrawal::Initial => None,
        Withdrawal::InitialOrShareOfNotional(share) => Some(("withdrawal", share)),
    };
    let backstop = rules.liquidation.backstop.map(|share| ("liquidation.backstop", share));
    let partial = rules.liquidation.partial.as_ref().map(|partial| ("liquidation.partial.share", partial.share));
    let all = withdrawal.into_iter().chain(backstop).chain(partial);
    all.filter_map(|(path, share)| share_problem(path.into(), share)).collect()
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
    let partial = rules.liquidation.partial.iter().flat_map(|partial| {
        [
            least_zero("liquidation.partial.above", partial.above.get()),
            least_zero("liquidation.partial.cooldownSeconds", partial.cooldown_seconds),
        ]
    });
    funding.chain(partial).filter_map(|(path, kind)| Some(wrong(path.into(), kind?))).collect()
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
