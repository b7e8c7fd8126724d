//! In the making.

use crate::problem::Problem;
use crate::rules::OptionFormula;

pub(super) fn problems(_model: &OptionFormula) -> Vec<Problem> {
    Vec::new()
}
