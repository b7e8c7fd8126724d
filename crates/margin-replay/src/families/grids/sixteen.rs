//! Sixteen scenarios: arrays that a source states, arrays that the engine calculates, and what is added to the worst of them.

use super::{grid, table, under};
use crate::families::account::Account;
use crate::families::options::{Stated, forward, index, open};
use crate::families::{need, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_core::instrument::{Instrument, Right};
use margin_core::risk_array::{Arrayed, Parts, losses, scan};
use margin_core::scenarios::ScenarioTable;
use margin_core::units::{Price, Quantity, Usd};

const RULES: &str = "classroom/span";
const OLDER: &str = "classroom/span-1990s";

/// The place of the extreme move up, and of the whole range up with volatilities up.
const EXTREME: usize = 14;
const WHOLE: usize = 10;

const SECONDS_PER_DAY: f64 = 86_400.0;

/// Answers one expected figure.
pub(in crate::families) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    if let Some(place) = key.strip_prefix("risk_array_long_call.") {
        let (table, place) = (calls(inputs, key, 1.0)?, place.parse::<usize>().ok());
        let row = place.and_then(|place| table.rows.get(place)).ok_or_else(|| unknown(inputs, key))?;
        return Ok(Answer::Number(-row.profit.get()));
    }
    if let Some(place) = key.strip_prefix("covered_write_pnl.") {
        let together = losses(&written(inputs, key)?.covered());
        let loss = place.parse::<usize>().ok().and_then(|place| together.get(place).copied());
        return Ok(Answer::Number(-loss.ok_or_else(|| unknown(inputs, key))?.get()));
    }
    let worst = |losses: Vec<Usd>| scan(&losses).map_or(0.0, |(_, loss)| loss.get());
    Ok(Answer::Number(match key {
        "scan_risk_short1" => calls(inputs, key, -1.0)?.loss.get(),
        "scan_risk_long1" => calls(inputs, key, 1.0)?.loss.get(),
        "scan_risk_covered_write" => worst(losses(&written(inputs, key)?.covered())),
        "scan_risk_short_call" => worst(written(inputs, key)?.call),
        "scan_risk_long_future" => worst(written(inputs, key)?.future),
        "worst_scenario_index_1based" => {
            let (place, _) = scan(&losses(&written(inputs, key)?.covered())).ok_or_else(|| unknown(inputs, key))?;
            (place + 1) as f64
        }
        "extreme_weighted_move_ratio" => extreme(inputs, key)?,
        "risk_requirement" => parts(inputs, key)?.risk().get(),
        "total" => parts(inputs, key)?.total(Usd::new(need(inputs, &["net_option_value"], key)?)).get(),
        _ => return Err(unknown(inputs, key)),
    }))
}

/// What a future held and a call written lose in each scenario.
struct Written {
    future: Vec<Usd>,
    call: Vec<Usd>,
}

impl Written {
    /// Both together; each array is that of the position itself.
    fn covered(&self) -> [Arrayed<'_>; 2] {
        let one = Quantity::new(1.0);
        [&self.future, &self.call].map(|losses| Arrayed { quantity: one, losses })
    }
}

/// The source states gains.
fn written(inputs: &Inputs, key: &str) -> Result<Written, Unanswered> {
    let array = |name: &str| {
        let gains = inputs.numbers(&[name]).ok_or_else(|| unknown(inputs, key))?;
        Ok(gains.into_iter().map(|gain| Usd::new(-gain)).collect())
    };
    Ok(Written { future: array("long_future_pnl")?, call: array("short_call_pnl")? })
}

/// What a future gains in the extreme scenario, after its weight, over what it gains at the end of the range, at the price
/// of which the rules' range is the source's.
fn extreme(inputs: &Inputs, key: &str) -> Result<f64, Unanswered> {
    let mut account = under(OLDER)?;
    let whole = grid(&account, "BTC")?.scenarios.get(WHOLE).map_or(f64::NAN, |scenario| scenario.price.get());
    let range = need(inputs, &["price_scan_range"], key)?;
    account.open_listed(Instrument::perpetual("BTC"), 1.0, Price::new(range / whole));
    let table = table(&account)?;
    let gain = |place: usize| table.rows.get(place).map_or(f64::NAN, |row| row.profit.get());
    Ok(gain(EXTREME) / gain(WHOLE))
}

fn calls(inputs: &Inputs, key: &str, quantity: f64) -> Result<ScenarioTable, Unanswered> {
    let number = |name: &str| need(inputs, &[name], key);
    let price = number("F")?;
    let mut account: Account = under(RULES)?;
    index(&mut account, "BTC", price);
    let (seconds, volatility) = (number("T_days")? * SECONDS_PER_DAY, Some(number("vol")?));
    let call = Stated { seconds, volatility, ..Stated::one("BTC", Right::Call, number("K")?, quantity, 0.0) };
    forward(&mut account, &call, price, 1.0);
    open(&mut account, call);
    table(&account)
}

fn parts(inputs: &Inputs, key: &str) -> Result<Parts, Unanswered> {
    let dollars = |name: &str| need(inputs, &[name], key).map(Usd::new);
    Ok(Parts {
        scan: dollars("scan_risk")?,
        months: dollars("intra_commodity")?,
        delivery: dollars("spot_month")?,
        credit: dollars("inter_credit")?,
        each_short: dollars("short_option_minimum")?,
        shorts: Quantity::new(need(inputs, &["n_short"], key)?),
    })
}
