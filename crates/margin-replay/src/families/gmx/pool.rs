//! Price impact, and what a pool pays of all profits.

use super::listed;
use crate::families::need;
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_core::liquidation::collateral;
use margin_core::pool::{self, ImpactFactors, OpenInterest};
use margin_core::units::{Price, Quantity, Ratio, Usd};

/// Answers one expected figure.
pub(super) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let need = |name: &str| need(inputs, &[name], key);
    match key {
        "impact_usd" => Ok(Answer::Number(impact(inputs, key)?.1.get())),
        "execution_price" => {
            let (size, impact) = impact(inputs, key)?;
            Ok(Answer::Number(pool::execution_price(size, Price::new(need("price")?), impact).get()))
        }
        "capped_pnl" | "position_pnl_capped" => Ok(Answer::Number(capped(inputs, key)?.get())),
        "payout_weth" => {
            let price = Price::new(need("weth_price")?);
            Ok(Answer::Number(collateral::bought(capped(inputs, key)?, price, Ratio::ZERO).get()))
        }
        "returned_weth" => {
            let (collateral, price) = (Quantity::new(need("weth")?), Price::new(need("weth_price")?));
            let lost = Quantity::new(need("sol_tokens")?) * Price::new(need("entry")? - need("mark")?);
            Ok(Answer::Number(collateral::left(collateral, price, lost).get()))
        }
        _ => Err(listed(inputs, key)),
    }
}

/// What impact counts for: as it is stated, already capped, or as much as the cap leaves where only that is stated.
pub(super) fn impact_counted(inputs: &Inputs, size: f64) -> f64 {
    match inputs.number(&["impact_cap_factor"]) {
        None => inputs.number(&["impact", "impact_capped"]).unwrap_or(0.0),
        Some(most) => {
            let impact = inputs.number(&["impact"]).unwrap_or(-size);
            pool::impact_in_liquidation(Usd::new(impact), Usd::new(size), Ratio::new(most)).get()
        }
    }
}

/// The dollars that are added, negative for a short, and what their impact on the price is.
fn impact(inputs: &Inputs, key: &str) -> Result<(Usd, Usd), Unanswered> {
    let before = OpenInterest {
        long: Usd::new(need(inputs, &["long_oi"], key)?),
        short: Usd::new(need(inputs, &["short_oi"], key)?),
    };
    let added = |name: &str| Usd::new(inputs.number(&[name]).unwrap_or(0.0));
    let (long, short) = (added("add_long"), added("add_short"));
    let after = OpenInterest { long: before.long + long, short: before.short + short };
    let factors = ImpactFactors {
        improving: inputs.number(&["pos_factor"]).unwrap_or(0.0),
        worsening: inputs.number(&["neg_factor"]).unwrap_or(0.0),
        exponent: need(inputs, &["exponent"], key)?,
    };
    Ok((long - short, pool::price_impact(before, after, factors)))
}

/// A position's profit as far as the pool pays it.
fn capped(inputs: &Inputs, key: &str) -> Result<Usd, Unanswered> {
    let profit = Usd::new(need(inputs, &["position_pnl"], key)?);
    let most = Ratio::new(need(inputs, &["max_pnl_factor"], key)?);
    let pool = match inputs.number(&["pool_usd"]) {
        Some(pool) => Usd::new(pool),
        None => Quantity::new(need(inputs, &["pool_weth"], key)?) * Price::new(need(inputs, &["weth_price"], key)?),
    };
    let all = match inputs.numbers(&["bucket_pnls"]) {
        Some(buckets) => pool::all_profits(buckets.into_iter().map(Usd::new)),
        None => Usd::new(need(inputs, &["pool_pnl", "net_pool_pnl"], key)?),
    };
    Ok(pool::capped_profit(profit, all, pool, most))
}
