//! Dutch auctions: prices that fall, shares of accounts that are sold at them, and payments that rise.

use crate::families::{need, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_core::instrument::Right;
use margin_core::liquidation::auction::{self, Auctioned};
use margin_core::rules::liquidation::{AccountAuction, Auction};
use margin_core::units::{Price, Quantity, Ratio, Usd};

/// Answers one expected figure.
pub(super) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let number = match key {
        "price" | "test_expected" => price(inputs, key)?,
        "price_per_otoken" => payment_for_option(inputs, key)?.get(),
        "discount" => factor(inputs, key)?.get(),
        "buffer_margin" => {
            let buffer = Ratio::new(need(inputs, &["buffer"], key)?);
            auction::buffered_excess(account(inputs, key)?, buffer).get()
        }
        "max_proportion" | "f_max" => most_share(inputs, key)?.get(),
        "bid_price_100pct" => auction::bid(account(inputs, key)?, factor(inputs, key)?, Ratio::new(1.0)).get(),
        "cash_from_bidder" | "bid_price" => {
            auction::bid(account(inputs, key)?, factor(inputs, key)?, most_share(inputs, key)?).get()
        }
        _ => return Err(unknown(inputs, key)),
    };
    Ok(Answer::Number(number))
}

/// The price of something that is auctioned from a price down to nothing.
fn price(inputs: &Inputs, key: &str) -> Result<f64, Unanswered> {
    let (start, end) = (Ratio::new(1.0), Ratio::ZERO);
    let auction = match (inputs.number(&["cut"]).map(Ratio::new), inputs.number(&["step"])) {
        (Some(kept), Some(step_seconds)) => Auction::Stepped { start, end, kept, step_seconds },
        (Some(kept), None) => Auction::Exponential { start, end, kept },
        (None, _) => Auction::Linear { start, end, seconds: need(inputs, &["tau"], key)? },
    };
    let top = Price::new(need(inputs, &["top"], key)?);
    Ok((top * auction::factor(auction, need(inputs, &["elapsed"], key)?)).get())
}

fn factor(inputs: &Inputs, key: &str) -> Result<Ratio, Unanswered> {
    let (start, elapsed) = (Ratio::new(need(inputs, &["startingMtM"], key)?), need(inputs, &["elapsed"], key)?);
    if elapsed == 0.0 {
        return Ok(start);
    }
    let auction = Auction::FastThenSlow {
        start,
        turn: Ratio::new(need(inputs, &["fastCutoff"], key)?),
        end: Ratio::ZERO,
        fast_seconds: need(inputs, &["fastLen"], key)?,
        slow_seconds: need(inputs, &["slowLen"], key)?,
    };
    Ok(auction::factor(auction, elapsed))
}

fn account(inputs: &Inputs, key: &str) -> Result<Auctioned, Unanswered> {
    let usd = |name: &str| need(inputs, &[name], key).map(Usd::new);
    Ok(Auctioned { value: usd("mtm")?, excess: usd("mm")?, reserved: usd("reserved_cash")? })
}

/// The share does not depend on how the price fell, nor on what is paid for accounts that are worth nothing.
fn most_share(inputs: &Inputs, key: &str) -> Result<Ratio, Unanswered> {
    let factor = factor(inputs, key)?;
    let rule = AccountAuction {
        price: Auction::Linear { start: factor, end: factor, seconds: 0.0 },
        buffer: Ratio::new(need(inputs, &["buffer"], key)?),
        whole_below: Usd::ZERO,
        fee: Ratio::ZERO,
        insolvent_seconds: 0.0,
    };
    Ok(auction::most_share(&rule, account(inputs, key)?, factor))
}

fn payment_for_option(inputs: &Inputs, key: &str) -> Result<Quantity, Unanswered> {
    let number = |name: &str| need(inputs, &[name], key);
    let right = match inputs.truth(&["is_put"]) {
        Some(true) => Right::Put,
        Some(false) => Right::Call,
        None => return Err(unknown(inputs, key)),
    };
    let [cash_value, spot] = [number("cash_value")?, number("spot")?].map(Price::new);
    let first = auction::first_payment(right, cash_value, spot, Ratio::new(number("oracle_deviation")?));
    let [collateral, owed] = [number("collateral")?, number("debt")?].map(Quantity::new);
    Ok(auction::rising_payment(first, collateral, owed, number("elapsed")?, number("auction_time")?))
}
