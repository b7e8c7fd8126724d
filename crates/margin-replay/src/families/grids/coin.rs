//! Contracts that settle in coins, whose figures are in coins.

use super::{agree, entry, grid, index, prices, table, under};
use crate::families::account::Account;
use crate::families::{need, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_core::instrument::{Instrument, Kind, Settlement};
use margin_core::report::Level;
use margin_core::rules::{AddOnOf, ScenarioSet, VolatilityMove};
use margin_core::scenarios::{ScenarioTable, shocked_volatility};
use margin_core::time::Timestamp;
use margin_core::unified;
use margin_core::units::{Price, Quantity, Ratio, Usd, Volatility};
use serde_json::Value;

const RULES: &str = "deribit/portfolio";

/// The day of the example with a future in it, which its source states.
const MOMENT: &str = "2024-06-17";

/// Answers one expected figure of perpetuals and futures.
pub(in crate::families) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let (account, price) = account(inputs, key)?;
    let table = table(&account)?;
    let coins = |dollars: Usd| dollars.get() / price;
    let (regular, far) = (prices(&table, ScenarioSet::Regular), prices(&table, ScenarioSet::Extended));
    let amount = |level| account.requirement(level).map(|dollars| dollars / price);
    Ok(Answer::Number(match key.split_once('.').map_or(key, |(name, _)| name) {
        "price_shocks" => return entry(key, &regular, |row| row.scenario.price.get()),
        "net_standard_vector_before_offset" | "standard_vector_per_bucket" => {
            return entry(key, &regular, |row| coins(row.change));
        }
        "extended_vector" => return entry(key, &far, |row| coins(row.change)),
        "aggregated_standard" | "aggregated_standard_first5" => return entry(key, &regular, |row| coins(row.profit)),
        "aggregated_extended" => return entry(key, &far, |row| coins(row.profit)),
        "aggregated_right_side" => {
            let right = regular.iter().filter(|row| row.scenario.price > Ratio::ZERO);
            right.map(|row| coins(row.profit)).fold(f64::NEG_INFINITY, f64::max)
        }
        "worst_case" => coins(table.loss),
        "roll_shock" => coins(roll(&table)),
        // What the engine requires beside the worst loss and what it carries for rolling.
        "delta_shock" => amount(Level::Initial)? - coins(table.loss) - coins(roll(&table)),
        "risk_matrix_margin" => amount(Level::Initial)?,
        "initial_margin" => {
            let beside = ["mmp_margin", "open_orders_margin"].map(|name| inputs.number(&[name]).unwrap_or(0.0));
            let beside = beside.map(|coins| Usd::new(coins * price));
            let parts = [Usd::new(account.requirement(Level::Initial)?)].into_iter().chain(beside);
            coins(unified::total(parts))
        }
        "maintenance_margin" => amount(Level::Maintenance)?,
        _ => return Err(unknown(inputs, key)),
    }))
}

/// Answers a volatility after a shock of the grid of BTC.
pub(in crate::families) fn volatility(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let account = under(RULES)?;
    let grid = grid(&account, "BTC")?;
    let (shock, shocks) = match inputs.text(&["direction"]) {
        Some("up") => (VolatilityMove::Up, &grid.up),
        Some("down") => (VolatilityMove::Down, &grid.down),
        _ => return Err(unknown(inputs, key)),
    };
    for each in shocks {
        agree(inputs, "range", each.size)?;
        if let Some(least) = each.least {
            agree(inputs, "min_vol_for_shock_up", Ratio::new(least.get()))?;
        }
    }
    let (now, days) = (Volatility::new(need(inputs, &["vol"], key)?), need(inputs, &["dte"], key)?);
    match key {
        "shocked_vol" => Ok(Answer::Number(shocked_volatility(grid, shock, now, days).get())),
        _ => Err(unknown(inputs, key)),
    }
}

/// The account and the index. Positions are stated in coins, which are turned into face values at the mark.
fn account(inputs: &Inputs, key: &str) -> Result<(Account, f64), Unanswered> {
    let price = need(inputs, &["index"], key)?;
    let mark = inputs.number(&["mark"]).unwrap_or(price);
    let mut account = under(RULES)?;
    let coin = match inputs.value(&["positions_base_ccy"]) {
        None => {
            let size = need(inputs, &["position_base_ccy"], key)?;
            open(&mut account, perpetual("ETH"), size, mark);
            "ETH"
        }
        Some(Value::Object(positions)) => {
            account.market.time = day(MOMENT).ok_or_else(|| unknown(inputs, key))?;
            for (name, size) in positions {
                let size = crate::vector::number(size).ok_or_else(|| unknown(inputs, key))?;
                open(&mut account, named(name).ok_or_else(|| unknown(inputs, key))?, size, mark);
            }
            "BTC"
        }
        Some(_) => return Err(unknown(inputs, key)),
    };
    index(&mut account, coin, price);
    let rules = grid(&account, coin)?;
    let widest = rules.scenarios.iter().filter(|each| each.set == ScenarioSet::Regular).map(|each| each.price);
    agree(inputs, "price_range", widest.fold(Ratio::ZERO, |most, each| if each > most { each } else { most }))?;
    agree(inputs, "mm_factor", rules.scale.maintenance)?;
    Ok((account, price))
}

fn open(account: &mut Account, instrument: Instrument, coins: f64, mark: f64) {
    account.open_listed(instrument, coins * mark, Price::new(mark));
}

fn perpetual(coin: &str) -> Instrument {
    let (settlement, multiplier) = (Settlement::Coin, Quantity::new(1.0));
    Instrument { settlement, multiplier, ..Instrument::perpetual(coin) }
}

/// A contract by the venue's name, such as `BTC-PERPETUAL` or `BTC-28JUN24`.
fn named(name: &str) -> Option<Instrument> {
    const MONTHS: [&str; 12] = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    let (coin, rest) = name.split_once('-')?;
    if rest == "PERPETUAL" {
        return Some(perpetual(coin));
    }
    let (before, year) = rest.split_at_checked(rest.len().checked_sub(2)?)?;
    let (date, month) = before.split_at_checked(before.len().checked_sub(3)?)?;
    let month = MONTHS.iter().position(|each| *each == month)? + 1;
    let expiry = day(&format!("20{year}-{month:02}-{date:0>2}"))?;
    Some(Instrument { kind: Kind::Future { expiry }, ..perpetual(coin) })
}

fn day(date: &str) -> Option<Timestamp> {
    date.parse::<margin_core::time::Date>().ok().map(|date| date.start())
}

fn roll(table: &ScenarioTable) -> Usd {
    let rolls = table.add_ons.iter().filter(|each| matches!(each.add_on.of, AddOnOf::Roll { .. }));
    rolls.map(|each| each.amount.initial).sum()
}
