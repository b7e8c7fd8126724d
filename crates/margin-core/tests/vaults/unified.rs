//! One margin over several wallets, floors of deltas, and orders on both sides.

use super::{cases, near, price, quantity, ratio, usd};
use margin_core::floor::{hedged_delta, minimum_delta, net_and_gross};
use margin_core::orders::open_sides;
use margin_core::unified::{self, Balances};
use proptest::prelude::*;

#[test]
fn what_is_owed_counts_in_full_and_what_is_owned_in_part() {
    let owned =
        Balances { held: quantity(2.0), borrowed: quantity(0.5), wallets: quantity(1.0), unrealised: quantity(-0.5) };
    assert_eq!(unified::equity(owned), quantity(2.0));
    near(unified::adjusted_equity(quantity(2.0), price(100.0), ratio(0.9)).get(), 180.0, 1e-12);
    near(unified::adjusted_equity(quantity(-2.0), price(100.0), ratio(0.9)).get(), -200.0, 1e-12);
    near(unified::ratio([usd(180.0), usd(-30.0)], [usd(40.0), usd(60.0)]).unwrap().get(), 1.5, 1e-12);
    assert_eq!(unified::ratio([usd(180.0)], []), None);
}

#[test]
fn loans_and_positions_must_keep_what_the_venues_example_says() {
    near(unified::loan_maintenance(quantity(0.04), ratio(0.1)).get(), 0.004, 1e-12);
    near(unified::loan_maintenance(quantity(15.0), ratio(0.1)).get(), 1.5, 1e-12);
    near(unified::linear_profit(quantity(-0.05), price(52_000.0), price(40_000.0)).get(), 600.0, 1e-9);
    near(unified::linear_profit(quantity(0.04), price(52_350.0), price(42_000.0)).get(), -414.0, 1e-9);
    near(unified::coin_profit(usd(10_000.0), price(50_000.0), price(40_000.0)).get(), -0.05, 1e-12);
    let linear =
        |deduction| unified::linear_maintenance(quantity(-0.05), price(40_000.0), ratio(0.005), usd(deduction));
    near(linear(0.0).get(), 10.0, 1e-12);
    near(linear(4.0).get(), 6.0, 1e-12);
    let coin = unified::coin_maintenance(usd(-10_000.0), price(40_000.0), ratio(0.005), quantity(0.0));
    near(coin.get(), 0.00125, 1e-12);
}

#[test]
fn deltas_that_offset_each_other_require_less() {
    let [net, gross] = net_and_gross([1.0, -1.5].map(quantity));
    assert_eq!([net, gross, hedged_delta(net, gross)], [-0.5, 2.5, 1.0].map(quantity));
    near(minimum_delta(net, gross, ratio(0.02), ratio(0.01), price(70_000.0)).get(), 1_400.0, 1e-9);
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn equity_never_counts_for_more_than_it_is_worth(units in -1e6..1e6_f64, index in 0.01..1e5_f64, rate in 0.0..1.0_f64) {
        let counted = unified::adjusted_equity(quantity(units), price(index), ratio(rate));
        prop_assert!(counted <= quantity(units) * price(index));
    }

    #[test]
    fn a_minimum_is_never_less_than_that_of_the_net_nor_more_than_that_of_all(
        deltas in prop::collection::vec(-100.0..100.0_f64, 0..8), unhedged in 0.0..0.1_f64, share in 0.0..1.0_f64,
    ) {
        let [net, gross] = net_and_gross(deltas.into_iter().map(quantity));
        let spot = price(1000.0);
        let least = minimum_delta(net, gross, ratio(unhedged), ratio(unhedged * share), spot).get();
        prop_assert!(least >= (net.abs() * (spot * ratio(unhedged))).get() - 1e-9);
        prop_assert!(least <= (gross * (spot * ratio(unhedged))).get() + 1e-9);
    }

    #[test]
    fn the_worse_side_is_never_less_than_the_position(position in -100.0..100.0_f64, buys in 0.0..100.0_f64, sells in 0.0..100.0_f64) {
        let sides = open_sides(quantity(position), quantity(buys), quantity(sells));
        prop_assert!(sides.larger() >= quantity(position).abs());
        prop_assert!(sides.buy >= quantity(0.0) && sides.sell >= quantity(0.0));
    }
}
