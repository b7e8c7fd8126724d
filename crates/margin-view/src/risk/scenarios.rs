//! The grid of scenarios of each underlying as a matrix of price and volatility, with the worst cell marked.

use crate::desk::Subject;
use crate::name;
use crate::number::{self, Locale, Toward};
use crate::risk::shade;
use crate::text;
use crate::text::risk::ScenarioText;
use margin_core::report::{GroupKey, LineItem, Unit};
use margin_core::rules::{Scenario, ScenarioSet, VolatilityMove};
use margin_core::scenarios::{PartOf, ScenarioRow, ScenarioTable, Worst};
use margin_core::units::{Ratio, Usd};

/// The grid of one underlying.
#[derive(Clone, Debug, PartialEq)]
pub struct GridView {
    /// What is shocked: `BTC`.
    pub title: String,
    /// The worst loss, in a sentence.
    pub summary: String,
    /// The volatility moves that the matrix has, as column heads.
    pub columns: Vec<String>,
    /// The usual scenarios by price, from the lowest.
    pub matrix: Vec<MatrixRow>,
    /// All other scenarios, in the rules' order.
    pub others: Vec<ScenarioLine>,
    /// What each position gains in the worst scenario, in the portfolio's order.
    pub parts: Vec<Named>,
    /// How the initial requirement is made of the worst loss and what is added.
    pub made: Vec<Named>,
}

/// One price of the matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct MatrixRow {
    /// The move: `−15 %`.
    pub price: String,
    /// What counts under each volatility move; nothing where the grid has no such scenario.
    pub cells: Vec<Option<ScenarioCell>>,
}

/// What counts of one scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct ScenarioCell {
    /// The gain or loss.
    pub text: String,
    /// The same in full.
    pub full: String,
    /// Whether it is the worst.
    pub worst: bool,
    /// From −1, the largest loss, to 1, for shading.
    pub shade: f64,
}

/// A scenario outside the matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct ScenarioLine {
    /// What happens: `Price +300 %, volatilities up`.
    pub name: String,
    /// What kind it is and how much of it counts: `tail, 1.8 % of it`.
    pub kind: String,
    /// What counts.
    pub cell: ScenarioCell,
}

/// An amount with its name.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// What it is.
    pub name: String,
    /// How much.
    pub text: String,
}

/// The grids of a portfolio, as rows and words.
pub fn grids(tables: &[ScenarioTable], subject: &Subject, locale: &Locale) -> Vec<GridView> {
    tables.iter().map(|table| grid(table, subject, locale)).collect()
}

fn grid(table: &ScenarioTable, subject: &Subject, locale: &Locale) -> GridView {
    let worst = match table.worst {
        Worst::Row(place) => Some(place),
        Worst::Nothing | Worst::Basis => None,
    };
    let largest = table.rows.iter().map(|row| row.profit.get().abs()).fold(0.0, f64::max);
    let cells =
        table.rows.iter().enumerate().map(|(place, row)| (row, cell(row, worst == Some(place), largest, locale)));
    let (usual, others): (Vec<_>, Vec<_>) = cells.into_iter().partition(|(row, _)| in_matrix(&row.scenario));
    let (columns, matrix) = matrix(&usual, locale);
    let line = |(row, cell): &(&ScenarioRow, ScenarioCell)| ScenarioLine {
        name: happens(&row.scenario, locale),
        kind: kind(&row.scenario, locale),
        cell: cell.clone(),
    };
    let worst_row = worst.and_then(|place| table.rows.get(place));
    GridView {
        title: title(table, subject, locale),
        summary: summary(table, worst_row, locale),
        columns,
        matrix,
        others: others.iter().map(line).collect(),
        parts: worst_row.map(|row| parts(row, subject, locale)).unwrap_or_default(),
        made: made(&table.required.initial, locale),
    }
}

fn title(table: &ScenarioTable, subject: &Subject, locale: &Locale) -> String {
    match table.group {
        GroupKey::Cross => table.underlying.to_string(),
        GroupKey::Isolated(_) => {
            let group = name::group(subject.portfolio, table.group, locale);
            ScenarioText::InGroup { asset: table.underlying.as_str(), group: &group }.say()
        }
    }
}

/// Whether a scenario has its place in the matrix of price and volatility.
fn in_matrix(scenario: &Scenario) -> bool {
    let plain = matches!(scenario.volatility, VolatilityMove::Down | VolatilityMove::None | VolatilityMove::Up);
    scenario.set == ScenarioSet::Regular && plain && scenario.weight == Ratio::new(1.0)
}

fn matrix(usual: &[(&ScenarioRow, ScenarioCell)], locale: &Locale) -> (Vec<String>, Vec<MatrixRow>) {
    let moves = [VolatilityMove::Down, VolatilityMove::None, VolatilityMove::Up];
    let present: Vec<_> = moves
        .into_iter()
        .filter(|volatility| usual.iter().any(|(row, _)| row.scenario.volatility == *volatility))
        .collect();
    let mut prices: Vec<f64> = usual.iter().map(|(row, _)| row.scenario.price.get()).collect();
    prices.sort_by(f64::total_cmp);
    prices.dedup();
    let row = |price: f64| {
        let at = |volatility: &VolatilityMove| {
            let found = usual
                .iter()
                .find(|(row, _)| row.scenario.price == Ratio::new(price) && row.scenario.volatility == *volatility);
            found.map(|(_, cell)| cell.clone())
        };
        MatrixRow { price: moved(Ratio::new(price), locale), cells: present.iter().map(at).collect() }
    };
    let columns = present.iter().map(|volatility| ScenarioText::Volatility(*volatility).say());
    (columns.collect(), prices.into_iter().map(row).collect())
}

fn cell(row: &ScenarioRow, worst: bool, largest: f64, locale: &Locale) -> ScenarioCell {
    ScenarioCell {
        text: number::signed_usd(row.profit, Toward::Down, locale),
        full: number::full(row.profit.get(), locale),
        worst,
        shade: shade(row.profit.get(), largest),
    }
}

fn moved(price: Ratio, locale: &Locale) -> String {
    if price == Ratio::ZERO {
        ScenarioText::PriceStays.say()
    } else {
        number::change(price, 1, Toward::Nearest, locale)
    }
}

fn happens(scenario: &Scenario, locale: &Locale) -> String {
    let price = moved(scenario.price, locale);
    ScenarioText::Happens { price: &price, volatility: scenario.volatility }.say()
}

fn kind(scenario: &Scenario, locale: &Locale) -> String {
    let share = number::share(scenario.weight, 1, Toward::Nearest, locale);
    ScenarioText::Kind { set: scenario.set, share: (scenario.weight != Ratio::new(1.0)).then_some(&share) }.say()
}

fn summary(table: &ScenarioTable, worst: Option<&ScenarioRow>, locale: &Locale) -> String {
    let loss = number::usd(table.loss, Toward::Up, locale);
    match (table.worst, worst) {
        (Worst::Basis, _) => ScenarioText::WorstBasis { loss: &loss }.say(),
        (Worst::Row(_), Some(row)) => {
            let happens = happens(&row.scenario, locale);
            ScenarioText::Worst { of: table.rows.len(), loss: &loss, happens: &happens }.say()
        }
        (Worst::Nothing | Worst::Row(_), _) => ScenarioText::NothingLost { of: table.rows.len() }.say(),
    }
}

fn parts(row: &ScenarioRow, subject: &Subject, locale: &Locale) -> Vec<Named> {
    let named = |part: &margin_core::scenarios::ScenarioPart| Named {
        name: match part.of {
            PartOf::Position(id) => name::position(subject.portfolio, id, locale),
            PartOf::Holding(id) => name::holding(subject.portfolio, id),
        },
        text: number::signed_usd(part.change, Toward::Down, locale),
    };
    row.parts.iter().filter(|part| part.change != Usd::ZERO).map(named).collect()
}

/// The parts of a requirement, and the requirement.
fn made(required: &LineItem, locale: &Locale) -> Vec<Named> {
    let line = |item: &LineItem| {
        let text = match item.unit() {
            Unit::Usd => number::usd(item.usd(), Toward::Up, locale),
            _ => number::full(item.ratio().get(), locale),
        };
        Named { name: text::what(item.label()).into(), text }
    };
    required.parts().iter().chain([required]).map(line).collect()
}
