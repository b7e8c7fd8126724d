//! Scores, and loan-to-values that rise with them.

use crate::families::{need, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_core::reputation::{self, History, ScoreRule, Terms};
use margin_core::units::Ratio;

/// The highest score, by the wiki that the vectors name.
const MOST: f64 = 999.0;

/// Answers one expected figure.
pub(super) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let number = match key {
        "max_ltv" => max_ltv(inputs, key)?.get(),
        "max_daily_component" => {
            let rule = rule(inputs, key)?;
            reputation::daily_points(&rule, &perfect(&rule, 0.0))
        }
        "score_perfect_capped" => {
            let rule = rule(inputs, key)?;
            reputation::score(&rule, &perfect(&rule, 0.0))
        }
        "score_perfect_one_liq" => {
            let rule = rule(inputs, key)?;
            reputation::score(&rule, &perfect(&rule, need(inputs, &["liquidations"], key)?))
        }
        _ => return Err(unknown(inputs, key)),
    };
    Ok(Answer::Number(number))
}

fn max_ltv(inputs: &Inputs, key: &str) -> Result<Ratio, Unanswered> {
    let [plain, best] = [need(inputs, &["ltv0"], key)?, need(inputs, &["ltv999"], key)?].map(Ratio::new);
    let standing = reputation::standing(need(inputs, &["score"], key)?, MOST);
    Ok(reputation::terms_at(&Terms { plain, best, cap: best }, standing))
}

fn rule(inputs: &Inputs, key: &str) -> Result<ScoreRule, Unanswered> {
    let number = |name: &str| need(inputs, &[name], key);
    Ok(ScoreRule {
        daily_most: number("daily_max")?,
        window_days: number("window_days")?,
        survival_most: number("survival_max")?,
        penalty: number("penalty")?,
        most: MOST,
    })
}

/// Every day of two windows as good as a day can be, and so many liquidations today.
fn perfect(rule: &ScoreRule, liquidations: f64) -> History {
    let days = 2 * rule.window_days as usize;
    History {
        daily: vec![rule.daily_most; days],
        survival: rule.survival_most,
        liquidations: vec![0.0; liquidations as usize],
    }
}
