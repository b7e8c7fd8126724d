//! What holds for every series, matrix and network.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic, in its helpers too")]

use margin_statistics::contagion::clearing;
use margin_statistics::correlation::Correlation;
use margin_statistics::covariance::{exponential_correlations, shrinkage_intensity};
use margin_statistics::coverage::{binomial_cumulative, chi_square_survival, non_rejection, proportion_of_failures};
use margin_statistics::loss::{self, normal_quantile};
use margin_statistics::procyclicality::{with_full_buffer, with_released_buffer};
use margin_statistics::{execution, execution::Sale, volatility};
use proptest::prelude::*;
use proptest::test_runner::Config;

/// So many random cases, each from one seed that a failure names; failures are not written to files.
fn cases(count: u32) -> Config {
    Config { cases: count, failure_persistence: None, ..Config::default() }
}

/// Symmetric with ones on its diagonal, and hardly ever the correlations of anything.
fn table(size: usize) -> impl Strategy<Value = Correlation> {
    prop::collection::vec(-1.0..1.0_f64, size * size).prop_map(move |entries| {
        let entry = |row: usize, column: usize| match row == column {
            true => 1.0,
            false => entries[row.min(column) * size + row.max(column)],
        };
        let rows: Vec<Vec<f64>> = (0..size).map(|row| (0..size).map(|column| entry(row, column)).collect()).collect();
        Correlation::new(&rows).unwrap()
    })
}

fn distance(one: &Correlation, other: &Correlation) -> f64 {
    let pairs = one.rows().iter().flatten().zip(other.rows().iter().flatten());
    pairs.map(|(one, other)| (one - other) * (one - other)).sum::<f64>().sqrt()
}

/// Debts of some to some, and what each has from outside.
fn network() -> impl Strategy<Value = (Vec<Vec<f64>>, Vec<f64>)> {
    (2..7_usize).prop_flat_map(|size| {
        let debt = prop_oneof![Just(0.0), 0.0..10.0_f64];
        let assets = prop::collection::vec(prop_oneof![Just(0.0), 0.0..8.0_f64], size);
        let debts = prop::collection::vec(prop::collection::vec(debt, size), size);
        let without_own = debts.prop_map(|mut rows| {
            rows.iter_mut().enumerate().for_each(|(place, row)| row[place] = 0.0);
            rows
        });
        (without_own, assets)
    })
}

fn owed(liabilities: &[Vec<f64>]) -> Vec<f64> {
    liabilities.iter().map(|row| row.iter().sum()).collect()
}

/// What there is to pay with, when all others pay as stated.
fn income(liabilities: &[Vec<f64>], assets: &[f64], payments: &[f64], place: usize) -> f64 {
    let owed = owed(liabilities);
    let from =
        |other: usize| if owed[other] > 0.0 { payments[other] * liabilities[other][place] / owed[other] } else { 0.0 };
    assets[place] + (0..payments.len()).map(from).sum::<f64>()
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn a_repaired_table_can_be_correlations_and_needs_no_further_repair(table in (2..7_usize).prop_flat_map(table)) {
        let nearest = table.nearest();
        prop_assert!(nearest.is_positive_semidefinite(), "{:?}", nearest.eigenvalues());
        prop_assert!(Correlation::new(nearest.rows()).is_ok());
        prop_assert_eq!(nearest.nearest(), nearest);
    }

    #[test]
    fn no_other_matrix_of_correlations_is_nearer(table in table(4), series in prop::collection::vec(-1.0..1.0_f64, 4 * 5)) {
        let nearest = distance(&table, &table.nearest());
        let series: Vec<&[f64]> = series.chunks(5).collect();
        let other = exponential_correlations(0.9, &series).unwrap();
        prop_assert!(other.is_positive_semidefinite(), "{:?}", other.eigenvalues());
        prop_assert!(nearest <= distance(&table, &other) + 1e-9);
    }

    #[test]
    fn shrinking_leaves_correlations_valid(series in prop::collection::vec(-1.0..1.0_f64, 3 * 8), towards in 0.0..1.0_f64) {
        let series: Vec<&[f64]> = series.chunks(8).collect();
        let correlation = exponential_correlations(0.97, &series).unwrap();
        let same = correlation.shrunk(0.0).unwrap();
        prop_assert_eq!(&same, &correlation);
        let shrunk = correlation.shrunk(towards).unwrap();
        prop_assert!(Correlation::new(shrunk.rows()).is_ok());
        let alike = correlation.shrunk(1.0).unwrap();
        prop_assert_eq!(alike.rows()[0][1], alike.rows()[1][2]);
        prop_assert!((0.0..=1.0).contains(&shrinkage_intensity(&series).unwrap()));
    }

    #[test]
    fn losses_together_are_never_more_than_their_sum(series in prop::collection::vec(-1.0..1.0_f64, 3 * 8), losses in prop::collection::vec(0.0..100.0_f64, 3)) {
        let series: Vec<&[f64]> = series.chunks(8).collect();
        let together = exponential_correlations(0.97, &series).unwrap().aggregate(&losses).unwrap();
        let sum: f64 = losses.iter().sum();
        prop_assert!((0.0..=sum * (1.0 + 1e-14)).contains(&together));
    }

    #[test]
    fn a_network_pays_the_greatest_of_what_it_can((liabilities, assets) in network()) {
        let cleared = clearing(&liabilities, &assets).unwrap();
        let owed = owed(&liabilities);
        let mut iterated = owed.clone();
        for _ in 0..3_000 {
            iterated = (0..owed.len()).map(|place| owed[place].min(income(&liabilities, &assets, &iterated, place))).collect();
        }
        for (place, payment) in cleared.payments.iter().enumerate() {
            let income = income(&liabilities, &assets, &cleared.payments, place);
            prop_assert!(*payment >= 0.0 && *payment <= owed[place] + 1e-9, "nobody pays more than is owed");
            prop_assert!(*payment <= income + 1e-9, "nobody pays more than there is");
            prop_assert!((payment - owed[place].min(income)).abs() < 1e-9, "creditors come before owners");
            prop_assert!((payment - iterated[place]).abs() < 1e-6, "iterating down from full payment ends here");
            prop_assert_eq!(cleared.defaulted[place], *payment < owed[place] - 1e-9 * owed[place]);
        }
    }

    #[test]
    fn more_from_outside_never_lowers_a_payment((liabilities, assets) in network(), more in 0.0..5.0_f64, place in 0..2_usize) {
        let before = clearing(&liabilities, &assets).unwrap();
        let mut richer = assets;
        richer[place] += more;
        let after = clearing(&liabilities, &richer).unwrap();
        for (before, after) in before.payments.iter().zip(&after.payments) {
            prop_assert!(*after >= before - 1e-9);
        }
    }

    #[test]
    fn exceptions_as_frequent_as_expected_are_no_evidence(observations in 1..2000_u64, exceptions in 0..2000_u64) {
        prop_assume!(exceptions > 0 && exceptions < observations);
        let share = exceptions as f64 / observations as f64;
        let at_share = proportion_of_failures(observations, exceptions, share).unwrap();
        prop_assert!(at_share.statistic.abs() < 1e-9 && at_share.p_value > 0.9999);
        let elsewhere = proportion_of_failures(observations, exceptions, 0.5 * share).unwrap();
        prop_assert!(elsewhere.statistic > 0.0);
    }

    #[test]
    fn the_region_of_not_rejecting_holds_the_expected_number(observations in 100..3000_u64, probability in 0.01..0.2_f64) {
        let region = non_rejection(observations, probability, 0.05).unwrap();
        prop_assert!(region.contains(&((observations as f64 * probability).round() as u64)));
        let beyond = proportion_of_failures(observations, region.end() + 1, probability).unwrap();
        prop_assert!(beyond.p_value <= 0.05);
    }

    #[test]
    fn a_quantile_undoes_the_distribution(probability in 1e-12..1.0_f64) {
        let quantile = normal_quantile(probability).unwrap();
        let back = margin_pricing::normal::distribution(quantile);
        prop_assert!((back - probability).abs() <= 4e-16 + 1e-13 * probability.min(1.0 - probability));
        let other = normal_quantile(1.0 - probability).unwrap();
        prop_assert!((quantile + other).abs() < 1e-3 * (1.0 + quantile.abs()));
    }

    #[test]
    fn laws_are_between_zero_and_one_and_rise(statistic in 0.0..200.0_f64, more in 0.0..10.0_f64, degrees in 1..9_u32, count in 0..60_u64) {
        let survival = chi_square_survival(statistic, degrees);
        prop_assert!((0.0..=1.0).contains(&survival));
        prop_assert!(chi_square_survival(statistic + more, degrees) <= survival);
        prop_assert!(chi_square_survival(statistic, degrees + 1) >= survival);
        let below = binomial_cumulative(60, count, 0.3).unwrap();
        prop_assert!((0.0..=1.0).contains(&below) && binomial_cumulative(60, count + 1, 0.3).unwrap() >= below);
    }

    #[test]
    fn the_mean_beyond_is_never_less_than_the_limit(losses in prop::collection::vec(-10.0..10.0_f64, 1..60), confidence in 0.01..0.99_f64) {
        let at_risk = loss::empirical_value_at_risk(&losses, confidence).unwrap();
        let shortfall = loss::empirical_expected_shortfall(&losses, confidence).unwrap();
        prop_assert!(shortfall >= at_risk - 1e-9);
        let within = losses.iter().filter(|loss| **loss <= at_risk).count() as f64;
        prop_assert!(within >= confidence * losses.len() as f64 - 1e-6);
        let strictly = losses.iter().filter(|loss| **loss < at_risk).count() as f64;
        prop_assert!(strictly < confidence * losses.len() as f64);
    }

    #[test]
    fn history_at_one_volatility_is_left_as_it_was(returns in prop::collection::vec(-0.1..0.1_f64, 1..50)) {
        let filtered = volatility::filtered_returns(1.0, 0.03, &returns).unwrap();
        for (scaled, change) in filtered.scaled.iter().zip(&returns) {
            prop_assert!((scaled - change).abs() <= 1e-15);
        }
        let faded = volatility::filtered_returns(0.94, 0.03, &returns).unwrap();
        prop_assert_eq!(faded.volatilities.len(), returns.len());
        prop_assert_eq!(faded.volatilities[0], (0.03_f64 * 0.03).sqrt());
    }

    #[test]
    fn what_is_charged_stays_between_the_margin_and_its_full_buffer(margins in prop::collection::vec(1.0..100.0_f64, 1..60)) {
        let charged = with_released_buffer(&margins, 0.25);
        for (charge, margin) in charged.iter().zip(&margins) {
            prop_assert!(charge >= margin && *charge <= with_full_buffer(*margin, 0.25));
        }
        for (place, pair) in charged.windows(2).enumerate() {
            prop_assert!(pair[1] <= pair[0] || pair[1] == margins[place + 1], "it rises only when the buffer is used up");
        }
    }

    #[test]
    fn no_even_sale_is_better_than_the_optimal_one(aversion in 1e-9..1e-5_f64, periods in 1..40_u32) {
        let sale = Sale {
            quantity: 1e6,
            time: 5.0,
            periods,
            volatility: 0.95,
            fixed_cost: 0.0625,
            permanent_impact: 2.5e-7,
            temporary_impact: 2.5e-6,
            risk_aversion: aversion,
        };
        let best = execution::optimal_sale(&sale).unwrap();
        let even = execution::optimal_sale(&Sale { risk_aversion: 0.0, ..sale }).unwrap();
        let worth = |trajectory: &execution::Trajectory| trajectory.cost + aversion * trajectory.variance;
        prop_assert!(worth(&best) <= worth(&even) * (1.0 + 1e-12));
        prop_assert!(best.holdings.windows(2).all(|pair| pair[1] < pair[0]));
        prop_assert_eq!(best.holdings.last(), Some(&0.0));
    }
}
