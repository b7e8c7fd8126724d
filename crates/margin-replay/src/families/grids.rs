//! Venues that margin a portfolio by the worst of a grid of scenarios, under their own rules.

mod coin;
mod points;
mod sixteen;
mod unit;

pub(super) use coin::{answer as coin, volatility};
pub(super) use points::answer as points;
pub(super) use sixteen::answer as sixteen;
pub(super) use unit::answer as unit;

use crate::families::account::{Account, refused};
use crate::families::{published, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_core::market::AssetQuote;
use margin_core::rules::{Grid, Model, ScenarioSet};
use margin_core::scenarios::{ScenarioRow, ScenarioTable, scenarios};
use margin_core::units::{Price, Ratio};

/// The edges of the range of a first move: what one unit is worth after the greatest moves up and down.
pub(super) fn edges(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    points::edges(inputs, key)
}

/// An account under a venue's own rules.
fn under(rules: &str) -> Result<Account, Unanswered> {
    let mut account = Account::empty();
    account.rules = published(rules)?.clone();
    Ok(account)
}

/// The grid of an underlying in an account's rules.
fn grid<'a>(account: &'a Account, underlying: &str) -> Result<&'a Grid, Unanswered> {
    let absent = || Unanswered::Refused(format!("the rules have no grid for {underlying}"));
    let Model::ScenarioLoss(model) = &account.rules.model else { return Err(absent()) };
    let found = model.underlyings.get(&underlying.into()).and_then(|name| model.grids.get(name));
    found.ok_or_else(absent)
}

/// What an account's one underlying loses and requires.
fn table(account: &Account) -> Result<ScenarioTable, Unanswered> {
    let Account { portfolio, market, rules } = account;
    let tables = scenarios(portfolio, market, rules).map_err(refused)?;
    tables.into_iter().next().ok_or_else(|| Unanswered::Refused("nothing is in a grid".to_owned()))
}

/// States an asset's index.
fn index(account: &mut Account, asset: &str, price: f64) {
    account.market.assets.insert(asset.into(), AssetQuote::at(Price::new(price)));
}

/// The rows of one set, one for each price where several differ by volatilities alone.
fn prices(table: &ScenarioTable, set: ScenarioSet) -> Vec<&ScenarioRow> {
    let mut rows: Vec<&ScenarioRow> = Vec::new();
    for row in table.rows.iter().filter(|row| row.scenario.set == set) {
        if rows.last().is_none_or(|last| last.scenario.price != row.scenario.price) {
            rows.push(row);
        }
    }
    rows
}

/// The entry of a list that a figure such as `table.3` names.
fn entry<'k>(key: &'k str, rows: &[&ScenarioRow], of: impl Fn(&ScenarioRow) -> f64) -> Result<Answer, Unanswered> {
    let place: Option<usize> = key.rsplit_once('.').and_then(|(_, place): (&'k str, &'k str)| place.parse().ok());
    let row = place.and_then(|place| rows.get(place));
    row.map(|row| Answer::Number(of(row)))
        .ok_or_else(|| Unanswered::Listed(format!("there is no scenario for `{key}`")))
}

/// The largest loss of rows, no less than nothing.
fn worst<'r>(rows: impl Iterator<Item = &'r ScenarioRow>) -> f64 {
    rows.map(|row| -row.profit.get()).fold(0.0, f64::max)
}

/// A number that a vector states of the rules themselves, and that the rules must state alike.
fn agree(inputs: &Inputs, name: &str, ours: Ratio) -> Result<(), Unanswered> {
    match inputs.number(&[name]) {
        Some(stated) if stated != ours.get() => Err(unknown(inputs, name)),
        _ => Ok(()),
    }
}
