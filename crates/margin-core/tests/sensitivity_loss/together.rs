//! What underlyings require together.

use crate::common::Case;
use crate::common::options::{portfolio, read};
use crate::{cases, model, profiled, random_case, report, required, rules_of};
use margin_core::instrument::Instrument;
use margin_core::report::Assumption;
use margin_core::units::{Quantity, Ratio};
use proptest::prelude::*;
use serde_json::json;

proptest! {
    #![proptest_config(cases(300))]

    /// With a credit c of at most ½: the root is no less than the largest loss less all others, so that the net is no less
    /// than the largest + (1 − 2c) × all others.
    #[test]
    fn offsets_leave_no_more_than_the_sum_and_no_less_than_the_largest_loss(seed: u64, credit in 0.0..=0.5_f64) {
        let mut case = random_case(seed);
        crate::parameters(&mut case).offset.credit = Ratio::new(credit);
        let told = profiled(&case);
        let largest = told.underlyings.iter().map(|each| each.standalone.get()).fold(0.0, f64::max);
        let (net, sum) = (told.net.get(), told.standalone.get());
        prop_assert!(net <= sum * (1.0 + 1e-12) && net >= largest * (1.0 - 1e-12), "{largest} {net} {sum}");
        prop_assert!(told.sides.get() >= -1e-12 * sum);
        for offset in &told.offsets {
            prop_assert!(offset.amount.get() >= -1e-12 * sum && offset.correlation.abs() <= Ratio::new(1.0 + 1e-12));
        }
    }

    #[test]
    fn where_correlations_are_taken_as_they_are_one_more_underlying_never_lowers_a_requirement(
        seed: u64, common in proptest::array::uniform3(-1.0..1.0_f64),
    ) {
        let mut case = random_case(seed);
        crate::parameters(&mut case).offset.shrinkage = Ratio::ZERO;
        let [btc, eth, sol] = common;
        case.market.correlations = [("BTC", "ETH", btc * eth), ("BTC", "SOL", btc * sol), ("ETH", "SOL", eth * sol)]
            .map(|(first, second, known)| read(json!({ "first": first, "second": second, "correlation": known })))
            .into();
        let mut less = case.clone();
        less.portfolio.positions.retain(|position| position.instrument.underlying.as_str() != "ETH");
        for (before, after) in required(&less).into_iter().zip(required(&case)) {
            prop_assert!(after >= before * (1.0 - 1e-7), "{before} {after}");
        }
    }
}

/// BTC and ETH for a million dollars each, of one sign or of opposite ones.
fn two(eth: f64, correlation: Option<f64>) -> Case {
    let mut market = crate::chain();
    for asset in ["BTC", "ETH"] {
        let quote = market.assets.get_mut(&asset.into()).unwrap();
        quote.volatility = Some(margin_core::units::Volatility::new(0.8));
    }
    if let Some(correlation) = correlation {
        market.correlations.push(read(json!({ "first": "ETH", "second": "BTC", "correlation": correlation })));
    }
    let positions = vec![
        (Instrument::perpetual("BTC"), 1e6 / 60_020.0, 60_000.0),
        (Instrument::perpetual("ETH"), eth * 1e6 / 2_001.0, 2_000.0),
    ];
    let mut model = model();
    model["offset"]["shrinkage"] = json!(0);
    model["underlyings"]["ETH"] = model["underlyings"]["BTC"].clone();
    Case { portfolio: portfolio(&[("USD", 1e6)], positions), market, rules: rules_of(&model) }
}

fn only(case: &Case, asset: &str) -> Case {
    let mut only = case.clone();
    only.portfolio.positions.retain(|position| position.instrument.underlying.as_str() == asset);
    only
}

#[test]
fn a_hedge_needs_less_than_its_legs_the_more_so_the_higher_the_correlation() {
    let [plain, weak, high, full] = [None, Some(0.0), Some(0.9), Some(1.0)].map(|known| required(&two(-1.0, known))[1]);
    assert!(full < high && high < weak && weak < plain, "{full} {high} {weak} {plain}");
    let legs = ["BTC", "ETH"].map(|asset| required(&only(&two(-1.0, None), asset))[1]);
    assert!((plain - legs[0] - legs[1]).abs() < 1e-9 * plain);
    // Half of the offset is credited: two equal legs that move as one need what one of them needs.
    let net = profiled(&two(-1.0, Some(1.0))).net.get();
    let alone = legs.map(|_| profiled(&only(&two(-1.0, None), "BTC")).net.get())[0];
    // The squares of the two cancel, and their root keeps the root of what rounding left.
    assert!((net - alone).abs() < 1e-7 * alone, "{net} {alone}");
}

#[test]
fn equal_positions_of_one_sign_are_credited_for_what_does_not_move_together() {
    let amounts = [1.0, 0.5, 0.0].map(|known| {
        let told = profiled(&two(1.0, Some(known)));
        (told.offsets[0].amount.get() / told.standalone.get(), known)
    });
    for (share, known) in amounts {
        // Half of 1 − √(2 + 2ρ) ÷ 2.
        let wanted = 0.5 * (1.0 - libm::sqrt(2.0 + 2.0 * known) / 2.0);
        assert!((share - wanted).abs() < 1e-12, "{share} {wanted}");
    }
}

#[test]
fn an_unknown_correlation_credits_nothing_and_is_said() {
    let case = two(-1.0, None);
    let told = profiled(&case);
    assert_eq!((told.net, told.offsets.len()), (told.standalone, 0));
    let unknown = Assumption::CorrelationUnknown("BTC".into(), "ETH".into());
    assert!(report(&case).assumptions.contains(&unknown));
}

#[test]
fn a_position_against_another_on_the_same_underlying_is_netted_in_full() {
    let mut case = two(-1.0, Some(0.9));
    let first = case.portfolio.positions[0].clone();
    case.portfolio.positions[1] =
        margin_core::portfolio::Position { id: case.portfolio.positions[1].id, quantity: -first.quantity, ..first };
    case.portfolio.positions[1].quantity = Quantity::new(-case.portfolio.positions[0].quantity.get());
    assert_eq!(required(&case), [0.0, 0.0]);
}
