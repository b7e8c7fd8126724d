//! One line of a table: a position or a balance.

use super::cell::Sheet;
use super::column::Column;
use super::lines::Line;
use crate::imported::StatedLiquidation;
use crate::problem::{ImportProblemKind, Problems, TableFault};
use crate::statement::{Balance, Behind, Figures, Row, Statement};
use crate::symbol::{self, Named};
use margin_core::time::{Date, Timestamp};
use margin_core::units::{Price, Quantity};

/// What was read of a line.
pub(super) struct Read {
    /// Whether the mark was taken for the entry.
    pub(super) entry_from_mark: bool,
}

/// Reads a line into the statement.
pub(super) fn read(sheet: &Sheet, line: &Line, statement: &mut Statement, problems: &mut Problems) -> Option<Read> {
    account(sheet, line, statement, problems);
    let quantity = quantity(sheet, line, problems);
    if let Some(name) = sheet.text(line, Column::Contract) {
        let named = symbol::named(name);
        if named.is_none() {
            problems.add(&sheet.place(line, Column::Contract), ImportProblemKind::NotAContract);
        }
        return position(sheet, line, named, quantity, statement, problems);
    }
    let Some(asset) = sheet.text(line, Column::Asset) else {
        problems.add(&sheet.start(line), ImportProblemKind::Table(TableFault::NeitherContractNorAsset));
        return None;
    };
    let price = sheet.positive(line, Column::Index, problems).or_else(|| sheet.positive(line, Column::Mark, problems));
    let place = sheet.place(line, Column::Asset);
    if asset.len() > symbol::LONGEST {
        problems.add(&place, ImportProblemKind::NotAName);
        return None;
    }
    let balance = Balance::full(place, cased(asset).as_str(), quantity?);
    statement.balances.push(Balance { index: price, ..balance });
    Some(Read { entry_from_mark: false })
}

/// An asset's name as venues write it; capitals within it, as in wstETH, are meant.
fn cased(asset: &str) -> String {
    let small = !asset.chars().any(char::is_uppercase);
    if small { asset.to_uppercase() } else { asset.to_owned() }
}

/// What a line says of the whole account: its rules and its time, which need be said once only.
fn account(sheet: &Sheet, line: &Line, statement: &mut Statement, problems: &mut Problems) {
    if let Some(id) = sheet.text(line, Column::Rules) {
        let id = id.to_lowercase();
        let known = statement.rules_id.get_or_insert_with(|| id.clone());
        if *known != id {
            problems.add(&sheet.place(line, Column::Rules), ImportProblemKind::Table(TableFault::OtherRules));
        }
    }
    if let Some(text) = sheet.text(line, Column::Time) {
        let time = moment(text);
        if time.is_none() {
            problems.add(&sheet.place(line, Column::Time), ImportProblemKind::NotATime);
        }
        statement.at(time);
    }
}

/// A day, a moment, or milliseconds since the start of 1970.
fn moment(text: &str) -> Option<Timestamp> {
    let spaced = || format!("{}Z", text.trim_end_matches('Z').replacen(' ', "T", 1));
    let milliseconds = || text.parse::<i64>().ok().filter(|number| (0..=LAST_MILLISECOND).contains(number));
    let day = text.parse::<Date>().ok().map(Date::start);
    let exact = || text.parse().ok().or_else(|| spaced().parse().ok());
    day.or_else(exact).or_else(|| milliseconds().map(Timestamp::from_milliseconds))
}

/// The last millisecond of the year 9999.
const LAST_MILLISECOND: i64 = 253_402_300_799_999;

fn quantity(sheet: &Sheet, line: &Line, problems: &mut Problems) -> Option<f64> {
    let before = problems.count();
    let Some(quantity) = sheet.number(line, Column::Quantity, problems) else {
        if problems.count() == before {
            let kind = ImportProblemKind::Table(TableFault::MissingCell(Column::Quantity.name()));
            problems.add(&sheet.place(line, Column::Quantity), kind);
        }
        return None;
    };
    match sheet.text(line, Column::Side).map(str::to_lowercase).as_deref() {
        None => Some(quantity),
        Some("long" | "buy" | "l" | "b") => Some(quantity.abs()),
        Some("short" | "sell" | "s") => Some(-quantity.abs()),
        Some(_) => {
            problems.add(&sheet.place(line, Column::Side), ImportProblemKind::Table(TableFault::NotASide));
            None
        }
    }
}

fn position(
    sheet: &Sheet,
    line: &Line,
    named: Option<Named>,
    quantity: Option<f64>,
    statement: &mut Statement,
    problems: &mut Problems,
) -> Option<Read> {
    let entry = sheet.positive(line, Column::Entry, problems);
    let mark = sheet.positive(line, Column::Mark, problems);
    let index = sheet.positive(line, Column::Index, problems);
    let size = sheet.positive(line, Column::ContractSize, problems);
    let leverage = sheet.number(line, Column::Leverage, problems);
    if leverage.is_some_and(|leverage| leverage < 1.0) {
        problems.add(&sheet.place(line, Column::Leverage), ImportProblemKind::LeverageBelowOne);
    }
    let figures = Figures {
        notional: sheet.number(line, Column::Notional, problems).map(f64::abs),
        unrealised: sheet.number(line, Column::Unrealised, problems),
        initial: sheet.number(line, Column::Initial, problems),
        maintenance: sheet.number(line, Column::Maintenance, problems),
        equity: None,
    };
    let liquidation = match sheet.number(line, Column::Liquidation, problems) {
        None => StatedLiquidation::Absent,
        Some(price) if price > 0.0 => StatedLiquidation::At(Price::new(price)),
        Some(_) => StatedLiquidation::None,
    };
    let behind = behind(sheet, line, problems);
    let implied = figures.notional.is_some() || entry.is_some() && figures.unrealised.is_some();
    if mark.is_none() && !implied {
        if sheet.text(line, Column::Mark).is_none() {
            let kind = ImportProblemKind::Table(TableFault::MissingCell(Column::Mark.name()));
            problems.add(&sheet.place(line, Column::Mark), kind);
        }
        return None;
    }
    let Named { mut instrument, settles, symbol } = named?;
    instrument.multiplier = Quantity::new(size.unwrap_or(1.0));
    let settles = sheet.text(line, Column::Asset).map_or(settles, |asset| cased(asset).into());
    let entry_from_mark = entry.is_none() && figures.unrealised.is_none();
    let entry = if entry_from_mark { mark } else { entry };
    let row = Row::new(sheet.start(line), &symbol, instrument, settles, quantity?);
    statement.rows.push(Row { entry, mark, index, leverage, behind: behind?, figures, liquidation, ..row });
    Some(Read { entry_from_mark })
}

/// What stands behind a position: the whole account, unless it is said to be isolated or something is set aside.
fn behind(sheet: &Sheet, line: &Line, problems: &mut Problems) -> Option<Behind> {
    let aside = sheet.number(line, Column::SetAside, problems);
    match (sheet.text(line, Column::Mode).map(str::to_lowercase).as_deref(), aside) {
        (None | Some("isolated"), Some(aside)) => Some(Behind::Isolated(aside)),
        (None, None) | (Some("cross" | "crossed"), _) => Some(Behind::Cross),
        (Some("isolated"), None) => {
            let kind = ImportProblemKind::Table(TableFault::MissingCell(Column::SetAside.name()));
            problems.add(&sheet.place(line, Column::SetAside), kind);
            None
        }
        (Some(_), _) => {
            problems.add(&sheet.place(line, Column::Mode), ImportProblemKind::Table(TableFault::NotAMode));
            None
        }
    }
}
