//! In the making.

use crate::problem::Problem;
use crate::rules::ScenarioLoss;

pub(super) fn problems(_model: &ScenarioLoss) -> Vec<Problem> {
    Vec::new()
}
