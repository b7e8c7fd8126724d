//! A power perpetual on the square of the price, its vaults and their liquidation.

use crate::families::{need, optional, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_core::power_perpetual::{self, Liquidated, PowerPerpetual, Vault};
use margin_core::units::{Price, Quantity, Ratio};

/// Answers one expected figure.
pub(super) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let coins = |quantity: Quantity| Ok(Answer::Number(quantity.get()));
    match key {
        "multiplier" => multiplier(inputs, key),
        "debt_eth" => coins(debt(inputs, key)?),
        "collateral_ratio" => {
            let ratio = power_perpetual::collateral_ratio(&rule(inputs), vault(inputs, key)?, price(inputs, key)?);
            Ok(optional(ratio.map(Ratio::get)))
        }
        "safe" => {
            let safe = power_perpetual::is_safe(&rule(inputs), vault(inputs, key)?, price(inputs, key)?);
            Ok(Answer::Truth(safe))
        }
        "burn" => coins(liquidated(inputs, key)?.burned),
        "debt_value_eth" => coins(liquidated(inputs, key)?.worth),
        "collateral_to_pay" => coins(liquidated(inputs, key)?.paid),
        "collateral_left" => coins(liquidated(inputs, key)?.left),
        _ => Err(unknown(inputs, key)),
    }
}

/// The contract's constants, which vectors repeat only in part: Controller.sol at the commit that they name.
fn rule(inputs: &Inputs) -> PowerPerpetual {
    PowerPerpetual {
        scale: Price::new(inputs.number(&["index_scale"]).unwrap_or(10_000.0)),
        funding_seconds: inputs.number(&["funding_period_s"]).unwrap_or(1_512_000.0),
        least_mark: Ratio::new(0.8),
        most_mark: Ratio::new(1.4),
        collateral_ratio: Ratio::new(1.5),
        least_collateral: Quantity::new(0.5),
        close: Ratio::new(0.5),
        bounty: Ratio::new(0.1),
    }
}

fn multiplier(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let [index, mark] = [need(inputs, &["index"], key)?, need(inputs, &["mark"], key)?].map(Price::new);
    let elapsed = need(inputs, &["elapsed_s"], key)?;
    Ok(Answer::Number(power_perpetual::normalisation(&rule(inputs), index, mark, elapsed).get()))
}

fn vault(inputs: &Inputs, key: &str) -> Result<Vault, Unanswered> {
    let number = |names: &[&str]| need(inputs, names, key);
    let [collateral, short] = [number(&["collateral_eth"])?, number(&["short_wsqueeth", "short"])?].map(Quantity::new);
    Ok(Vault { collateral, short, normalisation: Ratio::new(number(&["norm"])?) })
}

fn price(inputs: &Inputs, key: &str) -> Result<Price, Unanswered> {
    need(inputs, &["eth_usd"], key).map(Price::new)
}

fn debt(inputs: &Inputs, key: &str) -> Result<Quantity, Unanswered> {
    Ok(power_perpetual::debt(&rule(inputs), vault(inputs, key)?, price(inputs, key)?))
}

/// The vector takes a token to be worth its index; the contract takes the pool's average price.
fn liquidated(inputs: &Inputs, key: &str) -> Result<Liquidated, Unanswered> {
    let (rule, vault) = (rule(inputs), vault(inputs, key)?);
    let one = Vault { short: Quantity::new(1.0), ..vault };
    let token = power_perpetual::debt(&rule, one, price(inputs, key)?);
    let most = Quantity::new(need(inputs, &["max_burn"], key)?);
    Ok(power_perpetual::liquidated(&rule, vault, token, most))
}
