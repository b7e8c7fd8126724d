//! The table's columns, and in which order its rows stand.

use crate::compare::{Takes, VenueRow};
use crate::text::compare::CompareText;
use std::cmp::Ordering;

/// A column of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// What must be covered to open or increase.
    Initial,
    /// What must be covered to keep.
    Maintenance,
    /// What counts.
    Counts,
    /// What is free to open more.
    Freeboard,
    /// Where it goes under first.
    Liquidation,
    /// What the trader loses there.
    Cost,
    /// How much less is required together than alone.
    Saving,
    /// The share of what counts that carries nothing.
    Idle,
}

/// Which end stands first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The least.
    Rising,
    /// The greatest.
    Falling,
}

impl Column {
    /// All columns, from the left.
    pub const ALL: [Self; 8] = [
        Self::Initial,
        Self::Maintenance,
        Self::Counts,
        Self::Freeboard,
        Self::Liquidation,
        Self::Cost,
        Self::Saving,
        Self::Idle,
    ];

    /// What it is called.
    pub fn title(self) -> String {
        CompareText::Column(self).say()
    }

    /// What its figures mean, in a sentence.
    pub fn explanation(self) -> String {
        CompareText::Explained(self).say()
    }

    /// The direction that puts the better end first.
    pub fn better_first(self) -> Direction {
        match self {
            Self::Initial | Self::Maintenance | Self::Cost | Self::Idle => Direction::Rising,
            Self::Counts | Self::Freeboard | Self::Liquidation | Self::Saving => Direction::Falling,
        }
    }

    fn index(self) -> usize {
        Self::ALL.iter().position(|column| *column == self).unwrap_or(0)
    }
}

impl Direction {
    /// The other one.
    pub fn turned(self) -> Self {
        match self {
            Self::Rising => Self::Falling,
            Self::Falling => Self::Rising,
        }
    }
}

/// Orders rows by a column. Figures of a part of the portfolio stand after those of the whole, since they are not
/// theirs to be compared with; what is not known stands last; equals stay in their order.
pub fn sort(rows: &mut [VenueRow], column: Column, direction: Direction) {
    rows.sort_by(|left, right| {
        is_part(left)
            .cmp(&is_part(right))
            .then_with(|| compared(figure(left, column), figure(right, column), direction))
    });
}

fn is_part(row: &VenueRow) -> bool {
    matches!(row.takes, Takes::Part(_))
}

fn figure(row: &VenueRow, column: Column) -> Option<f64> {
    row.cells.get(column.index()).and_then(|cell| cell.order)
}

fn compared(left: Option<f64>, right: Option<f64>, direction: Direction) -> Ordering {
    match (left, right) {
        (Some(left), Some(right)) => match direction {
            Direction::Rising => left.total_cmp(&right),
            Direction::Falling => right.total_cmp(&left),
        },
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}
