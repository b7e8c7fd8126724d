//! Vaults that are short a power perpetual.

use super::{cases, near, price, quantity, ratio};
use margin_core::power_perpetual::{self, PowerPerpetual, Vault};
use proptest::prelude::*;

fn rule() -> PowerPerpetual {
    PowerPerpetual {
        scale: price(10_000.0),
        funding_seconds: 1_512_000.0,
        least_mark: ratio(0.8),
        most_mark: ratio(1.4),
        collateral_ratio: ratio(1.5),
        least_collateral: quantity(0.5),
        close: ratio(0.5),
        bounty: ratio(0.1),
    }
}

fn vault(collateral: f64, short: f64) -> Vault {
    Vault { collateral: quantity(collateral), short: quantity(short), normalisation: ratio(1.0) }
}

fn after(index: f64, mark: f64, seconds: f64) -> f64 {
    power_perpetual::normalisation(&rule(), price(index), price(mark), seconds).get()
}

#[test]
fn debts_shrink_while_the_mark_is_above_the_index() {
    near(after(90_000.0, 180_000.0, 10_800.0), 0.997_599_512_670_112_3, 1e-12);
    near(after(90_000.0, 108_000.0, 86_400.0), 0.989_635_708_608_564_5, 1e-12);
    assert_eq!(after(90_000.0, 1e9, 86_400.0), after(90_000.0, 126_000.0, 86_400.0), "a mark counts for 1.4 indices");
    assert_eq!(after(90_000.0, 1.0, 86_400.0), after(90_000.0, 72_000.0, 86_400.0), "a mark counts for 0.8 indices");
    near(after(90_000.0, 90_000.0, 86_400.0), 1.0, 0.0);
}

#[test]
fn a_vault_is_safe_with_one_and_a_half_times_its_debt() {
    let cases =
        [(3000.0, 30.0, 1.5, true), (3001.0, 30.01, 1.499_500_166_611_129_6, false), (4000.0, 40.0, 1.125, false)];
    for (at, debt, covered, safe) in cases {
        let (rule, each) = (rule(), vault(45.0, 100.0));
        near(power_perpetual::debt(&rule, each, price(at)).get(), debt, 1e-12);
        near(power_perpetual::collateral_ratio(&rule, each, price(at)).unwrap().get(), covered, 1e-12);
        assert_eq!(power_perpetual::is_safe(&rule, each, price(at)), safe, "at {at}");
    }
    assert_eq!(power_perpetual::collateral_ratio(&rule(), vault(45.0, 0.0), price(3000.0)), None);
    assert_eq!(power_perpetual::liquidation_price(&rule(), vault(45.0, 0.0)), None);
    assert_eq!(power_perpetual::liquidation_price(&rule(), vault(45.0, 100.0)), Some(price(3000.0)));
}

#[test]
fn half_of_a_debt_is_paid_and_all_of_a_small_one() {
    // Collateral, short, coins for a token, the most that is paid; tokens burned, coins paid and left.
    let cases = [
        (45.0, 100.0, 0.4, 100.0, 50.0, 22.0, 23.0),
        (45.0, 100.0, 0.4, 10.0, 10.0, 4.4, 40.6),
        // Half of it would leave 0.46 coins, less than half a coin.
        (0.9, 2.0, 0.4, 100.0, 2.0, 0.88, 0.02),
        // Half of it would leave too little, and all of it is worth more than there is.
        (0.95, 2.5, 0.4, 100.0, 2.5, 0.95, 0.0),
        // Even half of it is worth more than there is.
        (20.0, 100.0, 0.4, 100.0, 100.0, 20.0, 0.0),
    ];
    for (collateral, short, token, most, burned, paid, left) in cases {
        let done = power_perpetual::liquidated(&rule(), vault(collateral, short), quantity(token), quantity(most));
        near(done.burned.get(), burned, 1e-12);
        near(done.paid.get(), paid, 1e-12);
        near(done.left.get(), left, 1e-12);
        near(done.worth.get(), burned * token, 1e-12);
    }
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn time_in_two_parts_is_time_in_one(index in 1.0..1e6_f64, premium in 0.5..2.0_f64, one in 0.0..1e6_f64, two in 0.0..1e6_f64) {
        let at = |seconds| after(index, index * premium, seconds);
        prop_assert!((at(one) * at(two) - at(one + two)).abs() <= 1e-12 * at(one + two));
    }

    #[test]
    fn a_vault_is_at_its_ratio_at_its_liquidation_price(collateral in 0.1..1e4_f64, short in 0.1..1e6_f64, normalisation in 0.1..1.0_f64) {
        let each = Vault { normalisation: ratio(normalisation), ..vault(collateral, short) };
        let at = power_perpetual::liquidation_price(&rule(), each).unwrap();
        let covered = power_perpetual::collateral_ratio(&rule(), each, at).unwrap().get();
        prop_assert!((covered - 1.5).abs() <= 1e-12);
        prop_assert!(power_perpetual::is_safe(&rule(), each, at * ratio(1.0 - 1e-9)));
        prop_assert!(!power_perpetual::is_safe(&rule(), each, at * ratio(1.0 + 1e-9)));
    }

    #[test]
    fn a_liquidation_pays_no_more_than_there_is(collateral in 0.0..100.0_f64, short in 0.0..200.0_f64, token in 0.0..1.0_f64, most in 0.0..200.0_f64) {
        let done = power_perpetual::liquidated(&rule(), vault(collateral, short), quantity(token), quantity(most));
        prop_assert!(done.paid.get() <= collateral && done.left.get() >= 0.0);
        prop_assert!((done.paid + done.left - quantity(collateral)).abs().get() <= 1e-12 * collateral);
        prop_assert!(done.burned.get() <= short && done.burned.get() >= 0.0);
    }
}
