//! One margin over several wallets, and over units of risk with loans beside them.

use crate::families::{need, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_core::unified;
use margin_core::units::{Price, Quantity, Ratio, Usd};

/// Answers one expected figure.
pub(super) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let (name, place) = key.split_once('.').unwrap_or((key, "0"));
    let number = match name {
        "margin_mm" => loan_maintenance(inputs, key, place)?,
        "upnl_um" => {
            let leg = leg(inputs, key, "um", place)?;
            unified::linear_profit(quantity(&leg, key)?, price(&leg, "entry", key)?, price(&leg, "mark", key)?).get()
        }
        "um_mm_usdt" => {
            let leg = leg(inputs, key, "um", place)?;
            let (mark, rate) = (price(&leg, "mark", key)?, rate(&leg, key)?);
            unified::linear_maintenance(quantity(&leg, key)?, mark, rate, Usd::ZERO).get()
        }
        "upnl_cm_btc" => {
            let leg = leg(inputs, key, "cm", place)?;
            unified::coin_profit(face(&leg, key)?, price(&leg, "entry", key)?, price(&leg, "mark", key)?).get()
        }
        "cm_mm_btc" => {
            let leg = leg(inputs, key, "cm", place)?;
            let (mark, rate) = (price(&leg, "mark", key)?, rate(&leg, key)?);
            unified::coin_maintenance(face(&leg, key)?, mark, rate, Quantity::ZERO).get()
        }
        "derivMmr" => unified::total(units(inputs, "unit_mmr", key)?).get(),
        "totalMmr" => with_loans(inputs, ["unit_mmr", "borrow_mmr"], key)?,
        "totalImr" => with_loans(inputs, ["unit_imr", "borrow_imr"], key)?,
        _ => return Err(unknown(inputs, key)),
    };
    Ok(Answer::Number(number))
}

fn loan_maintenance(inputs: &Inputs, key: &str, asset: &str) -> Result<f64, Unanswered> {
    let loans = inputs.within(&["margin_loan"]).ok_or_else(|| unknown(inputs, key))?;
    let (borrowed, rate) = (need(&loans, &[asset], key)?, need(inputs, &["loan_mmr"], key)?);
    Ok(unified::loan_maintenance(Quantity::new(borrowed), Ratio::new(rate)).get())
}

/// One of the positions in a wallet.
fn leg(inputs: &Inputs, key: &str, wallet: &str, place: &str) -> Result<Inputs, Unanswered> {
    let place: Option<usize> = place.parse().ok();
    let leg = inputs.each(&[wallet]).zip(place).and_then(|(legs, place)| legs.into_iter().nth(place));
    leg.ok_or_else(|| unknown(inputs, key))
}

fn quantity(leg: &Inputs, key: &str) -> Result<Quantity, Unanswered> {
    need(leg, &["qty"], key).map(Quantity::new)
}

/// A coin-settled position's face value in dollars, negative for a short.
fn face(leg: &Inputs, key: &str) -> Result<Usd, Unanswered> {
    let face = Usd::new(need(leg, &["usd"], key)?);
    match leg.text(&["side"]) {
        Some("long") => Ok(face),
        Some("short") => Ok(-face),
        _ => Err(unknown(leg, key)),
    }
}

fn price(leg: &Inputs, name: &str, key: &str) -> Result<Price, Unanswered> {
    need(leg, &[name], key).map(Price::new)
}

fn rate(leg: &Inputs, key: &str) -> Result<Ratio, Unanswered> {
    need(leg, &["mmr"], key).map(Ratio::new)
}

fn units(inputs: &Inputs, name: &str, key: &str) -> Result<Vec<Usd>, Unanswered> {
    let units = inputs.numbers(&[name]).ok_or_else(|| unknown(inputs, key))?;
    Ok(units.into_iter().map(Usd::new).collect())
}

fn with_loans(inputs: &Inputs, [name, loans]: [&str; 2], key: &str) -> Result<f64, Unanswered> {
    let mut parts = units(inputs, name, key)?;
    parts.push(Usd::new(need(inputs, &[loans], key)?));
    Ok(unified::total(parts).get())
}
