//! The grid of scenarios that a portfolio is margined by, cell by cell: what every position gains and loses in each, which
//! scenario is the worst, and what is required beside it.
//!
//! The figures are those that [`evaluate`](crate::evaluate()) uses.

use crate::book::{Group, Move};
use crate::check;
use crate::id::{AssetId, HoldingId, PositionId};
use crate::market::Market;
use crate::model::scenario_loss::{self, Row, Unit, units};
use crate::model::{Account, scenario_loss::Quoted};
use crate::portfolio::Portfolio;
use crate::problem::Problems;
use crate::report::{Bare, Figure, GroupKey, Level, Levels, LineItem};
use crate::rules::{AddOn, Floor, Grid, Model, Scenario, ScenarioLoss, SkewShocks, VenueRules, VolatilityMove};
use crate::units::{Quantity, Ratio, Usd, Volatility, Years};
use serde::Serialize;

/// The grid of one underlying within a group.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ScenarioTable {
    /// Which group it is.
    pub group: GroupKey,
    /// What is shocked.
    pub underlying: AssetId,
    /// Every scenario, in the grid's order.
    pub rows: Vec<ScenarioRow>,
    /// What the expiries lose when their forwards alone move, where the grid has that.
    pub basis: Option<Usd>,
    /// Which of them is the worst.
    pub worst: Worst,
    /// The worst loss: no less than nothing.
    pub loss: Usd,
    /// What the loss with the add-ons that are scaled, or a floor, is multiplied by.
    pub scale: Levels<Ratio>,
    /// What is required beside the worst loss.
    pub add_ons: Vec<AddOnAmount>,
    /// What the loss with the add-ons that are scaled is no less than.
    pub floors: Vec<FloorAmount>,
    /// What is required, made of its parts.
    pub required: Levels<LineItem>,
}

/// What is gained and lost in one scenario.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ScenarioRow {
    /// The shocks.
    pub scenario: Scenario,
    /// What all parts gain together: negative when they lose.
    pub change: Usd,
    /// What counts of that, after discounts, offsets, the weight and the dampener.
    pub profit: Usd,
    /// What each position and each holding gains, before anything is taken off or weighted.
    pub parts: Vec<ScenarioPart>,
}

/// What one position or holding gains in a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ScenarioPart {
    /// Which it is.
    pub of: PartOf,
    /// What it gains: negative when it loses.
    pub change: Usd,
}

/// A position, or a holding that is in the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum PartOf {
    /// A position.
    Position(PositionId),
    /// A holding.
    Holding(HoldingId),
}

/// Which loss is the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Worst {
    /// Nothing is lost in any scenario.
    Nothing,
    /// A scenario's, by its place among the rows.
    Row(usize),
    /// That of forwards alone.
    Basis,
}

/// An add-on and what it comes to.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AddOnAmount {
    /// The rule.
    pub add_on: AddOn,
    /// Dollars at each level, before the grid's scale.
    pub amount: Levels<Usd>,
}

/// A floor and what it comes to.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FloorAmount {
    /// The rule.
    pub floor: Floor,
    /// Dollars, before the grid's scale.
    pub amount: Usd,
}

/// A turn of the smile at a strike.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SkewTurn {
    /// The share that a volatility is turned by at most.
    pub cap: Ratio,
    /// The logarithm of strike over forward at which it is.
    pub width: Ratio,
    /// What a volatility is multiplied by.
    pub factor: Ratio,
}

/// The grid of each underlying in each group; nothing where the rules have no grids.
///
/// # Errors
/// All that is wrong with the three inputs, each with its place.
pub fn scenarios(portfolio: &Portfolio, market: &Market, rules: &VenueRules) -> Result<Vec<ScenarioTable>, Problems> {
    let book = check::book(portfolio, market, rules)?;
    let Model::ScenarioLoss(model) = &rules.model else { return Ok(Vec::new()) };
    let mut tables = Vec::new();
    for group in &book.groups {
        let (contracts, holdings): (Vec<_>, Vec<_>) = (group.contracts.iter().collect(), held(group));
        let account = Account { book: &book, contracts: &contracts, holdings: &holdings, change: Move::None };
        tables.extend(of_group(model, account, group.key));
    }
    Ok(tables)
}

/// How a turn of the smile changes volatilities at a logarithm of strike over forward; a move that is no turn changes none.
pub fn skew_turn(shocks: &SkewShocks, turn: VolatilityMove, log_moneyness: f64, years: Years) -> SkewTurn {
    let turn = scenario_loss::turn(shocks, turn, log_moneyness, years.get());
    SkewTurn { cap: Ratio::new(turn.cap), width: Ratio::new(turn.width), factor: Ratio::new(turn.factor) }
}

/// A volatility after a grid's shock upwards or downwards, so many days before expiry; another move leaves it as it is.
pub fn shocked_volatility(grid: &Grid, shock: VolatilityMove, volatility: Volatility, days: f64) -> Volatility {
    let now = volatility.get();
    Volatility::new(match shock {
        VolatilityMove::Up => scenario_loss::raised(&grid.up, now, days),
        VolatilityMove::Down => scenario_loss::lowered(&grid.down, now, days),
        VolatilityMove::None | VolatilityMove::Linear | VolatilityMove::Absolute => now,
    })
}

fn held<'g>(group: &'g Group) -> Vec<&'g crate::book::Held<'g>> {
    group.holdings.iter().collect()
}

fn of_group(model: &ScenarioLoss, account: Account, group: GroupKey) -> Vec<ScenarioTable> {
    units(model, account).iter().filter_map(|unit| table(unit, account, group)).collect()
}

fn table(unit: &Unit, account: Account, group: GroupKey) -> Option<ScenarioTable> {
    let dollars = |bare: Bare| Usd::new(bare.value);
    let rows = unit.grid.scenarios.iter().enumerate().map(|(place, scenario)| row(unit, place, scenario)).collect();
    let worst = match unit.worst_row() {
        None => Worst::Nothing,
        Some(Row::Scenario(place)) => Worst::Row(place),
        Some(Row::Basis) => Worst::Basis,
    };
    let amount = |add_on: &AddOn, level| unit.add_on(account, add_on.of, level).map_or(Usd::ZERO, dollars);
    let add_ons = unit.grid.add_ons.iter().map(|add_on| {
        let amount = Levels::each(|level| amount(add_on, level));
        AddOnAmount { add_on: add_on.clone(), amount }
    });
    let floors = unit.grid.floors.iter();
    Some(ScenarioTable {
        group,
        underlying: account.book.assets.get(unit.asset)?.id.clone(),
        rows,
        basis: unit.grid.basis.map(|_| dollars(unit.loss(Row::Basis))),
        worst,
        loss: dollars(unit.worst()),
        scale: Levels::each(|level: Level| Ratio::new(unit.scale::<Bare>(account, level).value())),
        add_ons: add_ons.collect(),
        floors: floors.map(|floor| FloorAmount { floor: *floor, amount: dollars(unit.floor(*floor)) }).collect(),
        required: Levels::each(|level| unit.required(account, level)),
    })
}

fn row(unit: &Unit, place: usize, scenario: &Scenario) -> ScenarioRow {
    let mut parts = Vec::new();
    let mut add = |of, change: Bare| parts.push(ScenarioPart { of, change: Usd::new(change.value) });
    for contract in &unit.linear {
        for leg in &contract.legs {
            add(PartOf::Position(leg.position), unit.linear_change_of(contract, leg.quantity, scenario));
        }
    }
    let change = |option: &Quoted, quantity: Quantity| unit.option_change(option, quantity, place, None);
    for option in unit.options() {
        for leg in &option.contract.legs {
            add(PartOf::Position(leg.position), change(option, leg.quantity));
        }
    }
    for holding in &unit.holdings {
        for lot in &holding.held.lots {
            add(PartOf::Holding(lot.id), holding.change_of(lot.quantity, scenario));
        }
    }
    let change = parts.iter().map(|part| part.change).sum();
    let profit = Usd::new(unit.profit::<Bare>(place).value);
    ScenarioRow { scenario: *scenario, change, profit, parts }
}
