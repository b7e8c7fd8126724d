//! Sales under pressure: whoever owes too much sells, prices fall, and others come to owe too much (Cont and Schaanning,
//! "Fire sales, indirect contagion and systemic stress testing", 2017, section 3).

use crate::execution::bounded_impact;

/// Somebody who holds assets that are partly paid for with debt.
#[derive(Clone, Debug, PartialEq)]
pub struct Holder {
    /// Dollars held of each asset, at the prices before any sale.
    pub holdings: Vec<f64>,
    /// Dollars owed.
    pub debt: f64,
    /// The most that holdings may be of what is left after the debt; above it, everything is sold in proportion.
    pub most_leverage: f64,
}

/// What sales have come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Sales {
    /// Each asset's price as a share of what it was.
    pub prices: Vec<f64>,
    /// What each holder has lost, in dollars.
    pub losses: Vec<f64>,
    /// How many rounds there were sales in.
    pub rounds: u32,
}

/// Plays rounds in which everybody above their leverage sells at the prices of the round before, until nobody does.
///
/// `prices` are the shares of today's prices that a shock leaves; `depths` the dollars of each asset, at today's prices,
/// whose sale moves its price by about all of it. A round sells `holdings − most_leverage × equity`, all that is there
/// where equity is gone, and lowers a price to `price × exp(−sold ÷ depth)`; what is sold fetches that lower price.
/// Nothing where the numbers of assets differ, a depth is not positive, or a leverage is below 1.
pub fn sales_under_pressure(holders: &[Holder], prices: &[f64], depths: &[f64], most_rounds: u32) -> Option<Sales> {
    let fits = |holder: &Holder| holder.holdings.len() == depths.len() && holder.most_leverage >= 1.0;
    let valid = prices.len() == depths.len() && depths.iter().all(|depth| *depth > 0.0);
    if !(valid && holders.iter().all(fits)) {
        return None;
    }
    let mut sales = Sales { prices: prices.to_vec(), losses: Vec::new(), rounds: 0 };
    let mut left: Vec<Holder> = holders.to_vec();
    while sales.rounds < most_rounds {
        let shares: Vec<f64> = left.iter().map(|holder| share_to_sell(holder, &sales.prices)).collect();
        if shares.iter().all(|share| *share == 0.0) {
            break;
        }
        sales.rounds += 1;
        sell(&mut left, &shares, &mut sales.prices, depths);
    }
    sales.losses = holders.iter().zip(&left).map(|(before, after)| loss(before, after, &sales.prices)).collect();
    Some(sales)
}

fn worth(holder: &Holder, prices: &[f64]) -> f64 {
    holder.holdings.iter().zip(prices).fold(0.0, |sum, (held, price)| sum + held * price)
}

/// The share of the holdings that brings them down to the most that equity carries.
fn share_to_sell(holder: &Holder, prices: &[f64]) -> f64 {
    let worth = worth(holder, prices);
    let carried = holder.most_leverage * (worth - holder.debt).max(0.0);
    // A rounding's worth above is not sold, or the rounds would not end.
    if worth > carried * (1.0 + 1e-12) { (worth - carried) / worth } else { 0.0 }
}

fn sell(left: &mut [Holder], shares: &[f64], prices: &mut [f64], depths: &[f64]) {
    for (asset, price) in prices.iter_mut().enumerate() {
        let sold = left.iter().zip(shares).fold(0.0, |sum, (holder, share)| sum + share * holder.holdings[asset]);
        *price *= 1.0 - bounded_impact(sold * *price, depths[asset]);
        for (holder, share) in left.iter_mut().zip(shares) {
            let piece = share * holder.holdings[asset];
            holder.holdings[asset] -= piece;
            holder.debt -= piece * *price;
        }
    }
}

/// What is left after the debt before any shock, less what is left now.
fn loss(before: &Holder, after: &Holder, prices: &[f64]) -> f64 {
    let first = before.holdings.iter().fold(0.0, |sum, held| sum + held) - before.debt;
    first - (worth(after, prices) - after.debt)
}
