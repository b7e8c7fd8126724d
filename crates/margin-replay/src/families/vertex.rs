//! Liquidation at a part of the maintenance weight off the oracle price.

use crate::families::{need, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_core::liquidation::price::{self, Passing};
use margin_core::units::{Price, Quantity, Ratio};

/// The part of a weight's distance from 1 that a liquidator gets.
const SHARE: f64 = 0.2;

/// Answers one expected figure.
pub(super) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    match key {
        "liquidation_price" => {
            let mark = Price::new(need(inputs, &["oracle"], key)?);
            let weight = need(inputs, &["maintenance_weight"], key)?;
            let side = if weight < 1.0 { 1.0 } else { -1.0 };
            let passing = Passing { quantity: Quantity::new(side), mark, rate: Ratio::new((weight - 1.0).abs()) };
            Ok(Answer::Number(price::at_maintenance_share(passing, Ratio::new(SHARE)).get()))
        }
        _ => Err(unknown(inputs, key)),
    }
}
