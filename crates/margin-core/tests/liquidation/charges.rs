//! What liquidation costs, and who bears losses.

use super::{near, ratio, usd};
use margin_core::liquidation::fee::{self, DebtRoom, Growing, Room};
use margin_core::liquidation::keeper::{self, Bounds};
use margin_core::liquidation::waterfall;
use margin_core::rules::liquidation::Cover;

#[test]
fn a_fund_gets_no_more_than_a_fill_brings_above_bankruptcy() {
    // Dollars received or paid, the bankruptcy value, the greatest fee, what the fund gets.
    let cases = [
        (5610.0, 5100.0, 0.005, 28.05),
        (-4410.0, -4900.0, 0.005, 22.05),
        (-4410.0, -4900.0, 0.025, 110.25),
        (-4895.1, -4900.0, 0.005, 4.9),
        (5100.0, 5100.0, 0.005, 0.0),
        (5049.0, 5100.0, 0.005, -51.0),
    ];
    for (received, bankruptcy, most, expected) in cases {
        near(fee::of_surplus(ratio(most), usd(received), usd(bankruptcy)).get(), expected, 1e-9);
    }
}

#[test]
fn an_insurance_fee_leaves_room_for_the_shortage() {
    for (shortage, expected) in [(20.0, 0.019), (1.0, 0.037_05), (1000.0, 0.0)] {
        let (rate, fee) = (ratio(0.05), ratio(0.01));
        let room = Room { rate, fee, shortage: usd(shortage), notional: usd(1_000.0) };
        near(fee::of_room(room, ratio(0.95), ratio(0.05)).get(), expected, 1e-6);
    }
    let (debt_weight, asset_weight, exchange) = (ratio(1.1), ratio(1.0), ratio(1.01));
    let room = DebtRoom { debt_weight, asset_weight, exchange, shortage: usd(5.0), value: usd(100.0) };
    near(fee::of_debt_room(room, ratio(0.05)).get(), 0.036_363, 1e-6);
}

#[test]
fn a_fee_grows_by_all_the_time_that_has_passed_once_the_grace_is_over() {
    let growing = Growing { base: ratio(0.02), grace: 1500.0, each: ratio(1e-6), most: ratio(0.05) };
    for (slots, expected) in [(10.0, 0.02), (10_000.0, 0.03), (100_000.0, 0.05)] {
        near(fee::growing(growing, slots).get(), expected, 1e-12);
    }
}

#[test]
fn a_keeper_is_paid_within_bounds() {
    let unbounded = Bounds { least: usd(0.0), profit: ratio(0.0), most: usd(1e18), most_of_account: None };
    let paid = |bounds| keeper::reward(usd(0.0), usd(8_888.0), bounds).get();
    near(paid(Bounds { profit: ratio(0.005), ..unbounded }).floor(), 8_932.0, 0.0);
    near(paid(Bounds { least: usd(10_000.0), ..unbounded }), 18_888.0, 0.0);
    near(paid(Bounds { most: usd(100.0), ..unbounded }), 100.0, 0.0);
    near(paid(Bounds { most_of_account: Some(usd(50.0)), ..unbounded }), 50.0, 0.0);
}

#[test]
fn a_loss_is_borne_in_the_rules_order() {
    let steps = [Cover::Insurance { most: Some(usd(30.0)) }, Cover::Deleverage];
    let (borne, unnamed) = waterfall::cover(usd(100.0), &steps);
    let amounts: Vec<_> = borne.iter().map(|borne| borne.amount.get()).collect();
    assert_eq!((amounts, unnamed), (vec![30.0, 70.0], usd(0.0)));
    assert_eq!(waterfall::cover(usd(100.0), &steps[..1]).1, usd(70.0));
    near(waterfall::after_loss(usd(500.0), ratio(0.25)).get(), 375.0, 1e-9);
    near(waterfall::loss_factor(usd(25.0), usd(75.0)).get(), 0.25, 1e-12);
}
