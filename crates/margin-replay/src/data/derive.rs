//! Accounts of the venue's own tests under portfolio margin: every figure that the tests state of each, every scenario's
//! profit among them.

use super::{Figure, field, json, replayed};
use crate::families::derive_portfolio::{
    Accounted, Discounts, Feed, State, Written, first_tests, model_of, second_tests,
};
use crate::outcome::{Replayed, Unanswered};
use crate::tolerance::Tolerance;
use crate::vector::{Inputs, number};
use flate2::read::GzDecoder;
use margin_core::instrument::Right;
use margin_core::report::Level;
use margin_core::scenarios::ScenarioTable;
use serde_json::Value;
use std::fs::File;
use std::io;
use std::path::Path;

const FIRST: &str = "data: derive portfolio margin, first manager";
const SECOND: &str = "data: derive portfolio margin, second manager";
const LIQUIDATED: &str = "data: derive accounts in liquidation";

const FIRST_FILE: &str = "pmrm1_verify_scenarios.json";
const SECOND_FILE: &str = "pmrm2_portfolio_cases.json.gz";
const LIQUIDATED_FILE: &str = "liquidation_tests.json";

/// One unit, as contracts write it.
const UNIT: f64 = 1e18;

/// The share that a figure may differ by, and of all that the account is worth for a figure that is a small difference.
const NEAR: f64 = 1e-8;
const OF_WORTH: f64 = 1e-13;

/// Replays the accounts of a folder's files.
pub(super) fn replay(folder: &Path) -> io::Result<Vec<Replayed>> {
    let mut cases = Vec::new();
    if let Some(document) = present(folder, FIRST_FILE, json)? {
        cases.extend(super::entries(&document).map(|(id, case)| first(id, case)));
    }
    if let Some(document) = present(folder, LIQUIDATED_FILE, json)? {
        cases.extend(super::entries(&document).map(|(id, case)| liquidated(id, case)));
    }
    if let Some(document) = present(folder, SECOND_FILE, packed)? {
        cases.extend(super::entries(&document).map(|(id, case)| second(id, case)));
    }
    Ok(cases)
}

fn present(folder: &Path, name: &str, read: fn(&Path) -> io::Result<Value>) -> io::Result<Option<Value>> {
    let path = folder.join(name);
    path.is_file().then(|| read(&path)).transpose()
}

fn packed(path: &Path) -> io::Result<Value> {
    let named = |error: &dyn std::fmt::Display| io::Error::other(format!("{}: {error}", path.display()));
    let unpacked = GzDecoder::new(File::open(path).map_err(|error| named(&error))?);
    serde_json::from_reader(unpacked).map_err(|error| named(&error))
}

fn first(id: &str, case: &Value) -> Replayed {
    let account = account_of_first(case.get("Scenario").unwrap_or(&Value::Null), 0.0);
    let result = case.get("Result").unwrap_or(&Value::Null);
    let wanted = [
        ("PortfolioMTM", Asked::Worth),
        ("InitialMarginCalc", Asked::Margin(Level::Initial)),
        ("MaintenanceMarginCalc", Asked::Margin(Level::Maintenance)),
        ("MinSpan", Asked::LeastProfit),
        ("ForwardContingency", Asked::Basis),
    ];
    let figures = wanted.into_iter().filter_map(|(key, asked)| {
        Some(figure(key, number(result.get(key)?)? / UNIT, asked.of(&account), worth(&account)))
    });
    replayed(FIRST, id.to_owned(), figures.collect())
}

/// What an account is worth and its maintenance margin before each step of its liquidation.
fn liquidated(id: &str, case: &Value) -> Replayed {
    let steps = case.get("Actions").and_then(Value::as_array).into_iter().flatten();
    let figures = steps.flat_map(|step| {
        let passed = field(step, "Time").unwrap_or(f64::NAN);
        let account = account_of_first(step.get("PortfolioAndFeeds").unwrap_or(&Value::Null), passed);
        let results = step.get("Results").unwrap_or(&Value::Null);
        let wanted = [("PreMtM", Asked::Worth), ("PreMM", Asked::Margin(Level::Maintenance))];
        let figure = |(key, asked): (&'static str, Asked)| {
            Some(figure(key, number(results.get(key)?)? / UNIT, asked.of(&account), worth(&account)))
        };
        wanted.into_iter().filter_map(figure).collect::<Vec<_>>()
    });
    replayed(LIQUIDATED, id.to_owned(), figures.collect())
}

fn second(id: &str, case: &Value) -> Replayed {
    let result = case.get("Result").unwrap_or(&Value::Null);
    let account = account_of_second(case);
    let table = account.as_ref().map_err(Clone::clone).and_then(Accounted::table);
    let worth = worth(&account);
    let wanted = [
        ("PortfolioMTM", Asked::Worth),
        ("IM", Asked::Margin(Level::Initial)),
        ("MM", Asked::Margin(Level::Maintenance)),
        ("ForwardContingency", Asked::Basis),
    ];
    let figures = wanted
        .into_iter()
        .filter_map(|(key, asked)| Some(figure(key, number(result.get(key)?)?, asked.of(&account), worth)));
    let lists = ["reg_losses", "tail_losses", "skew_losses"];
    let expected = lists.into_iter().flat_map(|list| result.get(list).and_then(Value::as_array).into_iter().flatten());
    let expected = expected.filter_map(|row| number(row.as_array()?.last()?));
    let rows = expected.enumerate().map(|(place, expected)| figure("scenario", expected, profit(&table, place), worth));
    replayed(SECOND, id.to_owned(), figures.chain(rows).collect())
}

/// What is gained in a scenario; nothing where the account has no part in what is shocked.
fn profit(table: &Result<Option<ScenarioTable>, Unanswered>, place: usize) -> Result<f64, Unanswered> {
    match table.as_ref().map_err(Clone::clone)? {
        None => Ok(0.0),
        Some(table) => {
            let row = table.rows.get(place).ok_or_else(|| refused("there are fewer scenarios"))?;
            Ok(row.profit.get())
        }
    }
}

/// A figure that tests state.
#[derive(Clone, Copy)]
enum Asked {
    Worth,
    Margin(Level),
    LeastProfit,
    Basis,
}

impl Asked {
    fn of(self, account: &Result<Accounted, Unanswered>) -> Result<f64, Unanswered> {
        let account = account.as_ref().map_err(Clone::clone)?;
        match self {
            Self::Worth => account.equity(),
            Self::Margin(level) => account.margin(level),
            Self::LeastProfit => account.least_profit(),
            Self::Basis => account.basis().map(|loss| -loss),
        }
    }
}

fn figure(key: &'static str, expected: f64, answer: Result<f64, Unanswered>, worth: f64) -> Figure {
    let tolerance = Tolerance::Absolute(NEAR * expected.abs() + OF_WORTH * worth);
    Figure::number(key, expected, tolerance, answer)
}

/// All that goes into an account's figures, without signs.
fn worth(account: &Result<Accounted, Unanswered>) -> f64 {
    account.as_ref().map_or(0.0, Accounted::gross)
}

fn account_of_second(case: &Value) -> Result<Accounted, Unanswered> {
    let unread = || refused("it is of no known shape");
    let stated = case.get("Scenario").and_then(Value::as_object).cloned().map(Inputs::from).ok_or_else(unread)?;
    let parameters = case.get("Parameters").ok_or_else(unread)?;
    let model = model_of(parameters, second_tests()?).ok_or_else(unread)?;
    Ok(State::of_second(&stated).ok_or_else(unread)?.account(model))
}

fn account_of_first(stated: &Value, passed: f64) -> Result<Accounted, Unanswered> {
    let state = state_of_first(stated, passed).ok_or_else(|| refused("it is of no known shape"))?;
    Ok(state.account(first_tests()?))
}

fn refused(why: &str) -> Unanswered {
    Unanswered::Refused(why.to_owned())
}

/// An account as lists of whole numbers of the smallest unit, so many seconds after the expiries were counted from.
fn state_of_first(stated: &Value, passed: f64) -> Option<State> {
    let units = |name: &str| Some(number(stated.get(name)?)? / UNIT);
    let list = |name: &str| stated.get(name)?.as_array()?.iter().map(number).collect::<Option<Vec<f64>>>();
    let (seconds, strikes, calls) = (list("OptionExpiries")?, list("OptionStrikes")?, list("OptionIsCall")?);
    let (amounts, volatilities) = (list("OptionAmounts")?, list("OptionVols")?);
    let sure = [list("OptionVolConfidences")?, list("ForwardConfidences")?, list("RateConfidences")?];
    let (settled, moving, rates) = (list("ForwardsFixed")?, list("ForwardsVariable")?, list("Rates")?);
    let (mut options, mut feeds) = (Vec::new(), Vec::new());
    for place in 0..seconds.len() {
        let at = |list: &[f64]| list.get(place).copied();
        let seconds = at(&seconds)? - passed;
        options.push(Written {
            seconds,
            strike: at(&strikes)? / UNIT,
            right: if at(&calls)? == 0.0 { Right::Put } else { Right::Call },
            amount: at(&amounts)? / UNIT,
            volatility: at(&volatilities)? / UNIT,
        });
        let certainties = sure.iter().map(|list| at(list)).collect::<Option<Vec<f64>>>()?;
        let settled = at(&settled)? / UNIT;
        feeds.push(Feed {
            seconds,
            forward: settled + at(&moving)? / UNIT,
            settled,
            rate: at(&rates)? / UNIT,
            certainty: certainties.into_iter().fold(UNIT, f64::min) / UNIT,
        });
    }
    Some(State {
        cash: units("Cash")?,
        stable: units("StablePrice")?,
        spot: units("SpotPrice")?,
        spot_certainty: units("SpotConfidence")?,
        perpetuals: units("Perps")?,
        perpetual_price: units("PerpPrice")?,
        perpetual_certainty: units("PerpConfidence")?,
        unsettled: units("UnrealisedPerpPNL")? + units("UnrealisedFunding")?,
        base: units("Base")?,
        options,
        feeds,
        collateral: Vec::new(),
        discounts: Discounts::None,
    })
}
