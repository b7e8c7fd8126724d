//! What holdings count for and what debts require.

use crate::cases;
use crate::common::tree::value;
use crate::common::varied::haircut;
use crate::common::{Case, Random, plain_rules, random_case, terms, varied_case};
use margin_core::evaluate;
use margin_core::id::HoldingId;
use margin_core::portfolio::{Holding, Portfolio};
use margin_core::report::{Level, Levels, MarginReport};
use margin_core::rules::{Collateral, Debts, TieredNotional};
use margin_core::units::{Quantity, Ratio};
use proptest::prelude::*;

fn report(case: &Case) -> MarginReport {
    evaluate(&case.portfolio, &case.market, &case.rules).unwrap()
}

/// The haircut of a holding of so many dollars of the first asset, under a haircut of any form.
fn taken_off(seed: u64, dollars: f64) -> f64 {
    let mut case = varied_case(seed | 1);
    let asset = case.market.assets.keys().next().unwrap().clone();
    let quantity = Quantity::new(dollars / case.market.index(&asset).unwrap().get());
    let holdings = vec![Holding { id: HoldingId(0), asset: asset.clone(), quantity }];
    case.portfolio = Portfolio { holdings, ..Portfolio::default() };
    case.rules.model = plain_rules(TieredNotional::default()).model;
    case.rules.collateral = Collateral { debts: case.rules.collateral.debts, ..Collateral::default() };
    let haircut = haircut(&mut Random::new(seed));
    case.rules.collateral.assets.insert(asset, terms(haircut));
    let report = report(&case);
    1.0 - value(&report.holdings[0].counted.maintenance) / value(&report.holdings[0].value)
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn a_haircut_lies_within_zero_and_one_and_grows_with_size(seed: u64, small in 0.0..12.0_f64, more in 0.0..6.0_f64) {
        let (less, more) = (taken_off(seed, libm::exp10(small)), taken_off(seed, libm::exp10(small + more)));
        prop_assert!((-1e-12..=1.0).contains(&less) && (-1e-12..=1.0).contains(&more), "{less}, {more}");
        prop_assert!(less <= more + 1e-12, "{less} of less, {more} of more");
    }

    #[test]
    fn collateral_added_never_lowers_what_is_in_excess(seed: u64, added in -3.0..8.0_f64) {
        let case = random_case(seed);
        let before = report(&case);
        for index in 0..case.portfolio.holdings.len() {
            let mut more = case.clone();
            let holding = &mut more.portfolio.holdings[index];
            let quantity = libm::exp10(added) / case.market.index(&holding.asset).unwrap().get();
            holding.quantity = holding.quantity + Quantity::new(quantity);
            let after = report(&more);
            for level in Level::ALL {
                let (before, after) = (before.total.excess(level), after.total.excess(level));
                let slack = 1e-12 * crate::common::tree::gross(&before);
                prop_assert!(value(&after) >= value(&before) - slack, "{level:?}: {before:?} to {after:?}");
            }
        }
    }

    #[test]
    fn a_debt_that_is_required_weighs_at_least_what_it_is_worth(seed: u64) {
        let case = varied_case(seed | 1);
        if case.rules.collateral.debts == Debts::Subtracted {
            return Ok(());
        }
        for holding in &report(&case).holdings {
            let Some(required) = &holding.required else { continue };
            for level in Level::ALL {
                prop_assert!(value(required.at(level)) >= -value(&holding.value) * (1.0 - 1e-12));
                prop_assert!(value(holding.counted.at(level)) == 0.0);
            }
        }
    }

    #[test]
    fn a_stricter_initial_rate_of_the_traders_own_never_lowers_the_initial_requirement(seed: u64, own in 0.0..1.0_f64) {
        let mut case = random_case(seed);
        case.portfolio.own_initial = None;
        let before = report(&case).total;
        case.portfolio.own_initial = Some(Ratio::new(own + 1e-3));
        let after = report(&case).total;
        let slack = 1e-12 * value(&before.initial);
        prop_assert!(value(&after.initial) >= value(&before.initial) - slack);
        prop_assert_eq!(value(&after.maintenance), value(&before.maintenance));
        prop_assert_eq!(Levels::each(|level| value(after.counted.at(level))).maintenance, value(&before.counted.maintenance));
    }
}
