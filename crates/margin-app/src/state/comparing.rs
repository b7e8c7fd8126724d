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
    /// The column that rows are ordered by, and which end stands first; as they are listed where it is absent.
    pub order: Option<(Column, Direction)>,
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
            order: None,
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
        self.order = Some(match self.order {
            Some((before, direction)) if before == column => (column, direction.turned()),
            _ => (column, column.better_first()),
        });
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
        assert_eq!(comparing.order, Some((Column::Counts, Direction::Falling)));
        comparing.order_by(Column::Counts);
        assert_eq!(comparing.order, Some((Column::Counts, Direction::Rising)));
        comparing.order_by(Column::Initial);
        assert_eq!(comparing.order, Some((Column::Initial, Direction::Rising)));
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
