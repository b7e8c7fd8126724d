//! Terms that improve with a score.

use super::{cases, near, ratio};
use margin_core::reputation::{self, History, ScoreRule, Terms};
use proptest::prelude::*;

const RULE: ScoreRule =
    ScoreRule { daily_most: 8.0, window_days: 120.0, survival_most: 300.0, penalty: 250.0, most: 999.0 };

fn terms(plain: f64, best: f64, cap: f64) -> Terms {
    Terms { plain: ratio(plain), best: ratio(best), cap: ratio(cap) }
}

fn history(days: usize, points: f64, survival: f64, liquidations: &[f64]) -> History {
    History { daily: vec![points; days], survival, liquidations: liquidations.to_vec() }
}

/// Days, points of each, survival, days since each liquidation; points of the days and the score.
type Scored<'h> = (usize, f64, f64, &'h [f64], f64, f64);

#[test]
fn a_score_is_earned_by_days_and_lost_by_liquidations() {
    let cases: [Scored; 7] = [
        (120, 8.0, 300.0, &[], 960.0, 999.0),
        (120, 8.0, 300.0, &[0.0], 960.0, 999.0),
        (120, 8.0, 300.0, &[0.0, 5.0], 960.0, 760.0),
        (120, 8.0, 300.0, &[0.0, 120.0], 960.0, 999.0),
        (500, 20.0, 900.0, &[1.0, 2.0, 3.0], 960.0, 510.0),
        (10, 8.0, 0.0, &[], 80.0, 80.0),
        (10, 8.0, 0.0, &[1.0], 80.0, 0.0),
    ];
    for (days, points, survival, liquidations, daily, score) in cases {
        let each = history(days, points, survival, liquidations);
        near(reputation::daily_points(&RULE, &each), daily, 1e-9);
        near(reputation::score(&RULE, &each), score, 1e-9);
    }
}

#[test]
fn terms_improve_in_proportion_to_the_score() {
    for (score, expected) in [(0.0, 0.8), (333.0, 0.833_333_333_333_333_4), (999.0, 0.9), (2000.0, 0.9), (-5.0, 0.8)] {
        let standing = reputation::standing(score, 999.0);
        near(reputation::terms_at(&terms(0.8, 0.9, 0.9), standing).get(), expected, 1e-12);
    }
    // A rate falls with the score, and no further than its cap.
    near(reputation::terms_at(&terms(0.1, 0.04, 0.05), ratio(0.5)).get(), 0.07, 1e-12);
    near(reputation::terms_at(&terms(0.1, 0.04, 0.05), ratio(1.0)).get(), 0.05, 0.0);
    near(reputation::within_stress(ratio(1.0), ratio(0.15)).get(), 0.85, 1e-12);
    near(reputation::within_stress(ratio(0.8), ratio(0.15)).get(), 0.8, 0.0);
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn no_score_reaches_beyond_the_cap(plain in 0.0..1.0_f64, way in -0.5..0.5_f64, capped in 0.0..1.0_f64, score in -1e4..1e4_f64) {
        let best = plain + way;
        let cap = plain + way * capped;
        let got = reputation::terms_at(&terms(plain, best, cap), reputation::standing(score, 999.0)).get();
        prop_assert!(got >= plain.min(cap) && got <= plain.max(cap), "{got} is not between {plain} and {cap}");
    }

    #[test]
    fn a_better_history_never_scores_less(
        days in 0_usize..200, points in 0.0..10.0_f64, survival in 0.0..400.0_f64, more in 0.0..100.0_f64, liquidations in 0_usize..4,
    ) {
        let burdens = vec![1.0; liquidations + 1];
        let score = |each: &History| reputation::score(&RULE, each);
        let base = score(&history(days, points, survival, &burdens));
        prop_assert!(score(&history(days + 1, points, survival, &burdens)) >= base);
        prop_assert!(score(&history(days, points, survival + more, &burdens)) >= base);
        prop_assert!(score(&history(days, points, survival, &burdens[1..])) >= base);
        prop_assert!((0.0..=999.0).contains(&base));
    }
}
