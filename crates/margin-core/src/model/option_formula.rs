//! In the making.

use crate::model::Account;
use crate::report::{Figure, Level};
use crate::rules::OptionFormula;

/// What contracts require at a level: amounts that add up.
pub(crate) fn required<F: Figure>(_model: &OptionFormula, _account: Account, _level: Level) -> Vec<F> {
    Vec::new()
}
