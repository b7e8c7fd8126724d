//! What a venue answered for real accounts, beside the figures that it stated itself.
//!
//! A capture is a folder that holds a `clearinghouseState.json`; further captures are found without a change here.
//! Venues write dollars to a millionth and prices to about ten digits, which is what the tolerances are.

use crate::outcome::{Answer, Outcome, Replayed, Unanswered, check, outcome};
use crate::tolerance::Tolerance;
use margin_core::evaluate;
use margin_core::id::PositionId;
use margin_core::report::{GroupKey, MarginReport};
use margin_core::solve::{LiquidationReport, liquidation_prices};
use margin_core::units::{Price, Usd};
use margin_import::{AccountMode, Document, Imported, StatedLiquidation, import};
use serde_json::Value;
use std::io;
use std::path::{Path, PathBuf};

const FAMILY: &str = "data: hyperliquid";
const STATE: &str = "clearinghouseState.json";
/// What may lie beside the account's state: prices with what is listed, or only the latter, and the spot balances.
const BESIDE: [&str; 3] = ["metaAndAssetCtxs.json", "meta.json", "spotClearinghouseState.json"];

const DOLLARS: Tolerance = Tolerance::Absolute(1e-5);
const PRICES: Tolerance = Tolerance::Relative(1e-8);

/// Replays every capture under a directory.
///
/// # Errors
/// A directory or a file that cannot be read.
pub fn replay(directory: &Path) -> io::Result<Vec<Replayed>> {
    let mut replayed = Vec::new();
    for capture in captures(directory)? {
        replayed.extend(replay_capture(&capture)?);
    }
    Ok(replayed)
}

/// The folders under a directory that hold a capture, in the order of their names.
fn captures(directory: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if directory.join(STATE).is_file() {
        found.push(directory.to_owned());
    }
    let entries: io::Result<Vec<PathBuf>> = directory.read_dir()?.map(|entry| Ok(entry?.path())).collect();
    let mut folders = entries?;
    folders.retain(|path| path.is_dir());
    folders.sort();
    for folder in folders {
        found.extend(captures(&folder)?);
    }
    Ok(found)
}

fn replay_capture(capture: &Path) -> io::Result<Vec<Replayed>> {
    let name = capture.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let checked = |(id, outcome)| Replayed {
        source: String::new(),
        family: FAMILY.to_owned(),
        id: format!("{name}: {id}"),
        outcome,
        measured: Vec::new(),
    };
    Ok(match figures(&documents(capture)?) {
        Ok(figures) => figures.into_iter().map(checked).collect(),
        Err(problems) => {
            let refused = check("import", &Value::Null, None, Err(Unanswered::Refused(problems)));
            vec![checked(("import".to_owned(), outcome([refused])))]
        }
    })
}

fn documents(capture: &Path) -> io::Result<Vec<Document>> {
    let beside = BESIDE.into_iter().filter(|name| capture.join(name).is_file());
    // What is listed comes with the prices, too.
    let with_prices = capture.join(BESIDE[0]).is_file();
    let names = [STATE].into_iter().chain(beside).filter(|name| !(with_prices && *name == BESIDE[1]));
    names
        .map(|name| Ok(Document { name: name.to_owned(), text: std::fs::read_to_string(capture.join(name))? }))
        .collect()
}

/// One outcome for each figure that the venue stated.
fn figures(documents: &[Document]) -> Result<Vec<(String, Outcome)>, String> {
    let imported = import(documents, AccountMode::Detect).map_err(|problems| format!("{problems:?}"))?;
    let Imported { portfolio, market, stated, .. } = &imported;
    let rules = imported.rules.as_ref().ok_or("there are no rules for it")?;
    let report = evaluate(portfolio, market, rules).map_err(|problems| problems.to_string())?;
    let found = liquidation_prices(portfolio, market, rules).map_err(|problems| problems.to_string())?;
    let dollars = |name: &str, theirs: Option<Usd>, ours: Option<Usd>| {
        let ours = ours.map(|usd| Answer::Number(usd.get()));
        Some((name.to_owned(), compared(Value::from(theirs?.get()), DOLLARS, ours.unwrap_or(Answer::Nothing))))
    };
    let cross = report.group(GroupKey::Cross).map(|group| &group.figures);
    let equity = dollars("cross equity", stated.cross_equity, cross.map(|figures| figures.equity.usd()));
    let maintenance =
        dollars("cross maintenance", stated.cross_maintenance, cross.map(|figures| figures.maintenance.usd()));
    let prices = stated.positions.iter().filter_map(|position| {
        let theirs = match position.liquidation {
            StatedLiquidation::Absent => return None,
            StatedLiquidation::None => Value::Null,
            StatedLiquidation::At(price) => Value::from(price.get()),
        };
        let id = format!("{} liquidation price", named(&imported, &report, position.id));
        Some((id, compared(theirs, PRICES, price(&found, position.id))))
    });
    Ok(equity.into_iter().chain(maintenance).chain(prices).collect())
}

fn compared(theirs: Value, tolerance: Tolerance, ours: Answer) -> Outcome {
    outcome([check("figure", &theirs, Some(tolerance), Ok(ours))])
}

fn price(found: &LiquidationReport, id: PositionId) -> Answer {
    let price = found.position(id).and_then(|position| position.price());
    price.map(Price::get).map_or(Answer::Nothing, Answer::Number)
}

fn named(imported: &Imported, report: &MarginReport, id: PositionId) -> String {
    let position = imported.portfolio.positions.iter().find(|position| position.id == id);
    let contract = position.map_or_else(|| id.to_string(), |position| position.instrument.id().to_string());
    match report.position(id).map(|position| position.group) {
        Some(GroupKey::Isolated(_)) => format!("{contract} isolated"),
        _ => contract,
    }
}
