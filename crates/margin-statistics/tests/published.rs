//! Figures that a source prints, or that an independent calculation gives.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic, in its helpers too")]

use margin_statistics::contagion::{
    Holder, clearing, contagion_window, sales_under_pressure, spread_factor, vulnerable_below,
};
use margin_statistics::correlation::{Correlation, Flaw};
use margin_statistics::covariance::{exponential_correlations, shrinkage_intensity};
use margin_statistics::coverage::{self, Transitions, Zone, binomial_cumulative, chi_square_survival};
use margin_statistics::loss::{self, Liquidity};
use margin_statistics::procyclicality::{largest_rise, peak_to_trough, with_released_buffer};
use margin_statistics::volatility::{self, Garch, Range};
use margin_statistics::{execution, execution::Sale};

#[track_caller]
fn near(ours: f64, theirs: f64, tolerance: f64) {
    assert!((ours - theirs).abs() <= tolerance, "{ours} is not {theirs}");
}

fn matrix(rows: &[&[f64]]) -> Vec<Vec<f64>> {
    rows.iter().map(|row| row.to_vec()).collect()
}

#[test]
fn normal_quantiles_have_all_their_digits() {
    let table = [
        (0.5, 0.0),
        (0.95, 1.644_853_626_951_472_7),
        (0.975, 1.959_963_984_540_054),
        (0.995, 2.575_829_303_548_900_4),
        (0.001, -3.090_232_306_167_813_5),
        (1e-9, -5.997_807_015_007_686_9),
        (1e-300, -37.047_096_299_361_2),
    ];
    for (probability, quantile) in table {
        near(loss::normal_quantile(probability).unwrap(), quantile, 1e-14 * (1.0 + f64::abs(quantile)));
    }
    assert_eq!([0.0, 1.0, f64::NAN].map(loss::normal_quantile), [None; 3]);
}

#[test]
fn chi_square_and_binomial_as_by_integration_and_by_whole_numbers() {
    let table = [
        (3.841_458_820_694_124, 1, 0.05),
        (5.991_464_547_107_979, 2, 0.05),
        (7.5, 3, 0.057_558_451_97),
        (4.0, 4, 0.406_005_849_71),
        (11.0, 5, 0.051_379_983_48),
    ];
    for (statistic, degrees, survival) in table {
        near(chi_square_survival(statistic, degrees), survival, 1e-10);
    }
    let table =
        [(250, 0, 0.081_058_516_162_181_28), (250, 10, 0.999_946_101_370_950_7), (4000, 45, 0.810_756_316_613_59)];
    for (trials, successes, cumulative) in table {
        near(binomial_cumulative(trials, successes, 0.01).unwrap(), cumulative, 1e-11);
    }
}

#[test]
fn a_variance_returns_to_that_of_the_long_run() {
    // Hull, example 23.2 and section 23.6.
    let garch = Garch { base: 2e-6, reaction: 0.13, persistence: 0.86 };
    near(volatility::garch_step(&garch, 0.016 * 0.016, 0.01), 0.000_235_16, 1e-12);
    near(volatility::long_run_variance(&garch).unwrap(), 0.0002, 1e-12);
    assert_eq!(volatility::long_run_variance(&Garch { persistence: 0.87, ..garch }), None);
}

#[test]
fn a_range_that_closes_where_it_opened_is_known_by_its_width_alone() {
    let range = Range { open: 100.0, high: 104.0, low: 98.0, close: 100.0 };
    let width = libm::log(104.0 / 98.0);
    near(volatility::range_variance(&range).unwrap(), 0.360_673_760_222_241 * width * width, 1e-15);
    near(volatility::range_and_close_variance(&range).unwrap(), 0.5 * width * width, 1e-18);
    assert_eq!(volatility::range_variance(&Range { close: 105.0, ..range }), None);
}

#[test]
fn the_repair_of_a_table_is_the_one_that_its_source_prints() {
    // Higham (2002), section 4, and Borsdorf, Higham and Raydan (2010) print 0.7607 and 0.1573.
    let rows = matrix(&[&[1.0, 1.0, 0.0], &[1.0, 1.0, 1.0], &[0.0, 1.0, 1.0]]);
    let table = Correlation::new(&rows).unwrap();
    assert!(!table.is_positive_semidefinite());
    near(table.eigenvalues()[0], 1.0 - 2.0_f64.sqrt(), 1e-14);
    let nearest = table.nearest();
    near(nearest.rows()[0][1], 0.760_689_853_4, 1e-6);
    near(nearest.rows()[0][2], 0.157_298_104_9, 1e-6);
    assert!(nearest.is_positive_semidefinite());
}

#[test]
fn every_flaw_of_a_table_is_named_with_its_place() {
    let rows = matrix(&[&[1.0, 0.2, f64::NAN], &[0.3, 0.9, 0.0], &[0.0, 1.5, 1.0]]);
    let flaws = [
        Flaw::NotSymmetric { row: 1, column: 0 },
        Flaw::DiagonalNotOne { row: 1 },
        Flaw::OutOfBounds { row: 2, column: 0 },
        Flaw::OutOfBounds { row: 2, column: 1 },
    ];
    assert_eq!(Correlation::new(&rows).unwrap_err(), flaws);
    assert_eq!(Correlation::new(&matrix(&[&[1.0, 0.0]])).unwrap_err(), [Flaw::NotSquare { row: 0 }]);
}

#[test]
fn losses_add_up_fully_half_or_not_at_all() {
    for (correlation, together) in [(1.0, 7.0), (0.0, 5.0), (-1.0, 1.0), (0.5, 37.0_f64.sqrt())] {
        let rows = matrix(&[&[1.0, correlation], &[correlation, 1.0]]);
        near(Correlation::new(&rows).unwrap().aggregate(&[3.0, 4.0]).unwrap(), together, 1e-14);
    }
}

#[test]
fn the_intensity_of_shrinkage_is_that_of_its_authors_code() {
    let series: [&[f64]; 3] = [
        &[0.01, -0.02, 0.03, 0.005, -0.01, 0.02],
        &[0.02, -0.01, 0.02, -0.005, -0.02, 0.01],
        &[-0.01, 0.03, 0.00, 0.01, -0.015, 0.04],
    ];
    near(shrinkage_intensity(&series).unwrap(), 0.986_104_846_718_634_9, 1e-12);
    let correlation = exponential_correlations(1.0, &series[..2]).unwrap();
    // Without fading and without means: Σ xy ÷ √(Σ x² Σ y²).
    near(correlation.rows()[0][1], 1.375e-3 / (1.925e-3 * 1.425e-3_f64).sqrt(), 1e-14);
}

#[test]
fn a_share_of_losses_is_counted_from_the_worst() {
    let losses: Vec<f64> = (1..=10).map(f64::from).collect();
    for (confidence, at_risk, beyond) in
        [(0.8, 8.0, 9.5), (0.85, 9.0, 9.666_666_666_666_666), (0.05, 1.0, 5.736_842_105_263_158)]
    {
        assert_eq!(loss::empirical_value_at_risk(&losses, confidence), Some(at_risk));
        near(loss::empirical_expected_shortfall(&losses, confidence).unwrap(), beyond, 1e-14);
    }
    assert_eq!(loss::empirical_value_at_risk(&[], 0.9), None);
    near(loss::over_horizon(2.0, 1.0, 4.0), 4.0, 0.0);
}

#[test]
fn a_spread_adds_to_a_loss() {
    let liquidity = Liquidity {
        price: 100.0,
        volatility: 0.04,
        quantile: 2.33,
        tail_correction: 1.0,
        mean_spread: 0.002,
        spread_deviation: 0.001,
        spread_quantile: 3.0,
    };
    near(loss::liquidity_adjusted_value_at_risk(&liquidity).total, 9.148_872_018_126_358, 1e-12);
}

#[test]
fn the_regions_of_not_rejecting_are_those_of_the_table() {
    // Jorion, Value at Risk, table 6.2, after Kupiec (1995).
    let table =
        [(255, 0.01, 1..=6), (510, 0.01, 2..=10), (1000, 0.01, 5..=16), (255, 0.05, 7..=20), (1000, 0.075, 60..=91)];
    for (observations, probability, region) in table {
        assert_eq!(coverage::non_rejection(observations, probability, 0.05), Some(region), "{observations}");
    }
}

#[test]
fn exceptions_in_a_row_are_seen() {
    let quiet = [false; 30];
    let row = [true; 6];
    let scattered: Vec<bool> = (0..66).map(|day| day % 11 == 0).collect();
    let together: Vec<bool> = quiet.iter().chain(&row).chain(&quiet).copied().collect();
    let p_value = |days: &[bool]| coverage::independence(&coverage::transitions(days)).unwrap().p_value;
    assert!(p_value(&together) < 1e-5);
    assert!(p_value(&scattered) > 0.2);
    let counts = Transitions { none_after_none: 58, one_after_none: 1, none_after_one: 1, one_after_one: 5 };
    assert_eq!(coverage::transitions(&together), counts);
    let both = coverage::conditional_coverage(&together, 6.0 / 66.0).unwrap();
    let alone = coverage::independence(&counts).unwrap();
    near(both.statistic, alone.statistic, 1e-12);
}

#[test]
fn the_zones_begin_where_the_committee_draws_them() {
    assert_eq!(coverage::zones(250, 0.01), Some((5, 10)));
    assert_eq!(coverage::zone(250, 4, 0.01), Some(Zone::Green));
    let add_ons = [0, 4, 5, 6, 7, 8, 9, 10, 200].map(coverage::multiplier_add_on);
    assert_eq!(add_ons, [0.0, 0.0, 0.4, 0.5, 0.65, 0.75, 0.85, 1.0, 1.0]);
}

#[test]
fn a_margin_that_rises_and_falls() {
    let margins = [100.0, 110.0, 95.0, 140.0, 180.0, 160.0];
    near(peak_to_trough(&margins).unwrap(), 180.0 / 95.0, 1e-15);
    let rise = largest_rise(&margins, 1).unwrap();
    assert_eq!((rise.relative, rise.absolute), (45.0 / 95.0, 45.0));
    // Over two periods the largest share and the largest amount are both 95 to 180.
    assert_eq!(largest_rise(&margins, 2).unwrap().absolute, 85.0);
    assert_eq!(largest_rise(&margins, 6), None);
    assert_eq!(with_released_buffer(&[100.0, 120.0, 180.0, 150.0, 140.0], 0.25), [125.0, 125.0, 180.0, 180.0, 175.0]);
}

#[test]
fn the_sale_of_the_paper() {
    // Almgren and Chriss (2000), section 3.4: κ is about 0.61 a day.
    let sale = Sale {
        quantity: 1e6,
        time: 5.0,
        periods: 5,
        volatility: 0.95,
        fixed_cost: 0.0625,
        permanent_impact: 2.5e-7,
        temporary_impact: 2.5e-6,
        risk_aversion: 1e-6,
    };
    let best = execution::optimal_sale(&sale).unwrap();
    near(best.urgency, 0.61, 0.005);
    near(best.cost, 911_226.986_303_793_2, 1e-6);
    let even = execution::optimal_sale(&Sale { risk_aversion: 0.0, ..sale }).unwrap();
    near(even.cost, 662_500.0, 1e-6);
    assert!(even.variance > best.variance);
    assert_eq!(execution::optimal_sale(&Sale { temporary_impact: 1e-7, ..sale }), None);
}

#[test]
fn impact_and_time_to_sell() {
    let depth = execution::market_depth(0.4, 1e8, 1.0, 0.04).unwrap();
    near(execution::linear_impact(5e6, depth), 0.005, 1e-15);
    near(execution::bounded_impact(5e6, depth), 0.004_987_520_807_317_687, 1e-15);
    near(execution::square_root_impact(1.0, 0.04, 4e6, 1e8), 0.008, 1e-15);
    near(execution::days_to_sell(30.0, 100.0, 0.1).unwrap(), 3.0, 1e-15);
    near(execution::concentration_factor(3.0, 1.0).unwrap(), 2.0, 0.0);
}

#[test]
fn a_network_clears_as_by_hand() {
    // Node 0 has 1 and receives 6; what it cannot pay brings node 1 down too.
    let liabilities = matrix(&[&[0.0, 10.0, 0.0], &[0.0, 0.0, 10.0], &[6.0, 0.0, 0.0]]);
    let cleared = clearing(&liabilities, &[1.0, 0.0, 2.0]).unwrap();
    assert_eq!((cleared.payments, cleared.defaulted), (vec![7.0, 7.0, 6.0], vec![true, true, false]));
    // A ring without anything from outside still clears: each pays with what it receives.
    let ring = matrix(&[&[0.0, 5.0], &[5.0, 0.0]]);
    assert_eq!(clearing(&ring, &[0.0, 0.0]).unwrap().payments, [5.0, 5.0]);
    assert_eq!(clearing(&ring, &[0.0]), None);
    assert_eq!(clearing(&ring, &[0.0, -1.0]), None);
}

#[test]
fn defaults_spread_between_too_few_links_and_too_many() {
    // Gai and Kapadia (2010): capital 4 %, interbank assets 20 %, so that fewer than 5 borrowers are vulnerable.
    near(spread_factor(3.0, 5.0), 1.941_695_666_346_694, 1e-12);
    let (low, high) = contagion_window(5.0).unwrap();
    near(spread_factor(low, 5.0), 1.0, 1e-12);
    near(spread_factor(high, 5.0), 1.0, 1e-12);
    assert!(low > 1.0 && low < 1.1 && high > 5.7 && high < 5.8, "{low} {high}");
    assert_eq!(contagion_window(1.0), None);
    // As many borrowers as the limit are not vulnerable, however the limit was rounded.
    let limit = vulnerable_below(0.05, 0.2, 0.25).unwrap();
    assert_eq!(spread_factor(2.0, limit), spread_factor(2.0, 3.0));
}

#[test]
fn one_who_sells_brings_others_to_sell() {
    let holder = |debt: f64| Holder { holdings: vec![100.0], debt, most_leverage: 10.0 };
    let calm = sales_under_pressure(&[holder(50.0), holder(88.5)], &[1.0], &[1000.0], 50).unwrap();
    assert_eq!((calm.prices, calm.rounds), (vec![1.0], 0));
    let pressed = sales_under_pressure(&[holder(50.0), holder(88.5)], &[0.97], &[1000.0], 50).unwrap();
    // 97 against 8.5 of equity: 12 are sold, the price falls by 1.2 %, and more has to go.
    assert!(pressed.rounds > 1 && pressed.prices[0] < 0.97 * 0.989);
    let apart = sales_under_pressure(&[holder(50.0)], &[0.97], &[1000.0], 50).unwrap();
    near(apart.losses[0], 3.0, 1e-12);
    assert!(pressed.losses[0] > apart.losses[0], "who need not sell loses with those who must");
}
