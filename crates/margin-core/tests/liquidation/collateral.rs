//! What collateral is taken for.

use super::{near, price, quantity, ratio, usd};
use margin_core::liquidation::close_factor::{self, Sides};
use margin_core::liquidation::collateral;
use margin_core::rules::liquidation::CloseFactor;

#[test]
fn what_is_taken_for_a_debt_is_shared_by_bonus_or_by_discount() {
    let seized = collateral::seized(usd(1_000.0), price(2_000.0), ratio(0.05), ratio(0.1));
    near(seized.taken.get(), 0.525, 1e-12);
    near(seized.to_liquidator.get(), 0.5225, 1e-12);
    near(seized.to_protocol.get(), 0.0025, 1e-12);

    let paid = collateral::paid(usd(100.0), price(1.0), ratio(0.025), ratio(0.025));
    near(paid.by_liquidator.get(), 97.5, 1e-12);
    near(paid.credited.get(), 95.0, 1e-12);
    near(paid.to_insurance.get(), 2.5, 1e-12);

    // The low price of the collateral and the high one of the debt.
    let paid = collateral::paid(usd(0.2 * 9.788), price(1.0212), ratio(0.025), ratio(0.025));
    near(paid.by_liquidator.get(), 1.869_036, 2e-5);
    near(paid.credited.get(), 1.821_112, 2e-5);
    near(paid.to_insurance.get(), 0.047_924, 2e-5);
}

#[test]
fn a_store_front_sells_on_at_a_part_of_what_was_not_credited() {
    for (at, credited, amount, expected) in [(200.0, 0.6, 200.0, 1.25), (9.0, 0.8, 810.0, 100.0)] {
        let discount = collateral::store_front_discount(ratio(credited), ratio(0.5));
        near(collateral::bought(usd(amount), price(at), discount).get(), expected, 1e-9);
    }
    let all = [(usd(175.0), ratio(1.0)), (usd(3_000.0), ratio(1.0)), (usd(41_000.0), ratio(1.0))];
    near(collateral::absorbed(all, usd(44_174.999_999)).get(), 1e-6, 1e-9);
}

#[test]
fn collateral_pays_debts_at_a_discount() {
    near(collateral::repays(quantity(1.0), price(3_000.0), ratio(0.1)).get(), 2_700.0, 1e-9);
    near(
        collateral::bought(close_factor::with_insurance(usd(500.0), ratio(0.03)), price(3_000.0), ratio(0.1)).get(),
        0.190_912_562_046_582_66,
        1e-12,
    );
    for (debt, expected) in [(500.0, 515.463_917_525_773), (400.0, 412.371_134), (1500.0, 1_546.391_752_577)] {
        near(close_factor::with_insurance(usd(debt), ratio(0.03)).get(), expected, 1e-5);
    }
    // A short of 30,000 tokens at 14.99 that cost 15 loses 300 dollars of one coin at 2,500.
    near(collateral::left(quantity(1.0), price(2_500.0), usd(300.0)).get(), 0.88, 1e-12);
}

#[test]
fn half_of_all_debts_may_be_repaid_unless_the_account_is_far_under_or_small() {
    let rule = CloseFactor::Share {
        share: ratio(0.5),
        all_below: Some(ratio(0.95)),
        small: Some(usd(2_000.0)),
        dust: Some(usd(1_000.0)),
    };
    let one = |debt, collateral| Sides { all_debts: usd(debt), debt: usd(debt), collateral: usd(collateral) };
    for (health, collateral, debt, expected) in
        [(0.94, 300_000.0, 150_000.0, 1.0), (0.97, 1_500.0, 1_000.0, 1.0), (0.97, 300_000.0, 150_000.0, 0.5)]
    {
        assert_eq!(close_factor::close_factor(rule, ratio(health), one(debt, collateral)), ratio(expected));
    }
    let three = Sides { all_debts: usd(9_000.0), debt: usd(3_000.0), collateral: usd(9_000.0) };
    let factor = close_factor::close_factor(rule, ratio(0.96), three);
    assert_eq!(close_factor::most_repaid(factor, three), usd(3_000.0));
    assert_eq!(close_factor::without_dust(usd(2_500.0), usd(3_000.0), usd(1_000.0)), usd(3_000.0));
    assert_eq!(close_factor::without_dust(usd(1_500.0), usd(3_000.0), usd(1_000.0)), usd(1_500.0));
}
