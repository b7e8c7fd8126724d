//! Perpetuals at one rate of notional each, whose profit is part of one dollar balance.
//!
//! Net collateral is the dollar balance plus every position's signed notional; the engine gets it as dollars beside
//! positions of no profit, which is the same sum.

use crate::families::account::{Account, Stated, flat};
use crate::outcome::{Answer, Unanswered};
use crate::vector::{Inputs, number};
use margin_core::id::PositionId;
use margin_core::portfolio::{Leverage, MarginMode};
use margin_core::report::{GroupKey, GroupReport, Level};
use margin_core::units::Usd;
use serde_json::Value;

/// One position as a vector states it.
struct Row {
    size: f64,
    price: f64,
    initial: f64,
    maintenance: f64,
}

/// Answers one expected figure.
pub(super) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let usd = |part: fn(&GroupReport) -> Usd| account(inputs, key).and_then(|(account, _)| of(&account, part));
    match key {
        "net_collateral" => usd(|report| report.figures.equity.usd()),
        "imr" => usd(|report| report.figures.initial.usd()),
        "mmr" => usd(|report| report.figures.maintenance.usd()),
        "liquidatable" => {
            let report = account(inputs, key)?.0.report(GroupKey::Cross)?;
            let required = report.figures.maintenance.usd() > Usd::ZERO;
            Ok(Answer::Truth(required && report.figures.excess(Level::Maintenance).usd() < Usd::ZERO))
        }
        "liq_price" => {
            let (account, first) = account(inputs, key)?;
            let price = first.map(|first| account.liquidation_price(first)).transpose()?.flatten();
            Ok(price.map_or(Answer::Nothing, Answer::Number))
        }
        "imf_ppm" | "mmf_ppm" | "initial_margin" => Err(not_built("a requirement that depends on open interest")),
        "bankruptcy_quote_quantums" | "fillable_price" | "insurance_fund_delta" => {
            Err(not_built("what a liquidation pays"))
        }
        _ => Err(unknown(inputs, key)),
    }
}

fn not_built(model: &str) -> Unanswered {
    Unanswered::Listed(format!("{model} is not built yet"))
}

fn unknown(inputs: &Inputs, key: &str) -> Unanswered {
    Unanswered::Listed(format!("no adapter answers `{key}` from {}", inputs.shape()))
}

fn of(account: &Account, part: fn(&GroupReport) -> Usd) -> Result<Answer, Unanswered> {
    account.report(GroupKey::Cross).map(|report| Answer::Number(part(&report).get()))
}

/// The account, and its first position.
fn account(inputs: &Inputs, key: &str) -> Result<(Account, Option<PositionId>), Unanswered> {
    let rows = rows(inputs).ok_or_else(|| unknown(inputs, key))?;
    let carried: f64 = rows.iter().map(|row| row.size * row.price).sum();
    let equity = match (inputs.number(&["equity"]), inputs.number(&["usdc", "quote_balance"])) {
        (Some(equity), _) => equity,
        (None, Some(balance)) => balance + carried,
        (None, None) => return Err(unknown(inputs, key)),
    };
    let mut account = Account::empty();
    account.hold(equity);
    let open = |row: &Row| {
        let tiers = vec![flat(row.initial, row.maintenance)];
        let (quantity, mark) = (row.size, row.price);
        let stated = Stated { quantity, mark, entry: mark, leverage: Leverage::VenueMaximum, tiers };
        account.open(stated, MarginMode::Cross)
    };
    let opened: Vec<_> = rows.iter().map(open).collect();
    Ok((account, opened.first().copied()))
}

/// The positions: one by its fields, first, and others in lists or by name.
fn rows(inputs: &Inputs) -> Option<Vec<Row>> {
    let mut rows = Vec::new();
    if let (Some(size), Some(price)) = (inputs.number(&["size"]), inputs.number(&["price", "oracle"])) {
        let maintenance = inputs.number(&["mmf"])?;
        rows.push(Row { size, price, initial: inputs.number(&["imf"]).unwrap_or(maintenance), maintenance });
    }
    for listed in ["positions", "other", "others"] {
        match inputs.value(&[listed]) {
            Some(Value::Array(positions)) => rows.extend(positions.iter().map(row).collect::<Option<Vec<_>>>()?),
            Some(Value::Object(positions)) => rows.extend(positions.values().map(row).collect::<Option<Vec<_>>>()?),
            _ => {}
        }
    }
    (!rows.is_empty()).then_some(rows)
}

/// A position by its fields; or `[name, size, price, initial, maintenance]`, where the initial rate may be left out;
/// or `[size, price, initial, maintenance as a share of initial]`.
fn row(position: &Value) -> Option<Row> {
    if let Some(fields) = position.as_object() {
        let field = |name: &str| fields.get(name).and_then(number);
        let maintenance = field("mmf")?;
        let initial = field("imf").unwrap_or(maintenance);
        return Some(Row { size: field("size")?, price: field("price")?, initial, maintenance });
    }
    let fields = position.as_array()?;
    let numbers: Vec<f64> = fields.iter().filter_map(number).collect();
    let named = fields.len() == numbers.len() + 1;
    match (named, numbers.as_slice()) {
        (true, &[size, price, initial, maintenance]) => Some(Row { size, price, initial, maintenance }),
        (true, &[size, price, maintenance]) => Some(Row { size, price, initial: maintenance, maintenance }),
        (false, &[size, price, initial, share]) => Some(Row { size, price, initial, maintenance: initial * share }),
        _ => None,
    }
}
