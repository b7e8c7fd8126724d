//! Units of risk in stablecoins, whose figures are in dollars.

use super::{table, under, worst};
use crate::families::{need, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_core::instrument::Instrument;
use margin_core::report::Level;
use margin_core::rules::{AddOnOf, ScenarioSet};
use margin_core::scenarios::{ScenarioRow, ScenarioTable};
use margin_core::units::{Price, Quantity};

const RULES: &str = "okx/portfolio";

/// Answers one expected figure of a perpetual.
pub(in crate::families) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let number = |name: &str| need(inputs, &[name], key);
    let coin = inputs.text(&["instrument"]).and_then(|name| name.split('-').next()).ok_or(unknown(inputs, key))?;
    // The venue's prices are in a stablecoin.
    let rate = number("usdt_usd_implied")?;
    let [mark, price] = [Price::new(number("mark_px")? * rate), Price::new(number("index_px_implied")? * rate)];
    let mut account = under(RULES)?;
    let instrument = Instrument { multiplier: Quantity::new(number("contract_value")?), ..Instrument::perpetual(coin) };
    let position = account.open_listed(instrument, number("contracts")?, mark);
    account.quote(coin).index = price;
    let table = table(&account)?;
    let rows = |set, days: f64| {
        let wanted = move |row: &&ScenarioRow| row.scenario.set == set && row.scenario.days == days;
        table.rows.iter().filter(wanted)
    };
    let maintenance = account.requirement(Level::Maintenance)?;
    Ok(Answer::Number(match key {
        "delta_usd" => {
            let short = number("contracts")? < 0.0;
            let notional = account.notional(position)?.get();
            if short { -notional } else { notional }
        }
        "mr1" => worst(rows(ScenarioSet::Regular, 0.0)),
        "mr2" => worst(rows(ScenarioSet::Regular, 1.0)),
        "mr4" => basis(&table),
        "mr6" => worst(rows(ScenarioSet::Tail, 0.0)),
        "mr6_full_pnl" => rows(ScenarioSet::Tail, 0.0).map(|row| row.change.get()).fold(0.0, f64::min),
        "mr7" => table.floors.iter().map(|floor| floor.amount.get()).fold(0.0, f64::max),
        // What the engine requires beside the charges that it carries.
        "mr3" | "mr5" | "mr9" => maintenance - table.loss.get() - basis(&table),
        "mmr" => maintenance,
        "imr" => account.requirement(Level::Initial)?,
        _ => return Err(unknown(inputs, key)),
    }))
}

fn basis(table: &ScenarioTable) -> f64 {
    let rolls = table.add_ons.iter().filter(|each| matches!(each.add_on.of, AddOnOf::Roll { .. }));
    rolls.map(|each| each.amount.maintenance.get()).sum()
}
