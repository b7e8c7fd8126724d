//! What tables of tiers require.

use crate::cases;
use crate::common::{linear_cross_case, table_of};
use margin_core::evaluate;
use margin_core::rules::TierTable;
use margin_core::units::Usd;
use proptest::prelude::*;

/// What a table requires of a notional to keep it.
fn maintenance(table: &TierTable, notional: f64) -> f64 {
    let band = table.band(Usd::new(notional)).unwrap();
    notional * band.tier.maintenance.share().get() - band.deduction.get()
}

proptest! {
    #![proptest_config(cases(4_000))]

    #[test]
    fn the_maintenance_requirement_is_continuous_at_every_bound(seed: u64) {
        let case = linear_cross_case(seed);
        let table = table_of(&case.rules, &case.portfolio.positions[0].instrument.id());
        for bound in table.bounds().map(Usd::get) {
            let (below, at) = (maintenance(&table, bound.next_down()), maintenance(&table, bound));
            prop_assert!((at - below).abs() <= 1e-13 * bound, "{below} below {bound}, {at} at it");
        }
    }

    #[test]
    fn the_maintenance_requirement_rises_with_notional(seed: u64, first in 0.0..1e8_f64, second in 0.0..1e8_f64) {
        let case = linear_cross_case(seed);
        let table = table_of(&case.rules, &case.portfolio.positions[0].instrument.id());
        let (less, more) = (first.min(second), first.max(second));
        prop_assert!(maintenance(&table, less) <= maintenance(&table, more) + 1e-13 * more);
        prop_assert!(maintenance(&table, less) >= 0.0);
    }

    #[test]
    fn a_report_requires_what_the_table_says(seed: u64) {
        let case = linear_cross_case(seed);
        let report = evaluate(&case.portfolio, &case.market, &case.rules).unwrap();
        for (position, reported) in case.portfolio.positions.iter().zip(&report.positions) {
            let table = table_of(&case.rules, &position.instrument.id());
            let notional = reported.notional.usd().get();
            let wanted = maintenance(&table, notional);
            prop_assert!((reported.maintenance.usd().get() - wanted).abs() <= 1e-13 * notional);
        }
    }

    #[test]
    fn a_bound_belongs_to_the_tier_that_it_begins(seed: u64) {
        let case = linear_cross_case(seed);
        let table = table_of(&case.rules, &case.portfolio.positions[0].instrument.id());
        for tier in &table.0 {
            prop_assert_eq!(table.band(tier.from).unwrap().tier, *tier);
        }
    }
}
