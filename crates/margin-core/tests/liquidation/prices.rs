//! At what price positions pass.

use super::{near, price, quantity, ratio, usd};
use margin_core::liquidation::price::{self, Passing, Rounding};
use margin_core::units::Usd;

/// A position of an account, by its contracts, price and maintenance rate.
type Held = (f64, f64, f64);

/// Dollars, positions, which one passes, the spread, the adjustment, and the price.
type Fill<'h> = (f64, &'h [Held], usize, f64, f64, f64);

fn account(dollars: f64, positions: &[Held]) -> (Usd, Usd) {
    let value: f64 = positions.iter().map(|(quantity, price, _)| quantity * price).sum();
    let maintenance = positions.iter().map(|(quantity, price, rate)| (quantity * price * rate).abs()).sum();
    (usd(dollars + value), usd(maintenance))
}

#[test]
fn the_bankruptcy_value_shares_the_loss_out_by_maintenance() {
    // Dollars, positions, which is closed, the part of it; the value in millionths of a dollar, rounded up.
    let long = [(0.1, 50_000.0, 0.1)];
    let short = [(-0.1, 50_000.0, 0.1)];
    let cases: [(f64, &[Held], usize, f64, f64); 7] = [
        (-4501.0, &long, 0, 1.0, 4_501_000_000.0),
        (-5000.0, &long, 0, 1.0, 5_000_000_000.0),
        (4900.0, &short, 0, 1.0, -4_900_000_000.0),
        (510.0, &[(-0.004, 50_000.0, 0.1), (-0.1, 3_000.0, 0.1)], 1, 1.0, -306_000_000.0),
        (-13.0, &[(1.0, 50_000.0, 0.1)], 0, 0.000_213_47, 2776.0),
        (13.0, &[(-1.0, 50_000.0, 0.1)], 0, 0.000_213_47, -2775.0),
        (1.0, &[(1.0, 50_000.0, 0.1)], 0, 1.0, -1_000_000.0),
    ];
    for (dollars, positions, place, part, expected) in cases {
        let (equity, maintenance) = account(dollars, positions);
        let (contracts, mark, rate) = positions[place];
        let value = contracts * mark * part;
        let rounding = Rounding::Up { parts: 1e6 };
        let found = price::bankruptcy_value(usd(value), equity, usd((value * rate).abs()), maintenance, rounding);
        near(found.get() * 1e6, expected, 1e-3);
    }
}

#[test]
fn the_bankruptcy_price_leaves_nothing() {
    near(price::bankruptcy_price(price(100.0), quantity(10.0), usd(250.0)).get(), 75.0, 1e-12);
    near(price::bankruptcy_price(price(100.0), quantity(-10.0), usd(250.0)).get(), 125.0, 1e-12);
    near(price::bankruptcy_price(price(100.0), quantity(1.0), usd(3.0)).get(), 97.0, 1e-12);
    // 100 coins' worth of dollars long at 50,000: a loss of all 0.0004 coins' equity is at 1/(1/50,000 + 0.0000004).
    let of_coin = price::bankruptcy_price_of_coin(price(50_000.0), quantity(1_000.0), price(50_000.0), usd(20.0));
    near(1_000.0 * 50_000.0 * (1.0 / of_coin.get() - 1.0 / 50_000.0), 20.0, 1e-9);
}

#[test]
fn the_fillable_price_opens_as_what_counts_falls() {
    let long = [(0.1, 50_000.0, 0.1)];
    let short = [(-0.1, 50_000.0, 0.1)];
    let two = [(0.004, 50_000.0, 0.1), (0.1, 3_000.0, 0.1)];
    let cases: [Fill; 7] = [
        (-4501.0, &long, 0, 0.1, 2.0, 49_998.0),
        (-4501.0, &long, 0, 0.2, 1.0, 49_998.0),
        (-4501.0, &long, 0, 1.0, 1.0, 49_990.0),
        (5499.0, &short, 0, 0.1, 1.0, 50_001.0),
        (-5500.0, &long, 0, 0.1, 1.0, 49_500.0),
        (5000.0, &short, 0, 0.1, 1.0, 50_500.0),
        (-490.0, &two, 1, 0.1, 1.0, 2_976.0),
    ];
    for (dollars, positions, place, spread, adjustment, expected) in cases {
        let (equity, maintenance) = account(dollars, positions);
        let (contracts, mark, rate) = positions[place];
        let passing = Passing { quantity: quantity(contracts), mark: price(mark), rate: ratio(rate) };
        let found = price::fillable(passing, (ratio(spread), ratio(adjustment)), equity, maintenance);
        near(found.get(), expected, 1e-6);
    }
}

#[test]
fn premiums_are_shared_and_losses_are_not() {
    // Contracts, what was set aside, the oracle's price, contracts closed; the liquidator's and the fund's part.
    let cases = [
        (10.0, 250.0, 78.947_368, 10.0, 35.526_312, 3.947_368),
        (-10.0, 250.0, 119.047_622, -10.0, 53.571_402, 5.952_378),
        (10.0, 250.0, 78.947_366, 6.0, 21.315_776_4, 2.368_42),
        (-10.0, 250.0, 119.047_622, -6.0, 32.142_841, 3.571_427),
        (10.0, 250.0, 69.999_998, 10.0, -50.000_02, 0.0),
        (-10.0, 250.0, 137.500_002, -10.0, -125.000_02, 0.0),
    ];
    for (contracts, set_aside, oracle, closed, liquidator, insurance) in cases {
        let at = price::bankruptcy_price(price(100.0), quantity(contracts), usd(set_aside));
        let passing = Passing { quantity: quantity(closed), mark: price(oracle), rate: ratio(0.05) };
        let [to_liquidator, to_insurance] = price::split_premium(price::premium(passing, at), ratio(0.1));
        near(to_liquidator.get(), liquidator, 2e-6);
        near(to_insurance.get(), insurance, 2e-6);
    }
}

#[test]
fn a_liquidator_buys_at_a_part_of_maintenance_or_at_bankruptcy() {
    let passing = |quantity_of: f64, at: f64, rate: f64| Passing {
        quantity: quantity(quantity_of),
        mark: price(at),
        rate: ratio(rate),
    };
    // A weight of 0.95 is a rate of 0.05, of which a fifth is given.
    near(price::at_maintenance_share(passing(1.0, 100.0, 0.05), ratio(0.2)).get(), 99.0, 1e-12);
    near(price::at_maintenance_share(passing(-1.0, 100.0, 0.05), ratio(0.2)).get(), 101.0, 1e-12);
    let long = passing(1.0, 100.0, 0.05);
    let at_half = price::at_maintenance_share(long, ratio(0.5));
    let bankruptcy = price::bankruptcy_price(price(100.0), quantity(1.0), usd(3.0));
    let at = price::better(long.quantity, at_half, bankruptcy);
    near(at.get(), 97.5, 1e-12);
    near(price::premium(long, at).get(), 2.5, 1e-12);
    assert_eq!(price::better(quantity(-1.0), price(101.0), price(102.0)), price(101.0));
}
