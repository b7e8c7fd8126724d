//! Terms that improve with a score which is earned by time and lost by liquidations.
//!
//! That terms improve in proportion to the score is this engine's assumption: sources state the terms at the ends. A score
//! can be had by whoever opens many accounts, so the terms have a cap, and no score reaches beyond it.

use crate::units::Ratio;
use serde::{Deserialize, Serialize};

/// How a score is earned and lost, in points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ScoreRule {
    /// The most that a day adds.
    pub daily_most: f64,
    /// The days that are looked back on, for what they add and for liquidations.
    pub window_days: f64,
    /// The most that having kept debts without being liquidated adds.
    pub survival_most: f64,
    /// What a liquidation within those days takes away.
    pub penalty: f64,
    /// The highest score.
    pub most: f64,
}

/// What a score is made of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// Points of each day, the latest last.
    pub daily: Vec<f64>,
    /// Points for having kept debts without being liquidated.
    pub survival: f64,
    /// How many days ago each liquidation was; those of one vault on one day are one.
    pub liquidations: Vec<f64>,
}

/// Terms without and with the highest score, such as a loan-to-value or a rate, and what bounds them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Terms {
    /// With a score of nothing.
    pub plain: Ratio,
    /// With the highest score.
    pub best: Ratio,
    /// Beyond which no score reaches; on the side of `best`.
    pub cap: Ratio,
}

/// What the days of the window have added, each no more than a day may.
pub fn daily_points(rule: &ScoreRule, history: &History) -> f64 {
    let days = history.daily.iter().rev().zip(1_u32..).take_while(|(_, day)| f64::from(*day) <= rule.window_days);
    days.map(|(points, _)| points.max(0.0).min(rule.daily_most)).sum()
}

/// The score: points of the days + survival − penalty × liquidations within the window, from 0 to the highest.
///
/// ```
/// # use margin_core::reputation::{History, ScoreRule, score};
/// let rule = ScoreRule { daily_most: 8.0, window_days: 120.0, survival_most: 300.0, penalty: 250.0, most: 999.0 };
/// let history = History { daily: vec![8.0; 100], survival: 300.0, liquidations: vec![3.0, 200.0] };
/// assert_eq!(score(&rule, &history), 850.0);
/// ```
pub fn score(rule: &ScoreRule, history: &History) -> f64 {
    let recent = history.liquidations.iter().filter(|days_ago| **days_ago < rule.window_days).count() as f64;
    let survived = history.survival.max(0.0).min(rule.survival_most);
    (daily_points(rule, history) + survived - rule.penalty * recent).max(0.0).min(rule.most)
}

/// Where a score stands between nothing and the highest, as a share.
pub fn standing(score: f64, most: f64) -> Ratio {
    Ratio::new((score / most).clamp(0.0, 1.0))
}

/// Terms at a standing: plain + standing × (best − plain), never beyond the cap.
///
/// ```
/// # use margin_core::{reputation::{Terms, standing, terms_at}, units::Ratio};
/// let [plain, best, cap] = [0.8, 0.9, 0.85].map(Ratio::new);
/// let terms = Terms { plain, best, cap };
/// assert_eq!(terms_at(&terms, standing(0.0, 999.0)), plain);
/// assert_eq!(terms_at(&terms, standing(999.0, 999.0)), cap);
/// ```
pub fn terms_at(terms: &Terms, standing: Ratio) -> Ratio {
    let Terms { plain, best, cap } = *terms;
    let earned = Ratio::new(plain.get() + standing.get() * (best - plain).get());
    let rises = best >= plain;
    if (rises && earned > cap) || (!rises && earned < cap) { cap } else { earned }
}

/// A loan-to-value that leaves room for a stress loss: no more than 1 − the loss, whatever the score.
pub fn within_stress(loan_to_value: Ratio, stress_loss: Ratio) -> Ratio {
    let most = Ratio::new(1.0 - stress_loss.get());
    if loan_to_value > most { most } else { loan_to_value }
}
