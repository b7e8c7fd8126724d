//! Auctions whose price falls from its start to nothing in proportion to time.

use crate::families::{need, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_core::liquidation::price;
use margin_core::rules::liquidation::Auction;
use margin_core::units::{Price, Ratio};

/// Answers one expected figure.
pub(super) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    match key {
        "price" => {
            let top = Price::new(need(inputs, &["top"], key)?);
            let auction = Auction { start: Ratio::new(1.0), end: Ratio::ZERO, seconds: need(inputs, &["tau"], key)? };
            let factor = price::auction_factor(auction, need(inputs, &["elapsed"], key)?);
            Ok(Answer::Number((top * factor).get()))
        }
        _ => Err(unknown(inputs, key)),
    }
}
