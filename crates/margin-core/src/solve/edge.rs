//! Where a condition on a positive amount changes: found by doubling from a small amount, then by halving the gap until
//! it is a trillionth of the amount. Works where what is compared jumps, as initial requirements do at tiers' bounds.

use crate::problem::Problems;

/// Where a condition ends to hold, or begins to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Edge {
    /// Below every amount that means something: this one is already beyond it.
    BelowAll(f64),
    /// It is one way at `before`, the other way at `after`, and there is next to nothing between.
    Between { before: f64, after: f64 },
    /// It never changes up to the largest amount that is tried.
    Nowhere,
}

/// The gap that is left, as a share of the amount.
const GAP: f64 = 1e-12;

/// The least amount that means something, as a share of the first that is tried.
const LEAST: f64 = 1e-12;

/// Finds the first change of a condition that holds at zero: from `first` upwards by doubling, to `most` and no further.
pub(super) fn edge(
    first: f64,
    most: f64,
    mut holds: impl FnMut(f64) -> Result<bool, Problems>,
) -> Result<Edge, Problems> {
    let (mut before, mut after) = (0.0, if first < most { first } else { most });
    while holds(after)? {
        if after >= most {
            return Ok(Edge::Nowhere);
        }
        before = after;
        after = if after * 2.0 < most { after * 2.0 } else { most };
    }
    while after - before > GAP * after {
        if after < LEAST * first {
            return Ok(Edge::BelowAll(after));
        }
        let middle = before + (after - before) / 2.0;
        if holds(middle)? {
            before = middle;
        } else {
            after = middle;
        }
    }
    Ok(Edge::Between { before, after })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edge_is_found_to_a_trillionth_however_small_or_large() {
        for wanted in [1e-9, 0.3, 1.0, 7e11] {
            let found = edge(1.0, 1e15, |amount| Ok(amount <= wanted)).unwrap();
            let Edge::Between { before, after } = found else { panic!("{found:?}") };
            assert!(before <= wanted && wanted < after && after - before <= 1e-12 * after, "{found:?}");
        }
    }

    #[test]
    fn a_condition_that_never_changes_or_holds_for_nothing_has_no_edge() {
        assert_eq!(edge(1.0, 1e15, |_| Ok(true)), Ok(Edge::Nowhere));
        assert!(matches!(edge(1.0, 1e15, |amount| Ok(amount == 0.0)), Ok(Edge::BelowAll(_))));
    }
}
