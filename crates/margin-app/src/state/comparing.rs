//! What a person chose of the comparison of venues.

use margin_core::compare::{AccountMode, Buffer, Criterion, Transfer};
use margin_core::units::{Ratio, Usd};
use margin_view::compare::{Column, Direction};

/// How venues are compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparing {
    /// How positions stand.
    pub mode: AccountMode,
    /// What makes a venue the best.
    pub criterion: Criterion,
    /// The column that rows are ordered by, and which end stands first.
    pub order: (Column, Direction),
    /// The row that is open, by its venue's id.
    pub opened: Option<&'static str>,
    /// The two venues of a split, where they have been chosen.
    pub venues: [Option<&'static str>; 2],
    /// What the transfer between them takes.
    pub transfer: Transfer,
}

impl Default for Comparing {
    fn default() -> Self {
        Self {
            mode: AccountMode::AsSet,
            criterion: Criterion::LeastMaintenance,
            order: (Column::Maintenance, Column::Maintenance.better_first()),
            opened: None,
            venues: [None, None],
            transfer: Transfer {
                fixed: Usd::new(10.0),
                per_dollar: Ratio::ZERO,
                hours: 1.0,
                buffer: Buffer::PerHour(Ratio::new(0.01)),
            },
        }
    }
}

impl Comparing {
    /// Orders rows by a column, the better end first; by the one that they are ordered by already, the other way.
    pub fn order_by(&mut self, column: Column) {
        self.order = match self.order {
            (before, direction) if before == column => (column, direction.turned()),
            _ => (column, column.better_first()),
        };
    }

    /// Looks for the best by a criterion, and orders rows by its column.
    pub fn look_for(&mut self, criterion: Criterion) {
        let column = match criterion {
            Criterion::LeastInitial => Column::Initial,
            Criterion::LeastMaintenance => Column::Maintenance,
            Criterion::FarthestLiquidation => Column::Liquidation,
            Criterion::LeastIdle => Column::Idle,
            Criterion::LeastCost => Column::Cost,
        };
        (self.criterion, self.order) = (criterion, (column, column.better_first()));
    }

    /// Opens a row, or closes the one that is open.
    pub fn open(&mut self, id: &'static str) {
        self.opened = if self.opened == Some(id) { None } else { Some(id) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_ordered_with_its_better_end_first_and_then_the_other_way() {
        let mut comparing = Comparing::default();
        comparing.order_by(Column::Counts);
        assert_eq!(comparing.order, (Column::Counts, Direction::Falling));
        comparing.order_by(Column::Counts);
        assert_eq!(comparing.order, (Column::Counts, Direction::Rising));
        comparing.order_by(Column::Initial);
        assert_eq!(comparing.order, (Column::Initial, Direction::Rising));
    }

    #[test]
    fn one_row_is_open_at_a_time() {
        let mut comparing = Comparing::default();
        comparing.open("one");
        comparing.open("two");
        assert_eq!(comparing.opened, Some("two"));
        comparing.open("two");
        assert_eq!(comparing.opened, None);
    }
}
