//! Whether grids of scenarios make sense.

mod shock;

use crate::check::number;
use crate::check::rules::{least_zero, share_problem, wrong};
use crate::problem::{Problem, ProblemKind};
use crate::report::Levels;
use crate::rules::{AddOn, AddOnOf, Floor, Grid, Scenario, ScenarioLoss, ScenarioSet, VolatilityMove};
use crate::units::Ratio;

pub(super) fn problems(model: &ScenarioLoss) -> Vec<Problem> {
    let orphans = model.underlyings.iter().filter(|(_, grid)| !model.grids.contains_key(*grid));
    let orphans = orphans.map(|(asset, _)| missing(format!("model.underlyings.{asset}")));
    let strangers = model.stand_ins.iter().filter(|(_, underlying)| !model.underlyings.contains_key(*underlying));
    let strangers = strangers.map(|(asset, _)| missing(format!("model.standIns.{asset}")));
    let certainty = model.certainty.iter().flat_map(|rule| certainty("model.certainty", rule.threshold, rule.factor));
    let grids = model.grids.iter().flat_map(|(name, grid)| of_grid(&format!("model.grids.{name}"), grid));
    orphans.chain(strangers).chain(certainty).chain(grids).collect()
}

fn of_grid(path: &str, grid: &Grid) -> Vec<Problem> {
    let empty = grid.scenarios.is_empty().then(|| missing(format!("{path}.scenarios")));
    let scenarios = grid.scenarios.iter().enumerate();
    let scenarios =
        scenarios.flat_map(|(place, scenario)| of_scenario(&format!("{path}.scenarios.{place}"), scenario, grid));
    let add_ons = grid.add_ons.iter().enumerate();
    let add_ons = add_ons.flat_map(|(place, add_on)| of_add_on(&format!("{path}.addOns.{place}"), add_on));
    let floors = grid.floors.iter().enumerate();
    let floors = floors.flat_map(|(place, floor)| of_floor(&format!("{path}.floors.{place}"), *floor));
    let scale = levels(&format!("{path}.scale"), grid.scale);
    let peg = grid.peg.iter().flat_map(|peg| {
        let path = format!("{path}.peg");
        [
            least_zero(format!("{path}.threshold"), peg.threshold.get()),
            least_zero(format!("{path}.factor"), peg.factor.get()),
        ]
    });
    let rest = scenarios.chain(add_ons).chain(floors).chain(scale).chain(peg.flatten());
    empty.into_iter().chain(rest).chain(shock::problems(path, grid)).collect()
}

fn of_scenario(path: &str, scenario: &Scenario, grid: &Grid) -> Vec<Problem> {
    let moves = [("price", Some(scenario.price)), ("linear", scenario.linear)];
    let moves = moves.into_iter().filter_map(|(name, moved)| above_ruin(format!("{path}.{name}"), moved?));
    let weight = least_zero(format!("{path}.weight"), scenario.weight.get());
    let options = least_zero(format!("{path}.options"), scenario.options.get());
    let days = least_zero(format!("{path}.days"), scenario.days);
    let turns = matches!(scenario.volatility, VolatilityMove::Linear | VolatilityMove::Absolute);
    let skews = (turns && grid.skew.is_none()).then(|| missing(format!("{path}.volatility")));
    // Each expiry loses whichever way it changes, which a price move would not.
    let skewed = scenario.set == ScenarioSet::Skew;
    let stays = scenario.price == Ratio::ZERO && scenario.linear.unwrap_or_default() == Ratio::ZERO;
    let moved = (skewed && !stays).then(|| wrong(format!("{path}.price"), ProblemKind::OutOfRange));
    moves.chain(weight).chain(options).chain(days).chain(skews).chain(moved).collect()
}

fn of_add_on(path: &str, add_on: &AddOn) -> Vec<Problem> {
    match add_on.of {
        AddOnOf::Linear(shares)
        | AddOnOf::Holdings(shares)
        | AddOnOf::NakedShorts(shares)
        | AddOnOf::NetDelta(shares) => levels(path, shares).collect(),
        AddOnOf::Roll { least, yearly, .. } => {
            let numbers = [("least", least.get()), ("yearly", yearly.get())];
            numbers.into_iter().filter_map(|(name, value)| least_zero(format!("{path}.{name}"), value)).collect()
        }
        AddOnOf::Certainty(rule) => certainty(path, rule.threshold, rule.factor).collect(),
        AddOnOf::Months { each } => least_zero(format!("{path}.each"), each.get()).into_iter().collect(),
    }
}

fn of_floor(path: &str, floor: Floor) -> Vec<Problem> {
    let numbers = match floor {
        Floor::Delta { unhedged, hedged } => vec![("unhedged", unhedged.get()), ("hedged", hedged.get())],
        Floor::NetDelta(share) => vec![("netDelta", share.get())],
        Floor::ShortOption(each) => vec![("shortOption", each.get())],
        Floor::Option(each) => vec![("option", each.get())],
    };
    numbers.into_iter().filter_map(|(name, value)| least_zero(format!("{path}.{name}"), value)).collect()
}

fn certainty(path: &str, threshold: Ratio, factor: Ratio) -> impl Iterator<Item = Problem> + use<> {
    let threshold = share_problem(format!("{path}.threshold"), threshold);
    threshold.into_iter().chain(least_zero(format!("{path}.factor"), factor.get()))
}

fn levels(path: &str, levels: Levels<Ratio>) -> impl Iterator<Item = Problem> + use<> {
    let both = [("initial", levels.initial), ("maintenance", levels.maintenance)];
    let both = both.map(|(name, value)| least_zero(format!("{path}.{name}"), value.get()));
    both.into_iter().flatten()
}

/// A move that would leave nothing of a price, or that is none.
fn above_ruin(path: String, moved: Ratio) -> Option<Problem> {
    number::positive_problem(1.0 + moved.get()).map(|kind| wrong(path, kind))
}

fn missing(path: String) -> Problem {
    wrong(path, ProblemKind::MissingTable)
}
