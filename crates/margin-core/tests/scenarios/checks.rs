//! What is wrong with a grid is found at its place.

use crate::random;
use margin_core::evaluate;
use margin_core::problem::{Place, ProblemKind};
use margin_core::rules::{
    BasisShock, Floor, Gain, Gains, Grid, Model, ScenarioLoss, ScenarioSet, ShockDiscount, ShockDiscounts, SkewShocks,
    Term, VolatilityMeasure, VolatilityMove, VolatilityShock,
};
use margin_core::units::{Ratio, Usd};

/// What breaks a grid, where that is found, and what is said.
type Broken = (fn(&mut Grid), &'static str, ProblemKind);

const BAD: Ratio = Ratio::new(-1.0);

#[test]
fn every_number_of_a_grid_that_makes_no_sense_is_found_at_its_place() {
    let broken: Vec<Broken> = vec![
        (|grid| grid.scenarios.clear(), "scenarios", ProblemKind::MissingTable),
        (|grid| grid.scenarios[0].price = Ratio::new(-1.0), "scenarios.0.price", ProblemKind::NotPositive),
        (|grid| grid.scenarios[0].weight = BAD, "scenarios.0.weight", ProblemKind::NotPositive),
        (|grid| grid.scenarios[0].days = f64::NAN, "scenarios.0.days", ProblemKind::NotFinite),
        (skewed, "scenarios.0.price", ProblemKind::OutOfRange),
        (turned, "scenarios.0.volatility", ProblemKind::MissingTable),
        (|grid| grid.up = vec![negative()], "up.0.size", ProblemKind::NotPositive),
        (|grid| grid.down = vec![disordered()], "down.0.term", ProblemKind::UnorderedTiers),
        (|grid| skew(grid).least = BAD, "skew.least", ProblemKind::NotPositive),
        (discounted, "discount.positive.base", ProblemKind::NotPositive),
        (|grid| grid.gains = Some(offset()), "gains.coin.share", ProblemKind::ShareOutside),
        (|grid| grid.dampener = Some(Usd::new(-1.0)), "dampener", ProblemKind::NotPositive),
        (|grid| grid.basis = Some(ruinous()), "basis.down", ProblemKind::NotPositive),
        (|grid| grid.floors = vec![Floor::NetDelta(BAD)], "floors.0.netDelta", ProblemKind::NotPositive),
        (|grid| grid.scale.initial = BAD, "scale.initial", ProblemKind::NotPositive),
    ];
    for (break_it, path, kind) in broken {
        let mut rules = random::case(1).rules;
        let model = model(&mut rules.model);
        break_it(model.grids.values_mut().next().unwrap());
        let found = evaluate::check(&rules).unwrap_err();
        let at = Place::Rules(format!("model.grids.G.{path}"));
        assert!(found.iter().any(|problem| problem.at == at && problem.kind == kind), "{path}: {found}");
    }
}

#[test]
fn a_grid_that_is_not_there_is_missed() {
    let mut rules = random::case(1).rules;
    model(&mut rules.model).underlyings.insert("B".into(), "none".into());
    model(&mut rules.model).stand_ins.insert("C".into(), "nowhere".into());
    let found = evaluate::check(&rules).unwrap_err();
    for path in ["model.underlyings.B", "model.standIns.C"] {
        let at = Place::Rules(path.to_owned());
        assert!(found.iter().any(|problem| problem.at == at && problem.kind == ProblemKind::MissingTable), "{path}");
    }
}

fn model(model: &mut Model) -> &mut ScenarioLoss {
    match model {
        Model::ScenarioLoss(model) => model,
        _ => panic!("these rules have no grids"),
    }
}

fn skewed(grid: &mut Grid) {
    grid.scenarios[0].set = ScenarioSet::Skew;
    grid.scenarios[0].price = Ratio::new(0.1);
}

fn turned(grid: &mut Grid) {
    grid.scenarios[0].volatility = VolatilityMove::Linear;
    grid.skew = None;
}

fn negative() -> VolatilityShock {
    VolatilityShock { measure: VolatilityMeasure::Share, size: BAD, term: Term::Flat, least: None }
}

fn disordered() -> VolatilityShock {
    let node = |days| margin_core::rules::TermNode { days, factor: Ratio::new(1.0) };
    VolatilityShock { size: Ratio::new(0.3), term: Term::Nodes(vec![node(30.0), node(10.0)]), ..negative() }
}

fn skew(grid: &mut Grid) -> &mut SkewShocks {
    grid.skew.as_mut().unwrap()
}

fn discounted(grid: &mut Grid) {
    let discount = ShockDiscount { base: BAD, multiple: Ratio::ZERO, spread: Ratio::ZERO };
    grid.discount = Some(ShockDiscounts { positive: Some(discount), negative: None });
}

fn offset() -> Gains {
    let gain = |share| Gain { share: Ratio::new(share), most: None };
    Gains { linear: gain(0.5), coin: gain(1.5) }
}

fn ruinous() -> BasisShock {
    BasisShock { up: Ratio::new(0.05), down: Ratio::new(-1.0), base: Ratio::ZERO, growth: Ratio::ZERO }
}
