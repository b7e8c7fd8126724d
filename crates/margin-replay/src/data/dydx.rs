//! Accounts with the figures that the venue's own client calculates of them.

use super::{Figure, entries, field, json, replayed};
use crate::outcome::{Outcome, Replayed, Unanswered};
use crate::tolerance::Tolerance;
use margin_core::evaluate;
use margin_core::report::{GroupKey, Level};
use margin_core::solve::liquidation_prices;
use margin_import::{AccountMode, Document, import};
use serde_json::Value;
use std::io;
use std::path::Path;

const FAMILY: &str = "data: dydx";
const EXPECTED: &str = "expected_values.json";
const FIGURES: Tolerance = Tolerance::Relative(1e-9);

/// Replays every case that the expectations name.
pub(super) fn replay(folder: &Path) -> io::Result<Vec<Replayed>> {
    if !folder.join(EXPECTED).is_file() {
        return Ok(Vec::new());
    }
    let expected = json(&folder.join(EXPECTED))?;
    let cases = expected.get("cases").and_then(Value::as_array).into_iter().flatten();
    cases.map(|case| replay_case(folder, case)).collect()
}

fn replay_case(folder: &Path, case: &Value) -> io::Result<Replayed> {
    let text = |name: &str| case.get(name).and_then(Value::as_str).unwrap_or_default();
    let (name, markets) = (text("payload"), text("markets"));
    let id = name.to_owned();
    if markets.contains("(check)") {
        let outcome = Outcome::Listed("the prices of its moment were not recorded".to_owned());
        return Ok(Replayed { source: String::new(), family: FAMILY.to_owned(), id, outcome, measured: Vec::new() });
    }
    let mut documents = Vec::new();
    if let Some((_, before)) = name.split_once("(after ") {
        let file = name.split('#').next().unwrap_or_default();
        documents.push(document(folder, &format!("{file}#{}", before.trim_end_matches(')')))?);
    }
    documents.push(document(folder, name)?);
    documents.push(document(folder, markets)?);
    let expected = case.get("expect").unwrap_or(&Value::Null);
    Ok(replayed(FAMILY, id, figures(&documents, expected)))
}

/// A message, named by its file and, after `#`, its name there. Of several subaccounts the first is the one.
fn document(folder: &Path, name: &str) -> io::Result<Document> {
    let name = name.split(' ').next().unwrap_or_default();
    let (file, message) = name.split_once('#').unwrap_or((name, ""));
    let mut value = json(&folder.join(file))?.get(message).cloned().unwrap_or_default();
    if let Some(subaccounts) = value.get_mut("subaccounts").and_then(Value::as_array_mut) {
        subaccounts.truncate(1);
    }
    Ok(Document { name: name.to_owned(), text: value.to_string() })
}

/// Equity and free collateral as the client adds them up, and each position's liquidation price.
fn figures(documents: &[Document], expected: &Value) -> Vec<Figure> {
    let answers = answers(documents);
    let answer = |part: fn(&Answers) -> f64| answers.as_ref().map(part).map_err(Clone::clone);
    let number = |key: &'static str, part| {
        field(expected, key).map(|expected| Figure::number(key, expected, FIGURES, answer(part)))
    };
    let totals = [number("equity", |answers| answers.equity), number("freeCollateral", |answers| answers.free)];
    let prices = entries(expected).filter_map(|(_, position)| {
        let price = field(position, "liquidationPrice")?;
        let found = answers.as_ref().map_err(Clone::clone);
        let found = found.and_then(|answers| {
            answers.price.ok_or_else(|| Unanswered::Refused("there is no liquidation price".to_owned()))
        });
        Some(Figure::number("liquidationPrice", price, FIGURES, found))
    });
    totals.into_iter().flatten().chain(prices).collect()
}

struct Answers {
    equity: f64,
    free: f64,
    /// Of the first position.
    price: Option<f64>,
}

fn answers(documents: &[Document]) -> Result<Answers, Unanswered> {
    let refused = |problems: String| Unanswered::Refused(problems);
    let imported = import(documents, AccountMode::Detect).map_err(|problems| refused(format!("{problems:?}")))?;
    let rules = imported.rules.as_ref().ok_or_else(|| refused("there are no rules for it".to_owned()))?;
    let (portfolio, market) = (&imported.portfolio, &imported.market);
    let report = evaluate(portfolio, market, rules).map_err(|problems| refused(problems.to_string()))?;
    let found = liquidation_prices(portfolio, market, rules).map_err(|problems| refused(problems.to_string()))?;
    let cross = report.group(GroupKey::Cross).ok_or_else(|| refused("there is no cross group".to_owned()))?;
    let free = cross.figures.excess(Level::Initial).usd().get();
    let price = found.positions.first().and_then(|position| position.price()).map(|price| price.get());
    Ok(Answers { equity: report.total.equity.usd().get(), free, price })
}
