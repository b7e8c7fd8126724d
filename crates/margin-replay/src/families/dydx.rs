//! Perpetuals whose initial rate rises with open interest, and whose profit is part of one dollar balance.
//!
//! Net collateral is the dollar balance plus every position's signed notional; the engine gets it as dollars beside
//! positions of no profit, which is the same sum. Where the venue counts in millionths of a dollar ("quote quantums")
//! and rounds to whole ones, the account is stated in those: a unit of money is then one of them.

use crate::families::account::{Account, under};
use crate::families::stated::{Stated, flat, rates};
use crate::families::{need, optional, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::{Inputs, number};
use margin_core::id::PositionId;
use margin_core::liquidation::{fee, price};
use margin_core::portfolio::MarginMode;
use margin_core::report::{GroupKey, GroupReport, Level};
use margin_core::rules::{Growth, MaintenanceRate, Rate, Schedule, SizedRate};
use margin_core::units::{Price, Quantity, Ratio, Usd};
use serde_json::Value;

const MILLION: f64 = 1e6;

/// One position as a vector states it.
struct Row {
    name: String,
    size: f64,
    price: f64,
    initial: f64,
    maintenance: f64,
}

/// Answers one expected figure.
pub(super) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let usd = |part: fn(&GroupReport) -> Usd| {
        let report = account(inputs, key, 1.0)?.0.report(GroupKey::Cross)?;
        Ok(Answer::Number(part(&report).get()))
    };
    match key {
        "net_collateral" => usd(|report| report.figures.equity.usd()),
        "imr" => usd(|report| report.figures.initial.usd()),
        "mmr" => usd(|report| report.figures.maintenance.usd()),
        "liquidatable" => {
            let report = account(inputs, key, 1.0)?.0.report(GroupKey::Cross)?;
            Ok(Answer::Truth(under(&report)))
        }
        "liq_price" => {
            let (account, opened, _) = account(inputs, key, 1.0)?;
            let price = opened.first().map(|first| account.liquidation_price(*first)).transpose()?.flatten();
            Ok(optional(price))
        }
        "initial_margin" => {
            sized(inputs, need(inputs, &["quote_quantums"], key)?, key)?.requirement(Level::Initial).map(Answer::Number)
        }
        // The venue keeps its rates as whole millionths.
        "imf_ppm" => {
            let rate = sized(inputs, MILLION, key)?.requirement(Level::Initial)?;
            Ok(Answer::Number(libm::floor(rate)))
        }
        "mmf_ppm" => sized(inputs, MILLION, key)?.requirement(Level::Maintenance).map(Answer::Number),
        "bankruptcy_quote_quantums" => bankruptcy(inputs, key),
        "fillable_price" => fillable(inputs, key),
        "insurance_fund_delta" => insurance(inputs, key),
        _ => Err(unknown(inputs, key)),
    }
}

/// An account with one position of a size, in a market of which the base rate and the open interest are stated.
fn sized(inputs: &Inputs, size: f64, key: &str) -> Result<Account, Unanswered> {
    let base = Ratio::new(need(inputs, &["base_imf_ppm", "imf_ppm"], key)? / MILLION);
    let bound = |name: &str| inputs.number(&[name]).filter(|bound| *bound > 0.0).map(Usd::new);
    let bounds = bound("oi_lower_cap").zip(bound("oi_upper_cap"));
    let growth = bounds.map(|(lower, upper)| Growth::OpenInterest { lower, upper });
    let initial = SizedRate { base: Rate::Share(base), growth };
    let share = inputs.number(&["maintenance_fraction_ppm"]).map_or(1.0, |share| share / MILLION);
    let schedule = Schedule::Rates(rates(initial, MaintenanceRate::OfBase(Ratio::new(share))));
    let mut account = Account::empty();
    if inputs.number(&["quote_quantums"]).is_some() {
        account.tiered(|model| model.round_up_to = Some(Usd::new(1.0)));
    }
    let position = account.open(Stated::still(size, 1.0, schedule), MarginMode::Cross);
    let open = inputs.number(&["open_interest_notional", "open_interest"]);
    if let Some(quote) = account.contract(position) {
        quote.open_interest = open.map(Quantity::new);
    }
    Ok(account)
}

/// The account in parts of a dollar, its positions in their order, and how they were stated.
fn account(inputs: &Inputs, key: &str, parts: f64) -> Result<(Account, Vec<PositionId>, Vec<Row>), Unanswered> {
    let rows = rows(inputs).ok_or_else(|| unknown(inputs, key))?;
    let carried: f64 = rows.iter().map(|row| row.size * row.price).sum();
    let equity = match (inputs.number(&["equity"]), inputs.number(&["usdc", "quote_balance"])) {
        (Some(equity), _) => equity,
        (None, Some(balance)) => balance + carried,
        (None, None) => return Err(unknown(inputs, key)),
    };
    let mut account = Account::empty();
    account.rules.collateral.debts = margin_core::rules::Debts::Subtracted;
    account.hold(equity * parts);
    let open = |row: &Row| {
        let schedule = flat(row.initial, row.maintenance);
        account.open(Stated::still(row.size, row.price * parts, schedule), MarginMode::Cross)
    };
    let opened = rows.iter().map(open).collect();
    Ok((account, opened, rows))
}

/// The position that is named, its report's numbers and those of the account.
fn named<'r>(
    inputs: &Inputs,
    key: &str,
    rows: &'r [Row],
    opened: &[PositionId],
) -> Result<(&'r Row, PositionId), Unanswered> {
    let name = inputs.text(&["close_market", "market"]);
    let found = rows.iter().zip(opened).find(|(row, _)| name.is_none_or(|name| row.name == name));
    found.map(|(row, id)| (row, *id)).ok_or_else(|| unknown(inputs, key))
}

fn bankruptcy(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let (account, opened, rows) = account(inputs, key, MILLION)?;
    let (row, position) = named(inputs, key, &rows, &opened)?;
    let report = account.evaluate()?;
    let own = report.position(position).map(|position| position.maintenance.usd()).unwrap_or_default();
    let closed = Ratio::new(inputs.number(&["close_fraction"]).unwrap_or(1.0));
    let value = Quantity::new(row.size) * Price::new(row.price * MILLION) * closed;
    let (equity, maintenance) = (report.total.equity.usd(), report.total.maintenance.usd());
    let rounding = price::Rounding::Up { parts: 1.0 };
    Ok(Answer::Number(price::bankruptcy_value(value, equity, own * closed, maintenance, rounding).get()))
}

fn fillable(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let (account, opened, rows) = account(inputs, key, 1.0)?;
    let (row, position) = named(inputs, key, &rows, &opened)?;
    let rate = Ratio::new(account.rate(position, Level::Maintenance)?);
    let spread = Ratio::new(need(inputs, &["smmr"], key)?);
    let adjustment = Ratio::new(need(inputs, &["bankruptcy_adjustment"], key)?);
    let passing = price::Passing { quantity: Quantity::new(row.size), mark: Price::new(row.price), rate };
    let [counted, maintenance] =
        [account.counted(Level::Maintenance)?, account.requirement(Level::Maintenance)?].map(Usd::new);
    Ok(Answer::Number(price::fillable(passing, (spread, adjustment), counted, maintenance).get()))
}

fn insurance(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let size = Quantity::new(need(inputs, &["fill_size"], key)?);
    let received = -size * Price::new(need(inputs, &["fill_price"], key)?);
    let bankruptcy = Usd::new(need(inputs, &["bankruptcy_quote"], key)?);
    let most = Ratio::new(need(inputs, &["max_liquidation_fee"], key)?);
    Ok(Answer::Number(fee::of_surplus(most, received, bankruptcy).get()))
}

/// The positions: one by its fields, first, and others in lists or by name.
fn rows(inputs: &Inputs) -> Option<Vec<Row>> {
    let mut rows = Vec::new();
    if let (Some(size), Some(price)) = (inputs.number(&["size"]), inputs.number(&["price", "oracle"])) {
        let maintenance = inputs.number(&["mmf"])?;
        let initial = inputs.number(&["imf"]).unwrap_or(maintenance);
        rows.push(Row { name: String::new(), size, price, initial, maintenance });
    }
    for listed in ["positions", "other", "others"] {
        match inputs.value(&[listed]) {
            Some(Value::Array(positions)) => rows.extend(positions.iter().map(row).collect::<Option<Vec<_>>>()?),
            Some(Value::Object(positions)) => {
                for (name, position) in positions {
                    rows.push(Row { name: name.clone(), ..row(position)? });
                }
            }
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
        return Some(Row { name: String::new(), size: field("size")?, price: field("price")?, initial, maintenance });
    }
    let fields = position.as_array()?;
    let name = fields.first().and_then(Value::as_str).unwrap_or_default().to_owned();
    let numbers: Vec<f64> = fields.iter().filter_map(number).collect();
    let named = fields.len() == numbers.len() + 1;
    match (named, numbers.as_slice()) {
        (true, &[size, price, initial, maintenance]) => Some(Row { name, size, price, initial, maintenance }),
        (true, &[size, price, maintenance]) => Some(Row { name, size, price, initial: maintenance, maintenance }),
        (false, &[size, price, initial, share]) => {
            Some(Row { name, size, price, initial, maintenance: initial * share })
        }
        _ => None,
    }
}
