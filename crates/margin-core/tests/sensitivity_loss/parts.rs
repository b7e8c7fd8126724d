//! What a requirement is made of.

use crate::common::tree::{Hash, each, recomputed, roots, value};
use crate::common::{Case, Random};
use crate::{cases, profiled, random_case, report, straight_case};
use margin_core::report::{GroupKey, Level};
use margin_core::solve::curve;
use margin_core::units::{Ratio, Usd};
use proptest::prelude::*;

/// Every figure in the order of ids, whatever order the portfolio has.
fn bits_by_id(case: &Case) -> u64 {
    let mut report = report(case);
    report.positions.sort_by_key(|position| position.id);
    report.holdings.sort_by_key(|holding| holding.id);
    let mut hash = Hash::new();
    hash.report(&report);
    hash.0
}

/// Whether two amounts are one but for rounding of what they are made of.
fn near(left: f64, right: f64, size: f64) -> bool {
    (left - right).abs() <= 1e-9 * size.abs().max(1.0)
}

proptest! {
    #![proptest_config(cases(250))]

    #[test]
    fn the_order_of_positions_and_of_correlations_changes_no_bit(seed: u64) {
        let case = random_case(seed);
        let mut shuffled = case.clone();
        let random = &mut Random::new(!seed);
        random.shuffle(&mut shuffled.portfolio.positions);
        random.shuffle(&mut shuffled.market.correlations);
        for known in &mut shuffled.market.correlations {
            std::mem::swap(&mut known.first, &mut known.second);
        }
        prop_assert_eq!(bits_by_id(&case), bits_by_id(&shuffled));
    }

    #[test]
    fn every_amount_equals_its_parts_bit_for_bit_and_is_finite(seed: u64) {
        let report = report(&random_case(seed));
        for root in roots(&report) {
            each(root, &mut |item| {
                assert!(value(item).is_finite());
                assert_eq!(value(item).to_bits(), recomputed(item).to_bits(), "{item:?}");
            });
        }
    }

    #[test]
    fn bare_figures_equal_explained_ones(seed: u64) {
        let case = random_case(seed);
        let found = report(&case);
        let inputs = (&case.portfolio, &case.market, &case.rules);
        let asset = "BTC".into();
        if case.portfolio.positions.iter().all(|position| position.instrument.underlying != asset) {
            return Ok(());
        }
        let point = curve(inputs, GroupKey::Cross, &asset, &[Ratio::new(1.0)]).unwrap()[0];
        for (bare, level) in [(point.initial, Level::Initial), (point.maintenance, Level::Maintenance)] {
            prop_assert_eq!(bare.get().to_bits(), value(found.groups[0].figures.requirement(level)).to_bits());
        }
    }

    #[test]
    fn the_profile_tells_the_requirement_of_the_report(seed: u64) {
        let case = random_case(seed);
        let (found, told) = (report(&case), profiled(&case));
        let [initial, maintenance] = Level::ALL.map(|level| value(found.total.requirement(level)));
        prop_assert!(near(told.initial.get(), initial, initial), "{} {initial}", told.initial.get());
        prop_assert!(near(told.maintenance.get(), maintenance, maintenance));
        let offsets: Usd = told.offsets.iter().map(|offset| offset.amount).sum();
        let net = told.standalone - told.sides - offsets;
        prop_assert!(near(net.get(), told.net.get(), told.standalone.get()), "{net:?} {:?}", told.net);
        let charged = told.net + told.concentration + told.latency;
        prop_assert!(near(charged.get(), maintenance, told.standalone.get()));
        prop_assert!(near(told.buffer.usd().get(), initial - maintenance, initial));
    }

    #[test]
    fn a_loss_is_what_its_contracts_lose_and_what_it_comes_from_with_the_rest(seed: u64) {
        for underlying in profiled(&random_case(seed)).underlyings {
            let (loss, gross) = (underlying.loss.amount, underlying.gross_delta.get());
            let parts = underlying.loss.attribution;
            let size = [parts.delta, parts.gamma, parts.vega, parts.vanna, parts.volga, parts.residual];
            let size: f64 = size.into_iter().map(|part| part.get().abs()).sum();
            // Exactly, but for the last bit of the largest part.
            prop_assert!((parts.total() - loss).get().abs() <= f64::EPSILON * size, "{parts:?} {loss:?}");
            let contracts: Usd = underlying.loss.contracts.iter().map(|(_, lost)| *lost).sum();
            prop_assert!(near(contracts.get(), loss.get(), gross.max(loss.get())), "{contracts:?} {loss:?}");
            prop_assert!(loss <= underlying.standalone);
        }
    }

    #[test]
    fn without_options_a_loss_is_delta_times_range_and_delta_explains_it(seed: u64) {
        for underlying in profiled(&straight_case(seed)).underlyings {
            let wanted = underlying.delta.abs().get() * underlying.range.get();
            prop_assert!(near(underlying.loss.amount.get(), wanted, wanted));
            let parts = underlying.loss.attribution;
            prop_assert!(near(parts.delta.get(), wanted, wanted));
            prop_assert_eq!([parts.gamma, parts.vega, parts.vanna, parts.volga], [Usd::ZERO; 4]);
            prop_assert!(near(parts.residual.get(), 0.0, wanted));
        }
    }
}
