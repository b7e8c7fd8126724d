//! In the making.

use crate::book::Book;
use crate::model::Account;
use crate::report::{Assumption, Figure, Level};
use crate::rules::SensitivityLoss;

/// What contracts require at a level: amounts that add up.
pub(crate) fn required<F: Figure>(_model: &SensitivityLoss, _account: Account, _level: Level) -> Vec<F> {
    Vec::new()
}

/// What the model took as given.
pub(crate) fn assumptions(_model: &SensitivityLoss, _book: &Book) -> Vec<Assumption> {
    Vec::new()
}
