//! Whether the parameters of a model make sense.

mod option_formula;
mod scenario_loss;
mod sensitivity_loss;

use crate::check::number;
use crate::check::rules::citations::is_flat;
use crate::check::rules::collateral::haircut_problems;
use crate::check::rules::{least_zero, order_problem, positive, share_problem, wrong};
use crate::problem::{Problem, ProblemKind};
use crate::report::Levels;
use crate::rules::{
    Collateral, ContractWeights, Growth, MaintenanceRate, Model, Rates, Schedule, SizedRate, TierTable, TieredNotional,
    WeightedHealth,
};
use crate::units::{Ratio, Usd};

pub(super) fn problems(model: &Model, collateral: &Collateral) -> Vec<Problem> {
    match model {
        Model::TieredNotional(model) => of_notional(model),
        Model::WeightedHealth(model) => of_health(model).into_iter().chain(settlement(model, collateral)).collect(),
        Model::OptionFormula(model) => {
            of_notional(&model.linear).into_iter().chain(option_formula::problems(model)).collect()
        }
        Model::ScenarioLoss(model) => scenario_loss::problems(model),
        Model::SensitivityLoss(model) => sensitivity_loss::problems(model),
    }
}

/// What contracts settle in counts as one net amount, so its terms must be the same for every dollar.
fn settlement(model: &WeightedHealth, collateral: &Collateral) -> Option<Problem> {
    let settlement = model.settlement.as_ref()?;
    let plain = collateral.assets.get(settlement).is_some_and(|terms| {
        let capped = terms.most_units.is_some() || terms.most_counted.is_some();
        terms.haircut.all().into_iter().all(is_flat) && !capped
    });
    (!plain).then(|| wrong(format!("collateral.assets.{settlement}.haircut"), ProblemKind::NotFlat))
}

fn of_notional(model: &TieredNotional) -> Vec<Problem> {
    let tables = model.tables.iter().flat_map(|(name, table)| {
        let path = format!("model.tables.{name}");
        match table {
            Schedule::Tiers(tiers) => tier_problems(&path, tiers),
            Schedule::Rates(rates) => rates_problems(&path, rates),
        }
    });
    let orphans = model.listings.iter().filter(|(_, listing)| !model.tables.contains_key(&listing.table));
    let orphans = orphans.map(|(name, _)| wrong(format!("model.listings.{name}"), ProblemKind::MissingTable));
    let profits = model.profit.iter().flat_map(Levels::all);
    let profits = profits.flat_map(|profit| {
        let most = profit.most.and_then(|most| least_zero("model.profit.most".into(), most.get()));
        haircut_problems("model.profit.haircut", &profit.haircut).into_iter().chain(most)
    });
    let numbers = [
        ("model.orders.each", Some(model.orders.each.get())),
        ("model.account", model.account.map(|account| account.initial.get())),
        ("model.account", model.account.map(|account| account.maintenance.get())),
        ("model.keeper.least", model.keeper.map(|keeper| keeper.least.get())),
        ("model.keeper.most", model.keeper.map(|keeper| keeper.most.get())),
        ("model.keeper.profit", model.keeper.map(|keeper| keeper.profit.get())),
        ("model.keeper.mostShare", model.keeper.and_then(|keeper| keeper.most_share).map(|share| share.get())),
    ];
    let numbers = numbers.into_iter().filter_map(|(path, value)| least_zero(path.into(), value?));
    let step = model.round_up_to.and_then(|step| positive("model.roundUpTo".into(), step.get()));
    tables.chain(orphans).chain(profits).chain(numbers).chain(step).collect()
}

fn tier_problems(path: &str, table: &TierTable) -> Vec<Problem> {
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

fn rates_problems(path: &str, rates: &Rates) -> Vec<Problem> {
    let initial = rate_problems(path, &rates.initial, 1.0);
    let maintenance = match &rates.maintenance {
        MaintenanceRate::Own(own) => rate_problems(path, own, 1.0),
        MaintenanceRate::OfInitial(share) | MaintenanceRate::OfBase(share) => {
            share_problem(path.into(), *share).into_iter().collect()
        }
    };
    let amounts =
        [rates.fixed, rates.floor].into_iter().flatten().flat_map(|levels| [levels.initial, levels.maintenance]);
    let amounts = amounts.filter_map(|amount: Usd| least_zero(path.into(), amount.get()));
    let shares = [rates.fee, rates.keeper].into_iter().flatten().filter_map(|share| share_problem(path.into(), share));
    initial.into_iter().chain(maintenance).chain(amounts).chain(shares).collect()
}

/// What is wrong with a rate whose base is no more than `most`. It may be nothing: what is added to it, or what it grows
/// to, is required then.
pub(super) fn rate_problems(path: &str, rate: &SizedRate, most: f64) -> Vec<Problem> {
    let base = rate.base.share();
    let outside = base != Ratio::ZERO && !(Ratio::new(number::LEAST)..=Ratio::new(most)).contains(&base);
    let outside = outside.then(|| wrong(path.into(), ProblemKind::ShareOutside));
    let growth = match rate.growth {
        None => Vec::new(),
        Some(Growth::Power { factor, exponent, share, .. }) => vec![
            least_zero(path.into(), factor.get()),
            positive(path.into(), exponent.get()),
            share_problem(path.into(), exponent),
            share_problem(path.into(), share),
        ],
        Some(Growth::Skew { scale, factor }) => {
            vec![positive(path.into(), scale.get()), least_zero(path.into(), factor.get())]
        }
        Some(Growth::OpenInterest { lower, upper }) => {
            let order = (lower > upper).then(|| wrong(path.into(), ProblemKind::UnorderedTiers));
            vec![least_zero(path.into(), lower.get()), positive(path.into(), upper.get()), order]
        }
        Some(Growth::OpenInterestShare { factor }) => vec![least_zero(path.into(), factor.get())],
    };
    outside.into_iter().chain(growth.into_iter().flatten()).collect()
}

fn of_health(model: &WeightedHealth) -> Vec<Problem> {
    let homeless = !model.contracts.is_empty() && model.settlement.is_none();
    let homeless = homeless.then(|| wrong("model.settlement".into(), ProblemKind::MissingTable));
    let contracts =
        model.contracts.iter().flat_map(|(name, weights)| weight_problems(&format!("model.contracts.{name}"), weights));
    let spread = model.spread.and_then(|spread| share_problem("model.spread".into(), spread.penalty));
    homeless.into_iter().chain(contracts).chain(spread).collect()
}

fn weight_problems(path: &str, weights: &ContractWeights) -> Vec<Problem> {
    let (one, most) = (Ratio::new(1.0), Ratio::new(number::LARGEST));
    let long = weights.long.all().into_iter().any(|weight| *weight < Ratio::ZERO || *weight >= one);
    let short = weights.short.all().into_iter().any(|weight| *weight <= one || *weight > most);
    let outside = (long || short).then(|| wrong(path.into(), ProblemKind::ShareOutside));
    let surplus = weights.surplus.all().into_iter().filter_map(|share| share_problem(path.into(), *share));
    outside.into_iter().chain(surplus).collect()
}
