//! Written options that options held cover.

use crate::families::{need, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_core::spread::{self, Strip};
use margin_core::units::{Price, Quantity};

/// Answers one expected figure.
pub(super) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let strip = |[quantity, strike]: [&str; 2]| {
        let quantity = Quantity::new(need(inputs, &[quantity], key)?);
        Ok(Strip { quantity, strike: Price::new(need(inputs, &[strike], key)?) })
    };
    let sides = || Ok((strip(["short_amt", "short_strike"])?, strip(["long_amt", "long_strike"])?));
    match key {
        "margin_strike_asset" => sides().map(|(written, held)| Answer::Number(spread::puts(written, held).get())),
        "margin_underlying" => sides().map(|(written, held)| Answer::Number(spread::calls(written, held).get())),
        _ => Err(unknown(inputs, key)),
    }
}
