//! A venue's leverage brackets: at every edge maintenance is notional × rate − the bracket's own deduction, from both
//! sides, under the rules that the project carries.

use super::{Figure, entries, field, files, replayed};
use crate::families::account::Account;
use crate::families::published;
use crate::outcome::{Replayed, Unanswered};
use crate::tolerance::Tolerance;
use margin_core::id::PositionId;
use margin_core::instrument::Instrument;
use margin_core::report::Level;
use margin_core::rules::{Model, VenueRules};
use margin_core::units::Price;
use serde_json::Value;
use std::io;
use std::path::Path;

const FAMILY: &str = "data: binance brackets";
const RULES: &str = "binance/usdm";

/// Deductions are sums of products of decimal numbers.
const DOLLARS: Tolerance = Tolerance::Relative(1e-12);

/// A bracket of notional.
struct Bracket {
    from: f64,
    to: f64,
    rate: f64,
    deduction: f64,
    leverage: f64,
}

/// Replays the brackets of every contract that the rules list.
pub(super) fn replay(folder: &Path) -> io::Result<Vec<Replayed>> {
    let rules = published(RULES).map_err(|refused| io::Error::other(format!("{refused:?}")))?;
    let documents = files(folder)?;
    let symbols = documents.iter().flat_map(entries);
    Ok(symbols.filter_map(|(symbol, rows)| contract(rules, symbol, rows)).collect())
}

fn contract(rules: &VenueRules, symbol: &str, rows: &Value) -> Option<Replayed> {
    let (base, settled) = symbol.split_once('/')?;
    let instrument = Instrument::perpetual(base);
    let Model::TieredNotional(model) = &rules.model else { return None };
    let listed = settled == "USDT:USDT" && model.listings.contains_key(&instrument.id());
    let brackets: Option<Vec<_>> = rows.as_array()?.iter().map(bracket).collect();
    let brackets = brackets.filter(|brackets| listed && !brackets.is_empty())?;
    let at = |notional: f64, level: Level| -> Result<f64, Unanswered> {
        let mut account = Account::empty();
        account.rules = rules.clone();
        let position: PositionId = account.open_listed(instrument.clone(), 1.0, Price::new(notional));
        Ok(account.rate(position, level)? * account.notional(position)?.get())
    };
    let figures = brackets.iter().flat_map(|bracket| {
        let maintenance = |notional: f64| {
            let expected = notional * bracket.rate - bracket.deduction;
            Figure::number("maintenance", expected, DOLLARS, at(notional, Level::Maintenance))
        };
        let initial = |notional: f64| {
            Figure::number("initial", notional / bracket.leverage, DOLLARS, at(notional, Level::Initial))
        };
        let (low, high) = (bracket.from.max(1.0), bracket.to);
        let inside = high * (1.0 - f64::EPSILON);
        // The formula of a bracket holds on both of its edges: maintenance is continuous.
        [maintenance(low), maintenance(inside), maintenance(high), initial(low), initial(inside)]
    });
    Some(replayed(FAMILY, symbol.to_owned(), figures.collect()))
}

fn bracket(row: &Value) -> Option<Bracket> {
    Some(Bracket {
        from: field(row, "minNotional")?,
        to: field(row, "maxNotional")?,
        rate: field(row, "maintenanceMarginRate")?,
        deduction: field(row.get("info")?, "cum")?,
        leverage: field(row, "maxLeverage")?,
    })
}
