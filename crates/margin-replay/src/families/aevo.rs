//! Perpetuals at the venue's rates, and collateral at its haircuts.

use crate::families::account::Account;
use crate::families::{grids, need, options, published, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_core::instrument::Instrument;
use margin_core::report::Level;
use margin_core::units::Price;

const RULES: &str = "aevo/perpetuals";

/// Answers one expected figure.
pub(super) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    match key {
        "initial_margin" | "maintenance_margin" if inputs.number(&["strike"]).is_some() => options::aevo(inputs, key),
        "up" | "down" => grids::edges(inputs, key),
        "initial_margin" => Ok(Answer::Number(perpetual(inputs, key)?.requirement(Level::Initial)?)),
        "maintenance_margin" => Ok(Answer::Number(perpetual(inputs, key)?.requirement(Level::Maintenance)?)),
        "collateral_value" => {
            let mut account = Account::empty();
            account.rules = published(RULES)?.clone();
            account.add_at("USDT", need(inputs, &["usdt"], key)?, 1.0);
            account.add_at("ETH", need(inputs, &["eth"], key)?, need(inputs, &["eth_price"], key)?);
            Ok(Answer::Number(account.counted(Level::Initial)?))
        }
        _ => Err(unknown(inputs, key)),
    }
}

/// A perpetual on ether under the venue's own rules.
fn perpetual(inputs: &Inputs, key: &str) -> Result<Account, Unanswered> {
    let [size, price] = [need(inputs, &["size"], key)?, need(inputs, &["price"], key)?];
    let mut account = Account::empty();
    account.rules = published(RULES)?.clone();
    account.open_listed(Instrument::perpetual("ETH"), size, Price::new(price));
    Ok(account)
}
