//! How auctions' prices fall, and how much of an account may be bought at them.

use super::{near, price, quantity, ratio, usd};
use margin_core::instrument::Right;
use margin_core::liquidation::auction::{self, Auctioned};
use margin_core::liquidation::keeper;
use margin_core::rules::liquidation::{AccountAuction, Auction};

fn linear(start: f64, end: f64, seconds: f64) -> Auction {
    Auction::Linear { start: ratio(start), end: ratio(end), seconds }
}

fn fast_then_slow(start: f64, turn: f64, fast_seconds: f64, slow_seconds: f64) -> Auction {
    Auction::FastThenSlow { start: ratio(start), turn: ratio(turn), end: ratio(0.0), fast_seconds, slow_seconds }
}

fn of_accounts(buffer: f64) -> AccountAuction {
    AccountAuction {
        price: fast_then_slow(1.0, 0.8, 600.0, 7200.0),
        buffer: ratio(buffer),
        whole_below: usd(0.0),
        fee: ratio(0.1),
        insolvent_seconds: 600.0,
    }
}

fn account(value: f64, excess: f64) -> Auctioned {
    Auctioned { value: usd(value), excess: usd(excess), reserved: usd(0.0) }
}

#[test]
fn every_kind_of_auction_falls_as_its_source_says() {
    let exponential = Auction::Exponential { start: ratio(4000.0), end: ratio(0.0), kept: ratio(0.999_230_132_966) };
    let stepped = Auction::Stepped { start: ratio(130.0), end: ratio(100.0), kept: ratio(0.99), step_seconds: 90.0 };
    let cases: [(Auction, f64, f64, f64); 16] = [
        (linear(1.2, 0.4, 100.0), 0.0, 1.2, 1e-12),
        (linear(1.2, 0.4, 100.0), 50.0, 0.8, 1e-12),
        (linear(1.2, 0.4, 100.0), 100.0, 0.4, 1e-12),
        (linear(1.2, 0.4, 100.0), 1000.0, 0.4, 1e-12),
        (exponential, 0.0, 4000.0, 0.0),
        (exponential, 900.0, 2000.0, 1e-3),
        (exponential, 3600.0, 250.0, 1e-3),
        (stepped, 89.0, 130.0, 0.0),
        (stepped, 90.0, 128.7, 1e-12),
        (stepped, 1e6, 100.0, 0.0),
        (fast_then_slow(1.0, 0.8, 600.0, 7200.0), 600.0, 0.8, 1e-12),
        (fast_then_slow(1.0, 0.8, 600.0, 7200.0), 960.0, 0.76, 1e-12),
        (fast_then_slow(0.96, 0.8, 300.0, 7200.0), 0.0, 0.96, 1e-12),
        (fast_then_slow(0.96, 0.8, 300.0, 7200.0), 150.0, 0.88, 1e-12),
        (fast_then_slow(0.96, 0.8, 300.0, 7200.0), 6780.0, 0.08, 1e-12),
        (fast_then_slow(0.96, 0.8, 300.0, 7200.0), 7501.0, 0.0, 0.0),
    ];
    for (each, elapsed, expected, tolerance) in cases {
        near(auction::factor(each, elapsed).get(), expected, tolerance);
    }
}

#[test]
fn an_auction_is_begun_anew_when_it_took_too_long_or_fell_too_far() {
    let each = linear(1.2, 0.0, 1000.0);
    assert!(!auction::stale(each, 400.0, 500.0, ratio(0.5)));
    assert!(auction::stale(each, 501.0, 500.0, ratio(0.1)), "it took too long");
    assert!(auction::stale(each, 501.0, 5000.0, ratio(0.5)), "it is below half of its first price");
    near(keeper::for_beginning(usd(100.0), ratio(0.02), usd(5000.0)).get(), 200.0, 1e-12);
}

#[test]
fn so_much_of_an_account_may_be_bought_as_restores_it() {
    // Value, excess, buffer, factor; the share and what is paid for it.
    let cases = [
        (300.0, -100.0, 0.1, 0.9, 0.341_463_414_634_146_37, 92.195_121_951_219_5),
        (119.306_330_180_774_72, -103.090_619_490_529_65, 0.2, 0.98, 0.557_941_285_425_569_4, 65.234_608_676_059_47),
        (300.0, -100.0, 0.1, 0.0, 1.0, 0.0),
        (300.0, 1000.0, 0.1, 0.9, 0.0, 0.0),
    ];
    for (value, excess, buffer, factor, share, paid) in cases {
        let each = account(value, excess);
        let most = auction::most_share(&of_accounts(buffer), each, ratio(factor));
        near(most.get(), share, 1e-12);
        near(auction::bid(each, ratio(factor), most).get(), paid, 1e-10);
    }
    let small = AccountAuction { whole_below: usd(301.0), ..of_accounts(0.1) };
    near(auction::most_share(&small, account(300.0, -100.0), ratio(0.9)).get(), 1.0, 0.0);
}

#[test]
fn what_restores_an_account_leaves_nothing_missing() {
    // After a share f is bought, (1 − f) of the missing margin is left, the bid has come in and what is reserved stays.
    let rule = of_accounts(0.15);
    for (factor, reserved) in [(0.95, 0.0), (0.7, 0.0), (0.3, 0.0), (0.7, 50.0), (0.1, 90.0)] {
        let each = Auctioned { reserved: usd(reserved), ..account(420.0, -35.0) };
        let most = auction::most_share(&rule, each, ratio(factor));
        let left = auction::buffered_excess(each, rule.buffer).get() * (1.0 - most.get());
        let bid = auction::bid(each, ratio(factor), most).get();
        assert!(bid > 0.0 && most < ratio(1.0), "a part of it is bought");
        near(left + bid + most.get() * reserved, 0.0, 1e-10);
    }
}

#[test]
fn an_insolvent_account_is_given_away_with_more_and_more() {
    let rule = of_accounts(0.1);
    let cases = [(0.0, 40.0), (300.0, 70.0), (600.0, 100.0), (9000.0, 100.0)];
    for (elapsed, expected) in cases {
        near(auction::insolvent_payment(&rule, account(-40.0, -100.0), elapsed).get(), expected, 1e-12);
    }
    near(auction::insolvent_payment(&rule, account(20.0, -100.0), 0.0).get(), 0.0, 0.0);
    // At its full value 140 ÷ 440 would restore the account; a tenth of that part's 300 is the fee.
    near(auction::opening_fee(&rule, account(300.0, -100.0)).get(), 140.0 / 440.0 * 300.0 * 0.1, 1e-12);
}

#[test]
fn the_payment_for_an_option_rises_to_all_collateral() {
    let first = |right| auction::first_payment(right, price(20.0), price(80.0), ratio(0.03));
    near(first(Right::Put).get(), 17.6, 1e-12);
    near(first(Right::Call).get(), 0.22, 1e-12);
    let at = |elapsed| auction::rising_payment(first(Right::Put), quantity(90.0), quantity(1.0), elapsed, 3600.0).get();
    for (elapsed, expected) in [(0.0, 17.6), (1800.0, 53.8), (3600.0, 90.0), (7200.0, 90.0)] {
        near(at(elapsed), expected, 1e-12);
    }
    near(auction::rising_payment(quantity(95.0), quantity(90.0), quantity(1.0), 0.0, 3600.0).get(), 90.0, 0.0);
}

#[cfg(not(target_family = "wasm"))]
mod for_every_auction {
    use super::*;
    use proptest::prelude::*;

    fn auctions() -> impl Strategy<Value = Auction> {
        let factors = (0.5..2.0_f64, 0.0..1.0_f64, 0.0..1.0_f64, 0.5..1.0_f64);
        (factors, 0_u8..4, 0.1..10_000.0_f64, 0.1..10_000.0_f64).prop_map(
            |((start, down, lower, kept), kind, one, two)| {
                let (turn, end) = (start * down, start * down * lower);
                match kind {
                    0 => linear(start, end, one),
                    1 => Auction::Exponential { start: ratio(start), end: ratio(end), kept: ratio(kept) },
                    2 => {
                        Auction::Stepped { start: ratio(start), end: ratio(end), kept: ratio(kept), step_seconds: one }
                    }
                    _ => {
                        let [start, turn, end] = [start, turn, end].map(ratio);
                        Auction::FastThenSlow { start, turn, end, fast_seconds: one, slow_seconds: two }
                    }
                }
            },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_factor_never_rises_and_stays_within_its_ends(each in auctions(), first in 0.0..30_000.0_f64, more in 0.0..30_000.0_f64) {
            let [begun, early, late] = [0.0, first, first + more].map(|at| auction::factor(each, at).get());
            prop_assert!(late <= early + 1e-12 * begun && early <= begun, "{begun}, {early}, {late}");
            let end = match each {
                Auction::Linear { end, .. } | Auction::Exponential { end, .. } => end,
                Auction::Stepped { end, .. } | Auction::FastThenSlow { end, .. } => end,
            };
            prop_assert!(late >= end.get() - 1e-12 * begun, "{late} is below {}", end.get());
        }

        #[test]
        fn the_cheaper_an_account_the_more_of_it_may_be_bought(
            value in 1.0..1e6_f64, requirement in 1.0..3.0_f64, dear in 0.0..1.0_f64, cheaper in 0.0..1.0_f64, buffer in 0.0..0.5_f64,
        ) {
            let (rule, each) = (of_accounts(buffer), account(value, value * (1.0 - requirement)));
            let share = |factor: f64| auction::most_share(&rule, each, ratio(factor)).get();
            prop_assert!(share(dear * cheaper) >= share(dear) && share(dear) >= 0.0 && share(dear) <= 1.0);
        }

        #[test]
        fn the_payment_for_an_option_never_falls_and_is_never_more_than_all(
            first in 0.0..100.0_f64, collateral in 0.0..100.0_f64, early in 0.0..4000.0_f64, more in 0.0..4000.0_f64,
        ) {
            let at = |elapsed| auction::rising_payment(quantity(first), quantity(collateral), quantity(1.0), elapsed, 3600.0).get();
            prop_assert!(at(early) <= at(early + more) + 1e-12 * collateral && at(early + more) <= collateral + 1e-12 * collateral);
        }
    }
}
