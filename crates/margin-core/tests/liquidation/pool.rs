//! Price impact and capped profits, held to figures that venues' own tests state.

use super::{near, price, ratio, usd};
use margin_core::pool::{self, ImpactFactors, OpenInterest};

#[test]
fn imbalance_costs_and_balance_pays() {
    let factors = ImpactFactors { improving: 5e-9, worsening: 1e-8, exponent: 2.0 };
    let of = |long, short| OpenInterest { long: usd(long), short: usd(short) };
    let worse = pool::price_impact(of(200_000.0, 0.0), of(400_000.0, 0.0), factors);
    near(worse.get(), -1_200.0, 1e-6);
    near(pool::execution_price(usd(200_000.0), price(5_000.0), worse).get(), 5_030.181_1, 5e-4);
    near(pool::price_impact(of(400_000.0, 0.0), of(400_000.0, 10_000.0), factors).get(), 39.5, 1e-6);
    // Across balance: what was there is gained at one factor, what comes is paid at the other.
    near(pool::price_impact(of(100.0, 0.0), of(100.0, 200.0), factors).get(), 5e-9 * 1e4 - 1e-8 * 1e4, 1e-12);
    assert_eq!(pool::capped_by_pool(usd(39.5), usd(10.0)), usd(10.0));
    assert_eq!(pool::impact_in_liquidation(usd(-1_200.0), usd(100_000.0), ratio(0.01)), usd(-1_000.0));
    assert_eq!(pool::impact_in_liquidation(usd(39.5), usd(100_000.0), ratio(0.01)), usd(0.0));
}

#[test]
fn a_pool_pays_profits_up_to_its_share() {
    let capped =
        |profit, all, pool_of, most| pool::capped_profit(usd(profit), usd(all), usd(pool_of), ratio(most)).get();
    near(capped(450_000.0, 450_000.0, 20.0 * 5_000.0, 0.5), 50_000.0, 1e-6);
    for (profits, expected) in [
        (vec![1_000_000.0, -500_000.0], 90_000.0),
        (vec![500_000.0], 100_000.0),
        (vec![1_000_000.0, 200_000.0], 75_000.0),
    ] {
        let all = pool::all_profits(profits.into_iter().map(usd)).get();
        near(capped(100_000.0, all, 1_000_000.0, 0.9), expected, 1e-6);
    }
}
