//! Whether the terms of collateral and debts make sense.

use crate::check::number;
use crate::check::rules::citations::is_flat;
use crate::check::rules::model::rate_problems;
use crate::check::rules::{least_zero, order_problem, positive, share_problem, wrong};
use crate::problem::{Problem, ProblemKind};
use crate::report::Levels;
use crate::rules::{AssetTerms, Categories, Collateral, DynamicHaircut, Haircut, SizedHaircut};
use crate::units::Ratio;

pub(super) fn problems(collateral: &Collateral) -> Vec<Problem> {
    let assets =
        collateral.assets.iter().flat_map(|(asset, terms)| of_asset(&format!("collateral.assets.{asset}"), terms));
    assets.chain(categories(&collateral.categories)).collect()
}

fn of_asset(path: &str, terms: &AssetTerms) -> Vec<Problem> {
    let debts = terms.debt.iter().flat_map(Levels::all);
    let debts = debts.flat_map(|rate| {
        let light = rate.base.share().get() < 1.0;
        let light = light.then(|| wrong(format!("{path}.debt"), ProblemKind::ShareOutside));
        light.into_iter().chain(rate_problems(&format!("{path}.debt"), rate, number::LARGEST))
    });
    let caps = [
        ("mostUnits", terms.most_units.map(|most| most.get())),
        ("mostCounted", terms.most_counted.map(|most| most.get())),
        ("crowding", terms.crowding.and_then(|crowding| crowding.deposits_above).map(|bound| bound.get())),
        ("crowding", terms.crowding.and_then(|crowding| crowding.debts_above).map(|bound| bound.get())),
    ];
    let caps = caps.into_iter().filter_map(|(name, cap)| positive(format!("{path}.{name}"), cap?));
    let haircuts = levels(&format!("{path}.haircut"), &terms.haircut);
    haircuts.into_iter().chain(debts).chain(caps).collect()
}

fn levels(path: &str, haircut: &Levels<Haircut>) -> Vec<Problem> {
    haircut.all().into_iter().flat_map(|haircut| haircut_problems(path, haircut)).collect()
}

/// What is wrong with a haircut.
pub(super) fn haircut_problems(path: &str, haircut: &Haircut) -> Vec<Problem> {
    match haircut {
        Haircut::Flat(share) => share_problem(path.into(), *share).into_iter().collect(),
        Haircut::Tiered(tiers) => {
            let shares = tiers.iter().filter_map(|tier| share_problem(path.into(), tier.haircut));
            shares.chain(order_problem(path.into(), tiers.iter().map(|tier| tier.from))).collect()
        }
        Haircut::Proportional(rule) => {
            let bounds = [rule.least, rule.most].into_iter().filter_map(|share| share_problem(path.into(), share));
            let steep = rule.most > Ratio::new(0.5) || rule.least > rule.most;
            let steep = steep.then(|| wrong(path.into(), ProblemKind::ShareOutside));
            bounds.chain(steep).chain(positive(path.into(), rule.factor.get())).collect()
        }
        Haircut::Sized(rule) => sized(path, *rule),
        Haircut::Dynamic(rule) => dynamic(path, *rule),
    }
}

fn sized(path: &str, rule: SizedHaircut) -> Vec<Problem> {
    let least = share_problem(path.into(), rule.least);
    let numerator = (rule.numerator < Ratio::new(1.0)).then(|| wrong(path.into(), ProblemKind::ShareOutside));
    let exponent = [positive(path.into(), rule.exponent.get()), share_problem(path.into(), rule.exponent)];
    let numbers = [least_zero(path.into(), rule.factor.get()), positive(path.into(), rule.numerator.get())];
    let all = exponent.into_iter().chain(numbers).flatten();
    least.into_iter().chain(numerator).chain(all).collect()
}

fn dynamic(path: &str, rule: DynamicHaircut) -> Vec<Problem> {
    let numbers = [
        least_zero(path.into(), rule.deviations.get()),
        least_zero(path.into(), rule.latency_days),
        positive(path.into(), rule.participation.get()),
        least_zero(path.into(), rule.impact.get()),
    ];
    share_problem(path.into(), rule.least).into_iter().chain(numbers.into_iter().flatten()).collect()
}

fn categories(categories: &Categories) -> Vec<Problem> {
    match categories {
        Categories::None => Vec::new(),
        Categories::Chosen(categories) => {
            let all =
                categories.iter().flat_map(|(id, category)| category.haircuts.values().map(move |levels| (id, levels)));
            all.flat_map(|(id, haircut)| levels(&format!("collateral.categories.{id}"), haircut)).collect()
        }
        Categories::ByDebt(pairs) => {
            let all = pairs.iter().flat_map(|(debt, of)| of.values().map(move |levels| (debt, levels)));
            all.flat_map(|(debt, haircut)| {
                let path = format!("collateral.categories.{debt}");
                let uneven = !haircut.all().into_iter().all(is_flat);
                let uneven = uneven.then(|| wrong(path.clone(), ProblemKind::NotFlat));
                levels(&path, haircut).into_iter().chain(uneven).collect::<Vec<_>>()
            })
            .collect()
        }
    }
}
