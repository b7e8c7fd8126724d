//! In the making.

use crate::model::Account;
use crate::report::{Figure, Level};
use crate::rules::ScenarioLoss;

/// What contracts require at a level: amounts that add up.
pub(crate) fn required<F: Figure>(_model: &ScenarioLoss, _account: Account, _level: Level) -> Vec<F> {
    Vec::new()
}
