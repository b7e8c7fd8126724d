//! In the making.

use crate::problem::Problem;
use crate::rules::SensitivityLoss;

pub(super) fn problems(_model: &SensitivityLoss) -> Vec<Problem> {
    Vec::new()
}
